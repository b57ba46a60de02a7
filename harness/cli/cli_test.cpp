// The program as its users meet it: exit codes, and messages word for word.

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <sys/wait.h>

namespace {

struct Ended {
    int code = -1;
    std::string out;
};

// Runs in the top folder of the project; both streams together.
Ended meterbench(const std::string& arguments) {
    const std::string command = "cd " METERBENCH_SOURCE_DIR
                                " && NO_COLOR=1 LC_ALL=C " METERBENCH_EXECUTABLE " " +
                                arguments + " 2>&1";
    Ended ended;
    FILE* pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) return ended;
    std::array<char, 4096> buffer{};
    while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
        ended.out.append(buffer.data(), size);
    }
    const int status = pclose(pipe);
    ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ended;
}

std::string last_line(const std::string& text) {
    const std::string trimmed = text.substr(0, text.find_last_not_of('\n') + 1);
    return trimmed.substr(trimmed.rfind('\n') + 1);
}

TEST(Cli, AMisspeltCommandIsNamedWithWhatWasMeant) {
    const Ended ended = meterbench("rnu scenarios");
    EXPECT_EQ(ended.code, 2);
    EXPECT_EQ(ended.out, "meterbench: unknown command 'rnu'\n  = help: did you mean 'run'?\n");
}

TEST(Cli, AMisspeltOptionIsNamedWithWhatWasMeant) {
    const Ended ended = meterbench("run scenarios --sede 3");
    EXPECT_EQ(ended.code, 2);
    EXPECT_EQ(ended.out, "meterbench: unknown option '--sede'\n  = help: did you mean '--seed'?\n");
}

TEST(Cli, OptionsAreNotGuessedFromTheirBeginning) {
    const Ended ended = meterbench("run scenarios --fail");
    EXPECT_EQ(ended.code, 2);
    EXPECT_NE(ended.out.find("unknown option '--fail'"), std::string::npos) << ended.out;
}

TEST(Cli, ASeedIsAWholeNumber) {
    for (const char* seed : {"-1", "1.5", "x", "''"}) {
        const Ended ended = meterbench(std::string{"run scenarios --seed="} + seed);
        EXPECT_EQ(ended.code, 2) << seed << ended.out;
    }
    const Ended range = meterbench("run scenarios --seeds 9..3");
    EXPECT_EQ(range.code, 2);
    EXPECT_EQ(range.out,
              "meterbench: '9..3' is not a range of seeds\n  = help: write --seeds 1..300\n");
}

TEST(Cli, NothingSelectedHasACodeOfItsOwn) { EXPECT_EQ(meterbench("run").code, 7); }

TEST(Cli, WhatIsNotThereIsUsage) {
    const Ended ended = meterbench("run scenarios/residentail");
    EXPECT_EQ(ended.code, 2);
    EXPECT_EQ(ended.out,
              "meterbench: no scenario, folder, id or tag is called 'scenarios/residentail'\n"
              "  = help: `meterbench list` shows what there is\n");
}

TEST(Cli, ARefusedScenarioIsThree) {
    EXPECT_EQ(meterbench("run harness/scenario/bad/duplicate_key.yaml").code, 3);
    EXPECT_EQ(meterbench("lint harness/scenario/bad").code, 3);
    EXPECT_EQ(meterbench("lint scenarios").code, 0);
}

TEST(Cli, APluginThatIsNotThereIsUsageAndNothingRuns) {
    const Ended ended =
        meterbench("run scenarios/residential/three_brick_walls.yaml --firmware nowhere.so");
    EXPECT_EQ(ended.code, 2);
    EXPECT_NE(ended.out.find("cannot load firmware 'nowhere.so'"), std::string::npos) << ended.out;
    EXPECT_EQ(ended.out.find("PASS"), std::string::npos);
}

TEST(Cli, TheLastLineOfAFailureIsTheCommandToPaste) {
    const std::string command =
        "run scenarios/residential/three_brick_walls.yaml --seed 7 --set walls=6";
    const Ended ended = meterbench(command);
    EXPECT_EQ(ended.code, 1);
    EXPECT_EQ(last_line(ended.out), "meterbench " + command);
}

TEST(Cli, AParameterThatDoesNotExistIsRefused) {
    const Ended ended = meterbench("run scenarios/residential/three_brick_walls.yaml --set wals=4");
    EXPECT_EQ(ended.code, 3);
    EXPECT_NE(ended.out.find("did you mean 'walls'?"), std::string::npos) << ended.out;
}

