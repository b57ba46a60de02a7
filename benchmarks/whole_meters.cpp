// The whole product in each of 500 meters, where SPD-2 itself has generators of traffic.

#include <cstring>
#include <stdexcept>

#include <fmt/format.h>
#include <sys/resource.h>

#include "benchmarks/cells.h"
#include "benchmarks/process.h"
#include "firmware/app/image.h"
#include "models/mains/recording.h"
#include "models/numeric/numeric.h"
#include "models/radio/channel_plan.h"
#include "models/radio/phy.h"
#include "models/system/bench.h"
#include "models/trace/events.h"

namespace bench::benchmarks {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t kMeters = 500;

std::shared_ptr<const mains::Recording> household() {
    auto recording = mains::read_recording(
        {.path = METERBENCH_SOURCE_DIR "/scenarios/recordings/uci_household_2007-02-01_02.txt",
         .reader = mains::Reader::uci_household});
    if (const auto* error = std::get_if<mains::RecordingError>(&recording))
        throw std::runtime_error{error->message};
    return std::make_shared<const mains::Recording>(
        std::get<mains::Recording>(std::move(recording)));
}

system::BenchConfig config_of(Nanoseconds length) {
    system::BenchConfig config;
    config.duration = length;
    config.radio.plan = radio::kIeee2450;
    config.radio.modulation = radio::kOqpsk250;
    config.radio.hopping = system::Hopping::none;
    config.radio.power_dbm = 0;
    config.radio.fragment_octets = 90;
    config.ack_timeout = 2s;
    config.air.plan = radio::kIeee2450;
    config.air.mesh.emplace();
    config.air.mesh->path.law = propagation::LogDistance{3.0};
    config.air.mesh->most_loss_db = 125;
    radio::NodeConfig node;
    node.name = config.collector.name;
    config.air.nodes.push_back(node);
    const auto load = household();
    const chance::Key places = chance::Key{1}.of("place");
    for (std::uint32_t i = 0; i < kMeters; ++i) {
        system::MeterConfig meter;
        meter.name = node.name = fmt::format("meter {}", i + 1);
        meter.load = load;
        meter.drift_ppb = static_cast<std::int64_t>(places.of("drift").below(i, 40'001)) - 20'000;
        // Captures are by the calendar; its phase is spread by the time of boot.
        meter.supply.start_up += std::chrono::milliseconds{20} * i;
        meter.streams[static_cast<std::size_t>(meter::Stream::readings)].period = 10s;
        const double distance = 80 * numeric::square_root(places.uniform(2UL * i));
        const double turn = places.uniform(2UL * i + 1);
        node.at = {distance * numeric::cos_turns(turn), distance * numeric::sin_turns(turn), 1};
        config.meters.push_back(meter);
        config.air.nodes.push_back(node);
    }
    return config;
}

class Accepted final : public trace::Sink {
public:
    void record(const trace::Record& item, std::span<const std::uint8_t>) override {
        pushes += item.kind == trace::Kind::push_accepted ? 1 : 0;
        due += item.kind == trace::Kind::capture_due ? 1 : 0;
    }
    double pushes = 0;
    double due = 0;
};

struct Found {
    double cpu_s = 0;
    double rss_mib = 0;
    double accepted = 0;
    double due = 0;
    double frames = 0;
};

Found run_here(Nanoseconds length) {
    const double start = cpu_seconds();
    const system::Images images{&meter::app::single_phase_image(), &meter::app::collector_image(),
                                nullptr};
    Accepted accepted;
    system::Bench bench{config_of(length), images, accepted, nullptr};
    bench.advance(kStart + length);
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return {cpu_seconds() - start, static_cast<double>(usage.ru_maxrss) / 1024.0, accepted.pushes,
            accepted.due, static_cast<double>(bench.counters().frames)};
}

}  // namespace

std::vector<Row> measure_whole_meters(Nanoseconds length) {
    const std::string octets = in_child([&] {
        const Found found = run_here(length);
        std::string text(sizeof found, '\0');
        std::memcpy(text.data(), &found, sizeof found);
        return text;
    });
    Found found;
    std::memcpy(&found, octets.data(), sizeof found);
    return {{"SPD-2.whole",
             "500 whole meters",
             found.cpu_s,
             "s",
             target_for(0.6, length),
             Bound::at_most,
             {},
             fmt::format("{:.0f} readings due, {:.0f} accepted, {:.0f} frames, {:.0f} MiB",
                         found.due, found.accepted, found.frames, found.rss_mib)}};
}

}  // namespace bench::benchmarks
