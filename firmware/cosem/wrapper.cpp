#include "firmware/cosem/wrapper.h"

namespace meter::cosem {
namespace {

constexpr std::uint16_t kVersion = 1;
constexpr std::size_t kApduMax = 0xFFFF;

}  // namespace

Result<void> write_wrapper(std::size_t apdu_size, std::span<std::uint8_t> out) {
    if (apdu_size == 0 || apdu_size > kApduMax) return Error::range;
    if (out.size() < kWrapperSize) return Error::full;
    ByteWriter writer{out};
    writer.be(kVersion, 2);
    writer.be(kWPort, 2);
    writer.be(kWPort, 2);
    writer.be(apdu_size, 2);
    return {};
}

Result<Bytes> read_wrapper(Bytes datagram) {
    if (datagram.size() <= kWrapperSize) return Error::malformed;
    ByteReader reader{datagram};
    if (reader.be(2) != kVersion) return Error::malformed;
    if (reader.be(2) != kWPort || reader.be(2) != kWPort) return Error::malformed;
    if (reader.be(2) != reader.remaining()) return Error::malformed;
    return reader.bytes(reader.remaining());
}

}  // namespace meter::cosem
