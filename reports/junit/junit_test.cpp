#include "reports/junit/junit.h"

#include <gtest/gtest.h>

#include "reports/junit/xml.h"

namespace bench::junit {
namespace {

using result::ScenarioResult;
using result::SessionResult;
using result::Verdict;

ScenarioResult passing() {
    ScenarioResult made;
    made.id = "residential.quiet";
    made.file = "scenarios/residential/quiet.yaml";
    made.firmware = "single_phase";
    made.firmware_build = "5d35fd22";
    made.verdict = Verdict::pass;
    made.checks.resize(1);
    made.checks[0].text = "lost(alarms) == 0";
    made.checks[0].place = {"scenarios/residential/quiet.yaml", 12, 5};
    made.checks[0].verdict = Verdict::pass;
    made.checks[0].seen = "0";
    made.seeds = made.passed = 1;
    made.runs.resize(1);
    made.runs[0].seed = 812;
    made.runs[0].verdict = Verdict::pass;
    made.runs[0].simulated_ns = 300'000'000'001;
    made.runs[0].fingerprint = 0x0123456789ABCDEF;
    made.runs[0].behaviour = 0xFF;
    made.wall_s = 0.0125;
    made.repro = "meterbench run residential.quiet --seed 812";
    return made;
}

ScenarioResult failing_sweep() {
    ScenarioResult made = passing();
    made.verdict = Verdict::fail;
    made.seeds = 2995;
    made.passed = 2993;
    made.failed = 2;
    made.runs.resize(3);
    made.runs[1].seed = 7;
    made.runs[1].verdict = Verdict::fail;
    made.runs[2].seed = 9;
    made.runs[2].verdict = Verdict::fail;
    result::CheckResult& check = made.checks.emplace_back();
    check.text = "p99(latency(readings)) < 100 ms";
    check.clause = "COM-10.a";
    check.place = {"scenarios/residential/quiet.yaml", 41, 7};
    check.verdict = Verdict::fail;
    check.seen = "143 ms";
    check.margin = "43 ms over";
    check.evidence = "300 messages";
    check.detail = "first late message \"readings 1204\"";
    check.first_violation_ns = 252'480'000'000;
    return made;
}

const result::Identity kIdentity{
    "0.1.0", "0a564cb9", true, "meterbench run quiet", {{"walls", "4"}}};

TEST(Junit, APassAndAFailingSweepAreATestcaseEach) {
    EXPECT_EQ(write_junit({kIdentity, {passing(), failing_sweep()}, false}),
              R"xml(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="meterbench 0.1.0" tests="2" failures="1" errors="0" skipped="0" time="0.025">
  <testsuite name="scenarios.residential" tests="2" failures="1" errors="0" skipped="0" time="0.025">
    <testcase classname="scenarios.residential" name="residential.quiet" file="scenarios/residential/quiet.yaml" line="12" time="0.013">
      <properties>
        <property name="version" value="0.1.0"/>
        <property name="commit" value="0a564cb9"/>
        <property name="modified" value="true"/>
        <property name="command" value="meterbench run quiet"/>
        <property name="set" value="walls=4"/>
        <property name="verdict" value="pass"/>
        <property name="firmware" value="single_phase"/>
        <property name="firmware_build" value="5d35fd22"/>
        <property name="seeds" value="1"/>
        <property name="seed" value="812"/>
        <property name="virtual_time_s" value="300.000000001"/>
        <property name="fingerprint" value="0123456789abcdef"/>
        <property name="behaviour" value="00000000000000ff"/>
      </properties>
    </testcase>
    <testcase classname="scenarios.residential" name="residential.quiet" file="scenarios/residential/quiet.yaml" line="41" time="0.013">
      <properties>
        <property name="version" value="0.1.0"/>
        <property name="commit" value="0a564cb9"/>
        <property name="modified" value="true"/>
        <property name="command" value="meterbench run quiet"/>
        <property name="set" value="walls=4"/>
        <property name="verdict" value="fail"/>
        <property name="firmware" value="single_phase"/>
        <property name="firmware_build" value="5d35fd22"/>
        <property name="seeds" value="2995"/>
        <property name="seed" value="812"/>
        <property name="virtual_time_s" value="300.000000001"/>
        <property name="fingerprint" value="0123456789abcdef"/>
        <property name="behaviour" value="00000000000000ff"/>
      </properties>
      <failure type="fail" message="COM-10.a p99(latency(readings)) &lt; 100 ms: 143 ms (43 ms over)">meterbench run residential.quiet --seed 812

2 of 2995 seeds failed; seeds: 7, 9
fail: COM-10.a p99(latency(readings)) &lt; 100 ms: 143 ms (43 ms over)
  first late message "readings 1204"
  first violation at 252.480 s
  evidence: 300 messages
  scenarios/residential/quiet.yaml:41:7
</failure>
    </testcase>
  </testsuite>
</testsuites>
)xml");
}

TEST(Junit, AHarnessErrorIsAnErrorAndAnInconclusiveRunAFailure) {
    ScenarioResult broken = passing();
    broken.id = "field.broken";
    broken.file = "broken.yaml";
    broken.verdict = Verdict::error;
    broken.runs[0].error = "the child ended with signal 11\nat 12.480 s";
    ScenarioResult vague = passing();
    vague.id = "field.vague";
    vague.file.clear();
    vague.verdict = Verdict::inconclusive;
    const std::string xml = write_junit({kIdentity, {broken, vague}, false});
    EXPECT_NE(xml.find(R"(<testsuite name="field" tests="2" failures="1" errors="1" skipped="0")"),
              std::string::npos);
    EXPECT_NE(xml.find("<error type=\"error\" message=\"the child ended with signal 11\">"
                       "meterbench run residential.quiet --seed 812\n\n"
                       "error: the child ended with signal 11\nat 12.480 s\n</error>"),
              std::string::npos);
    EXPECT_NE(xml.find(R"(<failure type="inconclusive" message="inconclusive">)"),
              std::string::npos);
    EXPECT_EQ(xml.find("<skipped"), std::string::npos);
}

TEST(Junit, AScenarioThatShouldFailAndDoesNotSaysSo) {
    ScenarioResult planted = passing();
    planted.verdict = Verdict::fail;
    planted.must_fail = "lost(alarms) == 0";
    const std::string xml = write_junit({kIdentity, {planted}, false});
    EXPECT_NE(xml.find("message=\"does not fail as it must: lost(alarms) == 0\""),
              std::string::npos);
}

TEST(Junit, SuitesComeInTheOrderOfTheirFirstScenario) {
    ScenarioResult other = passing();
    other.file = "./scenarios/field/a.yaml";
    const std::string xml = write_junit({kIdentity, {passing(), other, passing()}, false});
    const std::size_t first = xml.find("<testsuite name=\"scenarios.residential\" tests=\"2\"");
    const std::size_t second = xml.find("<testsuite name=\"scenarios.field\" tests=\"1\"");
    EXPECT_LT(first, second);
    EXPECT_NE(second, std::string::npos);
}

TEST(Junit, TwoRunsOfOneSeedThatDifferAreAnErrorOfTheirOwn) {
    ScenarioResult twice = passing();
    twice.differences = {{7, 12'480'000'000}, {9, 0}};
    const std::string xml = write_junit({kIdentity, {twice}, false});
    EXPECT_NE(
        xml.find(R"(<testsuite name="scenarios.residential" tests="2" failures="0" errors="1")"),
        std::string::npos);
    EXPECT_NE(xml.find("<testcase classname=\"scenarios.residential\" name=\"residential.quiet "
                       "verify\" file=\"scenarios/residential/quiet.yaml\">\n"
                       "      <error type=\"nondeterminism\" message=\"seed 7 was run twice and "
                       "differs from 12.480 s on\">seed 7: from 12.480 s on\nseed 9: from 0.000 s "
                       "on\n</error>"),
              std::string::npos)
        << xml;
}

TEST(Junit, AVeryLongErrorIsCut) {
    ScenarioResult broken = passing();
    broken.verdict = Verdict::error;
    broken.runs[0].error = std::string(1'000'000, 'x');
    broken.runs[0].error.insert(10, "\n");
    EXPECT_LT(write_junit({kIdentity, {broken}, false}).size(), 70'000U);
}

TEST(Xml, WhatXmlCannotHoldIsReplaced) {
    EXPECT_EQ(xml_text("a<b>&\"c\"\n\t\r"), "a&lt;b&gt;&amp;\"c\"\n\t&#13;");
    EXPECT_EQ(xml_attribute("a\"b\nc\td"), "a&quot;b&#10;c&#9;d");
    EXPECT_EQ(xml_text(std::string_view{"\0\x1b[31m\x7f", 7}), "��[31m\x7f");
    EXPECT_EQ(xml_text("≤ 5 µs 𝄞"), "≤ 5 µs 𝄞");
    EXPECT_EQ(xml_text("\xC3"), "�");
    EXPECT_EQ(xml_text("\xC0\xAF"), "��");     // Not the shortest form of '/'.
    EXPECT_EQ(xml_text("\xED\xA0\x80"), "�");  // A surrogate.
    EXPECT_EQ(xml_text("\xEF\xBF\xBE\xEF\xBF\xBF"), "��");
    EXPECT_EQ(xml_text("\xF4\x90\x80\x80"), "�");  // Above U+10FFFF.
    EXPECT_EQ(xml_text("]]>"), "]]&gt;");
}

}  // namespace
}  // namespace bench::junit
