#include "harness/scenario/load.h"

#include <filesystem>
#include <fstream>
#include <set>

#include <gtest/gtest.h>

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

LoadResult shipped(const std::string& name, const LoadOptions& with = options()) {
    return load_scenario((kRoot / name).string(), with);
}

std::vector<std::string> all_shipped() {
    std::vector<std::string> names;
    for (const auto& file : fs::recursive_directory_iterator{kRoot}) {
        const fs::path path = fs::relative(file.path(), kRoot);
        if (path.extension() == ".yaml" && *path.begin() != "lib")
            names.push_back(path.generic_string());
    }
    return names;
}

TEST(Shipped, every_scenario_loads_without_a_warning_and_has_its_own_name) {
    std::set<std::string> names;
    for (const std::string& file : all_shipped()) {
        const LoadResult result = shipped(file);
        ASSERT_TRUE(result.scenario) << file << "\n" << format_diagnostics(result.diagnostics);
        EXPECT_EQ(format_diagnostics(result.diagnostics), "") << file;
        std::string name = file.substr(0, file.size() - 5);
        for (char& c : name) c = c == '/' ? '.' : c;
        EXPECT_EQ(result.scenario->name, name);
        EXPECT_TRUE(names.insert(result.scenario->name).second);
        const Scenario& scenario = *result.scenario;
        if (!scenario.config.meters.front().three_phase) {
            EXPECT_TRUE(fs::exists(scenario.load.path)) << scenario.load.path;
        }
        if (scenario.wave) {
            EXPECT_TRUE(fs::exists(scenario.wave->path)) << scenario.wave->path;
        }
    }
    EXPECT_GE(names.size(), 14U);
}

TEST(Shipped, must_fail_scenarios_name_one_check_and_no_other) {
    for (const std::string& file : all_shipped()) {
        if (file.rfind("must_fail/", 0) != 0) continue;
        const LoadResult result = shipped(file);
        ASSERT_TRUE(result.scenario);
        EXPECT_TRUE(result.scenario->must_fail) << file;
        EXPECT_TRUE(result.scenario->expect.empty()) << file;
    }
}

