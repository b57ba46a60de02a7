#include "harness/cli/selection.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "harness/scenario/load.h"

namespace bench::cli {
namespace {

namespace fs = std::filesystem;

bool is_part(const fs::path& path) {
    return std::ranges::any_of(path, [](const fs::path& part) { return part == "lib"; });
}

std::vector<std::string> below(const fs::path& folder) {
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        if (entry.is_regular_file() && entry.path().extension() == ".yaml" &&
            !is_part(fs::relative(entry.path(), folder))) {
            files.push_back(entry.path().lexically_normal().string());
        }
    }
    return files;
}

// Scenarios whose id or one of whose tags is `word`.
std::vector<std::string> named(const std::string& word) {
    std::vector<std::string> files;
    if (!fs::is_directory("scenarios")) return files;
    for (const std::string& file : below("scenarios")) {
        const auto loaded =
            scenario::load_scenario(file, {.scenarios_root = "scenarios", .set = {}});
        if (!loaded.scenario) continue;
        if (loaded.scenario->name == word || std::ranges::count(loaded.scenario->tags, word) != 0) {
            files.push_back(file);
        }
    }
    return files;
}

}  // namespace

Selected select_scenarios(const std::vector<std::string>& words) {
    Selected selected;
    std::set<std::string> files;
    for (const std::string& word : words) {
        std::vector<std::string> found;
        if (fs::is_directory(word)) {
            found = below(word);
        } else if (fs::is_regular_file(word)) {
            found = {fs::path{word}.lexically_normal().string()};
        } else {
            found = named(word);
            if (found.empty()) selected.unknown.push_back(word);
        }
        files.insert(found.begin(), found.end());
    }
    selected.files.assign(files.begin(), files.end());
    return selected;
}

std::string scenarios_root_of(const std::string& file) {
    const fs::path absolute = fs::absolute(file);
    for (fs::path folder = absolute.parent_path(); folder != folder.root_path();
         folder = folder.parent_path()) {
        if (folder.filename() == "scenarios") {
            const fs::path relative = fs::relative(folder);
            return relative.string().starts_with("..") ? folder.string() : relative.string();
        }
    }
    // A folder with parts of its own is a root of its own.
    const fs::path own = fs::path{file}.parent_path();
    if (!fs::is_directory(own / "lib") && fs::is_directory("scenarios")) return "scenarios";
    return own.empty() ? "." : own.string();
}

std::string requirements_of(const std::string& scenarios_root) {
    const fs::path file = fs::path{scenarios_root} / ".." / "docs" / "requirements.yaml";
    return fs::is_regular_file(file) ? file.lexically_normal().string() : std::string{};
}

}  // namespace bench::cli
