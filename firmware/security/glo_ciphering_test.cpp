#include "firmware/security/glo_ciphering.h"

#include <algorithm>
#include <array>
#include <random>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "firmware/security/fake_secure_element.h"

namespace meter::security {
namespace {

using Buffer = std::vector<std::uint8_t>;

Buffer hex(std::string_view text) {
    const auto digit = [](char c) {
        return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'A' + 10);
    };
    Buffer bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        bytes.push_back(static_cast<std::uint8_t>(digit(text[i]) << 4U | digit(text[i + 1])));
    }
    return bytes;
}

constexpr SystemTitle kServer{{0x4D, 0x4D, 0x4D, 0x00, 0x00, 0xBC, 0x61, 0x4E}};
constexpr SystemTitle kClient{{0x4D, 0x4D, 0x4D, 0x00, 0x00, 0x00, 0x00, 0x01}};
constexpr std::uint32_t kBookCounter = 0x01234567;

// Green Book ed. 8, table 40: get-request of clock.time, authenticated and encrypted; the frame
// below is that SC, counter, cipher text and tag in general-glo-ciphering.
constexpr std::string_view kGetClock = "C0010000080000010000FF0200";
constexpr std::string_view kGetClockSealed =
    "DB084D4D4D0000BC614E1E3001234567411312FF935A47566827C467BC7D825C3BE4A77C3FCC056B6B";
// Green Book: InitiateRequest of the ciphered AARQ, same keys, title and counter.
constexpr std::string_view kInitiate =
    "01011000112233445566778899AABBCCDDEEFF0000065F1F0400007E1F04B0";
constexpr std::string_view kInitiateSealed =
    "DB084D4D4D0000BC614E303001234567801302FF8A7874133D414CED25B42534D28DB0047720606B175BD52211BE68"
    "41DB204D39EE6FDB8E356855";

class ReadyStore final : public LeaseStore {
public:
    explicit ReadyStore(std::uint32_t first) : ceiling_{first} {}
    [[nodiscard]] std::uint32_t ceiling(Lease) const override { return ceiling_; }
    void raise(Lease, std::uint32_t ceiling) override { ceiling_ = ceiling; }

private:
    std::uint32_t ceiling_;
};

// One end of the association: its own counters over the same keys.
struct End {
    End(hal_board* board, const Titles& titles, std::uint32_t first)
        : store{first},
          lease{store, Lease::invocation_counter},
          sealer{port::Secure{board}, lease, titles} {
        lease.begin(Instant{});
    }
    ReadyStore store;
    CounterLease lease;
    GloSealer sealer;
};

class GloCiphering : public ::testing::Test {
protected:
    Buffer seal(End& end, Bytes text) {
        Buffer out(text.size() + 64);
        const Result<SealedApdu> sealed = end.sealer.seal(text, out);
        EXPECT_TRUE(sealed.ok());
        out.resize(sealed.value_or({}).size);
        return out;
    }
    Result<std::size_t> open(End& end, Bytes sealed) {
        plain.fill(0xEE);
        return end.sealer.open(sealed, plain);
    }
    void expect_refused(const Buffer& sealed, Error error) {
        const std::uint32_t before = client.sealer.last_accepted();
        const Result<std::size_t> opened = open(client, sealed);
        ASSERT_FALSE(opened.ok());
        EXPECT_EQ(opened.error(), error);
        EXPECT_EQ(client.sealer.last_accepted(), before);
        EXPECT_TRUE(std::ranges::all_of(plain, [](std::uint8_t octet) { return octet == 0xEE; }));
    }

    hal_board board;
    End server{&board, {kServer, kClient}, kBookCounter};
    End client{&board, {kClient, kServer}, 1};
    std::array<std::uint8_t, 2048> plain{};
};

TEST_F(GloCiphering, SealsTheGreenBookVectorsByteForByte) {
    EXPECT_EQ(seal(server, hex(kGetClock)), hex(kGetClockSealed));
    End again{&board, {kServer, kClient}, kBookCounter};
    EXPECT_EQ(seal(again, hex(kInitiate)), hex(kInitiateSealed));
}

TEST_F(GloCiphering, OpensTheGreenBookVectors) {
    for (const auto& [sealed, expected] :
         {std::pair{kGetClockSealed, kGetClock}, std::pair{kInitiateSealed, kInitiate}}) {
        End receiver{&board, {kClient, kServer}, 1};
        const Result<std::size_t> size = open(receiver, hex(sealed));
        ASSERT_TRUE(size.ok());
        EXPECT_EQ(Buffer(plain.begin(), plain.begin() + static_cast<std::ptrdiff_t>(size.value())),
                  hex(expected));
        EXPECT_EQ(receiver.sealer.last_accepted(), kBookCounter);
    }
}

