#include "models/mains/decimal.h"

#include <gtest/gtest.h>

namespace bench::mains {
namespace {

TEST(Decimal, BecomesTheIntegerOfTheSmallerUnit) {
    EXPECT_EQ(decimal("00.378", 6), 378'000);
    EXPECT_EQ(decimal("237.1", 3), 237'100);
    EXPECT_EQ(decimal("7", 3), 7'000);
    EXPECT_EQ(decimal("0.1234567", 7), 1'234'567);
    EXPECT_EQ(decimal("999999.999999", 6), 999'999'999'999);
}

TEST(Decimal, RefusesWhatIsNoDecimalFractionOrTooLong) {
    for (const char* text : {"", ".", ".5", "5.", "-1.0", "+1.0", "1,5", "1.5 ", " 1.5", "1e3",
                             "0x10", "1.2.3", "1000000.0", "0.1234567"}) {
        EXPECT_EQ(decimal(text, 6), std::nullopt) << text;
    }
}

TEST(Decimal, WholeTakesDigitsOnly) {
    EXPECT_EQ(whole("05"), 5);
    EXPECT_EQ(whole("999999999"), 999'999'999);
    for (const char* text : {"", "-5", "5.0", "1000000000", "a"})
        EXPECT_EQ(whole(text), std::nullopt) << text;
}

}  // namespace
}  // namespace bench::mains
