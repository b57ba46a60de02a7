#include "rtl/fsk_codec/rtl_codec.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>

#include <Vfsk_codec.h>
#include <verilated.h>

namespace bench::fsk_codec {

namespace {

// Tail, pad, decoder, interleaver and check sequence, with room.
constexpr std::uint64_t kLatencyLimit = 1'000;
// Eight times what both ends leave of the clocks, with room.
std::uint64_t clocks_per_beat(unsigned stall_chance) { return 2 + 8 * 256 / (256 - stall_chance); }

constexpr std::size_t kBlockPairs = 16;

template <typename Top>
void set_mutant(Top& top, unsigned number) {
    if constexpr (requires { top.mutsel; }) {
        top.mutsel = static_cast<std::uint8_t>(number);
    } else {
        throw std::logic_error{
            "rtl/fsk_codec: this is the RTL, without mutants; build one with cmake/mutate.py"};
    }
}

std::uint8_t four_bits(std::int16_t soft) {
    return static_cast<std::uint8_t>(std::clamp<int>(soft, -8, codec::kSoftLimit) & 0xF);
}

std::uint8_t flag(bool value) { return value ? 1 : 0; }

}  // namespace

class RtlCodec::Verilated {
public:
    Verilated() { reset(); }
    ~Verilated() { top.final(); }
    Verilated(const Verilated&) = delete;
    Verilated& operator=(const Verilated&) = delete;
    Verilated(Verilated&&) = delete;
    Verilated& operator=(Verilated&&) = delete;

    void reset() {
        top.tx_valid_i = 0;
        top.rx_valid_i = 0;
        top.rst_ni = 0;
        settle();
        tick();
        top.rst_ni = 1;
        settle();
        tick();
    }

    // Outputs follow inputs within a clock; they are looked at while it is low.
    void settle() {
        top.clk_i = 0;
        top.eval();
    }

    void tick() {
        top.clk_i = 1;
        top.eval();
        ++clocks;
    }

    [[nodiscard]] bool pauses(bool source) const {
        return stalls && ((stalls->bits(clocks) >> (source ? 0 : 8)) & 0xFF) < stall_chance;
    }

    void put_settings(const Settings& settings) {
        top.tx_rsc_i = top.rx_rsc_i = flag(settings.code == codec::Code::rsc);
        top.tx_interleave_i = top.rx_interleave_i = flag(settings.interleave);
        top.tx_whiten_i = top.rx_whiten_i = flag(settings.whiten);
        top.tx_fcs_i = top.rx_fcs_i = flag(settings.fcs);
    }

    void offer_bit(codec::BitsView information, std::size_t at) {
        const bool offers = at < information.size() && !pauses(true);
        top.tx_valid_i = flag(offers);
        top.tx_bit_i = offers ? information[at] : 0;
        top.tx_last_i = flag(offers && at + 1 == information.size());
        top.tx_ready_i = flag(!pauses(false));
    }

    void offer_pair(codec::SoftsView soft, std::size_t pair) {
        const bool offers = 2 * pair + 1 < soft.size() && !pauses(true);
        top.rx_valid_i = flag(offers);
        top.rx_soft_u1_i = offers ? four_bits(soft[2 * pair]) : 0;
        top.rx_soft_u0_i = offers ? four_bits(soft[2 * pair + 1]) : 0;
        top.rx_ready_i = flag(!pauses(false));
    }

    // Starts a call of so many beats in and out.
    void begin(std::uint64_t beats) {
        started = clocks;
        give_up = clocks + kLatencyLimit + clocks_per_beat(stall_chance) * beats;
        last = {};
    }

    void check_progress() const {
        if (clocks >= give_up) {
            throw std::runtime_error{"rtl/fsk_codec: no end after " +
                                     std::to_string(clocks - started) + " clocks"};
        }
    }

    void note(std::uint64_t& first, std::uint64_t& newest, std::size_t beats_before) const {
        newest = clocks - started;
        if (beats_before == 0) {
            first = newest;
        }
    }