TEST_F(GloCiphering, TakesAFreshCounterForEachApdu) {
    Buffer out(64);
    for (std::uint32_t i = 0; i < 100; ++i) {
        const Result<SealedApdu> sealed = server.sealer.seal(hex(kGetClock), out);
        ASSERT_TRUE(sealed.ok());
        EXPECT_EQ(sealed.value().invocation_counter, kBookCounter + i);
        EXPECT_EQ(sealed.value().size, hex(kGetClockSealed).size());
    }
}

TEST_F(GloCiphering, RefusesEveryFlippedBit) {
    const Buffer good = hex(kGetClockSealed);
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
        Buffer bad = good;
        bad[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
        const Result<std::size_t> opened = open(client, bad);
        ASSERT_FALSE(opened.ok()) << bit;
        ASSERT_EQ(client.sealer.last_accepted(), 0U) << bit;
        const bool in_text = bit / 8 >= good.size() - 25;
        ASSERT_TRUE(!in_text || opened.error() == Error::forged) << bit;
    }
    EXPECT_TRUE(open(client, good).ok());
}

TEST_F(GloCiphering, TakesAnOvertakenFrameOnceAndNoneTwice) {
    const Buffer first = seal(server, hex(kGetClock));
    const Buffer second = seal(server, hex(kGetClock));
    ASSERT_TRUE(open(client, second).ok());
    expect_refused(second, Error::replayed);
    ASSERT_TRUE(open(client, first).ok());
    expect_refused(first, Error::replayed);
    expect_refused(second, Error::replayed);
}

TEST_F(GloCiphering, RefusesWhatWasOvertakenBySixtyFour) {
    const Buffer first = seal(server, hex(kGetClock));
    const Buffer second = seal(server, hex(kGetClock));
    for (int i = 0; i < 62; ++i) static_cast<void>(seal(server, hex(kGetClock)));
    ASSERT_TRUE(open(client, seal(server, hex(kGetClock))).ok());
    expect_refused(first, Error::replayed);
    EXPECT_TRUE(open(client, second).ok());
}

TEST_F(GloCiphering, RefusesEveryOtherSecurityControl) {
    Buffer bad = hex(kGetClockSealed);
    for (unsigned control = 0; control < 256; ++control) {
        if (control == 0x30) continue;
        bad[11] = static_cast<std::uint8_t>(control);
        expect_refused(bad, Error::forged);
    }
    EXPECT_EQ(board.calls, 0);
}

TEST_F(GloCiphering, RefusesTheBooksAuthenticatedOnlyAndEncryptedOnlyFrames) {
    expect_refused(
        hex("DB084D4D4D0000BC614E1E1001234567C0010000080000010000FF020006725D910F9221D263877516"),
        Error::forged);
    expect_refused(hex("DB084D4D4D0000BC614E122001234567411312FF935A47566827C467BC"),
                   Error::forged);
    expect_refused(hex(kGetClock), Error::malformed);
    expect_refused(hex("C81E3001234567411312FF935A47566827C467BC7D825C3BE4A77C3FCC056B6B"),
                   Error::malformed);
}

TEST_F(GloCiphering, RefusesOurOwnFramesSentBack) {
    expect_refused(seal(client, hex(kGetClock)), Error::forged);
}

TEST_F(GloCiphering, RefusesTheLastCounterAndZeroThoughAuthentic) {
    for (const auto& [counter, error] :
         {std::pair{UINT32_MAX, Error::replayed}, std::pair{0U, Error::replayed}}) {
        Buffer frame = hex("DB084D4D4D0000BC614E1E30");
        for (int shift = 24; shift >= 0; shift -= 8) {
            frame.push_back(static_cast<std::uint8_t>(counter >> static_cast<unsigned>(shift)));
        }
        Buffer text(25);
        ASSERT_TRUE(
            port::Secure{&board}.seal({0, 0x30, kServer, counter}, hex(kGetClock), text).ok());
        frame.insert(frame.end(), text.begin(), text.end());
        expect_refused(frame, error);
    }
    EXPECT_TRUE(open(client, hex(kGetClockSealed)).ok());
}

