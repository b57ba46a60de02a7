#include "models/mains/dsmr_p1.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <span>
#include <string>

#include "models/mains/decimal.h"

namespace bench::mains {
namespace {

// The COSEM objects that one phase setting reads: import and export in kW, voltage in V.
struct Objects {
    std::string_view import;
    std::string_view export_;
    std::string_view voltage;
};

Objects objects_of(Phase phase) {
    static constexpr std::array<Objects, 4> kObjects{{{"1-0:1.7.0", "1-0:2.7.0", "1-0:32.7.0"},
                                                      {"1-0:21.7.0", "1-0:22.7.0", "1-0:32.7.0"},
                                                      {"1-0:41.7.0", "1-0:42.7.0", "1-0:52.7.0"},
                                                      {"1-0:61.7.0", "1-0:62.7.0", "1-0:72.7.0"}}};
    return kObjects.at(static_cast<std::size_t>(phase));
}

constexpr std::string_view kTime = "0-0:1.0.0";
constexpr std::string_view kKilowatts = "*kW)";
constexpr std::string_view kWatts = "*W)";
constexpr const char* kDamaged =
    "the recording is damaged here: record again, or remove the telegram";

// CRC-16 of DSMR: polynomial x16 + x15 + x2 + 1, least significant bit first, from 0, not inverted.
// Or another one of the same shape: that of X.25 (polynomial x16 + x12 + x5 + 1, from all ones,
// inverted), which some meters send.
class Crc {
public:
    explicit Crc(std::uint32_t polynomial = 0xA001U, std::uint32_t first = 0)
        : polynomial_{polynomial}, value_{first} {}
    void add(std::string_view text) {
        for (const char c : text) {
            value_ ^= static_cast<unsigned char>(c);
            for (int bit = 0; bit < 8; ++bit) {
                value_ = (value_ & 1U) != 0 ? (value_ >> 1U) ^ polynomial_ : value_ >> 1U;
            }
        }
    }
    [[nodiscard]] std::string hex(std::uint32_t inverted = 0) const {
        std::string text;
        for (unsigned shift = 16; shift > 0; shift -= 4) {
            text += "0123456789ABCDEF"[((value_ ^ inverted) >> (shift - 4)) & 0xFU];
        }
        return text;
    }

private:
    std::uint32_t polynomial_;
    std::uint32_t value_;
};

// Seconds of UTC. The telegram has local time: W is UTC + 1 h, S (summer) UTC + 2 h.
std::optional<std::int64_t> seconds_of(std::string_view text) {
    if (text.size() != 13 || (text[12] != 'W' && text[12] != 'S')) return std::nullopt;
    std::array<int, 6> parts{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto part = whole(text.substr(2 * i, 2));
        if (!part) return std::nullopt;
        parts.at(i) = *part;
    }
    const std::chrono::year_month_day date{std::chrono::year{2000 + parts[0]},
                                           std::chrono::month{static_cast<unsigned>(parts[1])},
                                           std::chrono::day{static_cast<unsigned>(parts[2])}};
    if (!date.ok() || parts[3] > 23 || parts[4] > 59 || parts[5] > 59) return std::nullopt;
    const std::int64_t days = std::chrono::sys_days{date}.time_since_epoch().count();
    const std::int64_t local = days * 86'400 + parts[3] * 3600 + parts[4] * 60 + parts[5];
    return local - (text[12] == 'S' ? 7200 : 3600);
}

using Lines = std::span<const Line>;

class P1Reader {
public:
    P1Reader(Phase phase, Series& series) : objects_{objects_of(phase)}, series_{series} {}

    std::optional<RecordingError> run(Lines lines) {
        auto next =
            std::ranges::find_if(lines, [](const Line& l) { return l.text.starts_with('/'); });
        while (next != lines.end() && !error_) {
            const auto end = std::find_if(next, lines.end(), ends_telegram);
            const auto second = std::find_if(next + 1, end, begins_telegram);
            if (second != end || end == lines.end()) {
                fail({next->number, 1}, "telegram cut off: no line with its CRC follows", kDamaged);
                break;
            }
            telegram(Lines{next, end + 1});
            next = skip_blank(end + 1, lines.end());
        }
        return error_;
    }

private:
    static bool begins_telegram(const Line& line) { return line.text.starts_with('/'); }
    static bool ends_telegram(const Line& line) { return line.text.starts_with('!'); }

    void fail(Place place, std::string message, std::string help) {
        if (!error_) error_ = {place.line, place.column, std::move(message), std::move(help)};
    }

