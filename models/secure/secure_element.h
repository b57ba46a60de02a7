#pragma once

// The secure element of a board: keys stay inside, in slots; it protects and checks DLMS APDUs.
//
// Algorithm and additional data are those of the DLMS Green Book for security suites 0, 1 and 2:
// AES-GCM, tag of 12 octets, AAD = security control || authentication key (and the text, when it is
// only authenticated). Answers at once; it knows nothing of invocation counters.

#include <cstdint>
#include <span>
#include <vector>

#include "models/secure/config.h"
#include "models/secure/gcm.h"

namespace bench::secure {

inline constexpr std::size_t kTagSize = 12;

// Security control: the suite is in the low four bits, 0x40 (broadcast key) is only authenticated.
inline constexpr std::uint8_t kAuthenticated = 0x10;
inline constexpr std::uint8_t kEncrypted = 0x20;
inline constexpr std::uint8_t kCompressed = 0x80;

enum class SecureStatus : std::uint8_t {
    ok,
    no_such_slot,
    bad_control,  // Neither authenticated nor encrypted, compressed, or not the suite of the slot's
                  // keys.
    bad_length,
    not_authentic
};

struct SecureCounters {
    std::uint64_t sealed = 0;
    std::uint64_t opened = 0;
    std::uint64_t not_authentic = 0;
};

class SecureElement {
public:
    // Throws std::invalid_argument for keys of other lengths than config.h says.
    explicit SecureElement(const SecureElementConfig& config);

    // Octets that the protection adds: 12, or none without authentication.
    [[nodiscard]] static std::size_t overhead(std::uint8_t security_control);

    // `out` has plain.size() + overhead: the text, encrypted if so asked, then the tag.
    [[nodiscard]] SecureStatus seal(std::size_t slot, std::uint8_t security_control, const Iv& iv,
                                    Octets plain, std::span<std::uint8_t> out);
    // `out` has sealed.size() - overhead; untouched unless ok. Text that is only encrypted is ok,
    // whatever was done to it.
    [[nodiscard]] SecureStatus open(std::size_t slot, std::uint8_t security_control, const Iv& iv,
                                    Octets sealed, std::span<std::uint8_t> out);

    [[nodiscard]] const SecureCounters& counters() const { return counters_; }

private:
    struct Slot {
        Gcm gcm;
        std::vector<std::uint8_t> authentication_key;
        bool long_keys;
    };

    [[nodiscard]] SecureStatus check(std::size_t slot, std::uint8_t security_control) const;

    std::vector<Slot> slots_;
    SecureCounters counters_;
};

}  // namespace bench::secure
