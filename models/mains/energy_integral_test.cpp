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

TEST(EnergyIntegral, ABalancedLoadHasNoRipple) {
    LoadItem load;
    load.power_w = 3'000;
    const Grid grid{{}, {load}, {}};
    EXPECT_NEAR(net_j(grid, 1'003ms), 3'009, 1e-6);
}

}  // namespace
}  // namespace bench::mains
