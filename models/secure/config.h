#pragma once

#include <cstdint>
#include <vector>

namespace bench::secure {

// Both keys have 16 octets (security suites 0 and 1: AES-128) or both 32 (suite 2: AES-256).
struct KeySlotConfig {
    std::vector<std::uint8_t> encryption_key;
    std::vector<std::uint8_t> authentication_key;
};

struct SecureElementConfig {
    std::vector<KeySlotConfig> slots;  // Slot 0: the global unicast key.
};

}  // namespace bench::secure
