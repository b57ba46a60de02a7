#include "models/afe/metering_ic.h"

#include <algorithm>
#include <stdexcept>

#include <gtest/gtest.h>

namespace bench::afe {
namespace {

using namespace std::chrono_literals;

// Imports 3600 W for 10 s, then exports 1800 W for 10 s: 10 Wh and 5 Wh.
mains::Load load() {
    mains::Recording recording;
    recording.samples = {{kStart, 3'600'000, 230'000, 15'652},
                         {kStart + 10s, -1'800'000, 235'000, 7'659}};
    recording.import_uj = {0, 36'000'000'000};
    recording.export_uj = {0, 0};
    recording.length = 20s;
    return mains::Load{std::make_shared<const mains::Recording>(recording)};
}

MeteringIcConfig exact() {
    MeteringIcConfig config;
    config.gain_error_ppm = 0;
    config.import_start_cwh = 100;
    config.export_start_cwh = 7;
    return config;
}

TEST(MeteringIc, RegistersCountHundredthsOfAWattHour) {
    const mains::Load source = load();
    const MeteringIc ic{exact(), source, chance::Key{1}};
    // 3600 W are 1 Wh a second: 100 of the register's steps.
    EXPECT_EQ(ic.at(kStart).import_cwh, 100);
    EXPECT_EQ(ic.at(kStart + 10ms - 1ns).import_cwh, 100);
    EXPECT_EQ(ic.at(kStart + 10ms).import_cwh, 101);
    EXPECT_EQ(ic.at(kStart + 20s).import_cwh, 1100);
    EXPECT_EQ(ic.at(kStart + 20s).export_cwh, 507);
    EXPECT_EQ(ic.true_import_uwh(kStart + 5ms), 1'000'000 + 5'000);
    EXPECT_EQ(ic.true_export_uwh(kStart + 20s), 5'070'000);
}

TEST(MeteringIc, ReadsTheLoadAsItStands) {
    const mains::Load source = load();
    const MeteringIc ic{exact(), source, chance::Key{1}};
    const Registers registers = ic.at(kStart + 15s);
    EXPECT_EQ(registers.power_mw, -1'800'000);
    EXPECT_EQ(registers.voltage_mv, 235'000);
    EXPECT_EQ(registers.current_ma, 7'659);
    EXPECT_EQ(registers.frequency_mhz, 50'000);
}

TEST(MeteringIc, NothingIsCountedWhileMainsAreAbsent) {
    const mains::Load source = load();
    MeteringIc ic{exact(), source, chance::Key{1}};
    ic.mains(kStart + 4s, false);
    const Registers dark = ic.at(kStart + 6s);
    EXPECT_EQ(dark.import_cwh, 500);
    EXPECT_EQ(dark.power_mw, 0);
    EXPECT_EQ(dark.voltage_mv, 0);
    EXPECT_EQ(dark.current_ma, 0);
    EXPECT_EQ(dark.frequency_mhz, 0);
    ic.mains(kStart + 7s, false);
    ic.mains(kStart + 8s, true);
    EXPECT_EQ(ic.at(kStart + 9s).import_cwh, 600);
    // 10 s of import less the 4 s of the outage.
    EXPECT_EQ(ic.at(kStart + 20s).import_cwh, 700);
    EXPECT_EQ(ic.true_import_uwh(kStart + 20s), 7'000'000);
}

TEST(MeteringIc, RegistersNeverGoBackThroughAThousandOutages) {
    const mains::Load source = load();
    MeteringIcConfig config = exact();
    config.gain_error_ppm = 5000;
    MeteringIc ic{config, source, chance::Key{9}};
    Registers last = ic.at(kStart);
    Time now = kStart;
    for (std::uint64_t i = 0; i < 1000; ++i) {
        now += Nanoseconds{chance::Key{2}.below(i, 3'000'000'000)};
        const Registers before = ic.at(now);
        ic.mains(now, i % 2 != 0);
        const Registers after = ic.at(now);
        EXPECT_GE(before.import_cwh, last.import_cwh);
        EXPECT_GE(before.export_cwh, last.export_cwh);
        EXPECT_EQ(after.import_cwh, before.import_cwh);
        EXPECT_EQ(after.export_cwh, before.export_cwh);
        last = after;
    }
    EXPECT_GT(last.import_cwh, 100 + 10'000);
}

TEST(MeteringIc, GainIsDrawnOnceWithinItsLimitsAndClassOne) {
    const mains::Load source = load();
    MeteringIcConfig config;
    config.import_start_cwh = 0;
    std::int64_t least = 0;
    std::int64_t most = 0;
    for (std::uint64_t part = 0; part < 1000; ++part) {
        const MeteringIc ic{config, source, chance::Key{7}.of(part)};
        const Time later = kStart + 10h;  // 18 kWh
        const auto registered = static_cast<double>(ic.at(later).import_cwh);
        const double truth = static_cast<double>(ic.true_import_uwh(later)) / 10'000;
        const double error_percent = (registered / truth - 1) * 100;
        EXPECT_LT(error_percent, 1.0);  // IEC 62053-21, class 1, unity power factor.
        EXPECT_GT(error_percent, -1.0);
        EXPECT_NEAR(error_percent, static_cast<double>(ic.gain_error_ppb()) / 1e7, 1e-4);
        const auto power = static_cast<double>(ic.at(kStart).power_mw);
        EXPECT_NEAR(power / 3'600'000 - 1, static_cast<double>(ic.gain_error_ppb()) / 1e9, 1e-6);
        least = std::min(least, ic.gain_error_ppb());
        most = std::max(most, ic.gain_error_ppb());
    }
    EXPECT_GE(least, -2'000'000);
    EXPECT_LE(most, 2'000'000);
    EXPECT_LT(least, -1'900'000);
    EXPECT_GT(most, 1'900'000);
    EXPECT_EQ((MeteringIc{config, source, chance::Key{7}}.gain_error_ppb()),
              (MeteringIc{config, source, chance::Key{7}}.gain_error_ppb()));
}

TEST(MeteringIc, HoldsForTwentyYears) {
    const mains::Load source = load();
    const MeteringIc ic{exact(), source, chance::Key{1}};
    const Time later = kStart + 24h * 365 * 20;
    EXPECT_EQ(ic.at(later).import_cwh, 100 + 1000LL * 20 * 365 * 86'400 / 20);
    EXPECT_EQ(ic.true_import_uwh(later), 1'000'000 + 10'000'000LL * 20 * 365 * 86'400 / 20);
}

TEST(MeteringIc, RefusesAnImpossibleConfiguration) {
    const mains::Load source = load();
    const auto made = [&](auto change) {
        MeteringIcConfig config = exact();
        change(config);
        return MeteringIc{config, source, chance::Key{1}};
    };
    EXPECT_THROW(made([](MeteringIcConfig& c) { c.gain_error_ppm = -1; }), std::invalid_argument);
    EXPECT_THROW(made([](MeteringIcConfig& c) { c.gain_error_ppm = 1'000'000; }),
                 std::invalid_argument);
    EXPECT_THROW(made([](MeteringIcConfig& c) { c.import_start_cwh = -1; }), std::invalid_argument);
    EXPECT_THROW(made([](MeteringIcConfig& c) { c.frequency_mhz = -1; }), std::invalid_argument);
}

}  // namespace
}  // namespace bench::afe