// Values as the scenario file states them.
TEST(ThreeBrickWalls, becomes_the_bench_configuration_that_it_describes) {
    const LoadResult result = shipped("residential/three_brick_walls.yaml");
    ASSERT_TRUE(result.scenario);
    const system::BenchConfig& c = result.scenario->config;
    EXPECT_EQ(c.seed, 7U);
    EXPECT_EQ(c.duration, 540s);
    EXPECT_EQ(c.warmup, 20s);
    EXPECT_EQ(c.drain, 30s);
    ASSERT_EQ(c.meters.size(), 1U);
    EXPECT_EQ(c.meters[0].drift_ppb, 20'000);
    EXPECT_EQ(c.meters[0].metering_ic.gain_error_ppm, 2'000);
    EXPECT_EQ(c.meters[0].supply.hold_up, 500ms);
    EXPECT_EQ(c.meters[0].streams[static_cast<std::size_t>(meter::Stream::readings)].period, 1s);
    EXPECT_EQ(c.meters[0].streams[static_cast<std::size_t>(meter::Stream::readings)].deadline, 1s);
    EXPECT_EQ(c.meters[0].streams[static_cast<std::size_t>(meter::Stream::alarms)].period, 0s);
    EXPECT_EQ(c.meters[0].streams[static_cast<std::size_t>(meter::Stream::alarms)].deadline, 100ms);
    EXPECT_EQ(c.collector.drift_ppb, -20'000);
    EXPECT_EQ(c.radio.dwell, 20ms);
    EXPECT_EQ(c.radio.retries, 7);
    EXPECT_EQ(c.radio.hopping, system::Hopping::blind);
    EXPECT_EQ(c.radio.power_dbm, 16.15);
    EXPECT_EQ(c.wan.delay, 5ms);
    EXPECT_EQ(c.head_end_processing, 2ms);
}

TEST(ThreeBrickWalls, describes_its_air_and_timeline) {
    const LoadResult result = shipped("residential/three_brick_walls.yaml");
    ASSERT_TRUE(result.scenario);
    const system::BenchConfig& c = result.scenario->config;
    ASSERT_EQ(c.air.nodes.size(), 2U);
    EXPECT_EQ(c.air.nodes[0].enclosure, radio::Enclosure::meter_box_closed);
    EXPECT_EQ(c.air.nodes[0].at.z, 0.8);
    EXPECT_EQ(c.air.nodes[1].at.x, 22.0);
    ASSERT_EQ(c.air.links.size(), 1U);
    EXPECT_EQ(c.air.links[0].name, "rf");
    EXPECT_EQ(c.air.links[0].path.shadowing.sigma_db, 2.0);
    ASSERT_EQ(c.air.links[0].path.walls.size(), 1U);
    EXPECT_EQ(c.air.links[0].path.walls[0].count, 3);
    EXPECT_DOUBLE_EQ(c.air.links[0].path.walls[0].thickness_cm, 22.0);
    ASSERT_TRUE(c.air.links[0].fading);
    EXPECT_EQ(c.air.links[0].fading->delay_spread_ns, 100.0);
    ASSERT_EQ(c.entries.size(), 2U);
    EXPECT_EQ(c.entries[0].action, system::Action::open_cover);
    EXPECT_EQ(c.entries[0].jitter, 10s);
    EXPECT_EQ(c.entries[1].id, "quiet");
    EXPECT_EQ(c.entries[1].at, 315s);
    EXPECT_EQ(c.entries[1].action, system::Action::head_end_silent);
}

TEST(ThreeBrickWalls, keeps_its_checks_word_for_word_with_their_places) {
    const LoadResult result = shipped("residential/three_brick_walls.yaml");
    ASSERT_TRUE(result.scenario);
    const std::vector<CheckSource>& checks = result.scenario->expect;
    ASSERT_EQ(checks.size(), 7U);
    EXPECT_EQ(checks[0].clause, "COM-10.a");
    EXPECT_EQ(checks[0].text,
              "share(latency(alarms) < 100 ms) >= 99.9 % confidence 95 % outside quiet");
    EXPECT_EQ(checks[0].where.line, 40);
    EXPECT_EQ(checks[0].where.column, 15);
    EXPECT_EQ(checks[1].clause, "");
    EXPECT_EQ(checks[1].where.column, 5);
    EXPECT_EQ(checks[5].text, "energy_error(import) within ± 1 %");
    EXPECT_EQ(result.scenario->load.reader, mains::Reader::dsmr_p1);
    EXPECT_EQ(result.scenario->load.hold, 5s);
    EXPECT_EQ(result.scenario->load_where.line, 15);
    EXPECT_EQ(result.scenario->load_where.column, 16);
}

TEST(Overrides, set_a_parameter_and_change_the_canonical_text) {
    LoadOptions with = options();
    with.set["walls"] = "4";
    const LoadResult four = shipped("residential/three_brick_walls.yaml", with);
    const LoadResult three = shipped("residential/three_brick_walls.yaml");
    ASSERT_TRUE(four.scenario && three.scenario);
    EXPECT_EQ(four.scenario->config.air.links[0].path.walls[0].count, 4);
    EXPECT_NE(four.scenario->canonical, three.scenario->canonical);
}

TEST(Overrides, outside_the_range_or_unknown_are_refused) {
    LoadOptions with = options();
    with.set["walls"] = "7";
    with.set["wals"] = "2";
    const LoadResult result = shipped("residential/three_brick_walls.yaml", with);
    EXPECT_FALSE(result.scenario);
    EXPECT_EQ(format_diagnostics(result.diagnostics),
              "--set: error[E206]: parameter 'walls' is out of range: '7'\n"
              "  = help: it lies between 0 and 6\n"
              "--set: error[E320]: there is no parameter 'wals'\n"
              "  = help: did you mean 'walls'? (parameters: walls)\n");
}

TEST(Use, replaces_a_namesake_and_removes_by_id) {
    const LoadResult silent = shipped("must_fail/head_end_silent_10_s.yaml");
    ASSERT_TRUE(silent.scenario);
    ASSERT_EQ(silent.scenario->config.entries.size(), 2U);
    EXPECT_EQ(silent.scenario->config.entries[1].length, 10s);
    const LoadResult jam = shipped("must_fail/no_hopping_under_jam.yaml");
    ASSERT_TRUE(jam.scenario);
    ASSERT_EQ(jam.scenario->config.entries.size(), 2U);
    EXPECT_EQ(jam.scenario->config.entries[1].action, system::Action::jam);
    EXPECT_EQ(jam.scenario->config.entries[1].jam_channels, std::vector<std::uint8_t>{15});
    EXPECT_EQ(jam.scenario->config.radio.hopping, system::Hopping::none);
    EXPECT_EQ(jam.scenario->config.radio.dwell, 20ms);
}

TEST(Use, of_a_chain_of_seventeen_files_is_refused) {
    const fs::path folder = fs::path{testing::TempDir()} / "meterbench_use_depth";
    fs::create_directories(folder);
    for (int i = 0; i < 20; ++i) {
        std::ofstream{folder / ("f" + std::to_string(i) + ".yaml")} << "use: [f" << i + 1
                                                                    << ".yaml]\n";
    }
    LoadOptions with;
    with.scenarios_root = folder.string();
    const LoadResult result = load_scenario((folder / "f0.yaml").string(), with);
    EXPECT_FALSE(result.scenario);
    EXPECT_NE(format_diagnostics(result.diagnostics).find("error[E333]"), std::string::npos);
    fs::remove_all(folder);
}

TEST(Canonical, does_not_depend_on_order_or_comments) {
    const LoadResult a = load_from_text(
        "meterbench: 1 # x\nname: n\nuse: [lib/indoor_link.yaml, "
        "lib/recorded_household.yaml]\nduration: 5 min\nexpect: [lost(all) == 0]\n",
        "a.yaml", options());
    const LoadResult b = load_from_text(
        "expect:\n  - lost(all) == 0\nduration:   5 min\nuse: [lib/recorded_household.yaml, "
        "lib/indoor_link.yaml]\nname: n\nmeterbench: 1\n",
        "b.yaml", options());
    ASSERT_TRUE(a.scenario && b.scenario);
    EXPECT_EQ(a.scenario->canonical, b.scenario->canonical);
    EXPECT_NE(a.scenario->canonical.find("links.rf.radio.dwell = \"20 ms\"\n"), std::string::npos);
}

TEST(Lints, are_warnings_and_do_not_refuse) {
    const LoadResult result = load_from_text(
        "meterbench: 1\nname: n\nsummary: room #3\nuse: [lib/indoor_link.yaml, "
        "lib/recorded_household.yaml]\nduration: 5 min\nparams: {x: {default: 1}}\nexpect: "
        "[lost(all) == 0]\n",
        "a.yaml", options());
    ASSERT_TRUE(result.scenario);
    EXPECT_EQ(result.scenario->warnings.size(), 2U);
    const std::string text = format_diagnostics(result.diagnostics);
    EXPECT_NE(text.find("a.yaml:3:15: warning[W105]: everything from this '#' on is a comment; the "
                        "value is 'room'"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("a.yaml:6:10: warning[W403]: parameter 'x' is never used"),
              std::string::npos)
        << text;
}

TEST(Describe, lists_every_key_with_its_unit_range_and_meaning) {
    const std::vector<KeyDescription> keys = describe();
    std::set<std::string> paths;
    for (const KeyDescription& key : keys) {
        EXPECT_TRUE(paths.insert(key.path).second) << key.path;
        EXPECT_FALSE(key.doc.empty()) << key.path;
        EXPECT_FALSE(key.type.empty()) << key.path;
        EXPECT_FALSE(key.example.empty()) << key.path;
    }
    for (const char* path :
         {"duration", "links.rf.radio.dwell", "links.rf.walls[].material", "timeline[].jam",
          "timeline[].turn_on", "firmware.path", "use", "params", "world.walls.NAME.from",
          "world.interferers.NAME(wifi).duty_cycle", "world.noise.shadowing.sigma",
          "links.rf.path.entry.building", "links.rf.path.preset"}) {
        EXPECT_TRUE(paths.count(path)) << path;
    }
    const auto dwell = std::find_if(keys.begin(), keys.end(),
                                    [](const auto& k) { return k.path == "links.rf.radio.dwell"; });
    ASSERT_NE(dwell, keys.end());
    EXPECT_EQ(dwell->type, "a time");
    EXPECT_EQ(dwell->range, "15 ms .. 255 ms");
}

TEST(Load, of_a_missing_file_or_a_folder_says_so) {
    EXPECT_EQ(format_diagnostics(load_scenario("no/such.yaml").diagnostics),
              "no/such.yaml: error[E330]: there is no such file\n");
    EXPECT_FALSE(load_scenario(kRoot.string()).scenario);
}

TEST(Load, accepts_windows_line_ends_and_a_byte_order_mark) {
    const LoadResult result = load_from_text(
        "\xEF\xBB\xBFmeterbench: 1\r\nname: n\r\nuse: [lib/indoor_link.yaml, "
        "lib/recorded_household.yaml]\r\nduration: 5 min\r\nexpect: [lost(all) == 0]\r\n",
        "a.yaml", options());
    ASSERT_TRUE(result.scenario) << format_diagnostics(result.diagnostics);
    EXPECT_EQ(result.scenario->config.duration, 300s);
}

TEST(Load, of_a_file_above_one_mebibyte_is_refused) {
    const LoadResult result = load_from_text(std::string((1U << 20U) + 1, ' '), "a.yaml");
    EXPECT_NE(format_diagnostics(result.diagnostics).find("error[E105]"), std::string::npos);
}

TEST(Github, escapes_what_its_commands_reserve) {
    Diagnostic item;
    item.code = "E201";
    item.file = "a,b:c.yaml";
    item.line = 3;
    item.column = 5;
    item.message = "50 % of 'x'";
    item.help = "one, two";
    EXPECT_EQ(format_github({item}),
              "::error file=a%2Cb%3Ac.yaml,line=3,col=5,title=E201::50 %25 of 'x'%0Aone, two\n");
}

}  // namespace
}  // namespace bench::scenario
