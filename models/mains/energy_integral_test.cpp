// The energy of a grid is the integral of u times i, whatever the load's shape.

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "models/mains/grid.h"

namespace bench::mains {
namespace {

using namespace std::chrono_literals;

Time at(Nanoseconds since) { return kStart + since; }

// Sum of u i over all phases between two instants, by the samples of the grid itself, 10 us apart.
double summed_j(const Grid& grid, Nanoseconds from, Nanoseconds to) {
    constexpr double kStep = 1e-5;
    const auto count = static_cast<std::size_t>((to - from) / 10us);
    std::array<std::vector<double>, kWaves> values;
    std::array<std::span<double>, kWaves> out;
    for (std::size_t w = 0; w < kWaves; ++w) {
        values[w].resize(count);
        out[w] = values[w];
    }
    grid.fill(static_cast<double>(from.count()) * 1e-9 + kStep / 2, kStep, out);
    double sum = 0;
    for (std::size_t n = 0; n < count; ++n) {
        for (std::size_t p = 0; p < 3; ++p) sum += values[p][n] * values[p + 3][n];
    }
    return sum * kStep;
}

double net_j(const Grid& grid, Nanoseconds time) {
    const EnergyTruth energy = grid.energy_at(at(time));
    return static_cast<double>(energy.import_pj - energy.export_pj) * 1e-12;
}

LoadItem pulse(LoadKind kind, Nanoseconds from, Nanoseconds length) {
    LoadItem load;
    load.kind = kind;
    load.phases = kL1;
    load.current_a = 20;
    load.power_factor = kind == LoadKind::resistive ? 1 : 0.7;
    load.start = at(from);
    load.length = length;
    return load;
}

void expect_integral(const GridConfig& config, const std::vector<LoadItem>& loads) {
    const Grid grid{config, loads, {}};
    for (const auto& [from, to] : std::vector<std::pair<Nanoseconds, Nanoseconds>>{
             {0s, 2s}, {117ms, 1'733ms}, {5ms, 12ms}}) {
        const double summed = summed_j(grid, from, to);
        EXPECT_NEAR(net_j(grid, to) - net_j(grid, from), summed, 0.25 + 2e-4 * std::fabs(summed));
    }
}

TEST(EnergyIntegral, OfPulsesOfAnyLengthAndPlace) {
    for (const LoadKind kind : {LoadKind::resistive, LoadKind::inverter, LoadKind::rectifier}) {
        for (const auto& [on, every] : std::vector<std::pair<Nanoseconds, Nanoseconds>>{
                 {10ms, 30ms}, {33ms, 170ms}, {150ms, 500ms}, {3ms, 20ms}}) {
            std::vector<LoadItem> loads;
            for (Nanoseconds from = 7ms; from < 2s; from += every)
                loads.push_back(pulse(kind, from, on));
            expect_integral({}, loads);
        }
    }
}

TEST(EnergyIntegral, OfAGridWithHarmonicsAndDrift) {
    GridConfig config;
    config.harmonics = {{3, 0.05, 20}, {5, 0.04, 100}, {7, 0.03, 200}};
    config.drift = {0.5, 10};
    std::vector<LoadItem> loads{pulse(LoadKind::rectifier, 41ms, 777ms)};
    for (Nanoseconds from = 3ms; from < 2s; from += 61ms)
        loads.push_back(pulse(LoadKind::resistive, from, 8ms));
    expect_integral(config, loads);
}

// 33 ms each 170 ms, in step with the mains: the mean power times the time is 4 % off.
TEST(EnergyIntegral, DiffersFromMeanPowerTimesTime) {
    std::vector<LoadItem> loads;
    for (Nanoseconds from = 0s; from < 17s; from += 170ms)
        loads.push_back(pulse(LoadKind::resistive, from, 33ms));
    const Grid grid{{}, loads, {}};
    const double mean = 230 * 20 * 0.033 * 100;
    EXPECT_GT(std::fabs(net_j(grid, 17s) / mean - 1), 0.03);
}

// 4 kW of generation and bursts of 6 kW, a cycle each second one. Counted from the crossing at
// which they begin, cycles of 2 kW import and of 4 kW export take turns; from the other, each is 1
// kW of export.
TEST(EnergyIntegral, OfACycleGoesOneWayAsAWhole) {
    LoadItem generation;
    generation.power_w = 4'000;
    generation.phases = kL2;
    generation.direction = LoadDirection::export_;
    std::vector<LoadItem> loads{generation};
    constexpr double kAmperes = 6'000.0 / 230;
    for (Nanoseconds from = 15ms; from < 2'000ms; from += 40ms) {
        loads.push_back(pulse(LoadKind::resistive, from, 20ms));
        loads.back().current_a = kAmperes;
    }
    const Grid grid{{}, loads, {}};
    const EnergyTruth from = grid.energy_at(at(95ms));
    const EnergyTruth to = grid.energy_at(at(1'895ms));
    const double bursts = 45;
    const auto joules = [](Int128 later, Int128 earlier) {
        return static_cast<double>(later - earlier) * 1e-12;
    };
    EXPECT_NEAR(joules(to.import_pj, from.import_pj), bursts * 20, 0.1);
    EXPECT_NEAR(joules(to.export_pj, from.export_pj), bursts * 60, 0.1);
    EXPECT_NEAR(joules(to.apart_pj, from.apart_pj), bursts * 20, 0.1);
    EXPECT_NEAR(joules(to.gross_pj, from.gross_pj), bursts * 280, 0.1);
}

// Bursts of half a cycle against generation: each cycle's work by its samples, from either
// crossing.
TEST(EnergyIntegral, DirectionsAreThoseOfTheSamplesCycleByCycle) {
    LoadItem generation;
    generation.power_w = 1'000;
    generation.direction = LoadDirection::export_;
    std::vector<LoadItem> loads{generation};
    for (Nanoseconds from = 3ms; from < 2'100ms; from += 33ms)
        loads.push_back(pulse(LoadKind::rectifier, from, 14ms));
    const Grid grid{{}, loads, {}};
    double import = 0;
    for (const Nanoseconds offset : {15ms, 5ms}) {
        for (Nanoseconds start = offset; start < offset + 2s; start += 20ms)
            import += std::max(0.0, summed_j(grid, start, start + 20ms)) / 2;
    }
    const double told = static_cast<double>(grid.energy_at(at(2'010ms)).import_pj -
                                            grid.energy_at(at(10ms)).import_pj) *
                        1e-12;
    EXPECT_GT(import, 100);
    EXPECT_NEAR(told, import, 0.01 * import + 40);  // A cycle at either end.
}

// A phase below the faint limit is summed by itself too.
TEST(EnergyIntegral, OfFaintPhases) {
    GridConfig config;
    config.faint_w = 10;
    LoadItem load = pulse(LoadKind::resistive, 0s, 10s);
    load.current_a = 0.04;
    LoadItem other = load;
    other.phases = kL2;
    other.current_a = 0.05;
    const Grid grid{config, {load, other}, {}};
    EXPECT_NEAR(static_cast<double>(grid.energy_at(at(10s)).faint_pj) * 1e-12, 92, 1e-3);
    EXPECT_NEAR(static_cast<double>(grid.energy_at(at(10s)).gross_pj) * 1e-12, 207, 1e-3);
}

TEST(EnergyIntegral, ABalancedLoadHasNoRipple) {
    LoadItem load;
    load.power_w = 3'000;
    const Grid grid{{}, {load}, {}};
    EXPECT_NEAR(net_j(grid, 1'003ms), 3'009, 1e-6);
}

}  // namespace
}  // namespace bench::mains
