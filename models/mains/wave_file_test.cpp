#include "models/mains/wave_file.h"

#include <cmath>
#include <cstdio>
#include <fstream>
#include <numbers>

#include <gtest/gtest.h>

#include "models/mains/loop_maker.h"

namespace bench::mains {
namespace {

constexpr double kPi = std::numbers::pi;
const std::string kRecorded =
    METERBENCH_SOURCE_DIR "/scenarios/recordings/2020224_181521_PowRaw.csv";

WaveFileConfig recorded() {
    return {.path = kRecorded,
            .columns = {{"MODAQ_Va_V", 0, 1},
                        {"MODAQ_Vb_V", 1, 1},
                        {"MODAQ_Vc_V", 2, 1},
                        {"MODAQ_Ia_I", 3, 1},
                        {"MODAQ_Ib_I", 4, 1},
                        {"MODAQ_Ic_I", 5, 1}},
            .nominal_hz = 60,
            .rate_hz = 50'000,
            .time_column = "Time_UTC"};
}

// A file of its own for each test; ctest runs them side by side.
std::string written(const std::string& text) {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    const std::string path = testing::TempDir() + "wave_file_" + info->name() + ".csv";
    std::ofstream{path} << text;
    return path;
}

// "t,u" of a sine wave of 325 V.
std::string sine_csv(int rows, double rate_hz, double frequency_hz, double step_at = -1) {
    std::string text = "t,u\n";
    for (int n = 0; n < rows; ++n) {
        const double t = n / rate_hz + (step_at >= 0 && n >= step_at ? 0.5 / rate_hz : 0);
        char line[80];
        std::snprintf(line, sizeof line, "%.9f,%.9f\n", t,
                      325 * std::cos(2 * kPi * frequency_hz * t));
        text += line;
    }
    return text;
}

WaveFileConfig simple(const std::string& path) {
    return {.path = path, .columns = {{"u", 0, 1}}, .time_column = "t"};
}

RecordingError refused(const WaveFileConfig& config) {
    const auto result = read_wave_file(config);
    if (const auto* error = std::get_if<RecordingError>(&result)) return *error;
    ADD_FAILURE() << "was read";
    return {};
}

RecordingError refused(const std::string& text) { return refused(simple(written(text))); }

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos);
    return text.replace(at, what.size(), with);
}

// The numbers are those of cmake/waveform_reference.py, which shares nothing with this.
TEST(WaveFile, TheTruthOfTheRecordingIsThatOfAnIndependentProgram) {
    const auto result = read_wave_file(recorded());
    ASSERT_TRUE(std::holds_alternative<WaveFile>(result));
    const WaveFile& file = std::get<WaveFile>(result);
    struct Row {
        double u, i, p, q, s, thd_u, thd_i, u5, i5;
    };
    constexpr Row kReference[3]{{8039.7282, 17.673866, -141912.36, 5608.72, 142093.08, 0.018608,
                                 0.025857, 110.5330, 0.280151},
                                {7830.1617, 17.671565, -138205.58, 3822.42, 138371.21, 0.010632,
                                 0.028952, 5.3882, 0.316064},
                                {8074.2771, 17.598619, -141805.63, 6795.07, 142096.12, 0.018055,
                                 0.031378, 119.9969, 0.306591}};
    EXPECT_EQ(file.cycles(), 9);
    EXPECT_NEAR(file.frequency_hz(), 59.96041, 0.006);  // 0.01 %
    for (std::size_t phase = 0; phase < 3; ++phase) {
        const PhaseTruth& truth = file.truth().phase[phase];
        const Row& row = kReference[phase];
        printf("L%zu %.4f %.6f %.2f %.2f %.2f %.6f %.6f %.4f %.6f\n", phase + 1, truth.voltage_v,
               truth.current_a, truth.active_w, truth.reactive_var, truth.apparent_va,
               truth.voltage_thd, truth.current_thd, truth.voltage_harmonic_v[5],
               truth.current_harmonic_a[5]);
        EXPECT_NEAR(truth.voltage_v / row.u, 1, 1e-3);
        EXPECT_NEAR(truth.current_a / row.i, 1, 1e-3);
        EXPECT_NEAR(truth.active_w / row.p, 1, 1e-3);
        EXPECT_NEAR(truth.reactive_var, row.q, 1e-3 * row.s);
        EXPECT_NEAR(truth.apparent_va / row.s, 1, 1e-3);
        EXPECT_NEAR(truth.voltage_thd, row.thd_u, 1e-3);
        EXPECT_NEAR(truth.current_thd, row.thd_i, 1e-3);
        EXPECT_NEAR(truth.voltage_harmonic_v[5], row.u5, 1e-3 * row.u);
        EXPECT_NEAR(truth.current_harmonic_a[5], row.i5, 1e-3 * row.i);
    }
    printf("%.5f Hz\n", file.frequency_hz());
}

