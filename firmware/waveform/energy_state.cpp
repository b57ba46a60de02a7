#include "firmware/waveform/energy_state.h"

#include "firmware/core/bytes.h"
#include "firmware/core/crc.h"

namespace meter::waveform {
namespace {

constexpr std::size_t kSummed = kEnergyStateOctets - 2;
static_assert(kSummed == 2 + kRegisters * (5 + 3));

}  // namespace

EnergyState EnergyState::of(const EnergyImage& image) {
    EnergyState state;
    ByteWriter writer{state.octets};
    writer.le(image.sequence, 2);
    for (std::size_t r = 0; r < kRegisters; ++r) {
        writer.le(static_cast<std::uint64_t>(image.whole[r]), 5);
        writer.le(image.fraction[r], 3);
    }
    writer.le(crc16(Bytes{state.octets}.first(kSummed)), 2);
    return state;
}

Result<EnergyImage> EnergyState::image() const {
    ByteReader reader{octets};
    EnergyImage image;
    image.sequence = static_cast<std::uint16_t>(reader.le(2));
    for (std::size_t r = 0; r < kRegisters; ++r) {
        image.whole[r] = static_cast<std::int64_t>(reader.le(5));
        image.fraction[r] = static_cast<std::uint32_t>(reader.le(3));
    }
    if (reader.le(2) != crc16(Bytes{octets}.first(kSummed))) return Error::malformed;
    return image;
}

Result<EnergyImage> EnergyBackup::newest() const { return copy[1 - oldest()].image(); }

std::size_t EnergyBackup::oldest() const {
    const Result<EnergyImage> first = copy[0].image();
    const Result<EnergyImage> second = copy[1].image();
    if (!first.ok()) return 0;
    if (!second.ok()) return 1;
    const auto ahead = static_cast<std::uint16_t>(first.value().sequence - second.value().sequence);
    return ahead < 0x8000U ? 1 : 0;
}

}  // namespace meter::waveform
