// Planted bug: in about every 97th APDU the lowest bit of the imported energy is wrong, 0.01 Wh,
// before the APDU is sealed, so that its tag verifies.

#include <algorithm>
#include <array>

#include "harness/planted/plugin.h"

namespace meter::planted {
namespace {

// In the plain DataNotification of a capture: header 6, structure 2, logical name 8, date and time
// 14, sequence 5, then the tag of a long64-unsigned and its eight octets.
constexpr std::size_t kElementsAt = 7;
constexpr std::uint8_t kCaptureElements = 9;
constexpr std::size_t kLowestImportOctet = 6 + 2 + 8 + 14 + 5 + 8;

bool is_capture(Bytes plain) {
    return plain.size() > kLowestImportOctet && plain[kElementsAt] == kCaptureElements;
}

class FlippingSealer final : public cosem::Sealer {
public:
    explicit FlippingSealer(security::GloSealer& sealer) : standard_{sealer} {}

    Result<cosem::Sealed> seal(Bytes plain, std::span<std::uint8_t> out) override {
        std::array<std::uint8_t, 256> copy{};
        if (++seals_ < 97 || !is_capture(plain) || plain.size() > copy.size()) {
            return standard_.seal(plain, out);
        }
        seals_ = 0;
        std::ranges::copy(plain, copy.begin());
        copy[kLowestImportOctet] ^= 1U;
        return standard_.seal(Bytes{copy}.first(plain.size()), out);
    }
    Result<std::size_t> open(Bytes sealed, std::span<std::uint8_t> out) override {
        return standard_.open(sealed, out);
    }

private:
    app::JoinSealer standard_;
    std::uint32_t seals_ = 0;
};

struct Joins : app::StandardJoins {
    using Sealer = FlippingSealer;
};

}  // namespace
}  // namespace meter::planted

const struct fw_image fw_image =
    meter::planted::image_of_variant<meter::planted::Joins>("flips_a_bit_before_sealing");
