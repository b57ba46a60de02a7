#include "firmware/cosem/push_composer.h"

#include <algorithm>
#include <array>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "firmware/cosem/push.h"

namespace meter::cosem {
namespace {

using Buffer = std::vector<std::uint8_t>;

// Not a cipher: a mark, the counter and the octets inverted, so that plain text is told from
// sealed.
class MarkingSealer final : public Sealer {
public:
    Result<Sealed> seal(Bytes plain, std::span<std::uint8_t> out) override {
        if (out.size() < plain.size() + 2) return Error::full;
        ++counter;
        out[0] = 0xDB;
        out[1] = static_cast<std::uint8_t>(counter);
        std::ranges::transform(plain, out.begin() + 2, [](std::uint8_t octet) {
            return static_cast<std::uint8_t>(~octet);
        });
        return Sealed{plain.size() + 2, counter};
    }
    Result<std::size_t> open(Bytes sealed, std::span<std::uint8_t> out) override {
        ++opened;
        if (sealed.size() < 2 || sealed[0] != 0xDB) return Error::forged;
        if (out.size() < sealed.size() - 2) return Error::full;
        std::ranges::transform(sealed.subspan(2), out.begin(), [](std::uint8_t octet) {
            return static_cast<std::uint8_t>(~octet);
        });
        return sealed.size() - 2;
    }
    std::uint32_t counter = 0;
    int opened = 0;
};

Message reading() {
    Message message;
    message.id = {Stream::readings, 2'023'455};
    message.time = CalendarTime{seconds(1'795'349'700)};
    message.capture.import = Energy{123'456};
    return message;
}

Buffer confirm_datagram(Bytes plain) {
    MarkingSealer head_end;
    Buffer out(8 + plain.size() + 2);
    const Result<Sealed> sealed = head_end.seal(plain, std::span{out}.subspan(8));
    EXPECT_TRUE(sealed.ok());
    const Buffer head{0, 1, 0, 1, 0, 1, 0, static_cast<std::uint8_t>(plain.size() + 2)};
    std::ranges::copy(head, out.begin());
    return out;
}

constexpr std::array<std::uint8_t, 6> kConfirm{0x10, 0x40, 0x5E, 0xE0, 0x1F, 0x00};

TEST(PushComposer, WrapsTheSealedNotification) {
    MarkingSealer sealer;
    PushComposer composer{sealer};
    std::array<std::uint8_t, 128> out{};
    const Result<Sealed> sealed = composer.compose(reading(), out);
    ASSERT_TRUE(sealed.ok());
    EXPECT_EQ(sealed.value().size, 8U + 2U + 71U);
    EXPECT_EQ(sealed.value().invocation_counter, 1U);
    const std::array<std::uint8_t, 9> head{0, 1, 0, 1, 0, 1, 0, 73, 0xDB};
    EXPECT_TRUE(std::equal(head.begin(), head.end(), out.begin()));

    std::array<std::uint8_t, kOwedNotificationMax> plain{};
    ASSERT_TRUE(write_data_notification(reading(), plain).ok());
    for (std::size_t i = 0; i < plain.size(); ++i) {
        ASSERT_EQ(out[10 + i], static_cast<std::uint8_t>(~plain[i])) << i;
    }
}

TEST(PushComposer, TakesAFreshCounterForTheSameMessage) {
    MarkingSealer sealer;
    PushComposer composer{sealer};
    std::array<std::uint8_t, 128> out{};
    EXPECT_EQ(composer.compose(reading(), out).value_or({}).invocation_counter, 1U);
    EXPECT_EQ(composer.compose(reading(), out).value_or({}).invocation_counter, 2U);
}

TEST(PushComposer, SaysWhyItCannot) {
    MarkingSealer sealer;
    PushComposer composer{sealer};
    std::array<std::uint8_t, 80> out{};
    EXPECT_EQ(composer.compose(reading(), std::span{out}.first(7)).error(), Error::full);
    EXPECT_EQ(composer.compose(reading(), out).error(), Error::full);
    Message bad = reading();
    bad.capture.import = Energy{-1};
    EXPECT_EQ(composer.compose(bad, out).error(), Error::range);
    EXPECT_EQ(sealer.counter, 0U);
}

TEST(PushComposer, AcceptsAConfirm) {
    MarkingSealer sealer;
    PushComposer composer{sealer};
    EXPECT_EQ(composer.accept_confirm(confirm_datagram(kConfirm)).value_or({}),
              (MessageId{Stream::readings, 0x1EE01F}));
}

TEST(PushComposer, TakesNoPlainConfirmAndNothingElse) {
    MarkingSealer sealer;
    PushComposer composer{sealer};
    const Buffer plain{0, 1, 0, 1, 0, 1, 0, 6, 0x10, 0x40, 0x5E, 0xE0, 0x1F, 0x00};
    EXPECT_EQ(composer.accept_confirm(plain).error(), Error::forged);
    EXPECT_EQ(composer.accept_confirm(kConfirm).error(), Error::malformed);
    EXPECT_EQ(sealer.opened, 1);
    const Buffer other(30, 0x0F);
    EXPECT_EQ(composer.accept_confirm(confirm_datagram(other)).error(), Error::malformed);
    const Buffer large(65, 0x10);
    EXPECT_EQ(composer.accept_confirm(confirm_datagram(large)).error(), Error::full);
}

TEST(PushComposer, KeepsItsFeetOnAHundredThousandRandomDatagrams) {
    MarkingSealer sealer;
    PushComposer composer{sealer};
    std::mt19937 random{4059};
    const Buffer good = confirm_datagram(kConfirm);
    int accepted = 0;
    for (int i = 0; i < 100'000; ++i) {
        Buffer datagram = good;
        for (auto n = 1 + random() % 4; n > 0; --n) {
            datagram[random() % datagram.size()] = static_cast<std::uint8_t>(random());
        }
        if (random() % 4 == 0) datagram.resize(random() % 200);
        const Result<MessageId> id = composer.accept_confirm(datagram);
        if (!id) continue;
        ++accepted;
        ASSERT_LT(static_cast<std::size_t>(id.value().stream), kStreamCount);
        ASSERT_LE(id.value().sequence, kInvokeSequenceMask);
        ASSERT_EQ(datagram.size(), good.size());
    }
    EXPECT_GT(accepted, 100);
}

}  // namespace
}  // namespace meter::cosem
