#include <gtest/gtest.h>

#include "firmware/core/message.h"
#include "harness/checks/judged.h"

namespace bench::checks {
namespace {

using result::Verdict;

TEST(EnergyError, EnergyIsComparedOverTheSameInstants) {
    const auto exact = judge("energy_error(import) within ± 1 %", clean);  // 100 cWh a second.
    EXPECT_EQ(exact.verdict, Verdict::pass);
    EXPECT_EQ(exact.seen, "0 %");
    EXPECT_EQ(exact.evidence, "80.00 Wh of 80.00 Wh in 81 captures");
    const auto wrong = judge("energy_error(import) within ± 1 %", [](Script& script) {
        script.readings(89, 50);
        script.capture(90'000);
        trace::Acceptance accepted = Script::reading(90'000);
        accepted.import_cwh += 100;
        script.accept(accepted, 90'050);
    });
    EXPECT_EQ(wrong.verdict, Verdict::fail);
    EXPECT_EQ(wrong.seen, "1.25 %");
    EXPECT_EQ(wrong.margin, "0.238 % over") << "but for the last digit of the register";
    const auto absolute = judge("energy_error(import) within ± 0.5 Wh", clean);
    EXPECT_EQ(absolute.verdict, Verdict::pass);
    EXPECT_EQ(absolute.margin, "0.50 Wh to spare");
}

// Nothing is exported in these runs; the last reading says that so much was.
result::CheckResult judge_export(const std::string& text, std::int64_t cwh) {
    return judge(text, [cwh](Script& script) {
        script.readings(89, 50);
        script.capture(90'000);
        trace::Acceptance accepted = Script::reading(90'000);
        accepted.export_cwh = cwh;
        script.accept(accepted, 90'050);
    });
}

TEST(EnergyError, OfAFlowOfNothingIsWhatTheRegisterCountedAllTheSame) {
    const char* text = "energy_error(export) within ± 1 %";
    EXPECT_EQ(judge_export(text, 0).verdict, Verdict::vacuous);
    EXPECT_EQ(judge_export(text, 0).evidence, "no energy flowed");
    EXPECT_EQ(judge_export(text, 1).verdict, Verdict::vacuous) << "the last digit";
    const auto counted = judge_export(text, 200);
    EXPECT_EQ(counted.verdict, Verdict::fail);
    EXPECT_EQ(counted.seen, "2.00 Wh");
    EXPECT_EQ(counted.margin, "1.99 Wh over");
    EXPECT_EQ(judge_export("energy_error(export) within ± 2 Wh", 200).verdict, Verdict::pass);
    EXPECT_EQ(judge_export("energy_error(export) within ± 1.5 Wh", 200).verdict, Verdict::fail);
}

TEST(EnergyError, PhasorsHaveNoRegisters) {
    const auto seen = judge("energy_error(import) within ± 1 %", [](Script& script) {
        script.readings(89, 50);
        script.capture(90'500);
        trace::Acceptance accepted = Script::reading(90'500);
        accepted.stream = static_cast<std::uint8_t>(meter::Stream::phasors);
        accepted.import_cwh = 0;
        script.accept(accepted, 90'550);
    });
    EXPECT_EQ(seen.verdict, Verdict::pass);
}

// A right register may lag behind, and net cycles from either zero crossing.
class Patient final : public EnergyTruth {
public:
    double import_wh(Time from, Time to) const override {
        return static_cast<double>((to - from).count()) / 1e9;
    }
    double apart_wh(Time, Time) const override { return apart; }
    Nanoseconds register_age(Time) const override { return age; }
    double apart = 0;
    Nanoseconds age{};
};

TEST(EnergyError, ARegisterMayBeAsOldAsItIsSaidToBe) {
    // 1.5 Wh too much at the end, of 80 Wh: 1.86 % but for the last digit.
    const auto judged = [](const Patient& truth) {
        return judge(
            "energy_error(import) within ± 1 %",
            [](Script& script) {
                script.readings(89, 50);
                script.capture(90'000);
                trace::Acceptance accepted = Script::reading(90'000);
                accepted.import_cwh += 150;
                script.accept(accepted, 90'050);
            },
            [&truth](RunFacts& facts) { facts.truth = &truth; });
    };
    Patient truth;
    EXPECT_EQ(judged(truth).margin, "0.862 % over");
    truth.age = std::chrono::milliseconds{400};
    EXPECT_EQ(judged(truth).margin, "0.362 % over");
    truth.apart = 0.5;
    EXPECT_EQ(judged(truth).verdict, Verdict::pass);
}

}  // namespace
}  // namespace bench::checks
