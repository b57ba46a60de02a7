// Damaged scenarios are refused or accepted, never a crash, and never slow.

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "harness/scenario/load.h"
#include "models/chance/chance.h"

namespace bench::scenario {
namespace {

namespace fs = std::filesystem;
const fs::path kRoot = fs::path{METERBENCH_SOURCE_DIR} / "scenarios";

std::vector<std::string> texts() {
    std::vector<std::string> out;
    for (const auto& file : fs::recursive_directory_iterator{kRoot}) {
        if (file.path().extension() != ".yaml") continue;
        std::ifstream stream{file.path(), std::ios::binary};
        out.emplace_back(std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{});
    }
    return out;
}

// One change: a character replaced, a piece removed, doubled or moved, or a piece of YAML put in.
void mutate(std::string& text, const chance::Key& key) {
    static constexpr const char* kPieces[] = {
        "\"",    "'",   "{",   "}",        "[",    "]", ": ", "- ", "&a ",          "*a",
        "<<: ",  "!x ", "|\n", ">\n",      "$(",   ")", "#",  "\t", "\n",           "---\n",
        "...\n", "? ",  ", ",  "\xC3\xA9", "\xFF", "%", "@",  "-",  "999999999999", "walls",
        "\\"};
    const std::size_t at = key.below(0, text.size() + 1);
    const std::size_t length = key.below(1, 30);
    const std::size_t to = key.below(2, text.size() + 1);
    switch (key.below(3, 5)) {
        case 0:
            text.insert(at, kPieces[key.below(4, std::size(kPieces))]);
            break;
        case 1:
            text.erase(at, length);
            break;
        case 2:
            text.insert(to, text.substr(at, length));
            break;
        case 3:
            if (at < text.size()) text[at] = static_cast<char>(key.below(5, 256));
            break;
        default:
            text.resize(at);
            break;
    }
}

TEST(Mutation, of_shipped_scenarios_never_crashes_or_takes_a_second) {
    const std::vector<std::string> originals = texts();
    LoadOptions options;
    options.scenarios_root = kRoot.string();
    const chance::Key root{20'261'122};
    int refused = 0;
    constexpr std::uint64_t kRounds = 5'000;
    for (std::uint64_t round = 0; round < kRounds; ++round) {
        const chance::Key key = root.of(round);
        std::string text = originals[key.below(0, originals.size())];
        const std::uint64_t changes = 1 + key.below(1, 4);
        for (std::uint64_t i = 0; i < changes; ++i) mutate(text, key.of("change").of(i));
        const auto start = std::chrono::steady_clock::now();
        const LoadResult result = load_from_text(text, "mutated.yaml", options);
        const auto taken = std::chrono::steady_clock::now() - start;
        ASSERT_LT(taken, std::chrono::seconds{1}) << text;
        const bool errors =
            std::any_of(result.diagnostics.begin(), result.diagnostics.end(),
                        [](const Diagnostic& item) { return item.severity == Severity::error; });
        ASSERT_NE(result.scenario.has_value(), errors) << text;
        refused += result.scenario ? 0 : 1;
    }
    EXPECT_GT(refused, static_cast<int>(kRounds) / 4);
    EXPECT_LT(refused, static_cast<int>(kRounds));
}

TEST(Mutation, of_size_never_hangs) {
    std::string wide = "tags: [";
    while (wide.size() < 200'000) wide += "a, ";
    std::string keys;
    for (int i = 0; keys.size() < 900'000; ++i) keys += "k" + std::to_string(i) + ": 1\n";
    std::string items = "tags:\n";
    while (items.size() < 900'000) items += "- a\n";
    std::string brackets(1'900, '[');
    for (const std::string& text :
         {wide + "]\n", keys, items, brackets, std::string(1'900, '"'), std::string(1'900, '{')}) {
        const auto start = std::chrono::steady_clock::now();
        EXPECT_FALSE(load_from_text(text, "large.yaml").scenario);
        EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{5})
            << text.substr(0, 20);
    }
}

}  // namespace
}  // namespace bench::scenario
