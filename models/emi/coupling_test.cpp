#include "models/emi/coupling.h"

namespace bench::emi {
namespace {

const Installation kPlain{};

double db(Port port, Victim victim, double hz, const Installation& installation = kPlain) {
    return attenuation_db(port, victim, hz, installation);
}

TEST(Coupling, MainsRowIsTheReferences) {
    EXPECT_EQ(db(Port::mains, Victim::rail, 10e6), 70);
    EXPECT_EQ(db(Port::mains, Victim::adc_voltage, 10e6), 60);
    EXPECT_EQ(db(Port::mains, Victim::adc_current, 10e6), 60);
    EXPECT_EQ(db(Port::mains, Victim::serial_bus, 10e6), 75);
    EXPECT_EQ(db(Port::mains, Victim::reset_pin, 10e6), 80);
    EXPECT_EQ(db(Port::mains, Victim::antenna, 10e6), 60);
    EXPECT_EQ(db(Port::mains, Victim::crystal, 10e6), 85);
}

TEST(Coupling, GrowsWeakerBelowTenMegahertz) {
    EXPECT_NEAR(db(Port::mains, Victim::rail, 1e6), 90, 1e-9);
    EXPECT_NEAR(db(Port::mains, Victim::rail, 150e3), 70 + 36.478, 1e-3);
    EXPECT_EQ(db(Port::mains, Victim::rail, 80e6), 70);
    EXPECT_NEAR(coupling(Port::mains, Victim::adc_voltage, 10e6, kPlain), 1e-3, 1e-12);
}

TEST(Coupling, ThreeKnobs) {
    Installation shielded;
    shielded.shield_db = 20;
    EXPECT_EQ(db(Port::mains, Victim::rail, 10e6, shielded), 90);
    Installation earth;
    earth.good_earth = false;
    EXPECT_EQ(db(Port::enclosure, Victim::rail, 10e6, earth),
              db(Port::enclosure, Victim::rail, 10e6) - 15);
    Installation capacitor;
    capacitor.y_capacitor = false;
    EXPECT_EQ(db(Port::mains, Victim::rail, 10e6, capacitor), 50);
    // It sits at the mains terminals.
    EXPECT_EQ(db(Port::signal, Victim::rail, 10e6, capacitor),
              db(Port::signal, Victim::rail, 10e6));
}

TEST(Coupling, OverrideReplacesTheDefaultUnderTheKnobs) {
    Installation direct;
    direct.coupling_db[static_cast<std::size_t>(Victim::adc_current)] = 30;
    EXPECT_EQ(db(Port::mains, Victim::adc_current, 10e6, direct), 30);
    EXPECT_EQ(db(Port::mains, Victim::adc_voltage, 10e6, direct), 60);
    direct.good_earth = false;
    direct.y_capacitor = false;
    EXPECT_EQ(db(Port::mains, Victim::adc_current, 10e6, direct), 0);  // Never a gain.
}

TEST(Coupling, PortsByKindAndLines) {
    EXPECT_EQ(port_of({.kind = Kind::eft_burst, .lines = line_1}), Port::mains);
    EXPECT_EQ(port_of({.kind = Kind::eft_burst, .lines = line_signal}), Port::signal);
    EXPECT_EQ(port_of({.kind = Kind::esd}), Port::enclosure);
    EXPECT_EQ(port_of({.kind = Kind::radiated_rf}), Port::enclosure);
}

TEST(Coupling, HumOfHalfAMillitesla) {
    // 400 A/m are 0.503 mT; 2 pi 50 Hz x 0.503 mT x sqrt(2) x 1 cm2.
    EXPECT_NEAR(induced_peak_v({.kind = Kind::magnetic_field, .level = 400}, kPlain), 22.33e-6,
                0.01e-6);
}

}  // namespace
}  // namespace bench::emi
