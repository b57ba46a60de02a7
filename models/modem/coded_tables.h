#pragma once

// What becomes of frames with forward error correction, for a bench that counts packets: rates
// measured on bit-level frames (generate_tables.cpp), BT = 0.5, NRNSC with interleaver and soft
// decisions, h = 0.5 and h = 1. Look-ups only.
//
// A frame of n bits of information (PHR and PSDU, before coding) survives noise of one level with
// chance exp(n x log_survival_per_bit(Es/N0)), and each burst of interference in it with chance
// 1 - burst_loss(its symbols, Es/N0 in it).

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace bench::modem {

inline constexpr std::size_t kBurstRatios = 16;

// One measured table, as it stands in tables/.
struct CodedData {
    double first_db = 0;
    double step_db = 0;
    std::span<const double> log_hazard;
    double required_db = 0;
    std::span<const double> burst_symbols;
    std::span<const double> burst_sir_db;
    std::span<const std::array<double, kBurstRatios>> burst_loss;
};

class CodedTable {
public:
    explicit CodedTable(const CodedData& data);

    // ln of the chance that decoding does not go wrong at a bit of information. Es/N0 of a symbol
    // on the air, dB, to the nearest hundredth within -10 .. 30; beyond, as there. Above the
    // highest level measured the last slope goes on, which flatters nobody: the true curve falls
    // faster. Never below ln(1/2).
    [[nodiscard]] double log_survival_per_bit(double es_n0_db) const;

    // Chance that a burst over so many symbols on the air (0 or more, not necessarily whole) spoils
    // a frame that is otherwise safe. `sir_db` is Es over the density of interference and noise in
    // the burst. Linear between the rows measured; SIR beyond -10 .. 12 dB as there; a longer burst
    // than measured is several in a row.
    [[nodiscard]] double burst_loss(double symbols, double sir_db) const;

    // Es/N0 at which one in ten frames of 250 octets of PSDU is lost, dB.
    [[nodiscard]] double required_db() const { return data_.required_db; }

private:
    [[nodiscard]] double log_hazard(double db) const;
    [[nodiscard]] double measured_loss(double symbols, double sir_db) const;

    CodedData data_;
    std::vector<double> log_survivals_;  // A hundredth of a dB each.
};

[[nodiscard]] const CodedTable& half_index_table();  // h = 0.5, receiver 1.1 R wide.
[[nodiscard]] const CodedTable& unit_index_table();  // h = 1, receiver 2 R wide.

}  // namespace bench::modem
