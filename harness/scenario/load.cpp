#include "harness/scenario/load.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "harness/scenario/analogue_check.h"
#include "harness/scenario/assemble.h"
#include "harness/scenario/canonical.h"
#include "harness/scenario/decode.h"
#include "harness/scenario/merge.h"
#include "harness/scenario/params.h"
#include "harness/scenario/radio_check.h"
#include "harness/scenario/reference.h"

namespace bench::scenario {

namespace {

namespace fs = std::filesystem;

std::optional<std::string> read_file(const fs::path& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) return std::nullopt;
    std::ifstream stream{path, std::ios::binary};
    if (!stream) return std::nullopt;
    std::string bytes(kLargestFile + 1, '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    return bytes;
}

// `path` from the scenarios' root, when it lies below: what `use:` would call it.
std::string path_from_root(const std::string& path, const std::string& root) {
    std::error_code error;
    const fs::path relative = fs::relative(path, root, error);
    return error ? path : relative.generic_string();
}

void complete(Draft& draft, const LoadOptions& options) {
    Scenario& scenario = draft.scenario;
    system::BenchConfig& config = scenario.config;
    config.air.nodes = nodes_of(draft);
    config.air.site = site_of(draft.site);
    for (const InterfererDraft& each : draft.interferers)
        config.air.interferers.push_back(interferer_of(draft, each));
    draft.air_link.name = config.radio_link;
    draft.air_link.from = draft.rf.from.text;
    draft.air_link.to = draft.rf.to.text;
    draft.air_link.path = rf_path_of(draft);
    draft.air_link.fading = fading_of(draft);
    config.air.links = {draft.air_link};
    config.air.plan = config.radio.plan;
    for (const EntryDraft& entry : draft.entries) {
        config.entries.push_back(entry.entry);
        config.entries.back().after = entry.after.text;
        if (entry.unfelt) scenario.unfelt.push_back(entry.id.text);
    }
    if (config.meters.front().three_phase)
        config.meters.front().three_phase->fidelity = scenario.afe_fidelity;
    config.meters.front().firmware = scenario.firmware.name;
    const auto from_root = [&options](std::string& path) {
        path = (fs::path{options.scenarios_root} / path).generic_string();
    };
    if (scenario.wave) from_root(scenario.wave->path);
    if (scenario.appliances) from_root(scenario.appliances->path);
    if (!scenario.load.path.empty()) from_root(scenario.load.path);
}

std::optional<Scenario> decode(const Node& root, const std::string& file,
                               const LoadOptions& options, Findings& findings) {
    Draft draft;
    draft.scenario.file = file;
    draft.scenario.config.meters.emplace_back();
    Fields fields{findings, root, "the scenario"};
    scenario_fields(fields, draft);
    fields.finish();
    check_references(draft, findings);
    check_radio(draft, findings);
    check_analogue(draft, findings);
    if (findings.errors() != 0) return std::nullopt;
    complete(draft, options);
    draft.scenario.canonical = canonical_text(root);
    return std::move(draft.scenario);
}

LoadResult load(const SourcePtr& source, const std::string& use_path, const LoadOptions& options) {
    Findings findings;
    LoadResult result;
    const fs::path base{options.scenarios_root};
    if (std::optional<Node> tree = parse_tree(source, findings)) {
        Node root = resolve_use(
            std::move(*tree), use_path,
            [&base](const std::string& path) { return read_file(base / path); },
            [&base](const std::string& path) { return (base / path).generic_string(); }, findings);
        apply_params(root, options.set, findings);
        result.scenario = decode(root, source->name(), options, findings);
    }
    result.diagnostics = findings.sorted(source->name());
    if (result.scenario) result.scenario->warnings = result.diagnostics;
    return result;
}

}  // namespace

LoadResult load_scenario(const std::string& path, const LoadOptions& options) {
    const std::optional<std::string> bytes = read_file(path);
    if (!bytes) {
        Diagnostic missing;
        missing.code = "E330";
        missing.file = path;
        missing.message = "there is no such file";
        return {std::nullopt, {missing}};
    }
    const auto source = std::make_shared<const Source>(path, *bytes);
    return load(source, path_from_root(path, options.scenarios_root), options);
}

LoadResult load_from_text(const std::string& text, const std::string& name,
                          const LoadOptions& options) {
    return load(std::make_shared<const Source>(name, text), name, options);
}

std::vector<KeyDescription> describe() {
    std::vector<KeyDescription> keys;
    Draft scratch;
    scratch.scenario.config.meters.emplace_back();
    Fields fields{keys, ""};
    scenario_fields(fields, scratch);
    return keys;
}

}  // namespace bench::scenario