    template <typename Iterator>
    Iterator skip_blank(Iterator next, Iterator end) {
        next = std::find_if(next, end, [](const Line& line) { return !line.text.empty(); });
        if (next != end && !begins_telegram(*next)) {
            fail({next->number, 1}, "text between two telegrams", kDamaged);
        }
        return next;
    }

    void telegram(Lines lines) {
        if (!checked(lines)) return;
        const Line* at = object(lines, kTime);
        const std::int64_t imported = value(lines, objects_.import, kKilowatts, 6);
        const std::int64_t exported = value(lines, objects_.export_, kKilowatts, 6);
        const std::int64_t voltage = value(lines, objects_.voltage, "*V)", 3);
        if (at == nullptr || error_) return;
        std::string_view text = at->text.substr(kTime.size() + 1);
        const Place place = place_of(*at, text);
        text = text.substr(0, text.find(')'));
        const auto second = seconds_of(text);
        if (!second) {
            return fail(place, "'" + std::string{text} + "' is no time",
                        "expected: YYMMDDhhmmssW or ...S");
        }
        Reading reading{*second, imported - exported, static_cast<std::int32_t>(voltage), 0};
        reading.current_ma = current_of(reading.power_mw, reading.voltage_mv);
        error_ = series_.add(reading, place);
    }

    // Whether the CRC after '!' is that of everything from '/' to '!', with line ends as sent. Case
    // and blanks after it do not count.
    bool checked(Lines lines) {
        Crc crc;
        Crc x25{0x8408U, 0xFFFFU};
        const auto add = [&](std::string_view text) { crc.add(text), x25.add(text); };
        for (const Line& line : lines.first(lines.size() - 1)) {
            add(line.text);
            add("\r\n");
        }
        add("!");
        const Line& last = lines.back();
        std::string said{last.text.substr(1)};
        said.erase(said.find_last_not_of(" \t") + 1);
        std::ranges::transform(said, said.begin(), [](char c) {
            return c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c;
        });
        judge_crc(said, crc.hex(), x25.hex(0xFFFFU), {last.number, 2});
        return !error_;
    }

    void judge_crc(const std::string& said, const std::string& right, const std::string& x25,
                   Place place) {
        if (said == right) return;
        if (said.empty()) {
            fail(place, "no CRC after '!': telegrams of DSMR 2 and 3 have none",
                 "this reader takes DSMR 4 and 5; the CRC of this telegram would be " + right);
        } else if (said.size() != 4 ||
                   said.find_first_not_of("0123456789ABCDEF") != std::string::npos) {
            fail(place, "'" + said + "' is no CRC", "expected: four digits 0-9 A-F");
        } else if (said == x25) {
            fail(place, "CRC " + said + " is that of X25, not that of DSMR",
                 "this meter sends another CRC; that of DSMR for this telegram is " + right);
        } else {
            fail(place, "CRC " + said + ", but the telegram's octets give " + right, kDamaged);
        }
    }

    const Line* object(Lines lines, std::string_view name) {
        for (const Line& line : lines) {
            if (line.text.starts_with(name) && line.text.substr(name.size()).starts_with('('))
                return &line;
        }
        const bool voltage = name == objects_.voltage;
        fail({lines.front().number, 1},
             "no " + std::string{name} + " in this telegram" +
                 (voltage ? ": telegrams of DSMR 2 to 4 have no voltage" : ""),
             voltage ? "choose a phase that this meter has, or a recording of DSMR 5"
                     : "choose a phase that this meter has");
        return nullptr;
    }

    std::int64_t value(Lines lines, std::string_view name, std::string_view unit, int decimals) {
        const Line* line = object(lines, name);
        if (line == nullptr) return 0;
        std::string_view text = line->text.substr(name.size() + 1);
        const Place place = place_of(*line, text);
        // Some meters give powers in whole watts, with more leading noughts.
        const bool watts = unit == kKilowatts && text.ends_with(kWatts);
        const std::string_view its_unit = watts ? kWatts : unit;
        const bool closed = text.ends_with(its_unit);
        std::string_view digits = closed ? text.substr(0, text.size() - its_unit.size()) : "";
        while (watts && digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
        const auto number = decimal(digits, watts ? decimals - 3 : decimals);
        if (!number) {
            fail(place, "'" + std::string{text} + "' is no value of " + std::string{name},
                 "expected: digits with a point, then " + std::string{unit});
        }
        return number.value_or(0);
    }

    Objects objects_;
    Series& series_;
    std::optional<RecordingError> error_;
};

}  // namespace

std::optional<RecordingError> read_dsmr_p1(std::string_view text, Phase phase, Series& series) {
    const std::vector<Line> lines = lines_of(text);
    return P1Reader{phase, series}.run(lines);
}

}  // namespace bench::mains
