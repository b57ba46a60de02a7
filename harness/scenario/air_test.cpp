// What the keys of the air become: walls and floors, paths, interferers, the radio's words.

#include <filesystem>

#include <gtest/gtest.h>

#include "harness/scenario/load.h"
#include "models/propagation/budget.h"

namespace bench::scenario {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

const fs::path kRoot = fs::path{METERBENCH_SOURCE_DIR} / "scenarios";

LoadOptions options() {
    LoadOptions out;
    out.scenarios_root = kRoot.string();
    return out;
}

LoadResult shipped(const std::string& name) {
    return load_scenario((kRoot / name).string(), options());
}

// A scenario of the recorded household with these additions, over lib/indoor_link.yaml.
LoadResult over_indoor_link(const std::string& more) {
    return load_from_text(
        "meterbench: 1\nname: n\nuse: [lib/indoor_link.yaml, lib/recorded_household.yaml]\n"
        "duration: 5 min\nexpect: [lost(all) == 0]\n" +
            more,
        "a.yaml", options());
}

TEST(World, drawn_walls_floors_and_materials_become_the_site) {
    const LoadResult result = over_indoor_link(
        "world:\n"
        "  walls:\n"
        "    kitchen: {from: [2 m, -5 m], to: [2 m, 5 m], material: brick, thickness: 10 cm,\n"
        "              bottom: -1 m, top: 2.5 m}\n"
        "    odd: {from: [3 m, -5 m], to: [3 m, 5 m], material: concrete, loss: 5.5 dB}\n"
        "  floors:\n"
        "    slab_1: {height: 3.5 m, from: [10 m, 8 m], to: [0 m, 0 m]}\n"
        "    slab_2: {height: 7 m, material: concrete, thickness: 20 cm}\n"
        "  materials: {brick: {loss: 9 dB}}\n"
        "links: {rf: {walls: []}}\n");
    ASSERT_TRUE(result.scenario) << format_diagnostics(result.diagnostics);
    const propagation::SiteConfig& site = result.scenario->config.air.site;
    ASSERT_EQ(site.walls.size(), 2U);
    EXPECT_EQ(site.walls[0].name, "kitchen");
    EXPECT_EQ(site.walls[0].from.y, -5.0);
    EXPECT_EQ(site.walls[0].to.x, 2.0);
    EXPECT_EQ(site.walls[0].thickness_cm, 10.0);
    EXPECT_EQ(site.walls[0].bottom, -1.0);
    EXPECT_EQ(site.walls[0].top, 2.5);
    EXPECT_FALSE(site.walls[0].loss_db);
    EXPECT_EQ(site.walls[1].material, propagation::Material::concrete);
    EXPECT_EQ(site.walls[1].loss_db, 5.5);
    EXPECT_EQ(site.walls[1].top, 3.0);
    ASSERT_EQ(site.floors.size(), 2U);
    EXPECT_EQ(site.floors[0].material, propagation::Material::floor_slab);
    EXPECT_EQ(site.floors[0].least.x, 0.0);
    EXPECT_EQ(site.floors[0].most.y, 8.0);
    EXPECT_EQ(site.floors[1].height, 7.0);
    EXPECT_EQ(site.floors[1].most.x, propagation::kEndless);
    ASSERT_EQ(site.materials.size(), 1U);
    EXPECT_EQ(site.materials[0].loss_db, 9.0);
    EXPECT_TRUE(result.scenario->config.air.links[0].path.walls.empty());
}

TEST(World, a_material_with_a_loss_of_its_own_may_have_any_thickness) {
    const LoadResult result = over_indoor_link(
        "world: {materials: {brick: {loss: 11 dB}}}\n"
        "links: {rf: {walls: [{material: brick, thickness: 36.5 cm}]}}\n");
    ASSERT_TRUE(result.scenario) << format_diagnostics(result.diagnostics);
    EXPECT_DOUBLE_EQ(result.scenario->config.air.links[0].path.walls[0].thickness_cm, 36.5);
}

TEST(World, shadowing_is_a_number_or_a_map) {
    const LoadResult number = over_indoor_link("world: {noise: {shadowing: 3.5 dB}}\n");
    const LoadResult map = over_indoor_link(
        "world: {noise: {shadowing: {sigma: 6 dB, correlation: 20 m, slow: 1.5 dB, "
        "slow_time: 5 min}}}\n");
    ASSERT_TRUE(number.scenario && map.scenario) << format_diagnostics(map.diagnostics);
    const propagation::ShadowingConfig& plain = number.scenario->config.air.links[0].path.shadowing;
    EXPECT_EQ(plain.sigma_db, 3.5);
    EXPECT_EQ(plain.correlation_m, 5.0);
    const propagation::ShadowingConfig& full = map.scenario->config.air.links[0].path.shadowing;
    EXPECT_EQ(full.sigma_db, 6.0);
    EXPECT_EQ(full.correlation_m, 20.0);
    EXPECT_EQ(full.slow_sigma_db, 1.5);
    EXPECT_EQ(full.slow_time_s, 300.0);
}

// The path of rf, with the walls of the library taken out.
propagation::PathConfig path_of(const std::string& path) {
    const LoadResult result = over_indoor_link("links: {rf: {walls: [], path: " + path + "}}\n");
    EXPECT_TRUE(result.scenario) << path << "\n" << format_diagnostics(result.diagnostics);
    return result.scenario ? result.scenario->config.air.links[0].path : propagation::PathConfig{};
}

TEST(Path, each_law_takes_the_place_of_the_library_s_with_its_own_keys) {
    using namespace propagation;
    EXPECT_EQ(std::get<LogDistance>(path_of("{exponent: 3.3}").law).exponent, 3.3);
    EXPECT_TRUE(std::holds_alternative<FreeSpace>(path_of("{law: free_space}").law));
    const PathConfig multi = path_of("{law: multi_wall, constant: 3 dB, floors: 2}");
    EXPECT_EQ(std::get<MultiWall>(multi.law).constant_db, 3.0);
    EXPECT_EQ(std::get<MultiWall>(multi.law).floors, 2);
    const PathConfig p1238 = path_of("{law: p1238, environment: corridor_nlos}");
    EXPECT_EQ(std::get<SiteGeneral>(p1238.law).environment, Environment::corridor_nlos);
}

TEST(Path, the_entry_into_a_building) {
    const propagation::PathConfig path = path_of(
        "{law: log_distance, exponent: 2.8, entry: {building: thermally_efficient, "
        "probability: 90 %, basement: 15 dB}}");
    ASSERT_TRUE(path.entry);
    EXPECT_EQ(path.entry->building, propagation::Building::thermally_efficient);
    EXPECT_EQ(path.entry->probability, 0.9);
    EXPECT_EQ(path.entry->basement_db, 15.0);
    EXPECT_FALSE(path_of("{entry: {building: traditional}}").entry->probability);
}

std::optional<double> restart_of(const std::string& value) {
    const LoadResult result = over_indoor_link("links: {rf: {radio: {restart: " + value + "}}}\n");
    EXPECT_TRUE(result.scenario) << format_diagnostics(result.diagnostics);
    for (const radio::NodeConfig& node : result.scenario->config.air.nodes)
        EXPECT_EQ(node.restart_db, result.scenario->config.radio.restart_db);
    return result.scenario->config.air.nodes.at(0).restart_db;
}

TEST(Radio, says_when_a_receiver_goes_over_to_a_stronger_frame) {
    EXPECT_EQ(restart_of("12 dB"), 12.0);
    EXPECT_EQ(restart_of("none"), std::nullopt);
    EXPECT_FALSE(over_indoor_link("links: {rf: {radio: {restart: never}}}\n").scenario);
}

// Values as models/propagation/presets.cpp states them.
TEST(Path, a_preset_fills_in_what_the_scenario_leaves_open) {
    const LoadResult open = load_from_text(
        "meterbench: 1\nname: n\nuse: [lib/recorded_household.yaml]\nduration: 5 min\n"
        "expect: [lost(all) == 0]\n"
        "world: {nodes: {meter: {at: [0 m, 0 m, 1 m]}, collector: {at: [9 m, 0 m, 3 m]}}}\n"
        "links: {rf: {radio: {phy: sun_fsk_3, plan: eu_33, access: polite}, from: meter, "
        "to: collector, path: {preset: street_meter_box}}, wan: {from: collector, to: head_end}}\n",
        "a.yaml", options());
    ASSERT_TRUE(open.scenario) << format_diagnostics(open.diagnostics);
    const radio::AirConfig& air = open.scenario->config.air;
    EXPECT_EQ(air.nodes[0].enclosure, radio::Enclosure::meter_box_closed);
    EXPECT_EQ(air.nodes[1].enclosure, radio::Enclosure::none);
    EXPECT_EQ(air.links[0].path.shadowing.sigma_db, 7.0);
    EXPECT_TRUE(air.links[0].path.entry);
    ASSERT_TRUE(air.links[0].fading);
    EXPECT_EQ(air.links[0].fading->rician_db, 6.0);
}

TEST(Path, a_preset_leaves_what_the_scenario_says) {
    const LoadResult said = over_indoor_link(
        "world: {nodes: {meter: {enclosure: pit}}}\n"
        "links: {rf: {walls: [], fading: none, path: {preset: street_los}}}\n");
    ASSERT_TRUE(said.scenario) << format_diagnostics(said.diagnostics);
    const radio::AirConfig& air = said.scenario->config.air;
    EXPECT_EQ(std::get<propagation::LogDistance>(air.links[0].path.law).exponent, 2.2);
    EXPECT_EQ(air.nodes[0].enclosure, radio::Enclosure::pit);
    EXPECT_EQ(air.links[0].path.shadowing.sigma_db, 2.0);
    EXPECT_FALSE(air.links[0].fading);
}

// Worked by hand: the line from the cellar to the street rises by 0.27 m a metre, so it meets the
// cellar wall at x = 4 m below ground, the slab at x = 5.5 m and the front at x = 10 m.
TEST(HousePlan, is_crossed_where_it_is_drawn) {
    const LoadResult result = shipped("radio/house_plan.yaml");
    ASSERT_TRUE(result.scenario) << format_diagnostics(result.diagnostics);
    const radio::AirConfig& air = result.scenario->config.air;
    const propagation::Budget budget = propagation::median_budget(
        air.links[0].path, air.site,
        {{air.nodes[0].at, air.nodes[0].enclosure}, {air.nodes[1].at, air.nodes[1].enclosure}});
    EXPECT_EQ(propagation::to_text(budget),
              "log-distance, exponent 2.2, 23.8 m 61.5 dB\n"
              "wall cellar_wall: brick 10 cm 4.0 dB\n"
              "wall front: brick 22 cm 7.0 dB\n"
              "floor cellar_ceiling: floor_slab 25 cm 18.3 dB\n"
              "enclosure meter_box_closed 12.0 dB\n"
              "total 102.8 dB\n");
}

TEST(Interferers, of_every_kind_load_with_the_model_s_defaults) {
    const LoadResult result = over_indoor_link(
        "world:\n  interferers:\n"
        "    a: {kind: microwave_oven, at: [3 m, 1 m, 1 m]}\n"
        "    b: {kind: wifi, at: [3 m, 2 m, 1 m]}\n"
        "    c: {kind: bluetooth, at: [3 m, 3 m, 1 m]}\n"
        "    d: {kind: bluetooth_le, at: [3 m, 4 m, 1 m]}\n"
        "    e: {kind: rfid_europe, at: [3 m, 5 m, 1 m]}\n"
        "    f: {kind: rfid_america, at: [3 m, 6 m, 1 m]}\n"
        "    g: {kind: cordless_900, at: [3 m, 7 m, 1 m]}\n"
        "    h: {kind: lte_uplink, at: [3 m, 8 m, 1 m]}\n"
        "    i: {kind: narrow_band, at: [3 m, 9 m, 1 m]}\n"
        "    j: {kind: switching_noise}\n"
        "    k: {kind: man_made_noise}\n"
        "    l: {kind: carrier, at: [4 m, 1 m, 1 m]}\n"
        "    m: {kind: swept, at: [4 m, 2 m, 1 m]}\n"
        "    n: {kind: pulsed, at: [4 m, 3 m, 1 m]}\n"
        "    o: {kind: reactive, at: [4 m, 4 m, 1 m]}\n"
        "    p: {kind: following, at: [4 m, 5 m, 1 m], victim: collector}\n");
    ASSERT_TRUE(result.scenario) << format_diagnostics(result.diagnostics);
    const auto& all = result.scenario->config.air.interferers;
    ASSERT_EQ(all.size(), 16U);
    EXPECT_EQ(std::get<interference::OvenConfig>(all[0].source.kind).door_db, 15.0);
    EXPECT_EQ(std::get<interference::HopperConfig>(all[4].source.kind).channels,
              interference::rfid_europe().channels);
    EXPECT_EQ(std::get<interference::FollowingConfig>(all[15].source.kind).victim, "collector");
    EXPECT_EQ(all[1].source.name, "b");
    EXPECT_EQ(all[1].source.at.y, 2.0);
    EXPECT_FALSE(all[1].switched);
    // The law of rf, without its two counted walls.
    EXPECT_EQ(std::get<propagation::LogDistance>(all[0].path.law).exponent, 2.8);
    EXPECT_TRUE(all[0].path.walls.empty());
}

TEST(Interferers, take_their_parameters_with_units) {
    const LoadResult result = over_indoor_link(
        "world:\n  interferers:\n"
        "    oven: {kind: microwave_oven, at: [3 m, 1 m, 1 m], type: commercial, door: 20 dB, "
        "duty_cycle: 40 %, mains: 60 Hz, mains_phase: 2 ms, cooking: 50 %, cooking_period: 30 s, "
        "drift: 1.5 MHz, path: {law: free_space}, enclosure: steel_cabinet}\n"
        "    lan: {kind: wifi, at: [3 m, 2 m, 1 m], centre: 2.462 GHz, power: 20 dBm, "
        "duty_cycle: 30 %, shortest_frame: 200 us, longest_frame: 2 ms, beacon: 0 s}\n"
        "    toy: {kind: bluetooth, at: [3 m, 3 m, 1 m], avoid: [0, 7], activity: 25 %}\n"
        "    spy: {kind: reactive, at: [3 m, 4 m, 1 m], delay: 500 us, length: 8 ms}\n"
        "    phone: {kind: lte_uplink, at: [3 m, 5 m, 1 m], near: 4 MHz, leakage_near: -10 dBm}\n"
        "    hum: {kind: switching_noise, raise: 9 dB, noise_figure: 5 dB}\n");
    ASSERT_TRUE(result.scenario) << format_diagnostics(result.diagnostics);
    const auto& all = result.scenario->config.air.interferers;
    const auto& oven = std::get<interference::OvenConfig>(all[0].source.kind);
    EXPECT_EQ(oven.kind, interference::OvenKind::commercial);
    EXPECT_EQ(oven.door_db, 20.0);
    EXPECT_EQ(oven.on_fraction, 0.4);
    EXPECT_EQ(oven.mains_millihertz, 60'000);
    EXPECT_EQ(oven.mains_phase, 2ms);
    EXPECT_EQ(oven.cooking_period, 30s);
    EXPECT_EQ(oven.drift_mhz, 1.5);
    EXPECT_TRUE(std::holds_alternative<propagation::FreeSpace>(all[0].path.law));
    EXPECT_EQ(all[0].enclosure, radio::Enclosure::steel_cabinet);
    const auto& lan = std::get<interference::WifiConfig>(all[1].source.kind);
    EXPECT_EQ(lan.centre_khz, 2'462'000.0);
    EXPECT_EQ(lan.longest_frame, 2ms);
    EXPECT_EQ(lan.beacon_length, 0s);
    const auto& toy = std::get<interference::HopperConfig>(all[2].source.kind);
    EXPECT_EQ(toy.avoided, (std::vector<int>{0, 7}));
    EXPECT_EQ(toy.activity, 0.25);
    EXPECT_EQ(std::get<interference::ReactiveConfig>(all[3].source.kind).delay, 500us);
    EXPECT_EQ(std::get<interference::LteUplinkConfig>(all[4].source.kind).close_in_khz, 4000.0);
    EXPECT_EQ(std::get<interference::SwitchingNoiseConfig>(all[5].source.kind).raise_db, 9.0);
}

TEST(Interferers, that_the_timeline_names_are_off_otherwise) {
    const LoadResult result = over_indoor_link(
        "world:\n  interferers:\n"
        "    oven: {kind: microwave_oven, at: [3 m, 1 m, 1 m]}\n"
        "    lan: {kind: wifi, at: [3 m, 2 m, 1 m]}\n"
        "timeline:\n"
        "  - {id: lunch, at: 1 min, for: 20 s, every: 1 min, turn_on: oven}\n");
    ASSERT_TRUE(result.scenario) << format_diagnostics(result.diagnostics);
    const system::BenchConfig& config = result.scenario->config;
    EXPECT_TRUE(config.air.interferers[0].switched);
    EXPECT_FALSE(config.air.interferers[1].switched);
    EXPECT_EQ(config.entries[0].action, system::Action::turn_on);
    EXPECT_EQ(config.entries[0].target, "oven");
}

TEST(Radio, takes_adaptive_words_power_control_and_fragments) {
    const LoadResult result = over_indoor_link(
        "links: {rf: {radio: {fec: adaptive, hopping: adaptive, power_control: margin, "
        "fragments: 120 B}}}\n");
    ASSERT_TRUE(result.scenario) << format_diagnostics(result.diagnostics);
    const system::RadioConfig& radio = result.scenario->config.radio;
    EXPECT_EQ(radio.coding, system::Coding::adaptive);
    EXPECT_EQ(radio.hopping, system::Hopping::adaptive);
    EXPECT_TRUE(radio.power_control);
    EXPECT_EQ(radio.fragment_octets, 120);
}

TEST(Radio, jams_channels_of_its_own_plan) {
    const LoadResult result = over_indoor_link(
        "links: {rf: {radio: {phy: sun_fsk_1a, plan: eu_32}}}\n"
        "timeline:\n"
        "  - {id: noise, at: 1 min, for: 2 s, jam: rf, power: -40 dBm, band: {channels: [60]}}\n");
    ASSERT_TRUE(result.scenario) << format_diagnostics(result.diagnostics);
    EXPECT_EQ(result.scenario->config.entries[0].jam_channels, std::vector<std::uint8_t>{60});
}

}  // namespace
}  // namespace bench::scenario
