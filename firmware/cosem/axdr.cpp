#include "firmware/cosem/axdr.h"

namespace meter::cosem {
namespace {

constexpr std::uint8_t octet_of(AxdrTag tag) { return static_cast<std::uint8_t>(tag); }
constexpr std::size_t kShortLengthMax = 127;
constexpr std::size_t kLongLengthMax = 0xFFFF;

}  // namespace

void AxdrWriter::structure(std::uint8_t elements) {
    writer_.u8(octet_of(AxdrTag::structure));
    writer_.u8(elements);
}

void AxdrWriter::array(std::uint8_t elements) {
    writer_.u8(octet_of(AxdrTag::array));
    writer_.u8(elements);
}

void AxdrWriter::octet_string(Bytes octets) {
    octet_string_of(octets.size());
    if (ok_) writer_.bytes(octets);
}

void AxdrWriter::octet_string_of(std::size_t size) {
    if (size > kLongLengthMax) {
        ok_ = false;
        return;
    }
    writer_.u8(octet_of(AxdrTag::octet_string));
    if (size > kShortLengthMax) writer_.u8(size > UINT8_MAX ? 0x82 : 0x81);
    writer_.be(size, size > UINT8_MAX ? 2 : 1);
}

void AxdrWriter::number(AxdrTag tag, std::uint64_t value, std::size_t size) {
    writer_.u8(octet_of(tag));
    writer_.be(value, size);
}

void AxdrReader::expect(std::uint8_t octet) {
    if (ok() && reader_.u8() != octet) ok_ = false;
}

void AxdrReader::structure(std::uint8_t elements) {
    expect(octet_of(AxdrTag::structure));
    expect(elements);
}

Bytes AxdrReader::octet_string(std::size_t size) {
    if (size > kShortLengthMax) ok_ = false;
    expect(octet_of(AxdrTag::octet_string));
    expect(static_cast<std::uint8_t>(size));
    return ok() ? reader_.bytes(size) : Bytes{};
}

std::uint64_t AxdrReader::number(AxdrTag tag, std::size_t size) {
    expect(octet_of(tag));
    if (!ok()) return 0;
    const std::uint64_t value = reader_.be(size);
    return reader_.ok() ? value : 0;
}

}  // namespace meter::cosem