    VerilatedContext context;
    Vfsk_codec top{&context};
    std::uint64_t clocks = 0;
    std::uint64_t started = 0;
    std::uint64_t give_up = 0;
    std::optional<chance::Key> stalls;
    unsigned stall_chance = 0;
    Clocks last;
};

RtlCodec::RtlCodec() : rtl_{std::make_unique<Verilated>()} {}
RtlCodec::~RtlCodec() = default;

codec::Bits RtlCodec::encode_field(codec::BitsView information, codec::Code code) {
    return transmit(information, {.code = code});
}

codec::Bits RtlCodec::decode(codec::SoftsView soft, std::size_t information_bits,
                             codec::Code code) {
    return receive(soft, information_bits, {.code = code}).bits;
}

codec::Bits RtlCodec::transmit(codec::BitsView information, const Settings& settings) {
    Verilated& rtl = *rtl_;
    rtl.put_settings(settings);
    rtl.begin(information.size());
    codec::Bits coded;
    coded.reserve(2 * information.size() + 128);
    std::size_t taken = 0;
    bool done = false;
    while (!done) {
        rtl.check_progress();
        rtl.offer_bit(information, taken);
        rtl.settle();
        if (rtl.top.tx_valid_i != 0 && rtl.top.tx_ready_o != 0) {
            rtl.note(rtl.last.first_in, rtl.last.last_in, taken++);
        }
        if (rtl.top.tx_valid_o != 0 && rtl.top.tx_ready_i != 0) {
            rtl.note(rtl.last.first_out, rtl.last.last_out, coded.size());
            coded.push_back((rtl.top.tx_pair_o >> 1) & 1);
            coded.push_back(rtl.top.tx_pair_o & 1);
            done = rtl.top.tx_last_o != 0;
        }
        rtl.tick();
    }
    return coded;
}

Received RtlCodec::receive(codec::SoftsView soft, std::size_t information_bits,
                           const Settings& settings) {
    Verilated& rtl = *rtl_;
    const std::size_t field_pairs = (information_bits / kBlockPairs + 1) * kBlockPairs;
    const std::size_t fields = soft.size() / (2 * field_pairs);
    rtl.put_settings(settings);
    rtl.top.rx_info_bits_i = static_cast<std::uint16_t>(information_bits);
    rtl.begin(soft.size() / 2);
    Received received;
    received.bits.reserve(fields * information_bits);
    std::size_t taken = 0;
    while (received.fields < fields) {
        rtl.check_progress();
        rtl.offer_pair(soft, taken);
        rtl.settle();
        if (rtl.top.rx_valid_i != 0 && rtl.top.rx_ready_o != 0) {
            rtl.note(rtl.last.first_in, rtl.last.last_in, taken++);
        }
        if (rtl.top.rx_valid_o != 0 && rtl.top.rx_ready_i != 0) {
            rtl.note(rtl.last.first_out, rtl.last.last_out, received.bits.size());
            received.bits.push_back(rtl.top.rx_bit_o);
            if (rtl.top.rx_last_o != 0) {
                ++received.fields;
                received.fcs_right += rtl.top.rx_fcs_ok_o;
                received.merged += rtl.top.rx_merged_o;
            }
        }
        rtl.tick();
    }
    // The decoder is done before the last pad pairs have come in.
    while (taken < soft.size() / 2) {
        rtl.check_progress();
        rtl.offer_pair(soft, taken);
        rtl.settle();
        if (rtl.top.rx_valid_i != 0 && rtl.top.rx_ready_o != 0) {
            rtl.note(rtl.last.first_in, rtl.last.last_in, taken++);
        }
        rtl.tick();
    }
    return received;
}

void RtlCodec::set_back_pressure(const chance::Key& key, unsigned chance_in_256) {
    rtl_->stalls = key;
    rtl_->stall_chance = std::min(chance_in_256, 255U);
}

void RtlCodec::feed_and_reset(codec::BitsView information, codec::SoftsView soft,
                              std::size_t information_bits, std::uint64_t clocks) {
    Verilated& rtl = *rtl_;
    rtl.put_settings({.interleave = true, .whiten = true, .fcs = true});
    rtl.top.rx_info_bits_i = static_cast<std::uint16_t>(information_bits);
    std::size_t bits = 0;
    std::size_t pairs = 0;
    for (std::uint64_t i = 0; i < clocks; ++i) {
        rtl.offer_bit(information, bits);
        rtl.offer_pair(soft, pairs);
        rtl.settle();
        bits += (rtl.top.tx_valid_i & rtl.top.tx_ready_o);
        pairs += (rtl.top.rx_valid_i & rtl.top.rx_ready_o);
        rtl.tick();
    }
    rtl.reset();
}

void RtlCodec::reset() { rtl_->reset(); }
void RtlCodec::select_mutant(unsigned number) { set_mutant(rtl_->top, number); }
const Clocks& RtlCodec::last() const { return rtl_->last; }
std::uint64_t RtlCodec::clocks() const { return rtl_->clocks; }

}  // namespace bench::fsk_codec
