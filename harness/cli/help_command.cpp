#include <fmt/format.h>

#include "firmware/hal/hal.h"
#include "harness/cli/commands.h"
#include "harness/cli/identity.h"
#include "harness/scenario/load.h"
#include "harness/scenario/suggest.h"

namespace bench::cli {
namespace {

constexpr const char* kGeneral =
    R"(meterbench: runs real smart-meter firmware against a simulated world

usage: meterbench COMMAND [ARGUMENT...]

  run      run scenarios and judge them
  lint     only read scenarios and say what is wrong with them
  list     scenarios; --requirements: what is proved
  explain  what a key of the scenario language means
  version  version and firmware interface
  help     this text, or that of a command

examples
  meterbench run scenarios/residential/three_brick_walls.yaml
  meterbench run scenarios/residential --seeds 1..300 --format junit=out.xml
  meterbench run scenarios/residential --firmware build/release/lib/libmine.so

exit codes
  0 passed   1 a check failed   2 usage   3 scenario refused   4 harness error
  5 runs differ   6 inconclusive or vacuous   7 nothing selected   130 interrupted
)";

constexpr const char* kRun = R"(usage: meterbench run SCENARIO... [OPTION...]

SCENARIO is a file, a folder, an id or a tag.

  --seed N              this seed instead of the scenario's
  --seeds A..B          every seed from A to B
  -j, --jobs N          runs at a time; one for each core if not given
  --set NAME=VALUE      a parameter of the scenario
  --firmware FILE.so    this firmware in the meter, in place of the built-in one
  --verify[=SHARE]      run this share of the seeds twice and compare
  --fail-fast           stop at the first run that does not pass
  --format KIND=FILE    a report: junit or json; - is standard output
  --trace pcapng=FILE   every frame on the air of the first run
  --color=WHEN          auto, always or never
)";

constexpr const char* kLint =
    R"(usage: meterbench lint SCENARIO... [--set NAME=VALUE] [--format text|github]

Says all that is wrong with each scenario. Exit code 3 if one is refused.
)";

constexpr const char* kList = R"(usage: meterbench list [SCENARIO...]
       meterbench list --requirements

The requirements: each clause and what proves it; the last line counts them.
)";

constexpr const char* kExplain = R"(usage: meterbench explain [KEY]

What a key of the scenario language means, as in `meterbench explain dwell`.
)";

}  // namespace

ExitCode help_command(const std::vector<std::string>& words) {
    const std::string topic = words.empty() ? "" : words[0];
    const char* text = kGeneral;
    if (topic == "run") text = kRun;
    if (topic == "lint") text = kLint;
    if (topic == "list") text = kList;
    if (topic == "explain") text = kExplain;
    fmt::print("{}", text);
    return ExitCode::passed;
}

ExitCode version_command(const std::vector<std::string>&) {
    const result::Identity mine = identity();
    fmt::print("meterbench {}\ncommit {}{}\nfirmware interface (HAL ABI) {}\n", mine.version,
               mine.commit, mine.modified ? ", modified" : "", HAL_ABI);
    return ExitCode::passed;
}

ExitCode explain_command(const std::vector<std::string>& words) {
    const auto keys = scenario::describe();
    bool found = false;
    std::vector<std::string> names;
    for (const auto& key : keys) {
        names.push_back(key.path);
        const bool wanted =
            words.empty() || key.path == words[0] || key.path.ends_with("." + words[0]);
        if (!wanted) continue;
        found = true;
        fmt::print("{}: {}\n    {}\n    example: {}\n", key.path, key.type, key.doc, key.example);
    }
    if (found) return ExitCode::passed;
    const auto near = scenario::nearest(words[0], names);
    return usage_error(
        "no key is called '" + words[0] + "'",
        near ? "did you mean '" + *near + "'?" : "`meterbench explain` lists them all");
}

}  // namespace bench::cli
