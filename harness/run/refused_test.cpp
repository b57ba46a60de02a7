// Every example in refused/ gives its golden message, word for word: what only shows when the
// recording, the checks, the clauses and the firmware are there. With METERBENCH_UPDATE_GOLDEN set
// in the environment the messages are written instead, for review.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "harness/run/prepare.h"
#include "harness/scenario/diagnostic.h"

namespace bench::run {
namespace {

namespace fs = std::filesystem;

const fs::path kRefused = fs::path{METERBENCH_SOURCE_DIR} / "harness/run/refused";

std::string contents(const fs::path& path) {
    std::ifstream stream{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

std::vector<std::string> examples() {
    std::vector<std::string> names;
    for (const auto& file : fs::directory_iterator{kRefused}) {
        if (file.path().extension() == ".yaml") names.push_back(file.path().stem().string());
    }
    std::ranges::sort(names);
    return names;
}

PrepareResult prepared(const std::string& name) {
    PrepareOptions options;
    options.load.scenarios_root = kRefused.string();
    options.requirements = std::string{METERBENCH_SOURCE_DIR} + "/docs/requirements.yaml";
    return prepare((kRefused / (name + ".yaml")).string(), options);
}

// As they read when the program runs inside refused/.
std::string messages(const PrepareResult& result) {
    std::string text = scenario::format_diagnostics(result.diagnostics);
    const std::string prefix = kRefused.string() + "/";
    for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) {
        text.erase(at, prefix.size());
    }
    return text;
}

class Refused : public testing::TestWithParam<std::string> {};

TEST_P(Refused, GivesItsGoldenMessage) {
    const PrepareResult result = prepared(GetParam());
    EXPECT_EQ(result.prepared, nullptr);
    const fs::path golden = kRefused / (GetParam() + ".txt");
    const std::string text = messages(result);
    if (std::getenv("METERBENCH_UPDATE_GOLDEN") != nullptr)
        std::ofstream{golden, std::ios::binary} << text;
    EXPECT_EQ(text, contents(golden));
    EXPECT_NE(text.find("error[E"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Examples, Refused, testing::ValuesIn(examples()),
                         [](const auto& example) { return example.param; });

TEST(Prepare, TakesEveryShippedScenario) {
    std::size_t taken = 0;
    const fs::path root = fs::path{METERBENCH_SOURCE_DIR} / "scenarios";
    for (const auto& file : fs::recursive_directory_iterator{root}) {
        if (file.path().extension() != ".yaml" || file.path().parent_path().filename() == "lib")
            continue;
        PrepareOptions options;
        options.load.scenarios_root = root.string();
        options.requirements = std::string{METERBENCH_SOURCE_DIR} + "/docs/requirements.yaml";
        const PrepareResult result = prepare(file.path().string(), options);
        EXPECT_NE(result.prepared, nullptr) << scenario::format_diagnostics(result.diagnostics);
        ++taken;
    }
    EXPECT_GE(taken, 15U);
}

}  // namespace
}  // namespace bench::run
