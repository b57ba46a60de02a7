#pragma once

// A-XDR (IEC 61334-6) as far as the pushes use it: eight data types, each a tag and a value of
// fixed or stated size, most significant octet first.
//
// The writer and the reader fail once and stay failed, like ByteWriter and ByteReader. The reader
// is told what to expect and takes nothing else, so no input decides its depth, its loops or its
// memory.

#include <cstddef>
#include <cstdint>
#include <span>

#include "firmware/core/bytes.h"

namespace meter::cosem {

enum class AxdrTag : std::uint8_t {
    array = 0x01,
    structure = 0x02,
    double_long = 0x05,
    double_long_unsigned = 0x06,
    octet_string = 0x09,
    unsigned_ = 0x11,
    long_unsigned = 0x12,
    long64_unsigned = 0x15
};

class AxdrWriter {
public:
    explicit AxdrWriter(std::span<std::uint8_t> out) : writer_{out} {}
    // Octets that are not Data: the head of an APDU.
    [[nodiscard]] ByteWriter& raw() { return writer_; }
    void structure(std::uint8_t elements);
    void array(std::uint8_t elements);
    void octet_string(Bytes octets);         // At most 65 535 octets.
    void octet_string_of(std::size_t size);  // Tag and length; the octets follow by raw().
    void u8(std::uint8_t value) { number(AxdrTag::unsigned_, value, 1); }
    void u16(std::uint16_t value) { number(AxdrTag::long_unsigned, value, 2); }
    void u32(std::uint32_t value) { number(AxdrTag::double_long_unsigned, value, 4); }
    void i32(std::int32_t value) {
        number(AxdrTag::double_long, static_cast<std::uint32_t>(value), 4);
    }
    void u64(std::uint64_t value) { number(AxdrTag::long64_unsigned, value, 8); }
    [[nodiscard]] bool ok() const { return ok_ && writer_.ok(); }
    [[nodiscard]] std::size_t size() const { return writer_.size(); }

private:
    void number(AxdrTag tag, std::uint64_t value, std::size_t size);
    ByteWriter writer_;
    bool ok_ = true;
};

class AxdrReader {
public:
    explicit AxdrReader(Bytes in) : reader_{in} {}
    void structure(std::uint8_t elements);  // Exactly so many.
    Bytes octet_string(std::size_t size);   // Exactly this long; empty when it is not.
    std::uint8_t u8() { return static_cast<std::uint8_t>(number(AxdrTag::unsigned_, 1)); }
    std::uint16_t u16() { return static_cast<std::uint16_t>(number(AxdrTag::long_unsigned, 2)); }
    std::uint32_t u32() {
        return static_cast<std::uint32_t>(number(AxdrTag::double_long_unsigned, 4));
    }
    std::uint64_t u64() { return number(AxdrTag::long64_unsigned, 8); }
    [[nodiscard]] bool ok() const { return ok_ && reader_.ok(); }
    // Everything was as expected and nothing is left.
    [[nodiscard]] bool finished() const { return ok() && reader_.remaining() == 0; }

private:
    void expect(std::uint8_t octet);
    std::uint64_t number(AxdrTag tag, std::size_t size);
    ByteReader reader_;
    bool ok_ = true;
};

}  // namespace meter::cosem
