#include "harness/run/ways_lost.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "firmware/hal/diag.h"

namespace bench::run {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<std::string> kNodes{"collector", "meter"};
const std::vector<std::string> kMeters{"meter"};

template <typename Event>
void send(WaysLost& ways, trace::Entity entity, const Event& event) {
    ways.record(trace::make(kStart, entity, event), std::span<const std::uint8_t>{});
}

TEST(WaysLost, AMeterThatNeverJoinedIsSaidSoWithItsMargin) {
    WaysLost ways;
    send(ways, 2, trace::FrameSent{});
    send(ways, 2, trace::FrameSent{});
    for (const int sinr : {-1'430, -1'210}) {
        trace::FrameLost lost;
        lost.from = 2;
        lost.sinr_cdb = static_cast<std::int16_t>(sinr);
        lost.cause = trace::LossCause::sync;
        send(ways, 1, lost);
    }
    EXPECT_THAT(ways.notes(kNodes, kMeters, false),
                ElementsAre("'meter' never joined: 2 frames sent; lost at their receivers: 2 no "
                            "preamble heard; the best of them had a signal -12.1 dB above noise "
                            "and interference"));
    send(ways, 2, trace::FirmwareNote{HAL_DIAG_JOINED, 0, 0});
    EXPECT_THAT(ways.notes(kNodes, kMeters, false), IsEmpty());
}

TEST(WaysLost, AMeterThatFoundItsChannelBusyForEverToo) {
    WaysLost ways;
    send(ways, 2, trace::ChannelBusy{});
    EXPECT_THAT(ways.notes(kNodes, kMeters, true),
                ElementsAre("'meter' never joined: 0 frames sent, its channel busy 1 times"));
}

TEST(WaysLost, OfLossesItSaysByWhomAndWhy) {
    WaysLost ways;
    send(ways, 2, trace::FirmwareNote{HAL_DIAG_JOINED, 0, 0});
    send(ways, 2, trace::FirmwareNote{HAL_DIAG_QUEUE_DEPTH, 2, 31});
    send(ways, 1, trace::DatagramLost{7, 1});
    send(ways, 1, trace::DatagramLost{8, 0});
    send(ways, 3, trace::PushRejected{trace::Rejection::replayed, 0, 0});
    EXPECT_THAT(
        ways.notes(kNodes, kMeters, true),
        ElementsAre("of 'collector', which lost messages or their way: datagrams lost: 1 by "
                    "chance, 1 link cut",
                    "of 'meter', which lost messages or their way: at most 31 messages "
                    "held in one queue",
                    "the head end refused: 1 replayed"));
    EXPECT_THAT(ways.notes(kNodes, kMeters, false), IsEmpty());
}

}  // namespace
}  // namespace bench::run
