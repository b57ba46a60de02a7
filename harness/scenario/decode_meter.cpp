#include <algorithm>

#include "harness/scenario/decode_analogue.h"

namespace bench::scenario {

namespace {

// "hold <= 5 s"
void read_gaps(Nanoseconds& out, Findings& findings, const Node& node) {
    constexpr std::string_view kHold = "hold <= ";
    if (!node.is_scalar() || node.text.rfind(kHold, 0) != 0) {
        findings.error(
            "E211", node.place,
            fmt::format("'gaps' says how long a missing sample is bridged, got '{}'", node.text),
            "write 'hold <= 5 s'");
        return;
    }
    const Quantity hold = parse_quantity(node.text.substr(kHold.size()), Kind::time, "gaps");
    if (hold.complaint) {
        findings.error(hold.complaint->code.c_str(), node.place, hold.complaint->message,
                       hold.complaint->help);
    } else if (hold.nano < 0) {
        findings.error("E209", node.place,
                       fmt::format("'gaps' cannot be negative, got '{}'", node.text),
                       "write 'hold <= 5 s'");
    } else {
        out = Nanoseconds{hold.nano};
    }
}

void load_fields(Fields& f, Scenario& s) {
    Named file;
    f.req("file", "Recorded consumption, by its path from scenarios/.",
          text_value(file, "a file name", "recordings/p1_household.txt", is_some_text));
    f.req("reader", "Format of the recording.",
          word<mains::Reader>(s.load.reader, {{"dsmr_p1", mains::Reader::dsmr_p1},
                                              {"uci_household", mains::Reader::uci_household}}));
    f.opt("phase", "Which part of it the meter sees.",
          word<mains::Phase>(s.load.phase, {{"total", mains::Phase::total},
                                            {"l1", mains::Phase::l1},
                                            {"l2", mains::Phase::l2},
                                            {"l3", mains::Phase::l3}}));
    f.opt("gaps", "Up to which gap the last value is held; a longer one is refused.",
          custom("hold <= a time", "hold <= 5 s",
                 [&s](Findings& findings, const Node& node, const std::string&) {
                     read_gaps(s.load.hold, findings, node);
                 }));
    s.load.path = file.text;
    s.load_where = where_of(file.place);
}

Value stream(meter::Stream which, system::MeterConfig& meter, bool periodic, Limits every,
             const char* example) {
    system::StreamConfig& config = meter.streams.at(static_cast<std::size_t>(which));
    return map_of(
        [&config, periodic, every](Fields& f) {
            if (periodic)
                f.req("every", "Period of the captures.",
                      time_value(config.period, every, every.min));
            f.opt("deadline", "Latency that a message may have, from its cause to acceptance.",
                  time_value(config.deadline, {"1 ms", "1 d"}, "1 s"));
        },
        example);
}

void register_fields(Fields& f, system::MeterConfig& meter) {
    constexpr std::int64_t kCentiwattHour = 10'000'000;  // In billionths.
    f.opt("import", "Energy drawn.",
          quantity(Kind::energy, {"0 Wh", "100000 kWh"}, "21474 kWh", [&meter](std::int64_t nano) {
              meter.metering_ic.import_start_cwh = nano / kCentiwattHour;
          }));
    f.opt("export", "Energy fed in.",
          quantity(Kind::energy, {"0 Wh", "100000 kWh"}, "0 Wh", [&meter](std::int64_t nano) {
              meter.metering_ic.export_start_cwh = nano / kCentiwattHour;
          }));
}

void flash_fields(Fields& f, system::MeterConfig& meter) {
    constexpr std::int64_t kOctet = 1'000'000'000;
    f.opt("size", "Rounded down to sectors of 4096 octets.",
          quantity(Kind::size, {"20480 B", "4194304 B"}, "65536 B", [&meter](std::int64_t nano) {
              const auto octets = static_cast<std::uint32_t>(nano / kOctet);
              meter.flash.size = octets / meter.flash.sector_size * meter.flash.sector_size;
          }));
    f.opt("failing", "Share of its writes that leave their last octet as it was: worn cells.",
          real(Kind::share, meter.flash.failing, {"0 %", "20 %"}, "1 %"));
}

}  // namespace

void meter_fields(Fields& f, Draft& draft) {
    Scenario& s = draft.scenario;
    system::MeterConfig& meter = s.config.meters.front();
    const bool load = f.opt("load", "What the household of a single-phase meter draws.",
                            map_of([&s](Fields& in) { load_fields(in, s); },
                                   "{file: recordings/p1_household.txt, reader: dsmr_p1}"));
    three_phase_fields(f, draft);
    if (!f.describing() && load == meter.three_phase.has_value() && !f.spoiled()) {
        f.findings().error("E202", f.place(""),
                           load ? "a meter has a 'load' or a 'grid', not both"
                                : "the meter measures nothing: it has neither 'load' nor 'grid'",
                           load ? "leave out 'load' for a three-phase meter, 'grid' and 'wave' for "
                                  "a single-phase one"
                                : "for example load: {file: recordings/p1_household.txt, reader: "
                                  "dsmr_p1}, or grid: "
                                  "{voltage: 230 V}");
    }
    f.opt("clock", "Error of its crystal.",
          quantity(Kind::drift, {"-100 ppm", "100 ppm"}, "20 ppm",
                   [&meter](std::int64_t ppb) { meter.drift_ppb = ppb; }));
    f.opt("supply", "Its power supply.",
          map_of(
              [&meter](Fields& in) {
                  in.opt("hold_up", "How long a full reservoir carries the running board.",
                         time_value(meter.supply.hold_up, {"1 ms", "60 s"}, "500 ms"));
              },
              "{hold_up: 500 ms}"));
    f.opt("metering_error", "Gain error of power and energy, drawn once a run within +- this.",
          quantity(Kind::share, {"0 %", "5 %"}, "0.2 %", [&meter](std::int64_t nano) {
              meter.metering_ic.gain_error_ppm = static_cast<std::int32_t>(nano / 1000);
          }));
    f.opt("registers", "Of a single-phase meter: what its registers hold at the start.",
          map_of([&meter](Fields& in) { register_fields(in, meter); }, "{import: 21474 kWh}"));
    f.opt("flash", "What its firmware stores in.",
          map_of([&meter](Fields& in) { flash_fields(in, meter); }, "{size: 65536 B}"));
    f.opt("outage_qualification", "How long the mains is absent before it is an outage.",
          time_value(meter.outage_qualification, {"0 s", "60 s"}, "1 s"));
    f.opt("debounce", "How long the cover is open before it is an alarm.",
          time_value(meter.debounce, {"0 s", "1 s"}, "10 ms"));
}

void firmware_fields(Fields& f, Firmware& firmware) {
    Named name;
    Named path;
    f.req("kind", "A built-in image, or a plug-in.",
          word<FirmwareKind>(firmware.kind, {{"product", FirmwareKind::product},
                                             {"plugin", FirmwareKind::plugin}}));
    const bool plugin = !f.describing() && firmware.kind == FirmwareKind::plugin;
    if (!plugin)
        f.opt("name", "Of kind product: the image.",
              text_value(name, "a snake_case word", "single_phase", is_word));
    if (plugin || f.describing())
        f.req("path", "Of kind plugin: the shared library.",
              text_value(path, "a file name", "fw/libmeter.so", is_some_text));
    if (!name.text.empty()) firmware.name = name.text;
    firmware.path = path.text;
    firmware.where = where_of(plugin ? path.place : name.place);
}

void streams_fields(Fields& f, system::MeterConfig& meter) {
    f.opt("readings", "Register values for billing and display.",
          stream(meter::Stream::readings, meter, true, {"1 s", "1 d"},
                 "{every: 1 s, deadline: 1 s}"));
    f.opt("alarms", "Events that cannot wait.",
          stream(meter::Stream::alarms, meter, false, {"1 s", "1 d"}, "{deadline: 100 ms}"));
    f.opt("events", "Events that can wait.",
          stream(meter::Stream::events, meter, false, {"1 s", "1 d"}, "{deadline: 1 min}"));
    f.opt("profiles", "Load profile, stored first and pushed later.",
          stream(meter::Stream::profiles, meter, true, {"1 s", "1 d"},
                 "{every: 15 min, deadline: 5 min}"));
    f.opt("phasors", "Of a three-phase meter: phasors of one cycle; the newest alone is sent.",
          stream(meter::Stream::phasors, meter, true, {"20 ms", "1 d"},
                 "{every: 20 ms, deadline: 20 ms}"));
    f.opt("power_quality",
          "Of a three-phase meter: 150/180-cycle values with harmonics; the newest alone is sent.",
          stream(meter::Stream::power_quality, meter, true, {"3 s", "1 d"}, "{every: 3 s}"));
    f.opt("bulk", "Pages of a log, one of which is always waiting behind everything else.",
          map_of([&meter](Fields& in) { bulk_fields(in, meter); }, "{page: 960 B}"));
}

}  // namespace bench::scenario
