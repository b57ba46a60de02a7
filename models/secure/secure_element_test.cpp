#include "models/secure/secure_element.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <gtest/gtest.h>

#include "models/secure/hex_test.h"

namespace bench::secure {
namespace {

using Buffer = std::vector<std::uint8_t>;

// DLMS UA Green Book, edition 8: the keys, system title and counter of its tables 40 and following.
const char* const kEncryptionKey = "000102030405060708090A0B0C0D0E0F";
const char* const kAuthenticationKey = "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF";
const char* const kGetRequest = "C0010000080000010000FF0200";
const char* const kInitiateRequest =
    "01011000112233445566778899AABBCCDDEEFF0000065F1F0400007E1F04B0";

SecureElement element() {
    const KeySlotConfig suite_0{from_hex(kEncryptionKey), from_hex(kAuthenticationKey)};
    KeySlotConfig suite_2;
    for (std::uint8_t i = 0; i < 32; ++i) {
        suite_2.encryption_key.push_back(i);
        suite_2.authentication_key.push_back(static_cast<std::uint8_t>(0xD0 + i));
    }
    return SecureElement{SecureElementConfig{{suite_0, suite_2}}};
}

Iv iv() {
    const Buffer octets = from_hex("4D4D4D0000BC614E01234567");
    Iv iv{};
    std::ranges::copy(octets, iv.begin());
    return iv;
}

Buffer sealed(SecureElement& element, std::uint8_t control, const Buffer& plain,
              std::size_t slot = 0) {
    Buffer out(plain.size() + SecureElement::overhead(control));
    EXPECT_EQ(element.seal(slot, control, iv(), plain, out), SecureStatus::ok);
    return out;
}

struct GreenBook {
    const char* name;
    std::uint8_t control;
    const char* plain;
    const char* sealed;  // What follows security control and invocation counter in the APDU.
};

const GreenBook kGreenBook[] = {
    {"table 40, authenticated", 0x10, kGetRequest,
     "C0010000080000010000FF020006725D910F9221D263877516"},
    {"table 40, encrypted", 0x20, kGetRequest, "411312FF935A47566827C467BC"},
    {"table 40, authenticated and encrypted", 0x30, kGetRequest,
     "411312FF935A47566827C467BC7D825C3BE4A77C3FCC056B6B"},
    {"InitiateRequest of an AARQ", 0x30, kInitiateRequest,
     "801302FF8A7874133D414CED25B42534D28DB0047720606B175BD52211BE6841DB204D39EE6FDB8E356855"},
};

TEST(SecureElement, ReproducesTheVectorsOfTheGreenBook) {
    SecureElement element = secure::element();
    for (const GreenBook& vector : kGreenBook) {
        const Buffer plain = from_hex(vector.plain);
        EXPECT_EQ(sealed(element, vector.control, plain), from_hex(vector.sealed)) << vector.name;
        Buffer out(plain.size());
        EXPECT_EQ(element.open(0, vector.control, iv(), from_hex(vector.sealed), out),
                  SecureStatus::ok)
            << vector.name;
        EXPECT_EQ(out, plain) << vector.name;
    }
    EXPECT_EQ(element.counters().sealed, 4U);
    EXPECT_EQ(element.counters().opened, 4U);
    EXPECT_EQ(element.counters().not_authentic, 0U);
}

TEST(SecureElement, AnyChangedBitIsRefusedAndNothingIsPutOut) {
    SecureElement element = secure::element();
    std::uint64_t refused = 0;
    for (const GreenBook& vector : kGreenBook) {
        if ((vector.control & kAuthenticated) == 0) continue;
        Buffer text = from_hex(vector.sealed);
        const Buffer untouched(text.size() - kTagSize, 0xEE);
        for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
            const auto mask = static_cast<std::uint8_t>(1U << bit % 8);
            text[bit / 8] ^= mask;
            Buffer out = untouched;
            EXPECT_EQ(element.open(0, vector.control, iv(), text, out),
                      SecureStatus::not_authentic);
            EXPECT_EQ(out, untouched);
            text[bit / 8] ^= mask;
            ++refused;
        }
    }
    EXPECT_EQ(refused, (25U + 25U + 43U) * 8U);
    EXPECT_EQ(element.counters().not_authentic, refused);
    EXPECT_EQ(element.counters().opened, 0U);
}

TEST(SecureElement, AnotherControlCounterOrTitleIsRefused) {
    SecureElement element = secure::element();
    const Buffer text = from_hex(kGreenBook[2].sealed);
    Buffer out(text.size() - kTagSize);
    EXPECT_EQ(element.open(0, 0x70, iv(), text, out),
              SecureStatus::not_authentic);  // Broadcast key.
    EXPECT_EQ(element.open(0, 0x31, iv(), text, out), SecureStatus::not_authentic);  // Suite 1.
    EXPECT_EQ(element.open(0, 0x10, iv(), text, out), SecureStatus::not_authentic);
    for (const std::size_t octet : {7U, 11U}) {
        Iv other = iv();
        other[octet] ^= 1U;
        EXPECT_EQ(element.open(0, 0x30, other, text, out), SecureStatus::not_authentic);
    }
}

TEST(SecureElement, RefusesWhatItCannotDo) {
    SecureElement element = secure::element();
    const Buffer plain(5);
    Buffer out(17);
    EXPECT_EQ(element.seal(2, 0x30, iv(), plain, out), SecureStatus::no_such_slot);
    EXPECT_EQ(element.seal(0, 0x00, iv(), plain, out), SecureStatus::bad_control);
    EXPECT_EQ(element.seal(0, 0xB0, iv(), plain, out), SecureStatus::bad_control);
    EXPECT_EQ(element.seal(0, 0x32, iv(), plain, out), SecureStatus::bad_control);
    EXPECT_EQ(element.seal(1, 0x30, iv(), plain, out), SecureStatus::bad_control);
    EXPECT_EQ(element.seal(0, 0x20, iv(), plain, out), SecureStatus::bad_length);
    Buffer small(16);
    EXPECT_EQ(element.seal(0, 0x30, iv(), plain, small), SecureStatus::bad_length);
    EXPECT_EQ(element.open(0, 0x30, iv(), plain, small), SecureStatus::bad_length);
    Buffer none;
    EXPECT_EQ(element.open(0, 0x30, iv(), Buffer(11), none), SecureStatus::bad_length);
    EXPECT_EQ(element.counters().sealed, 0U);
}

TEST(SecureElement, SuiteTwoIsAes256OverTheSameAdditionalData) {
    SecureElement element = secure::element();
    const Buffer plain = from_hex(kGetRequest);
    const Buffer text = sealed(element, 0x32, plain, 1);
    Buffer key;
    Buffer aad{0x32};
    for (std::uint8_t i = 0; i < 32; ++i) {
        key.push_back(i);
        aad.push_back(static_cast<std::uint8_t>(0xD0 + i));
    }
    Buffer expected(plain.size() + kTagSize);
    Gcm{key}.seal(iv(), aad, plain, std::span{expected}.first(plain.size()),
                  std::span{expected}.last(kTagSize));
    EXPECT_EQ(text, expected);
    Buffer out(plain.size());
    EXPECT_EQ(element.open(1, 0x32, iv(), text, out), SecureStatus::ok);
    EXPECT_EQ(out, plain);
}

TEST(SecureElement, AnEmptyTextHasATagAlone) {
    SecureElement element = secure::element();
    for (const std::uint8_t control : {std::uint8_t{0x10}, std::uint8_t{0x30}}) {
        const Buffer text = sealed(element, control, {});
        EXPECT_EQ(text.size(), kTagSize);
        Buffer out;
        EXPECT_EQ(element.open(0, control, iv(), text, out), SecureStatus::ok);
    }
}

TEST(SecureElement, CanBeMoved) {
    SecureElement first = element();
    SecureElement second = std::move(first);
    EXPECT_EQ(sealed(second, 0x30, from_hex(kGetRequest)), from_hex(kGreenBook[2].sealed));
}

TEST(SecureElement, RefusesKeysOfOtherLengths) {
    const auto made = [](std::size_t encryption, std::size_t authentication) {
        return SecureElement{SecureElementConfig{{{Buffer(encryption), Buffer(authentication)}}}};
    };
    EXPECT_THROW(made(24, 24), std::invalid_argument);
    EXPECT_THROW(made(16, 32), std::invalid_argument);
    EXPECT_THROW(made(0, 0), std::invalid_argument);
}

}  // namespace
}  // namespace bench::secure
