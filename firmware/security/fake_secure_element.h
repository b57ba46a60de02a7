#pragma once

// The tests' board: a secure element with one slot, which holds the keys of the Green Book's
// examples. The algorithms are those of mbedTLS, behind the real hal_call, so that the port is
// under test with it.

#include <array>
#include <cstdint>

#include "firmware/hal/secure.h"

struct hal_board {
    std::array<std::uint8_t, 16> encryption_key{0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07,
                                                0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F};
    std::array<std::uint8_t, 16> authentication_key{0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7,
                                                    0xD8, 0xD9, 0xDA, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF};
    int calls = 0;
};