TEST(Cli, ReportsAreWrittenAndNamed) {
    const auto folder = std::filesystem::temp_directory_path() / "meterbench_cli_test";
    std::filesystem::create_directories(folder);
    const std::string json = (folder / "out.json").string();
    const std::string junit = (folder / "out.xml").string();
    const Ended ended =
        meterbench("run scenarios/residential/three_brick_walls.yaml --format json=" + json +
                   " --format junit=" + junit);
    EXPECT_EQ(ended.code, 0);
    EXPECT_EQ(last_line(ended.out), "verdict: PASS, results: " + json + ", " + junit);
    EXPECT_GT(std::filesystem::file_size(json), 1000U);
    EXPECT_GT(std::filesystem::file_size(junit), 300U);
    std::filesystem::remove_all(folder);
}

TEST(Cli, AReportThatCannotBeWrittenIsSaidBeforeTheRun) {
    const Ended ended = meterbench("run scenarios/residential --format json=/nowhere/out.json");
    EXPECT_EQ(ended.code, 2);
    EXPECT_EQ(ended.out,
              "meterbench: cannot write '/nowhere/out.json'\n"
              "  = help: its folder must exist and be writable\n");
}

TEST(Cli, VerifyRunsTwiceAndSaysSo) {
    const Ended ended =
        meterbench("run scenarios/residential/three_brick_walls.yaml --verify --seed 7");
    EXPECT_EQ(ended.code, 6);  // Its claim stays open in one run.
    EXPECT_EQ(ended.out.substr(0, ended.out.find('\n')),
              "verified 1 of 1 runs by running them twice: all the same");
}

TEST(Cli, AClaimThatOneRunCannotDecideIsNoPass) {
    const Ended one = meterbench("run scenarios/residential/three_brick_walls.yaml --seed 7");
    EXPECT_EQ(one.code, 6);
    EXPECT_NE(one.out.find("\nINCONCLUSIVE residential.three_brick_walls  seed 7"),
              std::string::npos);
    EXPECT_NE(one.out.find("\n     1 claim unjudged: needs 188 seeds\n"), std::string::npos);
    EXPECT_EQ(one.out.find("verdict: PASS"), std::string::npos);
    EXPECT_EQ(last_line(one.out),
              "meterbench run scenarios/residential/three_brick_walls.yaml --seed 7");
    const Ended few = meterbench("run scenarios/residential/three_brick_walls.yaml --seeds 1..5");
    EXPECT_EQ(few.code, 6);
    EXPECT_NE(few.out.find("5 seeds: 5 passed, 0 failed"), std::string::npos);
    EXPECT_EQ(meterbench("run scenarios/residential/three_brick_walls.yaml").code, 0);
}

TEST(Cli, WhatMustFailAndWasNotJudgedIsNoPass) {
    const Ended ended =
        meterbench("run scenarios/must_fail/one_try_only.yaml --set walls=0 --seed 1");
    EXPECT_EQ(ended.code, 6);
    EXPECT_NE(ended.out.find("must fail and was not judged: share(latency(alarms) < 100 ms)"),
              std::string::npos);
}

TEST(Cli, TwoScenariosOfOneNameAreRefused) {
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / "meterbench_names";
    std::filesystem::create_directories(folder);
    for (const char* file : {"a.yaml", "b.yaml"}) {
        std::filesystem::copy_file(METERBENCH_SOURCE_DIR "/scenarios/residential/one_day.yaml",
                                   folder / file,
                                   std::filesystem::copy_options::overwrite_existing);
    }
    const std::string a = (folder / "a.yaml").string();
    const std::string b = (folder / "b.yaml").string();
    const Ended ended = meterbench("run " + a + " " + b);
    std::filesystem::remove_all(folder);
    EXPECT_EQ(ended.code, 3);
    EXPECT_NE(ended.out.find(b +
                             ":1:1: error[E363]: two scenarios are called "
                             "'residential.one_day': this one and " +
                             a + "\n  = help: give one of them another name\n"),
              std::string::npos)
        << ended.out;
}

TEST(Cli, NoLineButTheCommandIsWiderThanATerminal) {
    const Ended ended =
        meterbench("run scenarios/residential/three_brick_walls.yaml --set walls=6");
    const std::string body =
        ended.out.substr(0, ended.out.size() - last_line(ended.out).size() - 1);
    for (std::size_t from = 0; from < body.size();) {
        const std::size_t end = std::min(body.find('\n', from), body.size());
        EXPECT_LE(end - from, 80U) << body.substr(from, end - from);
        from = end + 1;
    }
}

TEST(Cli, RequirementsAreCountedInTheLastLine) {
    const Ended ended = meterbench("list --requirements");
    EXPECT_EQ(ended.code, 0);
    EXPECT_NE(last_line(ended.out).find(" clauses proved"), std::string::npos);
}

}  // namespace
