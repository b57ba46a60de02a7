#include "models/emi/config.h"

#include <limits>
#include <stdexcept>

#include "models/emi/check.h"

namespace bench::emi {
namespace {

template <typename Config>
std::string complaint(const Config& config) {
    try {
        check(config);
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "";
}

DisturbanceConfig good(Kind kind) {
    return {.id = 3, .kind = kind, .level = 10, .start_s = 1, .end_s = 2};
}

TEST(Ladder, HasTheLevelsOfTheStandards) {
    EXPECT_TRUE(on_ladder(Kind::eft_burst, 4000));
    EXPECT_FALSE(on_ladder(Kind::eft_burst, 3000));
    EXPECT_TRUE(on_ladder(Kind::surge, 500));
    EXPECT_TRUE(on_ladder(Kind::esd, 6000, Discharge::contact));
    EXPECT_FALSE(on_ladder(Kind::esd, 6000, Discharge::air));
    EXPECT_TRUE(on_ladder(Kind::esd, 15000, Discharge::air));
    EXPECT_FALSE(on_ladder(Kind::esd, 15000, Discharge::contact));
    EXPECT_TRUE(on_ladder(Kind::conducted_rf, 10));
    EXPECT_FALSE(on_ladder(Kind::conducted_rf, 30));
    EXPECT_TRUE(on_ladder(Kind::radiated_rf, 30));
    EXPECT_TRUE(on_ladder(Kind::magnetic_field, 400));
    EXPECT_FALSE(on_ladder(Kind::magnetic_field, 500));
    EXPECT_TRUE(on_ladder(Kind::dc_magnet, 123));  // No ladder.
}

TEST(Check, EveryKindsDefaultsAreGood) {
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
        EXPECT_EQ(complaint(good(static_cast<Kind>(kind))), "");
    }
    EXPECT_EQ(complaint(Installation{}), "");
}

TEST(Check, SaysWhatToWriteInstead) {
    DisturbanceConfig config = good(Kind::eft_burst);
    config.level = -5;
    EXPECT_EQ(complaint(config), "disturbance 3: level -5; write 0 or more");
    config = good(Kind::eft_burst);
    config.spikes_per_burst = 75;
    config.spike_rate_hz = 200;
    EXPECT_EQ(complaint(config),
              "disturbance 3: burst period 0.3; write seconds above spikes / rate, 0.3");
    config = good(Kind::surge);
    config.lines = line_1 | line_signal;
    EXPECT_EQ(complaint(config),
              "disturbance 3: lines 17; write conductors of the mains (1 to 15) or the signal "
              "cable (16)");
    config = good(Kind::esd);
    config.interval_s = 0;
    EXPECT_EQ(complaint(config), "disturbance 3: interval 0; write 0.05 s or more");
    config = good(Kind::radiated_rf);
    config.modulation_depth = 80;
    EXPECT_EQ(complaint(config), "disturbance 3: modulation depth 80; write a share such as 0.8");
    config = good(Kind::dc_magnet);
    config.end_s = 1;
    EXPECT_EQ(complaint(config), "disturbance 3: end 1; write an end after the start");
    config.end_s = std::numeric_limits<double>::quiet_NaN();
    EXPECT_NE(complaint(config), "");
}

TEST(Check, RefusesInstallationsThatCannotBe) {
    Installation installation;
    installation.shield_db = -1;
    EXPECT_EQ(complaint(installation), "installation: shield -1; write 0 to 60 dB");
    installation = {};
    installation.coupling_db[0] = 300;
    EXPECT_EQ(complaint(installation), "installation: coupling 300; write 0 to 200 dB");
    installation = {};
    installation.mains_hz = 0;
    EXPECT_EQ(complaint(installation), "installation: mains 0; write 40 to 70 Hz");
}

}  // namespace
}  // namespace bench::emi
