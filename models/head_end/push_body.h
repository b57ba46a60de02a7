#pragma once

// The values of a push, one COSEM Data after the other, each of the type that is expected.

#include "models/head_end/octets.h"

namespace bench::head_end {

// A-XDR tags of COSEM Data (IEC 62056-6-2).
inline constexpr std::uint8_t kArray = 0x01;
inline constexpr std::uint8_t kStructure = 0x02;
inline constexpr std::uint8_t kDoubleLong = 0x05;
inline constexpr std::uint8_t kDoubleLongUnsigned = 0x06;
inline constexpr std::uint8_t kOctetString = 0x09;
inline constexpr std::uint8_t kUnsigned = 0x11;
inline constexpr std::uint8_t kLongUnsigned = 0x12;
inline constexpr std::uint8_t kLong64Unsigned = 0x15;

class Body {
public:
    explicit Body(View data) : reader_{data} {}

    std::uint8_t structure() {
        reader_.expect(kStructure);
        return reader_.u8();
    }
    View octet_string(std::size_t size) {
        reader_.expect(kOctetString);
        reader_.expect(static_cast<std::uint8_t>(size));
        return reader_.take(size);
    }
    // Of any length, in the shortest form of A-XDR.
    View long_octet_string() {
        reader_.expect(kOctetString);
        const std::uint8_t first = reader_.u8();
        if (first < 0x80) return reader_.take(first);
        if (first != 0x81 && first != 0x82) reader_.fail();
        return reader_.take(reader_.number(first - 0x80U));
    }
    std::uint64_t number(std::uint8_t tag, std::size_t octets) {
        reader_.expect(tag);
        return reader_.number(octets);
    }
    std::uint32_t u32() { return static_cast<std::uint32_t>(number(kDoubleLongUnsigned, 4)); }
    std::int32_t i32() { return static_cast<std::int32_t>(number(kDoubleLong, 4)); }
    std::uint8_t array() {
        reader_.expect(kArray);
        return reader_.u8();
    }
    [[nodiscard]] bool finished() const { return reader_.finished(); }

private:
    Reader reader_;
};

}  // namespace bench::head_end
