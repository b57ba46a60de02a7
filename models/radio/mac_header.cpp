#include "models/radio/mac_header.h"

#include <algorithm>

namespace bench::radio {
namespace {

// Frame control, 802.15.4-2015 figure 7-2.
constexpr unsigned kAckRequest = 1U << 5U;
constexpr unsigned kPanCompression = 1U << 6U;
constexpr unsigned kSequenceSuppression = 1U << 8U;

class Reader {
public:
    explicit Reader(std::span<const std::uint8_t> data) : data_{data} {}
    std::uint16_t take(std::size_t octets) {  // 1 or 2, least significant first.
        unsigned value = 0;
        for (std::size_t i = 0; i < octets; ++i) value |= static_cast<unsigned>(octet()) << (8 * i);
        return static_cast<std::uint16_t>(value);
    }
    void take(MacAddress& address) {
        if (address.mode == AddressMode::short_16) address.short_16 = take(2);
        if (address.mode == AddressMode::extended) {
            for (std::uint8_t& part : address.eui) part = octet();
        }
    }
    [[nodiscard]] bool ok() const { return ok_; }

private:
    std::uint8_t octet() {
        if (at_ >= data_.size()) {
            ok_ = false;
            return 0;
        }
        return data_[at_++];
    }
    std::span<const std::uint8_t> data_;
    std::size_t at_ = 0;
    bool ok_ = true;
};

struct PansPresent {
    bool destination;
    bool source;
};

// Version 2: 802.15.4-2015 table 7-2. Versions 0 and 1: compression leaves out the source's when
// both addresses are there.
PansPresent pans_present(const MacHeader& header, bool compressed) {
    const bool to = header.destination.mode != AddressMode::none;
    const bool from = header.source.mode != AddressMode::none;
    if (header.version < 2) return {to, from && !(compressed && to)};
    if (!to && !from) return {compressed, false};
    if (to && !from) return {!compressed, false};
    if (!to) return {false, !compressed};
    const bool both_extended = header.destination.mode == AddressMode::extended &&
                               header.source.mode == AddressMode::extended;
    if (both_extended) return {!compressed, false};
    return {true, !compressed};
}

}  // namespace

std::optional<MacHeader> parse_mac_header(std::span<const std::uint8_t> frame) {
    Reader reader{frame};
    const unsigned control = reader.take(2);
    const unsigned type = control & 7U;
    const unsigned to = (control >> 10U) & 3U;
    const unsigned from = (control >> 14U) & 3U;
    MacHeader header;
    header.version = static_cast<std::uint8_t>((control >> 12U) & 3U);
    if (type > 3 || header.version > 2 || to == 1 || from == 1) return std::nullopt;
    header.type = static_cast<FrameType>(type);
    header.wants_acknowledgement = (control & kAckRequest) != 0;
    header.destination.mode = static_cast<AddressMode>(to);
    header.source.mode = static_cast<AddressMode>(from);
    if (header.version < 2 || (control & kSequenceSuppression) == 0) {
        header.sequence = static_cast<std::uint8_t>(reader.take(1));
    }
    const PansPresent pans = pans_present(header, (control & kPanCompression) != 0);
    if (pans.destination) header.destination.pan = reader.take(2);
    reader.take(header.destination);
    if (pans.source) header.source.pan = reader.take(2);
    reader.take(header.source);
    if (!reader.ok()) return std::nullopt;
    return header;
}

}  // namespace bench::radio
