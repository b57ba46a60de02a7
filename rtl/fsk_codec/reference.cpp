#include "rtl/fsk_codec/reference.h"

#include <algorithm>
#include <array>

namespace bench::fsk_codec {

namespace {

constexpr std::size_t kPhrBits = 16;
constexpr std::size_t kPhrCoded = 2 * kPhrBits;
constexpr std::size_t kShortestCovered = 32;

}  // namespace

codec::Bits whitening(std::size_t bits) {
    unsigned shift = 0x1FF;
    codec::Bits sequence;
    for (std::size_t i = 0; i < bits; ++i) {
        const unsigned next = ((shift >> 5) ^ shift) & 1U;
        shift = (shift >> 1) | (next << 8);
        sequence.push_back(static_cast<std::uint8_t>(next));
    }
    return sequence;
}

// Reflected, as software does it; the RTL does it the other way round.
codec::Bits fcs32(codec::BitsView payload) {
    constexpr std::uint32_t kReflected = 0xEDB88320;
    std::uint32_t crc = 0xFFFFFFFF;
    for (std::size_t i = 0; i < std::max(payload.size(), kShortestCovered); ++i) {
        const std::uint32_t bit = i < payload.size() ? payload[i] : 0U;
        crc = ((crc ^ bit) & 1U) != 0 ? (crc >> 1) ^ kReflected : crc >> 1;
    }
    codec::Bits fcs;
    for (unsigned i = 0; i < 32; ++i) {
        fcs.push_back(static_cast<std::uint8_t>((~crc >> i) & 1U));
    }
    return fcs;
}

codec::Bits framed(codec::BitsView information, const Settings& settings) {
    codec::Bits bits{information.begin(), information.end()};
    if (settings.fcs) {
        const codec::Bits fcs = fcs32(information.subspan(kPhrBits));
        bits.insert(bits.end(), fcs.begin(), fcs.end());
    }
    return bits;
}

codec::Bits sent_field(codec::BitsView information, const Settings& settings) {
    codec::Bits field = codec::encode_field(framed(information, settings), settings.code);
    if (settings.interleave) {
        field = codec::interleave(field);
    }
    if (settings.whiten) {
        const codec::Bits sequence = whitening(field.size());
        for (std::size_t i = kPhrCoded; i < field.size(); ++i) {
            field[i] ^= sequence[i - kPhrCoded];
        }
    }
    return field;
}

codec::Bits decoded_field(codec::Softs soft, std::size_t information_bits,
                          const Settings& settings) {
    if (settings.whiten) {
        const codec::Bits sequence = whitening(soft.size());
        for (std::size_t i = kPhrCoded; i < soft.size(); ++i) {
            soft[i] = sequence[i - kPhrCoded] != 0 ? static_cast<std::int16_t>(-soft[i]) : soft[i];
        }
    }
    if (settings.interleave) {
        soft = codec::deinterleave(soft);
    }
    return codec::viterbi(soft, information_bits, settings.code);
}

codec::Bits drawn_bits(const chance::Key& key, std::size_t octets) {
    codec::Bits bits;
    bits.reserve(8 * octets);
    for (std::size_t i = 0; i < octets; ++i) {
        const std::uint64_t octet = key.bits(i);
        for (unsigned bit = 0; bit < 8; ++bit) {
            bits.push_back(static_cast<std::uint8_t>((octet >> bit) & 1U));
        }
    }
    return bits;
}

codec::Softs noisy(codec::BitsView sent, const chance::Key& key, int amplitude) {
    constexpr int kMeanOfSum = 30;
    codec::Softs soft(sent.size());
    std::uint64_t draw = 0;
    for (std::size_t i = 0; i < sent.size(); ++i) {
        draw = i % 4 == 0 ? key.bits(i / 4) : draw >> 16;
        const int sum = static_cast<int>((draw & 15) + ((draw >> 4) & 15) + ((draw >> 8) & 15) +
                                         ((draw >> 12) & 15));
        const int level = (sent[i] != 0 ? amplitude : -amplitude) + sum - kMeanOfSum;
        constexpr int kLimit = codec::kSoftLimit;
        soft[i] = static_cast<std::int16_t>(std::clamp((level + 2) >> 2, -kLimit, kLimit));
    }
    return soft;
}

codec::Softs clean(codec::BitsView sent) {
    codec::Softs soft(sent.size());
    std::transform(sent.begin(), sent.end(), soft.begin(), [](std::uint8_t bit) {
        return static_cast<std::int16_t>(bit != 0 ? codec::kSoftLimit : -codec::kSoftLimit);
    });
    return soft;
}

}  // namespace bench::fsk_codec
