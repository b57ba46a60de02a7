#include "benchmarks/cells.h"

#include <cmath>
#include <cstring>
#include <deque>

#include <fmt/format.h>
#include <sys/resource.h>

#include "benchmarks/peer.h"
#include "benchmarks/process.h"
#include "firmware/app/image.h"
#include "models/radio/channel_plan.h"
#include "models/radio/phy.h"
#include "models/system/street.h"
#include "models/trace/events.h"

namespace bench::benchmarks {
namespace {

using namespace std::chrono_literals;

// The peer's set-up: a 100-octet frame each 10 s, acknowledged, at most three repeats, 0 dBm, a
// disc of 80 m, exponent 3.
system::BenchConfig cell_config(std::uint32_t meters, std::uint64_t seed) {
    system::BenchConfig config;
    config.seed = seed;
    config.radio.plan = radio::kIeee2450;
    config.radio.modulation = radio::kOqpsk250;
    config.radio.hopping = system::Hopping::none;
    config.radio.retries = 3;
    config.radio.power_dbm = 0;
    config.air.plan = radio::kIeee2450;
    radio::NodeConfig collector;
    collector.name = config.collector.name;
    config.air.nodes.push_back(collector);
    config.air.mesh.emplace();
    config.air.mesh->path.law = propagation::LogDistance{3.0};
    config.air.mesh->most_loss_db = 125;  // 20 dB below the noise in 2 MHz.
    config.traffic.count = meters;
    config.traffic.distance_m = 80;
    config.traffic.octets = 100;
    config.traffic.every = 10s;
    config.traffic.arrival = system::Arrival::periodic;
    return config;
}

// Tickets of a node count up: a repeat does not.
class Deliveries final : public trace::Sink {
public:
    void record(const trace::Record& item, std::span<const std::uint8_t>) override {
        if (item.kind != trace::Kind::frame_received || item.entity != 1) return;
        const auto received = trace::read<trace::FrameReceived>(item);
        if (received.from >= last_.size()) last_.resize(received.from + 1U);
        if (received.ticket <= last_[received.from]) return;
        last_[received.from] = received.ticket;
        ++count;
    }
    double count = 0;

private:
    std::vector<std::uint32_t> last_;
};

double peak_rss_mib() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

StreetRun run_here(std::uint32_t cells, std::uint32_t meters, Nanoseconds length) {
    const double start = cpu_seconds();
    std::vector<system::BenchConfig> configs;
    std::deque<Deliveries> sinks;
    std::vector<trace::Sink*> pointers;
    for (std::uint32_t i = 0; i < cells; ++i) {
        configs.push_back(cell_config(meters, i + 1));
        pointers.push_back(&sinks.emplace_back());
    }
    const system::Images images{nullptr, &meter::app::collector_image(),
                                &meter::app::traffic_image()};
    system::Street street{configs, images, pointers};
    street.advance(kStart + length);
    StreetRun run;
    run.cpu_s = cpu_seconds() - start;
    run.rss_mib = peak_rss_mib();
    for (const Deliveries& sink : sinks) run.delivered += sink.count;
    const system::Counters counters = street.counters();
    run.frames = static_cast<double>(counters.frames);
    run.events = static_cast<double>(counters.events);
    return run;
}

std::string words_of(const StreetRun& run) {
    return fmt::format("{:.0f} delivered; each {:.2f} frames, {:.1f} events, {:.2f} us",
                       run.delivered, run.frames / run.delivered, run.events / run.delivered,
                       run.cpu_s / run.delivered * 1e6);
}

}  // namespace

double target_for(double target_s, Nanoseconds length) {
    return std::round(target_s * static_cast<double>(length.count()) / 600e9 * 1e4) / 1e4;
}

StreetRun run_street(std::uint32_t cells, std::uint32_t meters, Nanoseconds length) {
    const std::string octets = in_child([&] {
        const StreetRun run = run_here(cells, meters, length);
        std::string text(sizeof run, '\0');
        std::memcpy(text.data(), &run, sizeof run);
        return text;
    });
    StreetRun run;
    std::memcpy(&run, octets.data(), sizeof run);
    return run;
}

std::vector<Row> measure_cells(Nanoseconds length, bool peers) {
    const StreetRun small = run_street(1, 100, length);
    const StreetRun large = run_street(1, 500, length);
    const StreetRun street = run_street(10, 500, length);
    const auto peer = [&](std::uint32_t meters) {
        return peers ? peer_cpu_seconds(meters, length) : std::nullopt;
    };
    const auto seconds = [&](const char* id, const char* what, const StreetRun& run, double target,
                             std::optional<double> baseline) {
        return Row{id,
                   what,
                   run.cpu_s,
                   "s",
                   target_for(target, length),
                   Bound::at_most,
                   baseline,
                   words_of(run),
                   run.delivered > 0.8 * run.frames / 4};
    };
    const double each = street.cpu_s / street.delivered / (large.cpu_s / large.delivered);
    const double growth = street.cpu_s / street.delivered / (small.cpu_s / small.delivered);
    return {seconds("SPD-1", "100 meters / ns-3", small, 0.1, peer(100)),
            seconds("SPD-2", "500 meters / ns-3", large, 0.6, peer(500)),
            {"SPD-2.rss", "memory", large.rss_mib, "MiB", 64, Bound::at_most, {}, {}},
            seconds("SPD-3", "5 000 in ten cells", street, 8, {}),
            {"SPD-3.rss", "memory", street.rss_mib, "MiB", 600, Bound::at_most, {}, {}},
            {"SPD-3.each",
             "a frame, against 500",
             each,
             "x",
             1.3,
             Bound::at_most,
             {},
             fmt::format("against 100 meters: {:.2f}", growth)}};
}

}  // namespace bench::benchmarks
