// Runs every mutant of a netlist against vectors made by models/codec. Built by cmake/mutate.py,
// which puts the netlist in the place of the RTL; arguments: the number of mutants.
//
// One line a mutant: its number and `vectors` (a bit or a flag is not what the models give),
// `clocks` (all bits are right, but not when the netlist without a mutant gives them), `hang` or
// `survived`.

#include <algorithm>
#include <array>
#include <cstdlib>
#include <stdexcept>
#include <string_view>
#include <vector>

#include <fmt/core.h>

#include "rtl/fsk_codec/reference.h"

namespace bench::fsk_codec {
namespace {

// Fields of one length that are received back to back, and what must come of them.
struct Vector {
    Settings settings;
    codec::Bits information;  // Of the first field: also sent.
    codec::Bits coded;
    codec::Softs soft;
    codec::Bits decoded;
    std::size_t bits = 0;  // Of one field, FCS included.
    std::size_t fcs_right = 0;
    std::size_t merged = 0;
    unsigned stall_chance = 0;
};

// -8, the one value of four bits that must be clipped, for each -7.
codec::Softs with_extremes(codec::Softs soft) {
    std::replace(soft.begin(), soft.end(), std::int16_t{-codec::kSoftLimit}, std::int16_t{-8});
    return soft;
}

// One more field; with a check sequence every second arrives with one bit of its PSDU changed.
void add_field(Vector& vector, const codec::Bits& information, const chance::Key& key,
               int amplitude) {
    const codec::Bits sent = framed(information, vector.settings);
    Settings as_is = vector.settings;
    as_is.fcs = false;
    codec::Bits arriving = sent;
    if (vector.settings.fcs && vector.merged % 2 == 1) {
        arriving[16 + key.bits(0) % (sent.size() - 16)] ^= 1U;
    }
    const codec::Softs soft = with_extremes(noisy(sent_field(arriving, as_is), key, amplitude));
    const codec::Bits decoded = decoded_field(soft, sent.size(), vector.settings);
    const codec::BitsView view{decoded};
    const bool right =
        vector.settings.fcs && framed(view.first(sent.size() - 32), vector.settings) == decoded;
    vector.fcs_right += right ? 1U : 0U;
    vector.bits = sent.size();
    vector.soft.insert(vector.soft.end(), soft.begin(), soft.end());
    vector.decoded.insert(vector.decoded.end(), decoded.begin(), decoded.end());
    ++vector.merged;
}

Vector vector_of(const chance::Key& key, std::size_t octets, const Settings& settings,
                 int amplitude, std::uint64_t fields) {
    Vector vector;
    vector.settings = settings;
    vector.information = drawn_bits(key.of("sent"), octets);
    vector.coded = sent_field(vector.information, settings);
    add_field(vector, vector.information, key.of("noise"), amplitude);
    for (std::uint64_t i = 1; i < fields; ++i) {
        add_field(vector, drawn_bits(key.of("sent").of(i), octets), key.of("noise").of(i),
                  amplitude);
    }
    return vector;
}

std::vector<Vector> vectors() {
    const chance::Key key = chance::Key{1}.of("fsk_codec mutants");
    constexpr std::array kAmplitudes{12, 14, 18, 40};
    constexpr std::array<std::size_t, 8> kOctets{3, 4, 5, 6, 12, 21, 64, 97};
    std::vector<Vector> all;
    for (std::uint64_t i = 0; i < 64; ++i) {
        // Every length with every setting of FCS and code, the rest mixed.
        const Settings settings{.code = (i & 8U) != 0 ? codec::Code::rsc : codec::Code::nrnsc,
                                .interleave = (key.bits(i) & 1U) != 0,
                                .whiten = (key.bits(i) & 2U) != 0,
                                .fcs = (i & 16U) != 0};
        all.push_back(vector_of(key.of(i), kOctets[i % kOctets.size()], settings,
                                kAmplitudes[(key.bits(i) >> 8) % kAmplitudes.size()], 3));
        all.back().stall_chance = i % 3 == 2 ? 60 : 0;
    }
    // Lengths with every bit set and not set, up to the longest.
    for (const std::size_t octets : {0x0BFU, 0x17EU, 0x2FFU, 0x540U, 2045U}) {
        all.push_back(vector_of(key.of(1000 + octets), octets,
                                {.interleave = true, .whiten = true, .fcs = octets % 2 == 1}, 18,
                                1));
    }
    return all;
}

bool right(RtlCodec& rtl, const Vector& vector) {
    if (rtl.transmit(vector.information, vector.settings) != vector.coded) {
        return false;
    }
    const Received received = rtl.receive(vector.soft, vector.bits, vector.settings);
    return received.bits == vector.decoded && received.fcs_right == vector.fcs_right &&
           received.merged == vector.merged;
}

// A long field of noise alone; whether its survivors merged is part of what a mutant must show
// again.
std::size_t merged_in_noise(RtlCodec& rtl, std::uint64_t field) {
    constexpr std::size_t kOctets = 1000;
    const chance::Key key = chance::Key{1}.of("fsk_codec noise").of(field);
    const codec::Softs soft = noisy(sent_field(drawn_bits(key, kOctets), {}), key.of("noise"), 0);
    return rtl.receive(soft, 8 * kOctets, {}).merged;
}

// The first whose survivors do not merge. About one in twelve is such.
std::uint64_t parting_field(RtlCodec& rtl) {
    std::uint64_t field = 0;
    while (merged_in_noise(rtl, field) != 0) {
        ++field;
    }
    return field;
}

struct Found {
    bool vectors_right = true;
    std::uint64_t clocks = 0;
};

// Each with a codec of its own: back-pressure is drawn by the number of the clock.
Found run(unsigned mutant, const std::vector<Vector>& all, std::uint64_t parting) {
    RtlCodec rtl;
    rtl.select_mutant(mutant);
    rtl.reset();
    Found found;
    const std::uint64_t from = rtl.clocks();
    for (const Vector& vector : all) {
        rtl.set_back_pressure(chance::Key{5}, vector.stall_chance);
        if (!right(rtl, vector)) {
            found.vectors_right = false;
            return found;
        }
    }
    // Reset in the middle of a frame, then one of each code.
    rtl.set_back_pressure(chance::Key{5}, 0);
    for (const std::size_t clocks : {5U, 50U, 177U, 291U}) {
        const Vector& other = all[all.size() - 4];
        rtl.feed_and_reset(other.information, other.soft, other.bits, clocks);
        found.vectors_right = found.vectors_right && right(rtl, all[10]) && right(rtl, all[25]);
    }
    found.vectors_right = found.vectors_right && merged_in_noise(rtl, parting) == 0;
    found.clocks = rtl.clocks() - from;
    return found;
}

const char* verdict(unsigned mutant, const std::vector<Vector>& all, std::uint64_t parting,
                    std::uint64_t clocks) {
    try {
        const Found found = run(mutant, all, parting);
        if (!found.vectors_right) {
            return "vectors";
        }
        return found.clocks != clocks ? "clocks" : "survived";
    } catch (const std::runtime_error&) {
        return "hang";
    }
}

}  // namespace
}  // namespace bench::fsk_codec

int main(int argc, char** argv) {
    using namespace bench::fsk_codec;
    const unsigned count = argc > 1 ? static_cast<unsigned>(std::strtoul(argv[1], nullptr, 10)) : 0;
    const std::vector<Vector> all = vectors();
    RtlCodec rtl;
    const std::uint64_t parting = parting_field(rtl);
    const Found plain = run(0, all, parting);
    if (!plain.vectors_right) {
        fmt::print(stderr, "mutants: the netlist without a mutant already fails its vectors\n");
        return 2;
    }
    // Nobody has the next number: what finds a fault in it finds faults in nothing.
    if (std::string_view{verdict(count + 1, all, parting, plain.clocks)} != "survived") {
        fmt::print(stderr, "mutants: the netlist without a mutant does not survive\n");
        return 2;
    }
    fmt::print("0 {} clocks\n", plain.clocks);
    for (unsigned mutant = 1; mutant <= count; ++mutant) {
        fmt::print("{} {}\n", mutant, verdict(mutant, all, parting, plain.clocks));
    }
    return 0;
}
