#include "models/system/traffic.h"

#include <map>
#include <set>

#include <gtest/gtest.h>

#include "firmware/app/image.h"
#include "firmware/app/traffic.h"
#include "firmware/hal/diag.h"
#include "models/system/cell.h"
#include "models/trace/events.h"

namespace bench::system {
namespace {

using namespace std::chrono_literals;

// One collector, around which there is traffic; 150 kb/s on one channel.
BenchConfig street(std::uint32_t count, Nanoseconds every) {
    BenchConfig config;
    config.radio.hopping = Hopping::none;
    radio::NodeConfig collector;
    collector.name = config.collector.name;
    collector.at = {0, 0, 3};
    config.air.nodes.push_back(collector);
    config.air.mesh.emplace();
    config.traffic.count = count;
    config.traffic.every = every;
    return config;
}

class Tally final : public trace::Sink {
public:
    using Sink::record;
    void record(const trace::Record& item, std::span<const std::uint8_t>) override {
        if (item.kind == trace::Kind::frame_sent) {
            const auto sent = trace::read<trace::FrameSent>(item);
            if (sent.ticket == 0) return;
            if (new_data.insert({item.entity, sent.ticket}).second)
                new_airtime_ns += sent.airtime_ns;
            first_sent.try_emplace(item.entity, item.time);
        }
        if (item.kind == trace::Kind::frame_received) {
            const auto received = trace::read<trace::FrameReceived>(item);
            if (item.entity == 1) delivered.insert({received.from, received.ticket});
        }
        if (item.kind == trace::Kind::firmware_note &&
            trace::read<trace::FirmwareNote>(item).code == HAL_DIAG_REJECTED)
            ++rejected;
        failed += item.kind == trace::Kind::firmware_failed ? 1 : 0;
    }
    std::set<std::pair<trace::Entity, std::uint32_t>> new_data;
    std::set<std::pair<trace::Entity, std::uint32_t>> delivered;
    std::map<trace::Entity, Time> first_sent;
    std::int64_t new_airtime_ns = 0;
    int rejected = 0;
    int failed = 0;
};

void run(const BenchConfig& config, Nanoseconds length, Tally& tally) {
    const Images images{&meter::app::single_phase_image(), &meter::app::collector_image(),
                        &meter::app::traffic_image()};
    Cell cell{config, images, tally};
    cell.agenda().run_until(kStart + length);
}

TEST(Exponential, HasTheMeanAndTheTailsOfItsName) {
    const meter::Duration mean = meter::seconds(37);
    constexpr std::uint32_t kParts = 65536;
    double sum = 0;
    int beyond = 0;
    for (std::uint32_t i = 0; i < kParts; ++i) {
        const meter::Duration drawn = meter::app::exponential(mean, (i << 16U) + 0x8000U);
        sum += static_cast<double>(drawn.count());
        beyond += drawn > mean * 2 ? 1 : 0;
    }
    EXPECT_NEAR(sum / kParts / 37e6, 1.0, 1e-3);
    EXPECT_NEAR(static_cast<double>(beyond) / kParts, 0.135335, 1e-4);  // e^-2
    EXPECT_EQ(meter::app::exponential(mean, UINT32_MAX).count(), 0);
    EXPECT_NEAR(static_cast<double>(meter::app::exponential(mean, 0).count()), 37e6 * 22.1807, 2e3);
}

TEST(Traffic, OffersTheLoadThatWasAskedFor) {
    BenchConfig config = street(100, 15s);
    EXPECT_NEAR(offered_load(config), 100 * 7.2e-3 / 15, 1e-3);
    constexpr Nanoseconds kLength = 1600s;
    for (const Arrival arrival : {Arrival::poisson, Arrival::periodic}) {
        config.traffic.arrival = arrival;
        Tally tally;
        run(config, kLength, tally);
        const double measured = static_cast<double>(tally.new_airtime_ns) / kLength.count();
        EXPECT_NEAR(measured / offered_load(config), 1.0, 0.05);
        EXPECT_GT(tally.delivered.size(), tally.new_data.size() * 95 / 100);
        EXPECT_EQ(tally.rejected, 0) << "no LoWPAN packets, but no wrong ones either";
        EXPECT_EQ(tally.failed, 0);
    }
}

TEST(Traffic, ANodeMoreMovesNoneOfTheOthers) {
    Tally few;
    Tally more;
    run(street(5, 60s), 120s, few);
    run(street(6, 60s), 120s, more);
    const BenchConfig a = with_traffic(street(5, 60s));
    const BenchConfig b = with_traffic(street(6, 60s));
    for (std::size_t i = 0; i < a.air.nodes.size(); ++i) {
        EXPECT_EQ(a.air.nodes[i].name, b.air.nodes[i].name);
        EXPECT_EQ(a.air.nodes[i].at.x, b.air.nodes[i].at.x);
    }
    EXPECT_FALSE(few.first_sent.empty());
    for (const auto& [entity, time] : few.first_sent) EXPECT_EQ(more.first_sent[entity], time);
}

TEST(Traffic, WhoIsNotJoinedFindsTheCollector) {
    BenchConfig config = street(10, 5s);
    config.traffic.joined = false;
    Tally tally;
    run(config, 60s, tally);
    std::set<trace::Entity> senders;
    for (const auto& [entity, ticket] : tally.delivered) senders.insert(entity);
    EXPECT_EQ(senders.size(), 10U);
}

TEST(Traffic, HopsWithTheCollectorFromTheFirstFrame) {
    BenchConfig config = street(10, 5s);
    config.radio.hopping = Hopping::blind;
    Tally tally;
    run(config, 60s, tally);
    EXPECT_GT(tally.new_data.size(), 80U);
    EXPECT_GE(tally.delivered.size() + 2, tally.new_data.size());
}

TEST(Traffic, RefusesWhatCannotBe) {
    BenchConfig config = street(10, 5s);
    config.traffic.octets = 20;
    EXPECT_THROW(static_cast<void>(with_traffic(config)), std::invalid_argument);
    config = street(10, 0s);
    EXPECT_THROW(static_cast<void>(with_traffic(config)), std::invalid_argument);
    config = street(10, 5s);
    config.air.mesh.reset();
    EXPECT_THROW(static_cast<void>(with_traffic(config)), std::invalid_argument);
}

}  // namespace
}  // namespace bench::system
