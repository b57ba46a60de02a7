#include "harness/checks/text.h"

#include <gtest/gtest.h>

namespace bench::checks {
namespace {

TEST(Text, DistanceCountsASwapOnce) {
    EXPECT_EQ(distance("latnecy", "latency"), 1U);
    EXPECT_EQ(distance("", "abc"), 3U);
    EXPECT_EQ(distance("kitten", "sitting"), 3U);
}

TEST(Text, OnlyANearNameIsSuggested) {
    EXPECT_EQ(nearest("readngs", {"alarms", "readings"}), "readings");
    EXPECT_EQ(nearest("voltage", {"alarms", "readings"}), "");
    EXPECT_EQ(suggestion("voltage", {"alarms", "readings"}), "one of: alarms, readings");
    EXPECT_EQ(suggestion("x", {}), "there is none here");
}

TEST(Text, NumbersReadAsAnEngineerWritesThem) {
    EXPECT_EQ(in_words(Nanoseconds{87'300'000}), "87.3 ms");
    EXPECT_EQ(in_words(Nanoseconds{43'000'000}), "43 ms");
    EXPECT_EQ(in_words(Nanoseconds{250'000}), "250 us");
    EXPECT_EQ(in_words(Nanoseconds{1'200'000'000}), "1.2 s");
    EXPECT_EQ(in_words(Nanoseconds{300'000'000'000}), "5 min");
    EXPECT_EQ(in_words(kStart + Nanoseconds{252'480'000'000}), "4 min 12.480 s");
    EXPECT_EQ(in_words(kStart + Nanoseconds{3'661'000'000'000}), "1 h 1 min 1.000 s");
    EXPECT_EQ(in_groups(2'995), "2 995");
    EXPECT_EQ(in_groups(1'000'000), "1 000 000");
    EXPECT_EQ(in_percent(0.999), "99.9 %");
    EXPECT_EQ(counted(1, "message"), "1 message");
    EXPECT_EQ(counted(16, "message"), "16 messages");
}

}  // namespace
}  // namespace bench::checks
