// A three-phase meter as its scenario says it.
#include <gtest/gtest.h>

#include "harness/scenario/load.h"

namespace bench::scenario {
namespace {

using namespace std::chrono_literals;

LoadResult loaded(const std::string& text) {
    LoadOptions options;
    options.scenarios_root = std::string{METERBENCH_SOURCE_DIR} + "/scenarios";
    return load_from_text(
        "meterbench: 1\nname: n\nuse: [lib/three_phase_meter.yaml, lib/indoor_link.yaml]\n"
        "duration: 10 min\nexpect: [lost(all) == 0]\n" +
            text,
        "a.yaml", options);
}

// The scenario, which must load without a word.
Scenario good(const std::string& text) {
    const LoadResult result = loaded(text);
    EXPECT_EQ(format_diagnostics(result.diagnostics), "");
    return result.scenario ? *result.scenario : Scenario{};
}

system::ThreePhaseConfig meter_of(const std::string& text) {
    const Scenario scenario = good("meter:\n" + text);
    if (scenario.config.meters.empty() || !scenario.config.meters.front().three_phase) {
        ADD_FAILURE() << text;
        return {};
    }
    return *scenario.config.meters.front().three_phase;
}

TEST(ThreePhase, AGridIsTakenKeyByKey) {
    const auto grid = meter_of(
                          "  grid:\n"
                          "    {voltage: 120 V, frequency: 60 Hz, drift: {amplitude: 0.2 Hz, "
                          "period: 60 s},\n"
                          "     rotation: l1_l3_l2, l2: {magnitude: 98 %, angle_error: 1 deg},\n"
                          "     harmonics: [{order: 5, share: 6 %, angle: 180 deg}],\n"
                          "     inter_harmonics: [{frequency: 175 Hz, share: 1 %}],\n"
                          "     flicker: {depth: 0.8 %, changes: 39}}\n")
                          .grid;
    EXPECT_DOUBLE_EQ(grid.nominal_v, 120);
    EXPECT_DOUBLE_EQ(grid.frequency_hz, 60);
    EXPECT_DOUBLE_EQ(grid.drift.amplitude_hz, 0.2);
    EXPECT_DOUBLE_EQ(grid.drift.period_s, 60);
    EXPECT_EQ(grid.rotation, mains::PhaseRotation::l1_l3_l2);
    EXPECT_DOUBLE_EQ(grid.phase[1].magnitude_percent, 98);
    EXPECT_DOUBLE_EQ(grid.phase[1].angle_error_deg, 1);
    EXPECT_DOUBLE_EQ(grid.phase[0].magnitude_percent, 100);
    ASSERT_EQ(grid.harmonics.size(), 1U);
    EXPECT_EQ(grid.harmonics[0].order, 5);
    EXPECT_NEAR(grid.harmonics[0].share, 0.06, 1e-15);
    EXPECT_DOUBLE_EQ(grid.harmonics[0].angle_deg, 180);
    ASSERT_EQ(grid.inter_harmonics.size(), 1U);
    EXPECT_DOUBLE_EQ(grid.inter_harmonics[0].frequency_hz, 175);
    EXPECT_NEAR(grid.flicker.depth, 0.008, 1e-15);
    EXPECT_DOUBLE_EQ(grid.flicker.changes_per_minute, 39);
}

TEST(ThreePhase, PhasesAreNamedOrAll) {
    EXPECT_EQ(meter_of("  grid: {phases: all}\n").grid.phases, mains::kAllPhases);
    EXPECT_EQ(meter_of("  grid: {phases: l1}\n").grid.phases, mains::kL1);
    EXPECT_EQ(meter_of("  grid: {phases: l3+l1}\n").grid.phases, mains::kL1 | mains::kL3);
}

TEST(ThreePhase, LoadsAreTakenInTheirOrder) {
    const auto loads =
        meter_of(
            "  front_end: {connection: direct}\n"
            "  loads:\n"
            "    - {kind: resistive, power: 3 kW, phases: l2, at: 3 min, for: 2 min}\n"
            "    - {kind: motor, current: 5 A, power_factor: 0.8, inrush: 6, inrush_decay: 100 "
            "ms}\n"
            "    - {kind: inverter, power: 2 kW, direction: export, sign: lead, thd: 3 %}\n"
            "    - {kind: spectrum, current: 1 A, harmonics: [{order: 3, share: 40 %}]}\n")
            .loads;
    ASSERT_EQ(loads.size(), 4U);
    EXPECT_EQ(loads[0].kind, mains::LoadKind::resistive);
    EXPECT_DOUBLE_EQ(loads[0].power_w, 3'000);
    EXPECT_EQ(loads[0].phases, mains::kL2);
    EXPECT_EQ(loads[0].start, kStart + 3min);
    EXPECT_EQ(loads[0].length, 2min);
    EXPECT_DOUBLE_EQ(loads[1].current_a, 5);
    EXPECT_DOUBLE_EQ(loads[1].power_factor, 0.8);
    EXPECT_DOUBLE_EQ(loads[1].inrush_multiple, 6);
    EXPECT_EQ(loads[1].inrush_decay, 100ms);
    EXPECT_EQ(loads[1].sign, mains::PowerFactorSign::lag);
    EXPECT_EQ(loads[2].direction, mains::LoadDirection::export_);
    EXPECT_EQ(loads[2].sign, mains::PowerFactorSign::lead);
    EXPECT_NEAR(loads[2].thd, 0.03, 1e-15);
    ASSERT_EQ(loads[3].spectrum.size(), 1U);
    EXPECT_EQ(loads[3].spectrum[0].order, 3);
}

TEST(ThreePhase, ALoadAtImaxIsTaken) {
    EXPECT_EQ(meter_of("  loads: [{kind: motor, current: 6 A, power_factor: 0.8}]\n").loads.size(),
              1U);
    EXPECT_EQ(meter_of("  front_end: {maximum: 10 A}\n"
                       "  loads: [{kind: motor, current: 10 A, power_factor: 0.8}]\n")
                  .loads.size(),
              1U);
}

TEST(ThreePhase, FilesAreFoundFromTheScenarios) {
    const Scenario scenario = good(
        "meter:\n  appliances: {file: recordings/appliances_1hz.csv, phases: l2}\n"
        "  wave: {file: recordings/2020224_181521_PowRaw.csv, time: Time_UTC, frequency: 60 Hz,\n"
        "         u1: {column: MODAQ_Va_V, scale: 0.5}, in: {column: MODAQ_Ia_I}}\n");
    ASSERT_TRUE(scenario.appliances && scenario.wave);
    EXPECT_EQ(scenario.appliances->phases, mains::kL2);
    EXPECT_EQ(scenario.wave->time_column, "Time_UTC");
    EXPECT_DOUBLE_EQ(scenario.wave->nominal_hz, 60);
    ASSERT_EQ(scenario.wave->columns.size(), 2U);
    EXPECT_EQ(scenario.wave->columns[0].name, "MODAQ_Va_V");
    EXPECT_EQ(scenario.wave->columns[0].wave, 0U);
    EXPECT_DOUBLE_EQ(scenario.wave->columns[0].scale, 0.5);
    EXPECT_EQ(scenario.wave->columns[1].wave, 6U);
}

TEST(ThreePhase, TheFrontEndIsConnectedByTransformersOrDirectly) {
    const auto plain = meter_of("  rejection: prediction\n");
    EXPECT_DOUBLE_EQ(plain.front_end.current[0].maximum_a, 6);
    EXPECT_TRUE(plain.adjustment.adjusted);
    EXPECT_TRUE(plain.rejection);
    const auto direct = meter_of(
        "  front_end: {connection: direct, rated: 10 A, temperature: -25 C, noise: 90 dB, "
        "corner: 10 kHz, adjustment: {gain: 100 ppm, phase: 0.02 deg, corner: 1 %}}\n"
        "  rejection: none\n");
    for (const auto& input : direct.front_end.current) {
        EXPECT_DOUBLE_EQ(input.turns, 2500);
        EXPECT_DOUBLE_EQ(input.rated_a, 10);
        EXPECT_DOUBLE_EQ(input.maximum_a, 100);
    }
    EXPECT_DOUBLE_EQ(direct.front_end.temperature_c, -25);
    EXPECT_DOUBLE_EQ(direct.front_end.converter.snr_db, 90);
    EXPECT_DOUBLE_EQ(direct.front_end.converter.corner_hz, 10'000);
    EXPECT_NEAR(direct.adjustment.gain_ppm, 100, 1e-9);
    EXPECT_NEAR(direct.adjustment.phase_mdeg, 20, 1e-9);
    EXPECT_NEAR(direct.adjustment.corner_percent, 1, 1e-9);
    EXPECT_FALSE(direct.rejection);
}

TEST(ThreePhase, AUnitMayLeaveTheWorksUnadjusted) {
    EXPECT_FALSE(meter_of("  front_end: {adjustment: none}\n").adjustment.adjusted);
}

TEST(ThreePhase, InputsFailFromTheirInstantOn) {
    const auto faults = meter_of(
                            "  input_faults: [{channel: u2, kind: open, at: 10 s}, {channel: in, "
                            "kind: stuck, at: 1 min}]\n")
                            .front_end.faults;
    ASSERT_EQ(faults.size(), 2U);
    EXPECT_EQ(faults[0].channel, 1U);
    EXPECT_EQ(faults[0].kind, afe::InputFaultKind::open);
    EXPECT_DOUBLE_EQ(faults[0].from_s, 10);
    EXPECT_EQ(faults[1].channel, 6U);
    EXPECT_EQ(faults[1].kind, afe::InputFaultKind::stuck);
}

TEST(ThreePhase, AnInstallationProtectsMoreOrLess) {
    const auto made = meter_of(
                          "  installation: {shield: 20 dB, earth: bad, y_capacitor: missing, "
                          "coupling: {adc_voltage: 30 dB}}\n")
                          .installation;
    EXPECT_DOUBLE_EQ(made.shield_db, 20);
    EXPECT_FALSE(made.good_earth);
    EXPECT_FALSE(made.y_capacitor);
    EXPECT_EQ(made.coupling_db[static_cast<std::size_t>(emi::Victim::adc_voltage)], 30);
    EXPECT_FALSE(made.coupling_db[static_cast<std::size_t>(emi::Victim::rail)].has_value());
}

TEST(ThreePhase, FidelityAndStreamsOfTheAnalogueSide) {
    const Scenario scenario = good(
        "fidelity: {afe: rtl}\nstreams:\n  phasors: {every: 20 ms, deadline: 20 ms}\n"
        "  power_quality: {every: 3 s}\n");
    const system::MeterConfig& meter = scenario.config.meters.front();
    EXPECT_EQ(meter.three_phase->fidelity, system::AfeFidelity::rtl);
    const auto& phasors = meter.streams[static_cast<std::size_t>(meter::Stream::phasors)];
    EXPECT_EQ(phasors.period, 20ms);
    EXPECT_EQ(phasors.deadline, 20ms);
    EXPECT_EQ(meter.streams[static_cast<std::size_t>(meter::Stream::power_quality)].period, 3s);
    EXPECT_EQ(good("").config.meters.front().three_phase->fidelity, system::AfeFidelity::samples);
}

TEST(ThreePhase, VoltageEventsBecomeEventsOfTheGrid) {
    const Scenario scenario = good(
        "timeline:\n"
        "  - {id: dip, at: 1 min, for: 200 ms, voltage: {meter: meter, kind: dip, phases: l1+l2, "
        "residual: 40 %, phase_jump: 30 deg}}\n"
        "  - {id: swap, at: 2 min, for: 10 s, voltage: {meter: meter, kind: phase_swap, phases: "
        "l2+l3}}\n");
    ASSERT_EQ(scenario.config.entries.size(), 2U);
    const system::TimelineEntry& dip = scenario.config.entries[0];
    EXPECT_EQ(dip.action, system::Action::voltage);
    EXPECT_EQ(dip.target, "meter");
    EXPECT_EQ(dip.grid_event.kind, mains::EventKind::dip);
    EXPECT_EQ(dip.grid_event.phases, mains::kL1 | mains::kL2);
    EXPECT_EQ(dip.grid_event.residual, 0.4);
    EXPECT_DOUBLE_EQ(dip.grid_event.phase_jump_deg, 30);
    EXPECT_EQ(scenario.config.entries[1].grid_event.phases, mains::kL2 | mains::kL3);
}

emi::DisturbanceConfig injected(const std::string& what) {
    const Scenario scenario =
        good("timeline: [{id: x, at: 1 min, for: 10 s, inject: {into: meter, " + what + "}}]\n");
    return scenario.config.entries.empty() ? emi::DisturbanceConfig{}
                                           : scenario.config.entries[0].disturbance;
}

TEST(ThreePhase, DisturbancesAreTakenKeyByKey) {
    const auto eft = injected(
        "emi: eft_burst, level: 2 kV, couple: l1+n, polarity: negative, rate: 100 kHz, spikes: 20, "
        "period: 200 ms");
    EXPECT_EQ(eft.kind, emi::Kind::eft_burst);
    EXPECT_EQ(eft.level, 2'000);
    EXPECT_EQ(eft.lines, emi::line_1 | emi::line_neutral);
    EXPECT_EQ(eft.polarity, emi::Polarity::negative);
    EXPECT_DOUBLE_EQ(eft.spike_rate_hz, 100e3);
    EXPECT_EQ(eft.spikes_per_burst, 20U);
    EXPECT_DOUBLE_EQ(eft.burst_period_s, 0.2);
    const auto surge = injected("emi: surge, level: 4 kV, interval: 30 s, phase: 90 deg");
    EXPECT_DOUBLE_EQ(surge.interval_s, 30);
    EXPECT_EQ(surge.phase_deg, 90);
    const auto esd = injected("emi: esd, level: 15 kV, discharge: air");
    EXPECT_EQ(esd.discharge, emi::Discharge::air);
    const auto field = injected("emi: radiated_rf, level: 10 V/m, carrier: 900 MHz");
    EXPECT_DOUBLE_EQ(field.carrier_hz, 900e6);
}

// Exactly: a level is looked for on the standard's ladder.
TEST(ThreePhase, EveryLevelOfTheStandardsIsTakenWithoutAWarning) {
    for (const char* level :
         {"emi: eft_burst, level: 500 V", "emi: eft_burst, level: 4 kV", "emi: surge, level: 2 kV",
          "emi: esd, level: 8 kV", "emi: conducted_rf, level: 10 V",
          "emi: radiated_rf, level: 30 V/m", "emi: magnetic_field, level: 30 A/m",
          "emi: dc_magnet, level: 300 mT"}) {
        EXPECT_GT(injected(level).level, 0) << level;
    }
    EXPECT_EQ(injected("emi: dc_magnet, level: 300 mT").level, 300);
}

TEST(ThreePhase, ALevelOffTheLadderIsAllowedWithAWarning) {
    const LoadResult result = loaded(
        "timeline: [{id: x, at: 1 min, for: 10 s, inject: {into: meter, emi: eft_burst, level: 3 "
        "kV}}]\n");
    ASSERT_TRUE(result.scenario);
    EXPECT_EQ(result.scenario->config.entries[0].disturbance.level, 3'000);
    const std::string text = format_diagnostics(result.diagnostics);
    EXPECT_NE(text.find("warning[W330]: 3000 is not a level of the standard"), std::string::npos)
        << text;
    EXPECT_NE(text.find("its levels are 500, 1000, 2000, 4000"), std::string::npos) << text;
}

}  // namespace
}  // namespace bench::scenario
