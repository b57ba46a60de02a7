// Makes models/modem/tables/half_index.h and unit_index.h: frames with forward error correction,
// simulated bit by bit, as rates that the packet level looks up. Always the same output; minutes on
// one core.
//
//   meterbench_tables half | clang-format > models/modem/tables/half_index.h
//   meterbench_tables unit | clang-format > models/modem/tables/unit_index.h

#include <array>
#include <cstdio>
#include <string_view>
#include <vector>

#include "models/modem/survival_fit.h"
#include "models/modem/trials.h"
#include "models/numeric/numeric.h"

namespace bench::modem {
namespace {

struct Job {
    const char* name;  // Of the namespace and the file, without "_index".
    const char* words;
    Modem modem;
    chance::Key key;
};

const chance::Key kKey = chance::Key{20'260'101}.of("tables");
const std::array<Job, 2> kJobs{
    {{"half", "h = 0.5 and BT = 0.5, NRNSC and\n// interleaver; channel filter 1.1 R", kHalfIndex,
      kKey},
     {"unit", "h = 1 and BT = 0.5, NRNSC and\n// interleaver; channel filter 2 R", kUnitIndex,
      kKey.of("unit")}}};

constexpr std::array<std::size_t, 4> kLengths{16, 64, 250, 1000};
constexpr double kFirstDb = 1.0;
constexpr double kStepDb = 0.25;
constexpr int kSteps = 45;

constexpr std::array<double, 19> kBurstSymbols{1,  2,  3,  4,  6,  8,   10,  12,  16, 20,
                                               24, 32, 48, 64, 96, 128, 192, 256, 384};
constexpr std::array<double, 16> kSirDb{-10, -8,  -6, -4.5, -3, -1.5, 0,  1.5,
                                        3,   4.5, 6,  7.5,  9,  10,   11, 12};

// Stops early where the first frames are all lost: there the rest would tell little.
Counts count(const Trials& trials, const chance::Key& key, std::uint64_t most) {
    constexpr std::uint64_t kFirst = 300;
    const std::uint64_t bits = 8 * (trials.psdu_octets + 2);
    std::uint64_t lost = lost_frames(trials, key, 0, kFirst);
    if (lost == kFirst) return {bits, kFirst, lost};
    lost += lost_frames(trials, key, kFirst, most - kFirst);
    return {bits, most, lost};
}

struct Point {
    double db = 0;
    double hazard = 0;
    std::vector<Counts> counts;
};

bool fits(const Point& point) {
    bool some = false;
    bool not_all = false;
    for (const Counts& row : point.counts) {
        some = some || row.lost > 10;
        not_all = not_all || row.lost + 10 < row.sent;
    }
    return some && not_all;
}

std::vector<Point> coded_points(const Job& job) {
    std::vector<Point> points;
    for (int step = 0; step < kSteps; ++step) {
        Point point{.db = kFirstDb + kStepDb * step, .hazard = 0, .counts = {}};
        for (const std::size_t octets : kLengths) {
            const Trials trials{
                .modem = job.modem, .psdu_octets = octets, .es_n0_db = point.db, .burst = {}};
            const auto key = job.key.of("coded").of(octets).of(static_cast<std::uint64_t>(step));
            point.counts.push_back(count(trials, key, octets > 500 ? 2000 : 4000));
        }
        std::fprintf(stderr, "%.2f dB\n", point.db);
        if (!fits(point)) {
            if (points.empty()) continue;
            break;
        }
        point.hazard = most_likely_hazard(point.counts);
        points.push_back(point);
    }
    return points;
}

// Es/N0 at which one in ten frames of 250 octets is lost, on the line between two points.
double required_db(const std::vector<Point>& points) {
    const double wanted = numeric::log10(-numeric::log(0.9) / (8 * 252));
    for (std::size_t i = 1; i < points.size(); ++i) {
        const double before = numeric::log10(points[i - 1].hazard);
        const double after = numeric::log10(points[i].hazard);
        if (after > wanted) continue;
        return points[i - 1].db + kStepDb * (before - wanted) / (before - after);
    }
    return points.back().db;
}

void print_coded(const std::vector<Point>& points) {
    std::printf("inline constexpr double kCodedFirstDb = %.2f;\n", points.front().db);
    std::printf("inline constexpr double kCodedStepDb = %.2f;\n", kStepDb);
    std::printf(
        "// log10 of the hazard of an information bit: exp(-n hazard) of the frames with n bits "
        "survive.\n");
    std::printf("inline constexpr std::array<double, %zu> kCodedLogHazard{\n", points.size());
    for (const Point& point : points) std::printf("    %.4f,\n", numeric::log10(point.hazard));
    std::printf("};\ninline constexpr double kRequiredDb = %.2f;\n", required_db(points));
    std::printf(
        "// What the hazards were fitted to: Es/N0, octets of PSDU, frames sent, frames lost.\n");
    std::printf("inline constexpr std::array<CodedCount, %zu> kCodedCounts{{\n",
                points.size() * kLengths.size());
    for (const Point& point : points) {
        for (const Counts& row : point.counts) {
            std::printf("    {%.2f, %u, %u, %u},\n", point.db,
                        static_cast<unsigned>(row.bits / 8 - 2), static_cast<unsigned>(row.sent),
                        static_cast<unsigned>(row.lost));
        }
    }
    std::printf("}};\n");
}

template <std::size_t count>
void print_axis(const char* name, const std::array<double, count>& values) {
    std::printf("inline constexpr std::array<double, %zu> %s{", count, name);
    for (std::size_t i = 0; i < count; ++i) std::printf("%s%g", i == 0 ? "" : ", ", values[i]);
    std::printf("};\n");
}

void print_bursts(const Job& job) {
    print_axis("kBurstSymbols", kBurstSymbols);
    print_axis("kBurstSirDb", kSirDb);
    std::printf("// A row for each length, a column for each ratio: share of frames lost.\n");
    std::printf("inline constexpr std::array<std::array<double, %zu>, %zu> kBurstLoss{{\n",
                kSirDb.size(), kBurstSymbols.size());
    for (std::size_t length = 0; length < kBurstSymbols.size(); ++length) {
        std::printf("    {");
        for (std::size_t ratio = 0; ratio < kSirDb.size(); ++ratio) {
            const Trials trials{.modem = job.modem,
                                .psdu_octets = 64,
                                .es_n0_db = 20,
                                .burst = {kBurstSymbols[length], kSirDb[ratio]}};
            const Counts counts = count(trials, job.key.of("burst").of(length).of(ratio), 2500);
            const double share =
                static_cast<double>(counts.lost) / static_cast<double>(counts.sent);
            std::printf("%s%.4f", ratio == 0 ? "" : ", ", share);
        }
        std::printf("},\n");
        std::fprintf(stderr, "burst of %g\n", kBurstSymbols[length]);
    }
    std::printf("}};\n");
}

void print_file(const Job& job) {
    std::puts("#pragma once\n");
    std::printf(
        "// Made by: meterbench_tables %s | clang-format > models/modem/tables/%s_index.h\n",
        job.name, job.name);
    std::printf(
        "// Do not edit. Simulated frames of SUN FSK with %s, limiter-discriminator, soft\n",
        job.words);
    std::puts("// decisions.\n");
    std::puts("#include <array>\n");
    std::puts("#include \"models/modem/tables/coded_count.h\"\n");
    std::printf("namespace bench::modem::%s_index {\n\n", job.name);
    print_coded(coded_points(job));
    print_bursts(job);
    std::printf("\n}  // namespace bench::modem::%s_index\n", job.name);
}

}  // namespace
}  // namespace bench::modem

int main(int count, char** words) {
    for (const auto& job : bench::modem::kJobs) {
        if (count != 2 || std::string_view{words[1]} != job.name) continue;
        bench::modem::print_file(job);
        return 0;
    }
    std::fputs("meterbench_tables: say which table: half or unit\n", stderr);
    return 2;
}
