#pragma once

// The SUN FSK codec of this folder, verilated, behind the words of models/codec.
//
// Every call runs the clock until its frames are through; nothing runs in between. A codec that
// does not answer within its limit of clocks is a fault of the RTL: std::runtime_error.

#include <cstddef>
#include <cstdint>
#include <memory>

#include "models/chance/chance.h"
#include "models/codec/codec.h"

namespace bench::fsk_codec {

// What a path does besides coding; both ends must agree.
struct Settings {
    codec::Code code = codec::Code::nrnsc;
    bool interleave = false;
    bool whiten = false;
    bool fcs = false;  // Appends FCS-32 to the PSDU, or checks it.
};

// One or more fields of the same length, received back to back.
struct Received {
    codec::Bits bits;           // Of all fields.
    std::size_t fields = 0;     // Complete ones.
    std::size_t fcs_right = 0;  // Always 0 without Settings::fcs.
    std::size_t merged = 0;  // Those whose every bit is that of a traceback over the whole frame.
};

// Clocks of the last call, counted from its start. A beat is one bit or one pair.
struct Clocks {
    std::uint64_t first_in = 0;
    std::uint64_t last_in = 0;
    std::uint64_t first_out = 0;
    std::uint64_t last_out = 0;
};

class RtlCodec {
public:
    RtlCodec();  // In reset and out of it.
    ~RtlCodec();
    RtlCodec(const RtlCodec&) = delete;
    RtlCodec& operator=(const RtlCodec&) = delete;
    RtlCodec(RtlCodec&&) = delete;
    RtlCodec& operator=(RtlCodec&&) = delete;

    // As codec::encode_field and codec::viterbi; without interleaver, whitening and FCS.
    [[nodiscard]] codec::Bits encode_field(codec::BitsView information, codec::Code code);
    [[nodiscard]] codec::Bits decode(codec::SoftsView soft, std::size_t information_bits,
                                     codec::Code code = codec::Code::nrnsc);

    // A whole number of octets, PHR first: 1 to 2049 octets with the FCS.
    [[nodiscard]] codec::Bits transmit(codec::BitsView information, const Settings& settings);
    // `information_bits` of each field, FCS included; `soft` holds whole fields.
    [[nodiscard]] Received receive(codec::SoftsView soft, std::size_t information_bits,
                                   const Settings& settings);

    // From now on source and sink each pause in a clock with this chance in 256, drawn by the
    // clock's number.
    void set_back_pressure(const chance::Key& key, unsigned chance_in_256);
    // Feeds both paths for so many clocks and resets in the middle of it.
    void feed_and_reset(codec::BitsView information, codec::SoftsView soft,
                        std::size_t information_bits, std::uint64_t clocks);
    void reset();

    // Only of a netlist with mutants in it (cmake/mutate.py): 0 is the netlist as it is. Throws
    // std::logic_error for the RTL itself.
    void select_mutant(unsigned number);

    [[nodiscard]] const Clocks& last() const;    // Of the last transmit or receive.
    [[nodiscard]] std::uint64_t clocks() const;  // Of all calls.

private:
    class Verilated;
    std::unique_ptr<Verilated> rtl_;
};

}  // namespace bench::fsk_codec
