#include "firmware/security/counters.h"

#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace meter::security {
namespace {

// Flash whose writes take a while: a raise becomes durable some ticks later, and a power cut in
// between leaves either the old or the new ceiling.
class LaggingStore final : public LeaseStore {
public:
    [[nodiscard]] std::uint32_t ceiling(Lease) const override { return durable; }
    void raise(Lease, std::uint32_t ceiling) override {
        ++asks;
        if (ceiling <= durable || (pending != 0 && ceiling <= pending)) return;
        if (pending == 0) ticks = lag;
        pending = ceiling;
    }
    void tick() {
        if (pending == 0 || ticks-- > 0) return;
        durable = pending;
        pending = 0;
        ++writes;
    }
    void settle() {
        while (pending != 0) tick();
    }
    void cut(bool lands) {
        if (lands && pending != 0) durable = pending;
        pending = 0;
    }

    std::uint32_t durable = 0;
    std::uint32_t pending = 0;
    int ticks = 0;
    int lag = 0;
    int writes = 0;
    int asks = 0;
};

constexpr Instant at_hours(int hours) { return Instant{std::chrono::hours{hours}}; }

TEST(CounterLease, HandsOutNothingBeforeACeilingIsDurable) {
    LaggingStore store;
    store.lag = 3;
    CounterLease lease{store, Lease::invocation_counter};
    EXPECT_EQ(lease.take().error(), Error::exhausted);
    EXPECT_EQ(store.asks, 0);
    lease.begin(Instant{});
    EXPECT_EQ(lease.take().error(), Error::exhausted);
    store.settle();
    ASSERT_TRUE(lease.take().ok());
}

TEST(CounterLease, StartsAtOneOnABlankFlashAndGivesSixtyFour) {
    LaggingStore store;
    CounterLease lease{store, Lease::event_sequence};
    lease.begin(Instant{});
    store.settle();
    EXPECT_EQ(store.durable, 65U);
    EXPECT_EQ(lease.in_hand(), 64U);
    store.lag = 1000000;
    for (std::uint32_t expected = 1; expected <= 64; ++expected) {
        EXPECT_EQ(lease.take().value_or(0), expected);
    }
    EXPECT_EQ(lease.take().error(), Error::exhausted);
}

TEST(CounterLease, StartsAtTheDurableCeilingAfterABoot) {
    LaggingStore store;
    store.durable = 1000;
    CounterLease lease{store, Lease::invocation_counter};
    lease.begin(Instant{});
    store.settle();
    EXPECT_EQ(lease.take().value_or(0), 1000U);
}

TEST(CounterLease, AsksWhenHalfIsUsedAndKeepsAskingForTheSameCeiling) {
    LaggingStore store;
    CounterLease lease{store, Lease::invocation_counter};
    lease.begin(Instant{});
    store.settle();
    store.lag = 1000000;
    for (int i = 0; i < 31; ++i) ASSERT_TRUE(lease.take().ok());
    EXPECT_EQ(store.pending, 0U);
    ASSERT_TRUE(lease.take().ok());
    EXPECT_EQ(store.pending, 129U);
    for (int i = 0; i < 10; ++i) ASSERT_TRUE(lease.take().ok());
    EXPECT_EQ(store.pending, 129U);
    store.cut(false);  // The write failed; the next step asks anew.
    lease.renew(Instant{});
    EXPECT_EQ(store.pending, 129U);
}

TEST(CounterLease, NeverWaitsWhileTheStoreKeepsUpWithHalfALease) {
    LaggingStore store;
    CounterLease lease{store, Lease::invocation_counter};
    lease.begin(Instant{});
    store.settle();
    store.lag = 30;
    for (int i = 0; i < 10000; ++i) {
        ASSERT_TRUE(lease.take().ok()) << i;
        store.tick();
    }
    EXPECT_LE(store.writes, 10000 / 64 + 2);
}

TEST(CounterLease, GrowsFourfoldWithEachHourUpToItsLimit) {
    EXPECT_EQ(lease_size(Instant{}), 64U);
    EXPECT_EQ(lease_size(Instant{std::chrono::hours{1}} - Duration{1}), 64U);
    EXPECT_EQ(lease_size(at_hours(1)), 256U);
    EXPECT_EQ(lease_size(at_hours(2)), 1024U);
    EXPECT_EQ(lease_size(at_hours(24 * 365 * 20)), 1024U);

    LaggingStore store;
    CounterLease lease{store, Lease::invocation_counter};
    lease.begin(Instant{});
    store.settle();
    lease.renew(at_hours(1));
    store.settle();
    EXPECT_EQ(store.durable, 65U + 256U);
    lease.renew(at_hours(2));
    store.settle();
    EXPECT_EQ(store.durable, 65U + 256U + 1024U);
    lease.renew(at_hours(3));
    EXPECT_EQ(store.pending, 0U);
}

TEST(CounterLease, RefusesAtTheEndOfTheSpace) {
    LaggingStore store;
    store.durable = kLeaseEnd - 3;
    CounterLease lease{store, Lease::invocation_counter};
    lease.begin(Instant{});
    store.settle();
    EXPECT_EQ(store.durable, kLeaseEnd);
    for (std::uint32_t n = kLeaseEnd - 3; n < kLeaseEnd; ++n)
        EXPECT_EQ(lease.take().value_or(0), n);
    EXPECT_TRUE(lease.worn_out());
    EXPECT_EQ(lease.take().error(), Error::exhausted);
    EXPECT_EQ(store.pending, 0U);

    store.durable = 0xFFFFFFFFU;  // What an erased word reads as.
    CounterLease erased{store, Lease::invocation_counter};
    erased.begin(Instant{});
    EXPECT_EQ(erased.take().error(), Error::exhausted);
}

TEST(CounterLease, GivesNoNumberTwiceOverTenThousandPowerCuts) {
    std::mt19937 random{20261122};
    LaggingStore store;
    std::vector<bool> used(16'000'000, false);
    std::uint32_t taken = 0;
    for (int life = 0; life < 10000; ++life) {
        store.lag = static_cast<int>(random() % 50);
        CounterLease lease{store, Lease::invocation_counter};
        const Instant boot{};
        lease.begin(boot);
        const auto steps = random() % 300;
        const Instant now = at_hours(static_cast<int>(random() % 4));
        for (std::uint64_t step = 0; step < steps; ++step) {
            if (random() % 3 == 0) lease.renew(now);
            if (random() % 2 == 0) store.tick();
            const Result<std::uint32_t> number = lease.take();
            if (!number) continue;
            ASSERT_NE(number.value(), 0U);
            ASSERT_LT(number.value(), store.durable);
            ASSERT_LT(number.value(), used.size());
            ASSERT_FALSE(used[number.value()]) << number.value() << " in life " << life;
            used[number.value()] = true;
            ++taken;
        }
        store.cut(random() % 2 == 0);
    }
    EXPECT_GT(taken, 500'000U);
}

TEST(CounterLease, LosesAtMostALeaseAndAHalfToACutInTheFirstHour) {
    LaggingStore store;
    std::uint32_t last = 0;
    for (int life = 0; life < 1000; ++life) {
        CounterLease lease{store, Lease::invocation_counter};
        lease.begin(Instant{});
        store.settle();
        const std::uint32_t first = lease.take().value_or(0);
        ASSERT_LE(first - last - 1, 96U);
        last = first;
        for (int i = 0; i < life % 100; ++i) {
            last = lease.take().value_or(0);
            store.settle();
        }
    }
}

}  // namespace
}  // namespace meter::security
