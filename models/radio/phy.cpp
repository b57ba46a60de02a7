#include "models/radio/phy.h"

#include <algorithm>
#include <array>

namespace bench::radio {
namespace {

// Bit by bit: these run when a frame is looked at, never when one is sent.
template <typename Word>
Word reflected_crc(std::span<const std::uint8_t> data, Word polynomial, Word value) {
    for (const std::uint8_t octet : data) {
        value = static_cast<Word>(value ^ octet);
        for (int bit = 0; bit < 8; ++bit) {
            const bool out = (value & 1U) != 0;
            value = static_cast<Word>(value >> 1U);
            if (out) value = static_cast<Word>(value ^ polynomial);
        }
    }
    return value;
}

using std::chrono::microseconds;

constexpr Phy fsk(std::uint8_t id, std::string_view name, std::int64_t kilobits, bool half,
                  std::int64_t preamble) {
    Phy phy;
    phy.id = id;
    phy.name = name;
    phy.rate = kilobits * 1000;
    phy.preamble_octets = preamble;
    phy.sfd_octets = 2;
    phy.phr_octets = 2;
    phy.fcs_octets = 4;
    phy.most_psdu_octets = 2047;
    phy.detection = half ? Detection::gfsk_half : Detection::gfsk_one;
    phy.coded = (id & kCodedBit) != 0;
    phy.noise_bandwidth_hz = static_cast<double>(phy.rate);
    phy.turnaround = microseconds{1000};
    return phy;
}

// 802.15.4, 2450 MHz: 62.5 ksymbol/s of four bits, each 32 chips; the preamble is eight symbols.
constexpr Phy oqpsk() {
    Phy phy;
    phy.id = kOqpsk250;
    phy.name = "oqpsk_250";
    phy.rate = 250'000;
    phy.preamble_octets = 4;
    phy.sfd_octets = 1;
    phy.phr_octets = 1;
    phy.fcs_octets = 2;
    phy.most_psdu_octets = 127;
    phy.detection = Detection::oqpsk_2450;
    phy.noise_bandwidth_hz = 2e6;
    phy.turnaround = microseconds{192};
    phy.sfd_bits = 8;
    return phy;
}

constexpr std::array<Phy, 17> kPhys{fsk(0x01, "sun_fsk_1a", 50, true, 8),
                                    fsk(0x02, "sun_fsk_1b", 50, false, 8),
                                    fsk(0x03, "sun_fsk_2a", 100, true, 8),
                                    fsk(0x04, "sun_fsk_2b", 100, false, 8),
                                    fsk(0x05, "sun_fsk_3", 150, true, 12),
                                    fsk(0x06, "sun_fsk_4a", 200, true, 12),
                                    fsk(0x07, "sun_fsk_4b", 200, false, 12),
                                    fsk(0x08, "sun_fsk_5", 300, true, 24),
                                    fsk(0x11, "sun_fsk_1a_fec", 50, true, 8),
                                    fsk(0x12, "sun_fsk_1b_fec", 50, false, 8),
                                    fsk(0x13, "sun_fsk_2a_fec", 100, true, 8),
                                    fsk(0x14, "sun_fsk_2b_fec", 100, false, 8),
                                    fsk(0x15, "sun_fsk_3_fec", 150, true, 12),
                                    fsk(0x16, "sun_fsk_4a_fec", 200, true, 12),
                                    fsk(0x17, "sun_fsk_4b_fec", 200, false, 12),
                                    fsk(0x18, "sun_fsk_5_fec", 300, true, 24),
                                    oqpsk()};

}  // namespace

std::span<const Phy> all_phys() { return kPhys; }

const Phy* find_phy(std::uint8_t id) {
    const auto found = std::ranges::find(kPhys, id, &Phy::id);
    return found == kPhys.end() ? nullptr : &*found;
}

const Phy* find_phy(std::string_view name) {
    const auto found = std::ranges::find(kPhys, name, &Phy::name);
    return found == kPhys.end() ? nullptr : &*found;
}

std::uint32_t fcs_32(std::span<const std::uint8_t> mac_frame) {
    std::array<std::uint8_t, 4> padded{};
    if (mac_frame.size() < padded.size()) {
        std::ranges::copy(mac_frame, padded.begin());
        mac_frame = padded;
    }
    return ~reflected_crc<std::uint32_t>(mac_frame, 0xEDB88320U, 0xFFFFFFFFU);
}

std::uint16_t fcs_16(std::span<const std::uint8_t> mac_frame) {
    return reflected_crc<std::uint16_t>(mac_frame, 0x8408, 0);
}

std::uint8_t Whitening::next() {
    unsigned octet = 0;
    for (int bit = 0; bit < 8; ++bit) {
        const unsigned fresh = ((state_ >> 8U) ^ (state_ >> 3U)) & 1U;
        state_ = static_cast<std::uint16_t>(((unsigned{state_} << 1U) | fresh) & 0x1FFU);
        octet = (octet << 1U) | fresh;
    }
    return static_cast<std::uint8_t>(octet);
}

void whiten(std::span<std::uint8_t> psdu) {
    Whitening sequence;
    for (std::uint8_t& octet : psdu) octet = static_cast<std::uint8_t>(octet ^ sequence.next());
}

}  // namespace bench::radio
