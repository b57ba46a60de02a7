#include "harness/scenario/unit.h"

#include <gtest/gtest.h>

#include "harness/scenario/expression.h"
#include "harness/scenario/suggest.h"

namespace bench::scenario {
namespace {

struct Good {
    const char* text;
    Kind kind;
    std::int64_t nano;
};

TEST(Quantity, is_exact_in_billionths_of_its_base_unit) {
    const Good cases[] = {
        {"15 min", Kind::time, 900'000'000'000},
        {"1 min 30 s", Kind::time, 90'000'000'000},
        {"4 min 12.5 s", Kind::time, 252'500'000'000},
        {"366 d", Kind::time, 31'622'400'000'000'000},
        {"0.1 s", Kind::time, 100'000'000},
        {"100 ns", Kind::time, 100},
        {"5 µs", Kind::time, 5'000},
        {"-92 dBm", Kind::level, -92'000'000'000},
        {"16.15 dBm", Kind::level, 16'150'000'000},
        {"3 dB", Kind::ratio, 3'000'000'000},
        {"22 cm", Kind::length, 220'000'000},
        {"2.6 cm", Kind::length, 26'000'000},
        {"22 m", Kind::length, 22'000'000'000},
        {"12 ppm", Kind::drift, 12'000},
        {"-20 ppm", Kind::drift, -20'000},
        {"99.9 %", Kind::share, 999'000'000},
        {"1 Hz", Kind::frequency, 1'000'000'000},
        {"100 Mbit/s", Kind::rate, 100'000'000'000'000'000},
        {"1 Gbit/s", Kind::rate, 1'000'000'000'000'000'000},
        {"2.8", Kind::number, 2'800'000'000},
    };
    for (const Good& good : cases) {
        const Quantity parsed = parse_quantity(good.text, good.kind, "x");
        EXPECT_FALSE(parsed.complaint) << good.text;
        EXPECT_EQ(parsed.nano, good.nano) << good.text;
    }
}

TEST(Quantity, says_why_it_is_refused) {
    const struct {
        const char* text;
        Kind kind;
        const char* code;
    } cases[] = {
        {"900", Kind::time, "E204"},
        {"", Kind::time, "E204"},
        {"min", Kind::time, "E204"},
        {"15min", Kind::time, "E204"},
        {"05 s", Kind::time, "E204"},
        {"1 s 2 min", Kind::time, "E204"},
        {"1 s 2 s", Kind::time, "E204"},
        {"1. s", Kind::time, "E204"},
        {"1,5 s", Kind::time, "E204"},
        {"1e3 s", Kind::time, "E204"},
        {"0.1 ns", Kind::time, "E206"},
        {"300000 d", Kind::time, "E206"},
        {"-92 dB", Kind::level, "E205"},
        {"3 dBm", Kind::ratio, "E205"},
        {"3 m", Kind::time, "E205"},
        {"3 dB 4 dB", Kind::ratio, "E204"},
        {"1234567890123456789 s", Kind::time, "E204"},
        {"--3 s", Kind::time, "E204"},
        {"3 dB", Kind::number, "E204"},
    };
    for (const auto& bad : cases) {
        const Quantity parsed = parse_quantity(bad.text, bad.kind, "x");
        ASSERT_TRUE(parsed.complaint) << bad.text;
        EXPECT_EQ(parsed.complaint->code, bad.code)
            << bad.text << ": " << parsed.complaint->message;
    }
}

TEST(Quantity, complaint_reads_as_in_the_language_description) {
    const Quantity bare = parse_quantity("900", Kind::time, "duration");
    EXPECT_EQ(bare.complaint->message, "'duration' needs a time with a unit, got '900'");
    EXPECT_EQ(bare.complaint->help, "write '900 s', '900 min' ...");
    EXPECT_EQ(parse_quantity("-92 dB", Kind::level, "power").complaint->message,
              "'-92 dB' is a ratio; a level needs dBm");
}

TEST(Integers, have_no_leading_zero_sign_unit_or_fraction) {
    EXPECT_EQ(parse_integer("18446744073709551615", "x").value, UINT64_MAX);
    EXPECT_EQ(parse_integer("0", "x").value, 0U);
    for (const char* text :
         {"012", "-1", "+1", "1.0", "1 s", "", "18446744073709551616", "0x10", "1e3"}) {
        EXPECT_TRUE(parse_integer(text, "x").complaint) << text;
    }
}

TEST(DecimalText, is_the_shortest_and_survives_both_ends) {
    EXPECT_EQ(decimal_text(1'500'000'000), "1.5");
    EXPECT_EQ(decimal_text(-20'000'000'000), "-20");
    EXPECT_EQ(decimal_text(0), "0");
    EXPECT_EQ(decimal_text(INT64_MIN), "-9223372036.854775808");
}

TEST(TimeText, is_what_an_author_would_write) {
    EXPECT_EQ(time_text(580'000'000'000), "9 min 40 s");
    EXPECT_EQ(time_text(86'400'000'000'000), "24 h");
    EXPECT_EQ(time_text(500'000'000), "0.5 s");
}

// Distances worked by hand; "ca" to "abc" is 3 for optimal string alignment (2 for full Damerau).
TEST(OsaDistance, counts_a_swap_of_neighbours_as_one) {
    EXPECT_EQ(osa_distance("tmieline", "timeline"), 1U);
    EXPECT_EQ(osa_distance("ovne", "oven"), 1U);
    EXPECT_EQ(osa_distance("kitten", "sitting"), 3U);
    EXPECT_EQ(osa_distance("ca", "abc"), 3U);
    EXPECT_EQ(osa_distance("", "abc"), 3U);
}

TEST(Suggestion, names_only_what_is_near) {
    EXPECT_EQ(suggestion("ovne", {"oven"}, "interferers"),
              "did you mean 'oven'? (interferers: oven)");
    EXPECT_EQ(suggestion("weather", {"oven"}, "interferers"), "interferers: oven");
    EXPECT_FALSE(nearest("x", {"y"}));
}

TEST(Expression, computes_with_units) {
    const Lookup lookup = [](std::string_view name) -> std::optional<Amount> {
        if (name == "gap") return read_amount("5 s");
        if (name == "walls") return read_amount("3");
        return std::nullopt;
    };
    const auto value = [&lookup](const char* text) {
        return amount_text(evaluate(text, lookup).amount);
    };
    EXPECT_EQ(value("walls + 1"), "4");
    EXPECT_EQ(value("walls * (2 - 0.5)"), "4.5");
    EXPECT_EQ(value("gap * walls + 1 s"), "16 s");
    EXPECT_EQ(value("gap / 2"), "2.5 s");
    EXPECT_EQ(value("gap / 2 s"), "2.5");
    EXPECT_EQ(value("-gap"), "-5 s");
    for (const char* bad : {"gap + 1", "gap * gap", "1 / 0", "nothing", "(1", "1 +", "1 2", "",
                            "9999999999 * 9999999999"}) {
        EXPECT_FALSE(evaluate(bad, lookup).complaint.empty()) << bad;
    }
}

}  // namespace
}  // namespace bench::scenario
