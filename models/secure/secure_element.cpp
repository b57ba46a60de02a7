#include "models/secure/secure_element.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace bench::secure {
namespace {

constexpr std::uint8_t kSuiteMask = 0x0F;

void check_keys(const KeySlotConfig& keys) {
    const std::size_t size = keys.encryption_key.size();
    if ((size != 16 && size != 32) || keys.authentication_key.size() != size) {
        throw std::invalid_argument{"the keys of a slot must both have 16 or both 32 octets"};
    }
}

bool has(std::uint8_t security_control, std::uint8_t bit) { return (security_control & bit) != 0; }

std::vector<std::uint8_t> additional_data(std::uint8_t security_control, Octets key, Octets text) {
    std::vector<std::uint8_t> data{security_control};
    data.insert(data.end(), key.begin(), key.end());
    if (!has(security_control, kEncrypted)) data.insert(data.end(), text.begin(), text.end());
    return data;
}

}  // namespace

SecureElement::SecureElement(const SecureElementConfig& config) {
    for (const KeySlotConfig& keys : config.slots) {
        check_keys(keys);
        slots_.push_back(
            {Gcm{keys.encryption_key}, keys.authentication_key, keys.encryption_key.size() == 32});
    }
}

std::size_t SecureElement::overhead(std::uint8_t security_control) {
    return has(security_control, kAuthenticated) ? kTagSize : 0;
}

SecureStatus SecureElement::check(std::size_t slot, std::uint8_t security_control) const {
    if (slot >= slots_.size()) return SecureStatus::no_such_slot;
    const unsigned suite = security_control & kSuiteMask;
    const bool right_suite = slots_[slot].long_keys ? suite == 2 : suite <= 1;
    const bool protects =
        has(security_control, kAuthenticated) || has(security_control, kEncrypted);
    if (!right_suite || !protects || has(security_control, kCompressed))
        return SecureStatus::bad_control;
    return SecureStatus::ok;
}

SecureStatus SecureElement::seal(std::size_t slot, std::uint8_t security_control, const Iv& iv,
                                 Octets plain, std::span<std::uint8_t> out) {
    if (const SecureStatus status = check(slot, security_control); status != SecureStatus::ok)
        return status;
    if (out.size() != plain.size() + overhead(security_control)) return SecureStatus::bad_length;
    const Slot& keys = slots_[slot];
    const std::span<std::uint8_t> text = out.first(plain.size());
    std::array<std::uint8_t, kTagSize> tag{};
    if (has(security_control, kEncrypted)) {
        const auto aad = additional_data(security_control, keys.authentication_key, {});
        keys.gcm.seal(iv, aad, plain, text, tag);
    } else {
        const auto aad = additional_data(security_control, keys.authentication_key, plain);
        keys.gcm.seal(iv, aad, {}, {}, tag);
        std::ranges::copy(plain, text.begin());
    }
    if (has(security_control, kAuthenticated)) std::ranges::copy(tag, out.last(kTagSize).begin());
    ++counters_.sealed;
    return SecureStatus::ok;
}

SecureStatus SecureElement::open(std::size_t slot, std::uint8_t security_control, const Iv& iv,
                                 Octets sealed, std::span<std::uint8_t> out) {
    if (const SecureStatus status = check(slot, security_control); status != SecureStatus::ok)
        return status;
    if (sealed.size() != out.size() + overhead(security_control)) return SecureStatus::bad_length;
    const Slot& keys = slots_[slot];
    const Octets text = sealed.first(out.size());
    const Octets tag = sealed.subspan(out.size());
    const auto aad = additional_data(security_control, keys.authentication_key, text);
    std::vector<std::uint8_t> plain{text.begin(), text.end()};
    if (!has(security_control, kAuthenticated)) {
        // Counter mode: deciphering is enciphering again; the tag is of no use.
        std::array<std::uint8_t, kTagSize> unused{};
        keys.gcm.seal(iv, aad, text, plain, unused);
    } else {
        const bool ciphered = has(security_control, kEncrypted);
        const std::span<std::uint8_t> target =
            ciphered ? std::span{plain} : std::span<std::uint8_t>{};
        if (!keys.gcm.open(iv, aad, ciphered ? text : Octets{}, tag, target)) {
            ++counters_.not_authentic;
            return SecureStatus::not_authentic;
        }
    }
    std::ranges::copy(plain, out.begin());
    ++counters_.opened;
    return SecureStatus::ok;
}

}  // namespace bench::secure