TEST_F(GloCiphering, KeepsTheCounterHandedInOverABoot) {
    GloSealer receiver{port::Secure{&board}, client.lease, {kClient, kServer}, kBookCounter};
    EXPECT_EQ(receiver.open(hex(kGetClockSealed), plain).error(), Error::replayed);
}

TEST_F(GloCiphering, RefusesEveryTruncationAndTrailingOctets) {
    const Buffer good = hex(kGetClockSealed);
    for (std::size_t size = 0; size < good.size(); ++size) {
        expect_refused(Buffer(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)),
                       Error::malformed);
    }
    Buffer longer = good;
    longer.push_back(0);
    expect_refused(longer, Error::malformed);
}

TEST_F(GloCiphering, RefusesAnAuthenticFrameOfNothing) {
    Buffer frame = hex("DB084D4D4D0000BC614E113001234567");
    Buffer tag(12);
    ASSERT_TRUE(port::Secure{&board}.seal({0, 0x30, kServer, kBookCounter}, {}, tag).ok());
    frame.insert(frame.end(), tag.begin(), tag.end());
    expect_refused(frame, Error::malformed);
}

TEST_F(GloCiphering, RefusesOtherTitleLengthsAndLongLengthForms) {
    for (const int size : {0, 7, 9, 255}) {
        Buffer bad = hex(kGetClockSealed);
        bad[1] = static_cast<std::uint8_t>(size);
        expect_refused(bad, Error::malformed);
    }
    for (const std::string_view form : {"811E", "82001E", "8300001E", "84FFFFFFFF", "80"}) {
        Buffer bad = hex(kGetClockSealed);
        const Buffer length = hex(form);
        bad.erase(bad.begin() + 10);
        bad.insert(bad.begin() + 10, length.begin(), length.end());
        expect_refused(bad, Error::malformed);
    }
}

TEST_F(GloCiphering, CarriesEveryLengthFormBothWays) {
    for (const std::size_t size : {1U, 110U, 111U, 238U, 239U, 2036U}) {
        const Buffer text(size, 0x5A);
        const Buffer sealed = seal(server, text);
        const std::size_t content = size + 17;
        const std::size_t form = content < 128 ? 1 : content < 256 ? 2 : 3;
        EXPECT_EQ(sealed.size(), 10 + form + content);
        ASSERT_EQ(open(client, sealed).value_or(0), size);
        EXPECT_TRUE(std::equal(text.begin(), text.end(), plain.begin()));
    }
    Buffer out(4096);
    EXPECT_EQ(server.sealer.seal(Buffer(2037, 0), out).error(), Error::range);
    EXPECT_EQ(server.sealer.seal({}, out).error(), Error::range);
}

TEST_F(GloCiphering, SpendsNoCounterWithoutRoom) {
    Buffer out(hex(kGetClockSealed).size() - 1);
    EXPECT_EQ(server.sealer.seal(hex(kGetClock), out).error(), Error::full);
    EXPECT_EQ(seal(server, hex(kGetClock)), hex(kGetClockSealed));
    std::array<std::uint8_t, 12> small{};
    EXPECT_EQ(client.sealer.open(hex(kGetClockSealed), small).error(), Error::full);
    EXPECT_EQ(client.sealer.last_accepted(), 0U);
}

TEST_F(GloCiphering, SaysSoWhenTheCountersAreUsedUp) {
    End worn{&board, {kServer, kClient}, kLeaseEnd};
    Buffer out(64);
    EXPECT_EQ(worn.sealer.seal(hex(kGetClock), out).error(), Error::exhausted);
}

TEST_F(GloCiphering, AcceptsNothingOutOfAHundredThousandRandomOrMutatedFrames) {
    std::mt19937 random{48};
    const Buffer good = hex(kInitiateSealed);
    for (int i = 0; i < 100'000; ++i) {
        Buffer frame;
        if (i % 2 == 0) {
            frame.resize(random() % 120);
            for (std::uint8_t& octet : frame) octet = static_cast<std::uint8_t>(random());
        } else {
            frame = good;
            for (auto n = 1 + random() % 4; n > 0; --n) {
                frame[random() % frame.size()] ^= static_cast<std::uint8_t>(1 + random() % 255);
            }
            if (random() % 8 == 0) frame.resize(random() % (frame.size() + 1));
            if (frame == good) continue;
        }
        ASSERT_FALSE(open(client, frame).ok()) << i;
    }
    EXPECT_EQ(client.sealer.last_accepted(), 0U);
    EXPECT_TRUE(open(client, good).ok());
}

}  // namespace
}  // namespace meter::security
