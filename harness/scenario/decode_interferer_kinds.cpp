// The keys of each kind of interferer. What a key is when it is not there stands as its example,
// taken from the defaults of models/interference.

#include "harness/scenario/decode.h"

namespace bench::scenario {

namespace {

using namespace interference;

constexpr Limits kPower{"-100 dBm", "60 dBm"};
constexpr Limits kCarrier{"100 MHz", "6 GHz"};
constexpr Limits kBandwidth{"1 Hz", "1 GHz"};
constexpr Limits kLevel{"-120 dBm", "60 dBm"};
constexpr Limits kShare{"0.0001 %", "100 %"};
constexpr Limits kShareOrNone{"0 %", "100 %"};
constexpr const char* kPowerDoc = "Radiated power (EIRP).";
constexpr const char* kBandwidthDoc = "Occupied bandwidth.";

std::string in_mhz(double khz) {
    return khz >= 1000 ? fmt::format("{} MHz", khz / 1000) : fmt::format("{} kHz", khz);
}

Value khz(double& out, Limits limits) {
    return scaled(Kind::frequency, out, 1e12, limits, in_mhz(out));
}
Value mhz(double& out, Limits limits) {
    return scaled(Kind::frequency, out, 1e15, limits, fmt::format("{} MHz", out));
}
Value dbm(double& out, Limits limits) {
    return real(Kind::level, out, limits, fmt::format("{} dBm", out));
}
Value db(double& out, Limits limits) {
    return real(Kind::ratio, out, limits, fmt::format("{} dB", out));
}
Value share(double& out, Limits limits) {
    return real(Kind::share, out, limits, fmt::format("{} %", out * 100));
}
// Defaults are whole microseconds.
std::string in_words(Nanoseconds time) {
    const std::int64_t us = time.count() / 1000;
    if (us % 1'000'000 == 0) return fmt::format("{} s", us / 1'000'000);
    return us % 1000 == 0 ? fmt::format("{} ms", us / 1000) : fmt::format("{} us", us);
}

Value time(Nanoseconds& out, Limits limits) { return time_value(out, limits, in_words(out)); }

void power(Fields& f, double& out) { f.opt("power", kPowerDoc, dbm(out, kPower)); }
void bandwidth(Fields& f, double& out) { f.opt("bandwidth", kBandwidthDoc, khz(out, kBandwidth)); }
void centre(Fields& f, double& out) { f.opt("centre", "Middle of its band.", khz(out, kCarrier)); }

void mains(Fields& f, std::int64_t& millihertz, Nanoseconds& phase) {
    f.opt("mains", "Frequency of the mains.",
          quantity(Kind::frequency, {"40 Hz", "70 Hz"}, "50 Hz",
                   [&millihertz](std::int64_t nano) { millihertz = nano / 1'000'000; }));
    f.opt("mains_phase", "When a mains cycle begins; alike for all on one phase.",
          time(phase, {"0 s", "25 ms"}));
}

void bursts(Fields& f, Nanoseconds& shortest, Nanoseconds& longest, Limits limits) {
    f.opt("shortest_burst", "Lengths are uniform from this ...", time(shortest, limits));
    f.opt("longest_burst", "... to this.", time(longest, limits));
}

void microwave_oven(Fields& f, OvenConfig& out) {
    f.opt("type", "One tube, or a commercial one with two, 3 dB more and a sweep.",
          word<OvenKind>(out.kind, {{"residential", OvenKind::residential},
                                    {"commercial", OvenKind::commercial}}));
    f.opt("door", "What the door keeps in; sound doors keep 10 to 20 dB.",
          db(out.door_db, {"0 dB", "60 dB"}));
    f.opt("drift", "Its centre wanders within +- this.", mhz(out.drift_mhz, {"0 Hz", "20 MHz"}));
    f.opt("sweep", "Of type commercial: swept in each burst.",
          mhz(out.sweep_mhz, {"0 Hz", "60 MHz"}));
    f.opt("duty_cycle", "Share of the mains cycle that it radiates.",
          share(out.on_fraction, kShare));
    f.opt("cooking", "Share of each cooking period: the power knob.",
          share(out.cooking_fraction, kShare));
    f.opt("cooking_period", "Of the power knob.", time(out.cooking_period, {"1 s", "1 h"}));
    mains(f, out.mains_millihertz, out.mains_phase);
}

void wifi(Fields& f, WifiConfig& out) {
    f.opt("centre", "Middle of its channel of 20 MHz; channel 6 is 2437 MHz.",
          khz(out.centre_khz, kCarrier));
    power(f, out.eirp_dbm);
    f.opt("duty_cycle", "Of its data frames, of all stations together.",
          share(out.duty, {"0 %", "85 %"}));
    f.opt("shortest_frame", "Data frames last from this ...",
          time(out.shortest_frame, {"20 us", "10 ms"}));
    f.opt("longest_frame", "... to this.", time(out.longest_frame, {"20 us", "10 ms"}));
    f.opt("beacon", "Length of a beacon, each 102.4 ms; 0 s: none.",
          time(out.beacon_length, {"0 s", "102 ms"}));
}

void hopper(Fields& f, HopperConfig& out) {
    f.opt("first", "Middle of the lowest channel.", khz(out.first_khz, kCarrier));
    f.opt("spacing", "From channel to channel.", khz(out.spacing_khz, kBandwidth));
    f.opt("channels", "How many it hops over.",
          whole(1, 4096, fmt::format("{}", out.channels),
                [&out](std::uint64_t n) { out.channels = static_cast<int>(n); }));
    f.opt("avoid", "Channels, from 0, that it leaves out.",
          list_of<int>(
              out.avoided,
              [](int& channel) {
                  return whole(0, 4095, "0",
                               [&channel](std::uint64_t n) { channel = static_cast<int>(n); });
              },
              "[0, 1]"));
    bandwidth(f, out.width_khz);
    power(f, out.eirp_dbm);
    f.opt("interval", "From hop to hop.", time(out.interval, {"10 us", "1 min"}));
    f.opt("on", "Of each interval.", time(out.on, {"1 us", "1 min"}));
    f.opt("activity", "Share of the intervals that it uses.", share(out.activity, kShareOrNone));
}

void lte_uplink(Fields& f, LteUplinkConfig& out) {
    f.opt("block_start", "Lower edge of what it may use.", khz(out.block_start_khz, kCarrier));
    f.opt("block_end", "Upper edge.", khz(out.block_end_khz, kCarrier));
    f.opt("power", "Radiated power (EIRP) within its block.", dbm(out.eirp_dbm, kPower));
    f.opt("leakage_near", "Limit of what it leaks beside the block, in each MHz.",
          dbm(out.close_in_dbm_per_mhz, kLevel));
    f.opt("near", "How far beside the block that is.",
          khz(out.close_in_khz, {"1 Hz", "19999 kHz"}));
    f.opt("leakage_far", "From there on for 20 MHz, in each MHz.",
          dbm(out.beyond_dbm_per_mhz, kLevel));
    f.opt("better_than_limit", "How much less a real handset leaks: 15 to 25 dB.",
          db(out.better_than_limit_db, {"0 dB", "60 dB"}));
    f.opt("duty_cycle", "Of its bursts.", share(out.duty, {"0.0001 %", "90 %"}));
    f.opt("load", "Share of a burst's intervals of 1 ms that it uses.", share(out.load, kShare));
    bursts(f, out.shortest_burst, out.longest_burst, {"10 us", "1 s"});
}

void narrow_band(Fields& f, NarrowBandConfig& out) {
    centre(f, out.centre_khz);
    bandwidth(f, out.width_khz);
    power(f, out.eirp_dbm);
    f.opt("duty_cycle", "Of its bursts.", share(out.duty, {"0.0001 %", "90 %"}));
    bursts(f, out.shortest_burst, out.longest_burst, {"10 us", "1 min"});
}

void raise(Fields& f, double& raise_db, double& noise_figure_db) {
    f.opt("raise", "Of the floor over the thermal one, at every receiver.",
          db(raise_db, {"0 dB", "60 dB"}));
    f.opt("noise_figure", "Of the receiver whose floor is raised.",
          db(noise_figure_db, {"0 dB", "40 dB"}));
}

void switching_noise(Fields& f, SwitchingNoiseConfig& out) {
    raise(f, out.raise_db, out.noise_figure_db);
    f.opt("duty_cycle", "Share of each mains half cycle, about its crest.",
          share(out.on_fraction, kShare));
    mains(f, out.mains_millihertz, out.mains_phase);
}

void man_made_noise(Fields& f, ManMadeNoiseConfig& out) {
    raise(f, out.raise_db, out.noise_figure_db);
}

void carrier(Fields& f, CarrierConfig& out) {
    centre(f, out.centre_khz);
    f.opt("bandwidth", "1 kHz is a carrier, more is noise.", khz(out.width_khz, kBandwidth));
    power(f, out.eirp_dbm);
}

void swept(Fields& f, SweptConfig& out) {
    f.opt("first", "Where each sweep begins.", khz(out.first_khz, kCarrier));
    f.opt("last", "Where it ends.", khz(out.last_khz, kCarrier));
    power(f, out.eirp_dbm);
    f.opt("period", "Of one sweep.", time(out.period, {"100 us", "1 min"}));
}

void pulsed(Fields& f, PulsedConfig& out) {
    centre(f, out.centre_khz);
    bandwidth(f, out.width_khz);
    power(f, out.eirp_dbm);
    f.opt("period", "From pulse to pulse.", time(out.period, {"10 us", "1 min"}));
    f.opt("duty_cycle", "Share of the period.", share(out.duty, kShare));
}

void reactive(Fields& f, ReactiveConfig& out) {
    power(f, out.eirp_dbm);
    f.opt("delay", "From the start of a preamble to its own.", time(out.delay, {"0 s", "1 s"}));
    f.opt("length", "Of its burst.", time(out.length, {"1 us", "1 s"}));
}

template <class Config, void (*kFields)(Fields&, Config&)>
void of(Fields& f, InterfererDraft& out) {
    kFields(f, std::get<Config>(out.config.source.kind));
}

void following(Fields& f, InterfererDraft& out) {
    auto& config = std::get<FollowingConfig>(out.config.source.kind);
    f.req("victim", "The node whose channel it jams.",
          text_value(out.victim, "a node", "collector", is_word));
    bandwidth(f, config.width_khz);
    power(f, config.eirp_dbm);
}

}  // namespace

const std::vector<InterfererKind>& interferer_kinds() {
    static const std::vector<InterfererKind> kinds{
        {"microwave_oven", OvenConfig{}, of<OvenConfig, microwave_oven>},
        {"wifi", WifiConfig{}, of<WifiConfig, wifi>},
        {"bluetooth", bluetooth(), of<HopperConfig, hopper>},
        {"bluetooth_le", bluetooth_le(), of<HopperConfig, hopper>},
        {"rfid_europe", rfid_europe(), of<HopperConfig, hopper>},
        {"rfid_america", rfid_america(), of<HopperConfig, hopper>},
        {"cordless_900", cordless_900(), of<HopperConfig, hopper>},
        {"lte_uplink", LteUplinkConfig{}, of<LteUplinkConfig, lte_uplink>},
        {"narrow_band", NarrowBandConfig{}, of<NarrowBandConfig, narrow_band>},
        {"switching_noise", SwitchingNoiseConfig{}, of<SwitchingNoiseConfig, switching_noise>},
        {"man_made_noise", ManMadeNoiseConfig{}, of<ManMadeNoiseConfig, man_made_noise>},
        {"carrier", CarrierConfig{}, of<CarrierConfig, carrier>},
        {"swept", SweptConfig{}, of<SweptConfig, swept>},
        {"pulsed", PulsedConfig{}, of<PulsedConfig, pulsed>},
        {"reactive", ReactiveConfig{}, of<ReactiveConfig, reactive>},
        {"following", FollowingConfig{}, following},
    };
    return kinds;
}

}  // namespace bench::scenario
