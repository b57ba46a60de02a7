#include "harness/cli/arguments.h"

#include <charconv>
#include <utility>

#include <boost/program_options.hpp>

#include "harness/scenario/suggest.h"

namespace bench::cli {
namespace {

namespace po = boost::program_options;

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::vector<std::string> names_of(const po::options_description& options) {
    std::vector<std::string> names;
    for (const auto& option : options.options()) {
        if (option->long_name() != "selection") names.push_back("--" + option->long_name());
    }
    return names;
}

// Everything that can be wrong with the words themselves becomes a UsageError.
std::variant<po::variables_map, UsageError> parse(const std::vector<std::string>& words,
                                                  const po::options_description& options) {
    po::positional_options_description positions;
    positions.add("selection", -1);
    const int style =
        po::command_line_style::default_style & ~po::command_line_style::allow_guessing;
    po::variables_map values;
    try {
        po::store(po::command_line_parser(words)
                      .options(options)
                      .positional(positions)
                      .style(style)
                      .run(),
                  values);
    } catch (const po::unknown_option& error) {
        const auto near = scenario::nearest(error.get_option_name(), names_of(options));
        return UsageError{
            "unknown option '" + error.get_option_name() + "'",
            near ? "did you mean '" + *near + "'?" : "`meterbench help` lists the options"};
    } catch (const po::error& error) {
        return UsageError{error.what(), "`meterbench help` shows how options are written"};
    }
    return values;
}

std::variant<Seeds, UsageError> seeds_of(const po::variables_map& values) {
    if (values.count("seed") != 0) {
        const std::string text = values["seed"].as<std::string>();
        if (const auto seed = number(text)) return Seeds{*seed, *seed};
        return UsageError{"'" + text + "' is not a seed", "write a whole number, as --seed 7"};
    }
    const std::string text = values["seeds"].as<std::string>();
    const auto dots = text.find("..");
    if (dots != std::string::npos) {
        const auto first = number(std::string_view{text}.substr(0, dots));
        const auto last = number(std::string_view{text}.substr(dots + 2));
        if (first && last && *first <= *last && *last - *first < 10'000'000)
            return Seeds{*first, *last};
    }
    return UsageError{"'" + text + "' is not a range of seeds", "write --seeds 1..300"};
}

std::variant<std::map<std::string, std::string>, UsageError> settings_of(
    const po::variables_map& values) {
    std::map<std::string, std::string> set;
    if (values.count("set") == 0) return set;
    for (const std::string& text : values["set"].as<std::vector<std::string>>()) {
        const auto equals = text.find('=');
        if (equals == 0 || equals == std::string::npos) {
            return UsageError{"'" + text + "' sets nothing", "write --set walls=4"};
        }
        set[text.substr(0, equals)] = text.substr(equals + 1);
    }
    return set;
}

std::variant<Color, UsageError> color_of(const po::variables_map& values) {
    if (values.count("color") == 0) return Color::automatic;
    const std::string text = values["color"].as<std::string>();
    if (text == "auto") return Color::automatic;
    if (text == "always") return Color::always;
    if (text == "never") return Color::never;
    return UsageError{"'" + text + "' is not a way of colouring",
                      "write --color=auto, always or never"};
}

std::optional<UsageError> read_outputs(const po::variables_map& values, RunArguments& arguments) {
    if (values.count("format") != 0) {
        for (const std::string& text : values["format"].as<std::vector<std::string>>()) {
            const auto equals = text.find('=');
            const std::string kind = text.substr(0, equals);
            if (equals == std::string::npos || equals + 1 == text.size() ||
                (kind != "junit" && kind != "json")) {
                return UsageError{"'" + text + "' is not a report",
                                  "write --format junit=FILE or --format json=FILE"};
            }
            arguments.formats.emplace_back(kind, text.substr(equals + 1));
        }
    }
    if (values.count("trace") != 0) {
        const std::string text = values["trace"].as<std::string>();
        if (!text.starts_with("pcapng=") || text.size() == 7) {
            return UsageError{"'" + text + "' is not a trace", "write --trace pcapng=FILE"};
        }
        arguments.pcapng = text.substr(7);
    }
    return std::nullopt;
}

std::optional<UsageError> read_numbers(const po::variables_map& values, RunArguments& arguments) {
    if (values.count("jobs") != 0) {
        const std::string text = values["jobs"].as<std::string>();
        const auto jobs = number(text);
        if (!jobs || *jobs == 0 || *jobs > 1024) {
            return UsageError{"'" + text + "' is not a number of jobs", "write -j 2; 1 to 1024"};
        }
        arguments.jobs = static_cast<int>(*jobs);
    }
    if (values.count("verify") != 0) {
        std::string text = values["verify"].as<std::string>();
        const bool percent = text.ends_with('%');
        const auto share =
            number(std::string_view{text}.substr(0, text.size() - (percent ? 1 : 0)));
        if (!percent || !share || *share == 0 || *share > 100) {
            return UsageError{"'" + text + "' is not a share", "write --verify or --verify=5%"};
        }
        arguments.verify_share = static_cast<double>(*share) / 100.0;
    }
    return std::nullopt;
}

// Takes a value out of a variant, or leaves with its error.
template <typename Value>
std::optional<UsageError> take(std::variant<Value, UsageError> parsed, Value& into) {
    if (auto* error = std::get_if<UsageError>(&parsed)) return std::move(*error);
    into = std::get<Value>(std::move(parsed));
    return std::nullopt;
}

po::options_description common() {
    po::options_description options;
    options.add_options()("selection", po::value<std::vector<std::string>>())(
        "set", po::value<std::vector<std::string>>())("color", po::value<std::string>());
    return options;
}

void read_selection(const po::variables_map& values, std::vector<std::string>& selection) {
    if (values.count("selection") != 0)
        selection = values["selection"].as<std::vector<std::string>>();
}

}  // namespace

std::variant<RunArguments, UsageError> parse_run(const std::vector<std::string>& words) {
    po::options_description options = common();
    options.add_options()("seed", po::value<std::string>())("seeds", po::value<std::string>())(
        "jobs,j", po::value<std::string>())("fail-fast", po::bool_switch())(
        "verify", po::value<std::string>())("firmware", po::value<std::string>())(
        "format", po::value<std::vector<std::string>>())("trace", po::value<std::string>());
    std::vector<std::string> complete = words;
    // A value that may be left away would swallow the next file name: given here instead.
    for (std::string& word : complete) {
        if (word == "--verify") word = "--verify=100%";
    }
    po::variables_map values;
    if (auto error = take(parse(complete, options), values)) return *error;
    RunArguments arguments;
    read_selection(values, arguments.selection);
    if (values.count("seed") + values.count("seeds") > 1) {
        return UsageError{"--seed and --seeds exclude each other", "give one of them"};
    }
    if (values.count("seed") + values.count("seeds") == 1) {
        Seeds seeds;
        if (auto error = take(seeds_of(values), seeds)) return *error;
        arguments.seeds = seeds;
    }
    if (auto error = take(settings_of(values), arguments.set)) return *error;
    if (auto error = take(color_of(values), arguments.color)) return *error;
    if (auto error = read_outputs(values, arguments)) return *error;
    if (auto error = read_numbers(values, arguments)) return *error;
    if (values.count("firmware") != 0) arguments.firmware = values["firmware"].as<std::string>();
    arguments.fail_fast = values["fail-fast"].as<bool>();
    return arguments;
}

std::variant<LintArguments, UsageError> parse_lint(const std::vector<std::string>& words) {
    po::options_description options = common();
    options.add_options()("format", po::value<std::string>());
    po::variables_map values;
    if (auto error = take(parse(words, options), values)) return *error;
    LintArguments arguments;
    read_selection(values, arguments.selection);
    if (auto error = take(settings_of(values), arguments.set)) return *error;
    if (auto error = take(color_of(values), arguments.color)) return *error;
    if (values.count("format") != 0) {
        const std::string text = values["format"].as<std::string>();
        if (text != "text" && text != "github") {
            return UsageError{"'" + text + "' is not a format of lint",
                              "write --format text or --format github"};
        }
        arguments.github = text == "github";
    }
    return arguments;
}

std::variant<ListArguments, UsageError> parse_list(const std::vector<std::string>& words) {
    po::options_description options = common();
    options.add_options()("requirements", po::bool_switch());
    po::variables_map values;
    if (auto error = take(parse(words, options), values)) return *error;
    ListArguments arguments;
    read_selection(values, arguments.selection);
    arguments.requirements = values["requirements"].as<bool>();
    return arguments;
}

}  // namespace bench::cli
