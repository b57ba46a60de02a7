#include "rtl/afe_decimator/comparison.h"

#include <bit>

namespace bench::afe_decimator {
namespace {

// 10^7 modulator samples, all channels together; meterbench_afe_decimator_compare does more.
TEST(AfeDecimatorComparison, same_frames_as_the_reference) {
    AfeDecimator rtl;
    const Expected expected = expected_of(drawn_stream(chance::Key{7}.of("afe_decimator"), 22'400));
    ASSERT_EQ(expected.frames.size(),
              (22'400 * kBlockClocks - kFirstFrameClocks) / kClocksPerFrame + 1);
    EXPECT_EQ(first_difference(rtl, expected), expected.frames.size());
}

// Otherwise the comparison says little.
TEST(AfeDecimatorComparison, the_streams_reach_every_limit) {
    const Expected expected = expected_of(drawn_stream(chance::Key{7}.of("limits"), 17'600));
    std::uint64_t flags = 0;
    std::uint64_t clipped = 0;

    for (const Frame& frame : expected.frames) {
        flags += static_cast<unsigned>(std::popcount(frame.saturated));
        for (const std::int32_t sample : frame.samples) {
            clipped += sample == (1 << 23) - 1 || sample == -(1 << 23) ? 1U : 0U;
        }
    }
    EXPECT_GT(clipped, 30U);
    EXPECT_GT(flags, 10 * clipped);
    EXPECT_LT(flags, expected.frames.size() * kChannels);
}

TEST(AfeDecimatorComparison, finds_one_frame_that_differs) {
    AfeDecimator rtl;
    Expected expected = expected_of(drawn_stream(chance::Key{7}.of("one"), 400));
    expected.frames[100].samples[5] ^= 1;
    EXPECT_EQ(first_difference(rtl, expected), 100U);
}

}  // namespace
}  // namespace bench::afe_decimator
