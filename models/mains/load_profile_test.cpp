#include "models/mains/load_profile.h"

#include <cmath>
#include <fstream>

#include <gtest/gtest.h>

#include "models/mains/grid.h"

namespace bench::mains {
namespace {

using namespace std::chrono_literals;

const std::string kRecorded = METERBENCH_SOURCE_DIR "/scenarios/recordings/appliances_1hz.csv";
const std::string kHeader =
    "Timestamp,RMS Current,Average Current,Peak Current,Apparent (W),Active (W),Reactive "
    "(W),Power Factor,Fundamental Frequency (50Hz),Third Harmonics (150Hz),Fifth "
    "(250Hz),Seventh (350Hz),Ninth (450Hz)\n";

std::variant<std::vector<LoadItem>, RecordingError> read_text(const std::string& text) {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    const std::string path = testing::TempDir() + "load_profile_" + info->name() + ".csv";
    std::ofstream{path} << text;
    return read_load_profile({path, kL1, kStart});
}

TEST(LoadProfile, EachRowOfTheFileIsALoadForItsSecond) {
    const auto result = read_load_profile({kRecorded, kL2, kStart + 10s});
    ASSERT_TRUE(std::holds_alternative<std::vector<LoadItem>>(result));
    const auto& loads = std::get<std::vector<LoadItem>>(result);
    ASSERT_EQ(loads.size(), 248U);  // Of 287 rows 39 have a fundamental of 0.00 A.
    EXPECT_EQ(loads.front().start, kStart + 10s);
    EXPECT_LE(loads.back().start, kStart + 10s + 286s);
    EXPECT_EQ(loads.back().length, 1s);
    // 0.14 A RMS, 0.19 A peak of the fundamental, 35.01 VA, 23.89 W.
    EXPECT_NEAR(loads[0].current_a, 0.19 / std::sqrt(2), 1e-12);
    EXPECT_NEAR(loads[0].power_factor, 23.89 / (35.01 / 0.14 * 0.19 / std::sqrt(2)), 1e-12);
    ASSERT_EQ(loads[0].spectrum.size(), 3U);
    EXPECT_EQ(loads[0].spectrum[0].order, 3);
    EXPECT_NEAR(loads[0].spectrum[0].share, 0.02 / 0.19, 1e-12);
}

TEST(LoadProfile, ReplayedAtTheVoltageOfTheFileItHasTheEnergyOfItsRows) {
    const auto result = read_load_profile({kRecorded, kL1, kStart});
    const auto& loads = std::get<std::vector<LoadItem>>(result);
    GridConfig config;
    config.nominal_v = 245;  // About that of the file: S / I.
    const Grid grid{config, loads, {}};
    const double joules = static_cast<double>(grid.energy_at(kStart + 287s).import_pj) / 1e12;
    // Sum of "Active (W)" over the rows, by awk.
    constexpr double kRows = 1'071'586.15;
    EXPECT_NEAR(joules / kRows, 1, 0.02);
    EXPECT_EQ(grid.energy_at(kStart + 400s).import_pj, grid.energy_at(kStart + 287s).import_pj);
}

TEST(LoadProfile, AGapANegativeValueAndAMissingColumnAreRefusedWhereTheyAre) {
    const std::string row = ",0.14,0.12,0.18,35.01,23.89,25.6,0.68,0.19,0.02,0.01,0.01,0.0\n";
    auto result = read_text(kHeader + "2022-11-22 11:19:03" + row + "2022-11-22 11:19:05" + row);
    auto error = std::get<RecordingError>(result);
    EXPECT_EQ(error.message, "2 s after the row before");
    EXPECT_EQ(error.line, 3);
    EXPECT_EQ(error.column, 1);
    result = read_text(kHeader + "2022-11-22 11:19:03,-0.14" + row.substr(5));
    error = std::get<RecordingError>(result);
    EXPECT_EQ(error.message, "'-0.14' is negative in column 'RMS Current'");
    EXPECT_EQ(error.line, 2);
    EXPECT_EQ(error.column, 21);
    result = read_text("Timestamp,A\n1,2\n");
    EXPECT_EQ(std::get<RecordingError>(result).message,
              "no column 'RMS Current' in the header line");
    result = read_text(kHeader + "yesterday" + row);
    EXPECT_EQ(std::get<RecordingError>(result).message, "'yesterday' is not a time");
    result = read_text(kHeader);
    EXPECT_EQ(std::get<RecordingError>(result).message, "no row after the header line");
}

TEST(LoadProfile, MidnightIsASecondLikeAnyOther) {
    const std::string row = ",0.14,0.12,0.18,35.01,23.89,25.6,0.68,0.19,0.02,0.01,0.01,0.0\n";
    const auto result =
        read_text(kHeader + "2022-12-31 23:59:59" + row + "2023-01-01 00:00:00" + row);
    ASSERT_TRUE(std::holds_alternative<std::vector<LoadItem>>(result));
    EXPECT_EQ(std::get<std::vector<LoadItem>>(result).size(), 2U);
}

}  // namespace
}  // namespace bench::mains
