#include "models/interference/recorded/recorded_loss.h"

#include <stdexcept>

namespace bench::interference {
namespace {

using std::chrono::hours;

LinkSample sample(int channel, Nanoseconds since_start, double rssi_dbm, double delivery) {
    return {.since_start = since_start,
            .from = 0,
            .to = 1,
            .channel = channel,
            .mean_rssi_dbm = rssi_dbm,
            .delivery = delivery,
            .sent = 100};
}

const std::vector<LinkSample>& samples() {
    static const std::vector<LinkSample> all{
        sample(13, hours{0}, -60, 0.8), sample(13, hours{1}, -60, 0.6),
        sample(15, hours{1}, -60, 1.0), sample(15, hours{1}, -85, 0.2)};
    return all;
}

TEST(RecordedLoss, IsByChannelAndHourAndRepeats) {
    const RecordedLoss loss{samples(), {}, chance::Key{1}};
    EXPECT_NEAR(loss.probability(13, Time{hours{0}}), 0.2, 1e-9);
    EXPECT_NEAR(loss.probability(13, Time{hours{1}}), 0.4, 1e-9);
    EXPECT_NEAR(loss.probability(13, Time{hours{2}}), 0.2, 1e-9);
    EXPECT_NEAR(loss.probability(15, Time{hours{1}}), 0.0, 1e-9);
    EXPECT_EQ(loss.probability(12, kStart), 0);
    EXPECT_EQ(loss.probability(99, kStart), 0);
}

TEST(RecordedLoss, WeakLinksAreALevelOfTheirOwn) {
    const RecordedLoss weak{samples(), {.least_dbm = -90, .most_dbm = -80}, chance::Key{1}};
    EXPECT_NEAR(weak.probability(15, Time{hours{0}}), 0.8, 1e-9);  // No sample: the mean.
    EXPECT_THROW((RecordedLoss{samples(), {.least_dbm = -30, .most_dbm = 0}, chance::Key{1}}),
                 std::invalid_argument);
}

TEST(RecordedLoss, LosesItsShareOfFrames) {
    const RecordedLoss loss{samples(), {}, chance::Key{1}};
    int lost = 0;
    for (std::uint64_t frame = 0; frame < 10'000; ++frame) {
        lost += loss.lost(13, Time{hours{1}}, frame) ? 1 : 0;
    }
    EXPECT_NEAR(lost, 4000, 200);
}

}  // namespace
}  // namespace bench::interference
