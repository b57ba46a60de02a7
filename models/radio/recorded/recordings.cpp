#include "models/radio/recorded/recordings.h"

#include <array>
#include <charconv>
#include <chrono>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <zlib.h>

namespace bench::radio {
namespace {

constexpr std::size_t kFields = 7;
constexpr std::size_t kLongestLine = 4096;

class Lines {
public:
    explicit Lines(const std::string& path) : path_{path}, file_{gzopen(path.c_str(), "rb")} {
        if (!file_) {
            throw std::runtime_error(fmt::format("{}: cannot be opened; give a .k7.gz", path));
        }
    }
    [[nodiscard]] bool next(std::string_view& line) {
        if (gzgets(file_.get(), buffer_.data(), static_cast<int>(buffer_.size())) == nullptr) {
            if (gzeof(file_.get()) == 0) fail("is damaged; fetch it again");
            return false;
        }
        ++number_;
        line = buffer_.data();
        while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) {
            line.remove_suffix(1);
        }
        return true;
    }
    [[noreturn]] void fail(std::string_view what) const {
        throw std::runtime_error(fmt::format("{}:{}: {}", path_, number_, what));
    }

private:
    struct Close {
        void operator()(gzFile_s* file) const { gzclose(file); }
    };
    std::string path_;
    std::unique_ptr<gzFile_s, Close> file_;
    std::array<char, kLongestLine> buffer_{};
    int number_ = 0;
};

template <typename Number>
Number number(std::string_view text, const Lines& lines) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        lines.fail(
            fmt::format("'{}' is not a number; the columns are datetime,src,dst,channel,"
                        "mean_rssi,pdr,tx_count",
                        text));
    }
    return value;
}

// 2018-01-11T16:32:22.0, to the second.
std::chrono::sys_seconds date_time(std::string_view text, const Lines& lines) {
    if (text.size() < 19) lines.fail("a date and time is like 2018-01-11T16:32:22.0");
    const auto part = [&](std::size_t at, std::size_t length) {
        return number<unsigned>(text.substr(at, length), lines);
    };
    using namespace std::chrono;
    const year_month_day date{year{static_cast<int>(part(0, 4))}, month{part(5, 2)},
                              day{part(8, 2)}};
    return sys_days{date} + hours{part(11, 2)} + minutes{part(14, 2)} + seconds{part(17, 2)};
}

std::array<std::string_view, kFields> fields(std::string_view line, const Lines& lines) {
    std::array<std::string_view, kFields> out;
    for (std::size_t i = 0; i < kFields; ++i) {
        const auto comma = line.find(',');
        if ((comma == std::string_view::npos) != (i + 1 == kFields)) {
            lines.fail("a line has seven columns");
        }
        out[i] = line.substr(0, comma);
        line.remove_prefix(comma == std::string_view::npos ? line.size() : comma + 1);
    }
    return out;
}

}  // namespace

std::vector<LinkSample> read_k7(const std::string& path) {
    Lines lines{path};
    std::string_view line;
    if (!lines.next(line)) lines.fail("is empty");
    const auto header = nlohmann::json::parse(line, nullptr, false);
    if (!header.is_object() || !header.contains("start_date")) {
        lines.fail("the first line is a JSON object with start_date");
    }
    const auto start = date_time(header["start_date"].get<std::string>(), lines);
    if (!lines.next(line)) lines.fail("has no line of column names");
    std::vector<LinkSample> out;
    while (lines.next(line)) {
        const auto field = fields(line, lines);
        out.push_back({.since_start = date_time(field[0], lines) - start,
                       .from = number<int>(field[1], lines),
                       .to = number<int>(field[2], lines),
                       .channel = number<int>(field[3], lines),
                       .mean_rssi_dbm = number<double>(field[4], lines),
                       .delivery = number<double>(field[5], lines),
                       .sent = number<int>(field[6], lines)});
    }
    return out;
}

std::vector<SfxPacket> read_sfx(const std::string& path) {
    std::ifstream file{path};
    if (!file) throw std::runtime_error(fmt::format("{}: cannot be opened; give a .json", path));
    std::vector<SfxPacket> out;
    try {
        const auto whole = nlohmann::json::parse(file);
        for (const auto& campaign : whole.at("campaigns")) {
            for (const auto& entry : campaign.at("packets")) {
                SfxPacket packet{.location = campaign.at("location").get<int>(),
                                 .gain_db = entry.at("tx").at("pga_gain").get<int>(),
                                 .received = {}};
                if (entry.contains("rx")) {
                    const auto& rx = entry["rx"];
                    packet.received = {std::stod(rx.at("rssi").get<std::string>()),
                                       std::stod(rx.at("snr").get<std::string>())};
                }
                out.push_back(packet);
            }
        }
    } catch (const std::exception& error) {
        throw std::runtime_error(
            fmt::format("{}: packet {}: {}", path, out.size() + 1, error.what()));
    }
    return out;
}

}  // namespace bench::radio
