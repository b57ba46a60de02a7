#include "models/head_end/wrapper.h"

namespace bench::head_end {
namespace {

constexpr std::uint16_t kVersion = 1;
constexpr std::uint16_t kApplication = 1;

}  // namespace

std::optional<View> parse_wrapper(View payload) {
    Reader reader{payload};
    const bool header_fits =
        reader.u16() == kVersion && reader.u16() == kApplication && reader.u16() == kApplication;
    const std::uint16_t length = reader.u16();
    if (reader.failed() || !header_fits || length != reader.rest().size()) return std::nullopt;
    return reader.rest();
}

void append_wrapper(std::size_t apdu_length, Octets& out) {
    append_number(out, kVersion, 2);
    append_number(out, kApplication, 2);
    append_number(out, kApplication, 2);
    append_number(out, apdu_length, 2);
}

}  // namespace bench::head_end