TEST(WaveFile, TheTruthIsThatOfItsSamples) {
    const auto result = read_wave_file(recorded());
    const WaveFile& file = std::get<WaveFile>(result);
    constexpr std::size_t kLength = 20'000;
    std::array<std::vector<double>, kWaves> values;
    std::array<std::span<double>, kWaves> out;
    for (std::size_t w = 0; w < kWaves; ++w) {
        values[w].resize(kLength);
        out[w] = values[w];
    }
    file.fill(3 * file.length_s(), file.length_s() / kLength, out);
    double squares = 0;
    double power = 0;
    double neutral = 0;
    for (std::size_t n = 0; n < kLength; ++n) {
        squares += values[1][n] * values[1][n] / kLength;
        power += values[1][n] * values[4][n] / kLength;
        neutral =
            std::max(neutral, std::abs(values[6][n] - values[3][n] - values[4][n] - values[5][n]));
    }
    EXPECT_NEAR(std::sqrt(squares) / file.truth().phase[1].voltage_v, 1, 1e-6);
    EXPECT_NEAR(power / file.truth().phase[1].active_w, 1, 1e-5);
    EXPECT_LT(neutral, 1e-9);
}

TEST(WaveFile, InterpolationAtTwoAndAHalfKilohertzFromFiftyIsBelowATenthOfAPercent) {
    std::vector<double> samples;
    for (int n = 0; n < 200; ++n) samples.push_back(std::cos(2 * kPi * n / 20.0 + 0.3));
    double worst = 0;
    for (double x = 10; x < 190; x += 0.037) {
        const double between = Stencil{samples.size(), x}.of(samples);
        worst = std::max(worst, std::abs(between - std::cos(2 * kPi * x / 20.0 + 0.3)));
    }
    printf("largest error at 20 samples a period: %.2g of the amplitude\n", worst);
    EXPECT_LT(worst, 0.005 * std::pow(2 * kPi / 20, 6) * 1.01);
    EXPECT_LT(worst, 1e-3);
}

