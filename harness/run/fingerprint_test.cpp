#include "harness/run/fingerprint.h"

#include <array>

#include <gtest/gtest.h>

#include "models/trace/events.h"

namespace bench::run {
namespace {

trace::Record record_at(std::int64_t milliseconds, trace::Entity entity, std::uint32_t ticket) {
    return trace::make(kStart + std::chrono::milliseconds{milliseconds}, entity,
                       trace::JobDone{ticket, 1});
}

TEST(Fingerprint, SameRecordsGiveTheSameValueAndOneBitMoreDoesNot) {
    Fingerprint a;
    Fingerprint b;
    Fingerprint c;
    const std::array<std::uint8_t, 3> bytes{1, 2, 3};
    const std::array<std::uint8_t, 3> other{1, 2, 4};
    for (std::int64_t t = 0; t < 100; ++t) {
        a.record(record_at(t, 1, 5), bytes);
        b.record(record_at(t, 1, 5), bytes);
        c.record(record_at(t, 1, 5), t == 60 ? other : bytes);
    }
    EXPECT_EQ(a.value(), b.value());
    EXPECT_FALSE(a.first_difference(b).has_value());
    EXPECT_NE(a.value(), c.value());
    EXPECT_EQ(a.first_difference(c), kStart + std::chrono::milliseconds{60});
}

TEST(Fingerprint, ALongRunWidensItsBucketsAndStaysComparable) {
    Fingerprint a;
    Fingerprint b;
    for (std::int64_t t = 0; t < 200'000; t += 10) {
        a.record(record_at(t, 2, 1));
        b.record(record_at(t, 2, t == 150'000 ? 2U : 1U));
    }
    EXPECT_GE(a.span() * static_cast<std::int64_t>(Fingerprint::kBuckets),
              std::chrono::seconds{200});
    const auto parted = a.first_difference(b);
    ASSERT_TRUE(parted.has_value());
    EXPECT_LE(*parted, kStart + std::chrono::seconds{150});
    EXPECT_GT(*parted + a.span(), kStart + std::chrono::seconds{150});
}

TEST(Fingerprint, ComesThroughThePipeWhole) {
    Fingerprint a;
    for (std::int64_t t = 0; t < 9'000; t += 7) a.record(record_at(t, t % 2 == 0 ? 1 : 4, 1));
    const Fingerprint back = Fingerprint::unpack(a.pack());
    EXPECT_EQ(back.value(), a.value());
    EXPECT_FALSE(back.first_difference(a).has_value());
}

}  // namespace
}  // namespace bench::run
