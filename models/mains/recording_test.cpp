#include "models/mains/recording.h"

#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "models/mains/load.h"

namespace bench::mains {
namespace {

using namespace std::chrono_literals;

const std::string kFolder = METERBENCH_SOURCE_DIR "/scenarios/recordings/";

std::shared_ptr<const Recording> read(const std::string& file, Reader reader, Nanoseconds hold,
                                      Phase phase = Phase::total) {
    auto result = read_recording({kFolder + file, reader, phase, hold});
    if (const auto* error = std::get_if<RecordingError>(&result)) {
        ADD_FAILURE() << error->line << ':' << error->column << ' ' << error->message;
        return nullptr;
    }
    return std::make_shared<const Recording>(std::get<Recording>(std::move(result)));
}

double import_wh(const Load& load, Nanoseconds until) {
    return static_cast<double>(load.import_pj(kStart + until)) /
           static_cast<double>(kPicojoulesPerWattHour);
}

// The sums below were taken from the file with a program of another language.
TEST(Recording, TheP1CaptureHoldsWhatItsMeterSent) {
    const auto recording = read("p1_household.txt", Reader::dsmr_p1, 5s);
    ASSERT_NE(recording, nullptr);
    EXPECT_EQ(recording->samples.size(), 566U);
    EXPECT_EQ(recording->length, 567s);  // 566 s between first and last, which holds for 1 s.
    const Load load{recording};
    EXPECT_NEAR(import_wh(load, 540s), 88.55, 0.005);
    EXPECT_NEAR(import_wh(load, 566s), 93.86, 0.005);
    EXPECT_NEAR(import_wh(load, 567s), 94.065, 0.0005);
    EXPECT_EQ(load.export_pj(kStart + 567s), 0);
    EXPECT_EQ(load.power_mw(kStart), 378'000);
    EXPECT_EQ(load.voltage_mv(kStart), 237'100);
}

TEST(Recording, TheP1CapturesOneGapMustBeDeclared) {
    const auto result =
        read_recording({kFolder + "p1_household.txt", Reader::dsmr_p1, Phase::total, 0s});
    const auto& error = std::get<RecordingError>(result);
    EXPECT_EQ(error.message, "gap of 2 s between this sample and the one before");
    EXPECT_EQ(error.help, "declare it: gaps: hold <= 2 s");
    // The 290th telegram: the first begins at line 17, each has 35 lines, the time is three below.
    EXPECT_EQ(error.line, 17 + 289 * 35 + 3);
    EXPECT_EQ(error.column, 11);
}

TEST(Recording, ThePhasesOfTheP1CaptureAddUpToItsTotal) {
    double sum = 0;
    for (const Phase phase : {Phase::l1, Phase::l2, Phase::l3}) {
        sum += import_wh(Load{read("p1_household.txt", Reader::dsmr_p1, 5s, phase)}, 566s);
    }
    // Each of four values is rounded to 1 W: 2 W for 566 s is 0.31 Wh.
    EXPECT_NEAR(sum, 93.86, 0.31);
}

TEST(Recording, TheFirstDayOfTheUciHouseholdHasItsEnergy) {
    const auto recording = read("uci_household_2007-02-01_02.txt", Reader::uci_household, 0s);
    ASSERT_NE(recording, nullptr);
    EXPECT_EQ(recording->samples.size(), 2880U);
    EXPECT_EQ(recording->length, 48h);
    EXPECT_NEAR(import_wh(Load{recording}, 24h) / 1000, 30.41, 0.005);
    EXPECT_EQ(recording->samples.back().power_mw, 3'680'000);
    EXPECT_EQ(recording->samples.back().current_ma, 15'200);
}

TEST(Recording, AFileThatIsNotThereOrAFolderIsAnErrorWithoutAPlace) {
    const auto missing =
        read_recording({kFolder + "nothing.txt", Reader::dsmr_p1, Phase::total, 0s});
    const auto& no_file = std::get<RecordingError>(missing);
    EXPECT_EQ(no_file.message, "no such file: " + kFolder + "nothing.txt");
    EXPECT_EQ(no_file.help, "paths are relative to the working folder");
    EXPECT_EQ(no_file.line, 0);
    EXPECT_EQ(no_file.column, 0);
    const auto folder = read_recording({kFolder, Reader::uci_household, Phase::total, 0s});
    const auto& is_folder = std::get<RecordingError>(folder);
    EXPECT_EQ(is_folder.message, kFolder + " is a folder");
    EXPECT_EQ(is_folder.help, "name the file in it");
    EXPECT_EQ(is_folder.line, 0);
}

TEST(Recording, AnEmptyFileHasNoSample) {
    const std::string path = testing::TempDir() + "meterbench_empty_recording.txt";
    std::ofstream{path}.flush();
    const auto result = read_recording({path, Reader::dsmr_p1, Phase::total, 0s});
    EXPECT_EQ(std::get<RecordingError>(result).message, "no sample in " + path);
}

}  // namespace
}  // namespace bench::mains
