#include "models/system/street.h"

#include <gtest/gtest.h>

#include "firmware/app/image.h"
#include "models/trace/events.h"

namespace bench::system {
namespace {

using namespace std::chrono_literals;

BenchConfig cell_of(std::uint64_t seed) {
    BenchConfig config;
    config.seed = seed;
    config.radio.hopping = Hopping::none;
    radio::NodeConfig collector;
    collector.name = config.collector.name;
    config.air.nodes.push_back(collector);
    config.air.mesh.emplace();
    config.traffic.count = 20;
    config.traffic.every = 2s;
    return config;
}

class Times final : public trace::Sink {
public:
    void record(const trace::Record& item, std::span<const std::uint8_t>) override {
        all.push_back(ns(item.time) * 64 + static_cast<std::int64_t>(item.kind));
    }
    std::vector<std::int64_t> all;
};

// One kernel a process, so one test.
TEST(Street, ACellIsTheSameAmongOthersAsAlone) {
    const Images images{nullptr, &meter::app::collector_image(), &meter::app::traffic_image()};
    std::array<Times, 3> together;
    Street street{
        {cell_of(1), cell_of(2), cell_of(1)}, images, {&together[0], &together[1], &together[2]}};
    street.advance(kStart + 7s);
    street.advance(kStart + 20s);
    Times alone;
    Cell cell{cell_of(2), images, alone};
    cell.agenda().run_until(kStart + 20s);
    EXPECT_GT(alone.all.size(), 800U);
    EXPECT_EQ(together[1].all, alone.all);
    EXPECT_EQ(together[0].all, together[2].all);
    EXPECT_NE(together[0].all, together[1].all);
    EXPECT_GT(street.counters().frames, 2 * cell.counters().frames);
    EXPECT_THROW((Street{{cell_of(1)}, images, {}}), std::invalid_argument);
}

}  // namespace
}  // namespace bench::system
