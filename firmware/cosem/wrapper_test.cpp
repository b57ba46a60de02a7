#include "firmware/cosem/wrapper.h"

#include <array>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace meter::cosem {
namespace {

constexpr std::array<std::uint8_t, 11> kWrapped{0, 1, 0, 1, 0, 1, 0, 3, 0xC0, 0x01, 0xC1};

TEST(Wrapper, WritesTheEightOctetsInFront) {
    std::array<std::uint8_t, 8> out{};
    ASSERT_TRUE(write_wrapper(3, out).ok());
    EXPECT_TRUE(std::equal(out.begin(), out.end(), kWrapped.begin()));
    ASSERT_TRUE(write_wrapper(0xFFFF, out).ok());
    EXPECT_EQ(out[6], 0xFF);
    EXPECT_EQ(out[7], 0xFF);
    EXPECT_EQ(write_wrapper(0, out).error(), Error::range);
    EXPECT_EQ(write_wrapper(0x10000, out).error(), Error::range);
    EXPECT_EQ(write_wrapper(3, std::span{out}.first(7)).error(), Error::full);
}

TEST(Wrapper, AnswersTheApduInside) {
    const Result<Bytes> apdu = read_wrapper(kWrapped);
    ASSERT_TRUE(apdu.ok());
    EXPECT_EQ(apdu.value().data(), kWrapped.data() + 8);
    EXPECT_EQ(apdu.value().size(), 3U);
}

TEST(Wrapper, RefusesEveryOtherHeader) {
    for (std::size_t at = 0; at < 8; ++at) {
        for (unsigned value = 0; value < 256; ++value) {
            std::array<std::uint8_t, 11> octets = kWrapped;
            if (octets[at] == value) continue;
            octets[at] = static_cast<std::uint8_t>(value);
            ASSERT_EQ(read_wrapper(octets).error(), Error::malformed) << at << ' ' << value;
        }
    }
    for (std::size_t size = 0; size < 11; ++size) {
        ASSERT_EQ(read_wrapper(Bytes{kWrapped}.first(size)).error(), Error::malformed);
    }
    constexpr std::array<std::uint8_t, 8> kEmpty{0, 1, 0, 1, 0, 1, 0, 0};
    EXPECT_EQ(read_wrapper(kEmpty).error(), Error::malformed);
}

TEST(Wrapper, AnswersOnlyWhatLiesInsideAHundredThousandRandomDatagrams) {
    std::mt19937 random{47};
    int accepted = 0;
    for (int i = 0; i < 100'000; ++i) {
        std::vector<std::uint8_t> in{0, 1, 0, 1, 0, 1, 0, static_cast<std::uint8_t>(random() % 16)};
        in.resize(random() % 24);
        for (auto n = random() % 3; n > 0 && !in.empty(); --n) {
            in[random() % in.size()] = static_cast<std::uint8_t>(random());
        }
        const Result<Bytes> apdu = read_wrapper(in);
        if (!apdu) continue;
        ++accepted;
        ASSERT_EQ(apdu.value().size() + 8, in.size());
        ASSERT_EQ(apdu.value().data(), in.data() + 8);
    }
    EXPECT_GT(accepted, 100);
}

}  // namespace
}  // namespace meter::cosem
