#include "reports/console/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/console/phrase.h"
#include "reports/console/utf8.h"

namespace bench::console {
namespace {

using testing::ElementsAre;

TEST(Wrap, BreaksAtSpacesAndWithinWordsThatAreTooLong) {
    EXPECT_THAT(wrap("one two three", 7), ElementsAre("one two", "three"));
    EXPECT_THAT(wrap("abcdefghij", 4), ElementsAre("abcd", "efgh", "ij"));
    EXPECT_THAT(wrap("", 4), ElementsAre(""));
    EXPECT_THAT(wrap("a b", 1), ElementsAre("a", "b"));
    EXPECT_THAT(wrap("µµµ µµ", 3), ElementsAre("µµµ", "µµ"));
}

TEST(Printable, ControlCharactersAndBrokenUtf8DoNotReachTheTerminal) {
    EXPECT_EQ(printable("a\x1b[31mb\nc\x7f", {.utf8 = true}), "a?[31mb c?");
    EXPECT_EQ(printable("\xFF\xC3", {.utf8 = true}), "??");
    EXPECT_EQ(printable("\xC2\x9B", {.utf8 = true}), "?");  // CSI in one character.
    EXPECT_EQ(printable("≤ 5 µs · é", {.utf8 = true}), "≤ 5 µs · é");
    EXPECT_EQ(printable("≤ 5 µs · é", {.utf8 = false}), "<= 5 us - ?");
}

TEST(Table, TheElasticColumnYieldsAndEveryCellIsWrapped) {
    Table table{{{}, {}, {10}}, 1, 2};
    table.add({{"pass"}, {std::string(90, 'x')}, {"12.7 ms to spare"}});
    std::string out;
    table.append_to(out);
    EXPECT_EQ(out, "  pass  " + std::string(60, 'x') + "  12.7 ms to\n" +  //
                       "        " + std::string(30, 'x') + std::string(32, ' ') + "spare\n");
}

TEST(Phrase, NumbersAndTimes) {
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(1'234'567), "1 234 567");
    EXPECT_EQ(count_value(2995), "2 995");
    EXPECT_EQ(count_value(0.125), "0.125");
    EXPECT_EQ(count_value(-3), "-3");
    EXPECT_EQ(duration(252'480'000'000), "4 min 12.480 s");
    EXPECT_EQ(duration(0), "0 s");
    EXPECT_EQ(duration(90'061'000'000'000), "1 d 1 h 1 min 1 s");
    EXPECT_EQ(duration(300'000'000'000), "5 min");
    EXPECT_EQ(duration(-1'500'000'000), "-1.500 s");
    EXPECT_EQ(latency(87'300'400), "87.300 ms");
    EXPECT_EQ(latency(12'480'000'000), "12.480 s");
    EXPECT_EQ(latency(INT64_MAX), "never");
}

}  // namespace
}  // namespace bench::console
