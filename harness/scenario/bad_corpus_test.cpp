// Every refused example in bad/ gives its golden message, word for word.
// With METERBENCH_UPDATE_GOLDEN set in the environment, the messages are written instead, for
// review.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "harness/scenario/load.h"

namespace bench::scenario {
namespace {

namespace fs = std::filesystem;

const fs::path kBad = fs::path{METERBENCH_SOURCE_DIR} / "harness/scenario/bad";

std::string contents(const fs::path& path) {
    std::ifstream stream{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

std::vector<std::string> examples() {
    std::vector<std::string> names;
    for (const auto& file : fs::directory_iterator{kBad}) {
        if (file.path().extension() == ".yaml") names.push_back(file.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

// The messages as they read when the program runs inside bad/.
std::string messages(const std::string& name) {
    LoadOptions options;
    options.scenarios_root = kBad.string();
    const LoadResult result =
        load_from_text(contents(kBad / (name + ".yaml")), name + ".yaml", options);
    std::string text = format_diagnostics(result.diagnostics);
    const std::string prefix = kBad.string() + "/";
    for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) {
        text.erase(at, prefix.size());
    }
    return (result.scenario ? "accepted\n" : "") + text;
}

class BadCorpus : public testing::TestWithParam<std::string> {};

TEST_P(BadCorpus, is_refused_with_its_golden_message) {
    const std::string text = messages(GetParam());
    const fs::path golden = kBad / (GetParam() + ".txt");
    if (std::getenv("METERBENCH_UPDATE_GOLDEN") != nullptr)
        std::ofstream{golden, std::ios::binary} << text;
    EXPECT_EQ(text, contents(golden));
    EXPECT_NE(text.find("error[E"), std::string::npos);
    EXPECT_EQ(text.rfind("accepted", 0), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(bad, BadCorpus, testing::ValuesIn(examples()),
                         [](const auto& test) { return test.param; });

TEST(BadCorpusSize, holds_at_least_forty_examples_each_with_its_message) {
    EXPECT_GE(examples().size(), 40U);
    for (const std::string& name : examples())
        EXPECT_TRUE(fs::exists(kBad / (name + ".txt"))) << name;
}

}  // namespace
}  // namespace bench::scenario
