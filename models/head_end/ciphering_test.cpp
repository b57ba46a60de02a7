#include "models/head_end/ciphering.h"

#include <gtest/gtest.h>

#include "models/head_end/test_push.h"

namespace bench::head_end {
namespace {

// DLMS Green Book, edition 8, table 40: authenticated encryption of GET clock.time.
constexpr std::string_view kPlain = "C0010000080000010000FF0200";
constexpr std::string_view kCiphered =
    "3001234567411312FF935A47566827C467BC7D825C3BE4A77C3FCC056B6B";
constexpr Title kServer{0x4D, 0x4D, 0x4D, 0, 0, 0xBC, 0x61, 0x4E};

Octets green_book_apdu() {
    return test::joined(
        {{0xDB, 8}, {kServer.begin(), kServer.end()}, {0x1E}, test::from_hex(kCiphered)});
}

TEST(Ciphering, TheGreenBooksExampleDecrypts) {
    SharedKeys keys{test::kEncryption, test::kAuthentication};
    const Octets bytes = green_book_apdu();
    const auto apdu = parse_ciphered(bytes);
    ASSERT_TRUE(apdu);
    EXPECT_EQ(apdu->invocation_counter, 0x01234567U);
    Octets plain;
    EXPECT_TRUE(keys.open(*apdu, plain));
    EXPECT_EQ(plain, test::from_hex(kPlain));
}

TEST(Ciphering, TheGreenBooksExampleIsMade) {
    SharedKeys keys{test::kEncryption, test::kAuthentication};
    Octets made;
    keys.seal({kServer, 0x01234567}, test::from_hex(kPlain), made);
    EXPECT_EQ(made, green_book_apdu());
}

TEST(Ciphering, AnyBitOfCounterTitleTextOrTagChangedIsForged) {
    SharedKeys keys{test::kEncryption, test::kAuthentication};
    const Octets good = green_book_apdu();
    Octets plain;
    for (std::size_t i = 2; i < good.size(); ++i) {
        if (i == 10 || i == 11) continue;  // Length and security control: another refusal.
        for (unsigned bit = 0; bit < 8; ++bit) {
            Octets bad = good;
            bad[i] ^= static_cast<std::uint8_t>(1U << bit);
            const auto apdu = parse_ciphered(bad);
            ASSERT_TRUE(apdu);
            EXPECT_FALSE(keys.open(*apdu, plain));
            EXPECT_TRUE(plain.empty());
        }
    }
}

TEST(Ciphering, AnotherAuthenticationKeyIsForged) {
    SharedKeys keys{test::kEncryption, test::kEncryption};
    const Octets bytes = green_book_apdu();
    Octets plain;
    EXPECT_FALSE(keys.open(*parse_ciphered(bytes), plain));
}

TEST(Ciphering, OtherProtectionAndWrongLengthsDoNotParse) {
    const Octets good = green_book_apdu();
    for (const std::uint8_t control : test::from_hex("0010203170B0")) {
        Octets bad = good;
        bad[11] = control;
        EXPECT_FALSE(parse_ciphered(bad)) << unsigned{control};
    }
    for (std::size_t size = 0; size < good.size(); ++size) {
        EXPECT_FALSE(parse_ciphered(View{good}.first(size))) << size;
    }
    Octets longer = good;
    longer.push_back(0);
    EXPECT_FALSE(parse_ciphered(longer));
    Octets long_form = good;
    long_form.insert(long_form.begin() + 10, 0x81);  // Not the shortest form of 30.
    EXPECT_FALSE(parse_ciphered(long_form));
}

TEST(Ciphering, EveryLengthOfPlainTextComesBack) {
    SharedKeys keys{test::kEncryption, test::kAuthentication};
    for (const std::size_t size : {0U, 1U, 110U, 111U, 238U, 239U, 1200U}) {
        const Octets plain(size, 0x5A);
        Octets made;
        keys.seal({kServer, 9}, plain, made);
        const auto apdu = parse_ciphered(made);
        ASSERT_TRUE(apdu) << size;
        Octets back;
        EXPECT_TRUE(keys.open(*apdu, back));
        EXPECT_EQ(back, plain);
    }
}

}  // namespace
}  // namespace bench::head_end
