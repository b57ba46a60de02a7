#pragma once

// The secure element, typed. What each call means and its limits: firmware/hal/secure.h.

#include <algorithm>
#include <cstdint>
#include <span>

#include "firmware/core/address.h"
#include "firmware/core/bytes.h"
#include "firmware/core/result.h"
#include "firmware/hal/secure.h"
#include "firmware/port/error.h"

namespace meter::port {

struct SealHeader {
    std::uint8_t slot = 0;
    std::uint8_t security_control = 0x30;
    SystemTitle title{};
    std::uint32_t invocation_counter = 0;
};

class Secure {
public:
    explicit Secure(hal_board* board) : board_{board} {}

    // Writes plain.size() + HAL_SECURE_TAG octets to `out` and answers their count.
    Result<std::size_t> seal(const SealHeader& header, Bytes plain, std::span<std::uint8_t> out) {
        if (out.size() < plain.size() + HAL_SECURE_TAG) return Error::full;
        const hal_secure_header record = record_of(header, plain.size());
        return size_of(hal_secure_seal(board_, &record, plain.data(), out.data()));
    }

    // Writes sealed.size() - HAL_SECURE_TAG octets to `out`; nothing when forged.
    Result<std::size_t> open(const SealHeader& header, Bytes sealed, std::span<std::uint8_t> out) {
        if (sealed.size() < HAL_SECURE_TAG) return Error::malformed;
        if (out.size() < sealed.size() - HAL_SECURE_TAG) return Error::full;
        const hal_secure_header record = record_of(header, sealed.size());
        return size_of(hal_secure_open(board_, &record, sealed.data(), out.data()));
    }

private:
    static hal_secure_header record_of(const SealHeader& header, std::size_t length) {
        hal_secure_header record{};
        record.slot = header.slot;
        record.security_control = header.security_control;
        ByteWriter iv{record.iv};
        iv.bytes(header.title.octets);
        iv.be(header.invocation_counter, 4);
        record.length = static_cast<std::uint32_t>(length);
        return record;
    }
    static Result<std::size_t> size_of(std::int32_t code) {
        if (code < 0) return error_of(code);
        return static_cast<std::size_t>(code);
    }
    hal_board* board_;
};

}  // namespace meter::port
