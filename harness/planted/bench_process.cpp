#include "harness/planted/bench_process.h"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <vector>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bench::planted {
namespace {

constexpr int kCapSysResource = 24;  // linux/capability.h

std::string plugin_path(const std::string& name) {
    return std::string{METERBENCH_PLUGIN_DIR} + "/lib" + name + ".so";
}

// A file in the temporary folder that goes with the object.
class Scratch {
public:
    Scratch() {
        const int fd = ::mkstemp(name_.data());
        if (fd < 0) throw std::runtime_error{"no temporary file"};
        ::close(fd);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() { ::unlink(name_.c_str()); }
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::string text() const {
        std::ostringstream text;
        text << std::ifstream{name_, std::ios::binary}.rdbuf();
        return text.str();
    }

private:
    std::string name_ = "/tmp/meterbench_planted_XXXXXX";
};

// The bench sets a limit of its own, which cannot lift one that is set from outside, unless it may
// lift all.
void limit_cpu(int seconds) {
    ::prctl(PR_CAPBSET_DROP, kCapSysResource);
    const auto limit = static_cast<rlim_t>(seconds);
    const rlimit cpu{limit, limit + 1};
    ::setrlimit(RLIMIT_CPU, &cpu);
}

std::vector<std::string> words_of(const Invocation& invocation, const std::string& results) {
    std::vector<std::string> words{
        METERBENCH_EXECUTABLE, "run",      invocation.scenario, "-j", "1",
        "--color=never",       "--format", "json=" + results};
    if (invocation.seed) words.insert(words.end(), {"--seed", std::to_string(*invocation.seed)});
    if (invocation.verify) words.emplace_back("--verify");
    if (invocation.firmware)
        words.insert(words.end(), {"--firmware", plugin_path(*invocation.firmware)});
    return words;
}

[[noreturn]] void become(const Invocation& invocation, std::vector<std::string> words,
                         const std::string& messages) {
    if (std::freopen(messages.c_str(), "a", stdout) == nullptr) _exit(127);
    ::dup2(STDOUT_FILENO, STDERR_FILENO);
    if (::chdir(METERBENCH_SOURCE_DIR) != 0) _exit(127);
    if (invocation.cpu_limit_s) limit_cpu(*invocation.cpu_limit_s);
    if (invocation.preload) ::setenv("LD_PRELOAD", plugin_path(*invocation.preload).c_str(), 1);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    ::execv(arguments.front(), arguments.data());
    _exit(127);
}

}  // namespace

Ended meterbench_run(const Invocation& invocation) {
    const Scratch messages;
    const Scratch results;
    const pid_t pid = ::fork();
    if (pid < 0) throw std::runtime_error{"no process"};
    if (pid == 0) become(invocation, words_of(invocation, results.name()), messages.name());
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    Ended ended;
    ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    ended.messages = messages.text();
    const std::string text = results.text();
    if (!text.empty()) ended.results = nlohmann::json::parse(text);
    return ended;
}

}  // namespace bench::planted
