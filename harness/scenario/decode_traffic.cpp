// The other meters of a cell, which only load the air, and the bulk of the meter under test.

#include "harness/scenario/decode.h"
#include "harness/scenario/values.h"

namespace bench::scenario {

namespace {

constexpr std::int64_t kNano = 1'000'000'000;

void place_fields(Fields& f, system::TrafficConfig& traffic) {
    using system::Placement;
    f.opt(
        "area", "Uniform in a disc around the collector, or on a ring.",
        word<Placement>(traffic.placement, {{"disc", Placement::disc}, {"ring", Placement::ring}}));
    f.req("radius", "Of the disc or the ring.",
          real(Kind::length, traffic.distance_m, {"2 m", "10 km"}, "80 m"));
}

}  // namespace

void traffic_fields(Fields& f, system::TrafficConfig& traffic) {
    using system::Arrival;
    f.req("count", "How many of them.", whole(1, 5000, "500", [&traffic](std::uint64_t n) {
              traffic.count = static_cast<std::uint32_t>(n);
          }));
    f.req("place", "Where they stand.",
          map_of([&traffic](Fields& in) { place_fields(in, traffic); },
                 "{area: disc, radius: 80 m}"));
    f.req("octets", "Length of their frames, check sequence included.",
          quantity(Kind::size, {"40 B", "1200 B"}, "120 B", [&traffic](std::int64_t nano) {
              traffic.octets = static_cast<std::uint16_t>(nano / kNano);
          }));
    f.req("every", "Between the frames of one of them, or their mean.",
          time_value(traffic.every, {"100 ms", "1 d"}, "37 s"));
    f.opt("arrival", "At random, or in step.",
          word<Arrival>(traffic.arrival,
                        {{"poisson", Arrival::poisson}, {"periodic", Arrival::periodic}}));
    f.opt("jitter", "Of periodic frames: up to so much late.",
          time_value(traffic.jitter, {"0 s", "1 h"}, "1 s"));
    f.opt("hidden", "Share of the pairs that do not hear each other.",
          real(Kind::share, traffic.hidden_share, {"0 %", "100 %"}, "2 %"));
    f.opt("start", "As a street that has run for weeks, or as one that is switched on.",
          word<bool>(traffic.joined, {{"joined", true}, {"cold", false}}));
}

void bulk_fields(Fields& f, system::MeterConfig& meter) {
    f.req("page", "Size of a message; the next one is made when the last has arrived.",
          quantity(Kind::size, {"16 B", "1024 B"}, "960 B", [&meter](std::int64_t nano) {
              meter.bulk_octets = static_cast<std::uint16_t>(nano / kNano);
          }));
}

}  // namespace bench::scenario
