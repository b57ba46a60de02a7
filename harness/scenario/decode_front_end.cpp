// How a three-phase meter is made, adjusted and installed.

#include "harness/scenario/decode_analogue.h"

namespace bench::scenario {

namespace {

enum class Connection : std::uint8_t { transformer, direct };

void adjustment_fields(Fields& f, system::AdjustmentConfig& adjustment) {
    f.opt("gain", "Error that the adjustment leaves, drawn for each channel within +- this.",
          quantity(Kind::drift, {"0 ppm", "100000 ppm"}, "300 ppm", [&](std::int64_t ppb) {
              adjustment.gain_ppm = static_cast<double>(ppb) * 1e-3;
          }));
    f.opt("phase", "Likewise, of the angle at nominal frequency.",
          quantity(Kind::angle, {"0 deg", "10 deg"}, "0.005 deg", [&](std::int64_t nano) {
              adjustment.phase_mdeg = static_cast<double>(nano) * 1e-6;
          }));
    f.opt("corner", "Likewise, of the anti-alias filter's corner.",
          quantity(Kind::share, {"0 %", "20 %"}, "0.2 %", [&](std::int64_t nano) {
              adjustment.corner_percent = static_cast<double>(nano) * 1e-7;
          }));
}

void front_end_fields(Fields& f, system::ThreePhaseConfig& config) {
    Connection connection = Connection::transformer;
    double rated = 0;
    double maximum = 0;
    f.opt("connection", "By transformers, 5(6) A, or directly, 5(100) A.",
          word<Connection>(connection, {{"transformer", Connection::transformer},
                                        {"direct", Connection::direct}}));
    f.opt("rated", "In, or Ib of a direct meter.",
          real(Kind::current, rated, {"0.1 A", "1000 A"}, "5 A"));
    f.opt("maximum", "Imax.", real(Kind::current, maximum, {"0.1 A", "1000 A"}, "6 A"));
    for (afe::CurrentInput& input : config.front_end.current) {
        if (connection == Connection::direct) input = afe::direct_5_100();
        if (rated > 0) input.rated_a = rated;
        if (maximum > 0) input.maximum_a = maximum;
    }
    f.opt("temperature", "Of its parts; gains are as drawn at 25 C.",
          real(Kind::temperature, config.front_end.temperature_c, {"-40 C", "85 C"}, "25 C"));
    f.opt("noise", "A full-scale sine over the converter's white noise to 4 kHz.",
          real(Kind::ratio, config.front_end.converter.snr_db, {"40 dB", "140 dB"}, "101 dB"));
    f.opt("corner", "Of the anti-alias filter.",
          real(Kind::frequency, config.front_end.converter.corner_hz, {"2 kHz", "100 kHz"},
               "7.234 kHz"));
    f.opt("adjustment", "What the adjustment at manufacture leaves; none: it was not adjusted.",
          or_short(map_of([&config](Fields& in) { adjustment_fields(in, config.adjustment); },
                          "{gain: 300 ppm, phase: 0.005 deg}"),
                   "a map, or none", [&config](Findings&, const Node& node, const std::string&) {
                       if (!node.is_scalar() || node.text != "none") return false;
                       config.adjustment.adjusted = false;
                       return true;
                   }));
}

enum class Channel : std::uint8_t { u1, u2, u3, i1, i2, i3, in };

Value fault_value(afe::InputFault& out) {
    return map_of(
        [&out](Fields& f) {
            Channel channel = Channel::u1;
            f.req("channel", "Whose wire or converter fails.",
                  word<Channel>(channel, {{"u1", Channel::u1},
                                          {"u2", Channel::u2},
                                          {"u3", Channel::u3},
                                          {"i1", Channel::i1},
                                          {"i2", Channel::i2},
                                          {"i3", Channel::i3},
                                          {"in", Channel::in}}));
            out.channel = static_cast<std::size_t>(channel);
            f.req("kind", "An open wire reads noise, a stuck converter one value.",
                  word<afe::InputFaultKind>(out.kind, {{"open", afe::InputFaultKind::open},
                                                       {"stuck", afe::InputFaultKind::stuck}}));
            f.req("at", "From the start of the run.",
                  custom_seconds(out.from_s, {"0 s", "366 d"}, "10 s"));
        },
        "{channel: u2, kind: open, at: 10 s}");
}

enum class Earth : std::uint8_t { good, bad };
enum class Fitted : std::uint8_t { fitted, missing };
enum class Memory : std::uint8_t { ecc, plain };

void coupling_fields(Fields& f, emi::Installation& installation) {
    const std::pair<const char*, emi::Victim> victims[] = {
        {"rail", emi::Victim::rail},
        {"adc_voltage", emi::Victim::adc_voltage},
        {"adc_current", emi::Victim::adc_current},
        {"serial_bus", emi::Victim::serial_bus},
        {"reset_pin", emi::Victim::reset_pin},
        {"antenna", emi::Victim::antenna},
        {"crystal", emi::Victim::crystal},
        {"ethernet", emi::Victim::ethernet}};
    for (const auto& [name, victim] : victims) {
        auto& out = installation.coupling_db[static_cast<std::size_t>(victim)];
        f.opt(name, "Attenuation at 10 MHz from where a disturbance enters to here.",
              quantity(Kind::ratio, {"0 dB", "200 dB"}, "60 dB",
                       [&out](std::int64_t nano) { out = static_cast<double>(nano) / 1e9; }));
    }
}

void installation_fields(Fields& f, emi::Installation& installation) {
    Earth earth = Earth::good;
    Fitted capacitor = Fitted::fitted;
    Memory memory = Memory::ecc;
    f.opt("shield", "A metal box around it: attenuation of everything.",
          real(Kind::ratio, installation.shield_db, {"0 dB", "60 dB"}, "20 dB"));
    f.opt("earth", "A bad one costs 15 dB of attenuation.",
          word<Earth>(earth, {{"good", Earth::good}, {"bad", Earth::bad}}));
    f.opt("y_capacitor", "A missing one costs 20 dB of what comes over the mains.",
          word<Fitted>(capacitor, {{"fitted", Fitted::fitted}, {"missing", Fitted::missing}}));
    f.opt("memory", "Of the processor: ecc corrects a bit that flips, plain does not.",
          word<Memory>(memory, {{"ecc", Memory::ecc}, {"plain", Memory::plain}}));
    f.opt("coupling", "Attenuation of one victim instead of the default.",
          map_of([&installation](Fields& in) { coupling_fields(in, installation); },
                 "{adc_voltage: 30 dB, adc_current: 30 dB}"));
    installation.ecc = memory == Memory::ecc;
    installation.good_earth = earth == Earth::good;
    installation.y_capacitor = capacitor == Fitted::fitted;
}

enum class Rejection : std::uint8_t { none, prediction };

void appliance_fields(Fields& f, Scenario& s) {
    Named file;
    mains::LoadProfileConfig profile;
    f.req("file", "Measured harmonics of appliances, a row a second.",
          text_value(file, "a file name", "recordings/appliances_1hz.csv", is_some_text));
    f.opt("phases", "Those they are connected to.", phases_value(profile.phases));
    profile.path = file.text;
    s.appliances = profile;
    s.appliances_where = where_of(file.place);
}

}  // namespace

Value phases_value(std::uint8_t& mask) {
    return custom("phases: all, or l1+l2", "l1+l2",
                  [&mask](Findings& findings, const Node& node, const std::string& key) {
                      std::uint8_t found = node.text == "all" ? mains::kAllPhases : 0;
                      std::string rest = found != 0 ? "" : node.text + "+";
                      for (std::size_t plus = 0; (plus = rest.find('+')) != std::string::npos;
                           rest.erase(0, plus + 1)) {
                          const std::string name = rest.substr(0, plus);
                          const bool known = name.size() == 2 && name[0] == 'l' && name[1] >= '1' &&
                                             name[1] <= '3';
                          if (!known || !node.is_scalar())
                              return refuse_word(findings, node, key, {"all", "l1", "l1+l2"});
                          found = static_cast<std::uint8_t>(found | 1U << (name[1] - '1'));
                      }
                      mask = found;
                  });
}

void three_phase_fields(Fields& f, Draft& draft) {
    Scenario& s = draft.scenario;
    system::ThreePhaseConfig config;
    mains::WaveFileConfig wave;
    Rejection rejection = Rejection::prediction;
    const char* needs_grid = nullptr;  // The first key given that says nothing without one.
    const auto given = [&needs_grid](const char* key, bool present) {
        if (present && needs_grid == nullptr) needs_grid = key;
    };
    const bool grid = f.opt("grid", "Of a three-phase meter: its mains, in place of 'load'.",
                            map_of([&config](Fields& in) { grid_fields(in, config.grid); },
                                   "{voltage: 230 V, frequency: 50 Hz}"));
    given("loads", f.opt("loads", "Of a three-phase meter: what hangs on the grid.",
                         list_of<mains::LoadItem>(config.loads, grid_load_value,
                                                  "[{kind: resistive, power: 3 kW}]")));
    given("appliances",
          f.opt("appliances",
                "Of a three-phase meter: recorded appliances that hang on the grid too.",
                map_of([&s](Fields& in) { appliance_fields(in, s); },
                       "{file: recordings/appliances_1hz.csv}")));
    const bool waves =
        f.opt("wave", "Of a three-phase meter: recorded waveforms, in place of grid.",
              map_of([&](Fields& in) { wave_fields(in, wave, s.wave_where); },
                     "{file: recordings/generator_50khz.csv, rate: 50 kHz}"));
    given("front_end", f.opt("front_end", "Of a three-phase meter: sensors and converter.",
                             map_of([&config](Fields& in) { front_end_fields(in, config); },
                                    "{connection: transformer}")));
    given("input_faults", f.opt("input_faults", "Of a three-phase meter: inputs that fail.",
                                list_of<afe::InputFault>(config.front_end.faults, fault_value,
                                                         "[{channel: u2, kind: open, at: 10 s}]")));
    given("installation",
          f.opt("installation", "Of a three-phase meter: how it is protected from disturbances.",
                map_of([&config](Fields& in) { installation_fields(in, config.installation); },
                       "{shield: 20 dB, earth: good}")));
    given(
        "rejection",
        f.opt("rejection", "Of a three-phase meter: what its firmware does with disturbed samples.",
              word<Rejection>(rejection,
                              {{"prediction", Rejection::prediction}, {"none", Rejection::none}})));
    if (needs_grid != nullptr && !grid && !waves && !f.describing()) {
        f.findings().error("E330", f.place(needs_grid),
                           fmt::format("'{}' belongs to a meter that has a 'grid'", needs_grid),
                           "add grid: {voltage: 230 V, frequency: 50 Hz}, or leave it out");
    }
    draft.grid = f.place("grid");
    draft.loads = f.place("loads");
    config.rejection = rejection == Rejection::prediction;
    if (waves) s.wave = wave;
    if (grid || waves) s.config.meters.front().three_phase = std::move(config);
}

}  // namespace bench::scenario