TEST(WaveFile, TheLoopOfAnOddFrequencyHasNoJumpInPhase) {
    const auto result = read_wave_file(simple(written(sine_csv(4000, 10'000, 49.63))));
    ASSERT_TRUE(std::holds_alternative<WaveFile>(result));
    const WaveFile& file = std::get<WaveFile>(result);
    EXPECT_EQ(file.cycles(), 19);
    EXPECT_NEAR(file.frequency_hz(), 49.63, 1e-5);
    EXPECT_NEAR(file.truth().phase[0].voltage_v, 325 / std::sqrt(2), 1e-4);
    std::vector<double> values(8000);
    std::array<std::span<double>, kWaves> out;
    out[0] = values;
    file.fill(0, 125e-6, out);  // Through two ends of the loop.
    for (std::size_t n = 0; n < values.size(); ++n) {
        const double t = static_cast<double>(n) * 125e-6;
        EXPECT_NEAR(values[n], 325 * std::cos(2 * kPi * 49.63 * t), 0.02);
    }
}

TEST(WaveFile, SamplesDoNotDependOnHowTheyAreAskedFor) {
    const auto result = read_wave_file(recorded());
    const WaveFile& file = std::get<WaveFile>(result);
    std::vector<double> whole(4000);
    std::vector<double> parts(4000);
    std::array<std::span<double>, kWaves> out;
    out[0] = whole;
    file.fill(0, 125e-6, out);
    for (std::size_t n = 0; n < 4000; n += 80) {
        out[0] = std::span{parts}.subspan(n, 80);
        file.fill(static_cast<double>(n) * 125e-6, 125e-6, out);
    }
    for (std::size_t n = 0; n < 4000; ++n) EXPECT_NEAR(parts[n] / 11'000, whole[n] / 11'000, 1e-9);
}

TEST(WaveFile, AScaleIsOfTheWave) {
    WaveFileConfig config = recorded();
    config.columns[0].scale = 230.0 / 8039.7282;
    const auto result = read_wave_file(config);
    EXPECT_NEAR(std::get<WaveFile>(result).truth().phase[0].voltage_v, 230, 0.23);
}

TEST(WaveFile, AWrongRateIsRefusedWithWhatTheStampsSay) {
    WaveFileConfig config = recorded();
    config.rate_hz = 48'000;
    const RecordingError error = refused(config);
    EXPECT_EQ(error.message, "the rate is given as 48000 Hz, the time stamps say 49999.5 Hz");
    EXPECT_EQ(error.help, "leave the rate out, or correct it");
    EXPECT_EQ(error.line, 2);
    EXPECT_EQ(error.column, 1);
}

TEST(WaveFile, AnUnevenRateIsRefusedWhereItIs) {
    const RecordingError error = refused(sine_csv(400, 10'000, 50, 100));
    EXPECT_EQ(error.message, "150 us after the row before; 100 us is usual in this file");
    EXPECT_EQ(error.help, "samples must be evenly spaced: cut the file at the gap, or resample it");
    EXPECT_EQ(error.line, 102);
    EXPECT_EQ(error.column, 1);
}

TEST(WaveFile, AMissingColumnIsRefusedWithThoseThereAre) {
    WaveFileConfig config = simple(written(sine_csv(400, 10'000, 50)));
    config.columns[0].name = "U1";
    RecordingError error = refused(config);
    EXPECT_EQ(error.message, "no column 'U1' in the header line");
    EXPECT_EQ(error.help, "the file has: t, u");
    EXPECT_EQ(error.line, 1);
    config.columns = {{"u", 3, 1}};
    error = refused(config);
    EXPECT_EQ(error.message, "no column for a voltage");
    EXPECT_EQ(error.line, 0);
}

TEST(WaveFile, WhatIsNotAFiniteNumberIsRefusedWhereItIs) {
    const std::string good = sine_csv(400, 10'000, 50);
    for (const char* bad : {"nan", "inf", "-", "", "1,5", "1e999"}) {
        const RecordingError error =
            refused(replaced(good, "0.000100000,324.839", std::string{"0.000100000,"} + bad + "#"));
        EXPECT_EQ(error.line, 3) << bad;
    }
    const RecordingError error =
        refused(replaced(good, "\n0.000100000,", "\n0.000100000,nan\n0.0001,"));
    EXPECT_EQ(error.message, "'nan' in column 'u' is not a finite number");
    EXPECT_EQ(error.help, "cut the file where it is damaged, or repair the sample");
    EXPECT_EQ(error.line, 3);
    EXPECT_EQ(error.column, 13);
    EXPECT_EQ(refused(replaced(good, "\n0.000100000,", "\n0.000100000,7,")).message,
              "3 cells; the header has 2");
}

TEST(WaveFile, AFileShorterThanACycleIsRefused) {
    const RecordingError error = refused(sine_csv(150, 10'000, 50));
    EXPECT_EQ(error.message, "0.75 cycles of 50 Hz are too short for a loop");
    EXPECT_EQ(error.help, "use a recording of a cycle or more");
    EXPECT_EQ(refused("t,u\n").message, "0 samples are too few");
    EXPECT_EQ(refused("").message, "no column 'u' in the header line");
    EXPECT_EQ(refused(simple("/no/such/file")).message, "no such file: /no/such/file");
}

TEST(WaveFile, AFileOfAnotherFrequencyIsRefused) {
    WaveFileConfig config = recorded();
    config.nominal_hz = 50;
    EXPECT_EQ(refused(config).message, "no voltage within 5 % of 50 Hz");
}

TEST(WaveFile, OneCycleIsEnough) {
    const auto result = read_wave_file(simple(written(sine_csv(200, 10'000, 50))));
    ASSERT_TRUE(std::holds_alternative<WaveFile>(result));
    EXPECT_EQ(std::get<WaveFile>(result).cycles(), 1);
    EXPECT_NEAR(std::get<WaveFile>(result).truth().phase[0].voltage_v, 325 / std::sqrt(2), 1e-4);
}

}  // namespace
}  // namespace bench::mains
