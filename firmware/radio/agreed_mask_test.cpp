#include "firmware/radio/agreed_mask.h"

#include <gtest/gtest.h>

#include "firmware/radio/plan.h"

namespace meter::radio {
namespace {

constexpr Duration kDwell = milliseconds(20);
constexpr Instant kOrigin{seconds(3)};
constexpr std::uint32_t kFloor = 15;

ChannelMask whole() { return plan_of(plan_id::kEu33).enabled(); }
ChannelMask some(std::uint32_t from) {
    ChannelMask mask;
    for (std::uint32_t i = 0; i < 20; ++i) mask.set(whole().nth((from + i) % 29));
    return mask;
}

// A receiver and a sender that knows its schedule, up to `error`.
struct Ends {
    Schedule own{kOrigin, kDwell};
    Schedule seen{kOrigin + Duration{700}, kDwell};
    AgreedMask receiver{whole(), kFloor};
    AgreedMask sender{whole(), kFloor};

    void tell(Instant now) { sender.hear(receiver.announcement(now), seen, now); }
    [[nodiscard]] bool agree_in(std::int64_t slot) const {
        const ChannelMask* heard = sender.at(slot, seen.start_of(slot));
        return heard != nullptr && *heard == *receiver.at(slot, own.start_of(slot));
    }
};

TEST(AgreedMask, BothSwitchAtTheSameSlotWheneverTheSenderHeard) {
    for (int phase = 0; phase < 80; ++phase) {
        Ends ends;
        const Instant now = kOrigin + seconds(2000) + Duration{phase * 4987};
        ends.tell(now - seconds(1));
        ends.receiver.decide(some(2), ends.own, now);
        ends.tell(now + Duration{phase * 55001});
        const std::int64_t first = ends.own.slot_at(now + Duration{phase * 55001});
        int changes = 0;
        for (std::int64_t slot = first; slot < first + 600; ++slot) {
            ASSERT_TRUE(ends.agree_in(slot)) << phase << ' ' << slot;
            changes += *ends.sender.at(slot, ends.seen.start_of(slot)) == some(2) ? 1 : 0;
        }
        ASSERT_GE(changes, 300);
    }
}

TEST(AgreedMask, CommonSlotsNeverChange) {
    Ends ends;
    ends.receiver.decide(some(2), ends.own, kOrigin);
    for (std::int64_t slot = 0; slot < 4000; slot += 8) {
        EXPECT_EQ(*ends.receiver.at(slot, ends.own.start_of(slot)), whole());
    }
}

TEST(AgreedMask, TheSlotIsToldNoLongerThanItLiesAhead) {
    Ends ends;
    ends.receiver.decide(some(2), ends.own, kOrigin);
    const Instant settled = ends.receiver.settled_at();
    EXPECT_GE(settled, kOrigin + kMaskLead);
    EXPECT_LE(settled, kOrigin + kMaskLead + kDwell * 3);
    EXPECT_EQ(ends.receiver.announcement(settled - Duration{1}).kind,
              ChannelElement::Kind::pending);
    EXPECT_EQ(ends.receiver.announcement(settled).kind, ChannelElement::Kind::held);
    // Half a sequence later the number of that slot lies ahead again.
    const Instant later = kOrigin + kDwell * 40000;
    ends.tell(later);
    EXPECT_TRUE(ends.agree_in(ends.own.slot_at(later) + 1));
}

TEST(AgreedMask, WhoMissedAVersionKnowsOnlyCommonSlotsUntilTheNextOneHolds) {
    Ends ends;
    ends.receiver.decide(some(2), ends.own, kOrigin);
    const Instant second = kOrigin + seconds(10);
    ends.receiver.decide(some(9), ends.own, second);
    ends.tell(second + seconds(1));
    const std::int64_t slot = (ends.own.slot_at(second + seconds(1)) | 7) + 1;
    EXPECT_EQ(ends.sender.at(slot + 1, ends.seen.start_of(slot + 1)), nullptr);
    EXPECT_TRUE(ends.agree_in(slot));
    const std::int64_t after = ends.own.slot_at(ends.receiver.settled_at()) + 1;
    EXPECT_TRUE(ends.agree_in(after));
}

TEST(AgreedMask, ASetBelowTheFloorOrAnOpinionChangesNothing) {
    Ends ends;
    ChannelElement element = ends.receiver.announcement(kOrigin);
    element.version = 3;
    element.mask = ChannelMask{};
    for (std::uint32_t i = 0; i < kFloor - 1; ++i) element.mask.set(whole().nth(i));
    element.mask.set(27);  // Not of the plan.
    ends.sender.hear(element, ends.seen, kOrigin);
    EXPECT_FALSE(ends.sender.is_certain(kOrigin));
    element.mask = some(0);
    element.kind = ChannelElement::Kind::opinion;
    ends.sender.hear(element, ends.seen, kOrigin);
    EXPECT_EQ(ends.sender.newest(), whole());
    EXPECT_EQ(ends.sender.version(), 0);
}

TEST(AgreedMask, IsCertainForAsLongAsTheReceiverCannotHaveChanged) {
    Ends ends;
    EXPECT_FALSE(ends.sender.is_certain(kOrigin));
    ends.tell(kOrigin);
    EXPECT_TRUE(ends.sender.is_certain(kOrigin + kMaskLead - Duration{1}));
    EXPECT_FALSE(ends.sender.is_certain(kOrigin + kMaskLead));
}

TEST(AgreedMask, TheVersionGoesAroundPastZero) {
    Ends ends;
    Instant now = kOrigin;
    for (int i = 1; i <= 300; ++i) {
        ends.receiver.decide(some(static_cast<std::uint32_t>(i)), ends.own, now);
        ends.tell(now + seconds(1));
        EXPECT_NE(ends.receiver.version(), 0);
        ASSERT_TRUE(ends.agree_in(ends.own.slot_at(now + seconds(2)) | 1)) << i;
        now += seconds(10);
        ASSERT_TRUE(ends.agree_in(ends.own.slot_at(now) | 1)) << i;
    }
}

}  // namespace
}  // namespace meter::radio
