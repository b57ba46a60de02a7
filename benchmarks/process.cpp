#include "benchmarks/process.h"

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/run/child.h"

namespace bench::benchmarks {
namespace {

constexpr int kCpuLimitS = 3600;

double seconds_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

[[noreturn]] void become(const std::vector<std::string>& words, const std::string& folder) {
    if (!folder.empty() && ::chdir(folder.c_str()) != 0) _exit(127);
    const int nowhere = ::open("/dev/null", O_RDWR);
    for (const int stream : {0, 1, 2}) ::dup2(nowhere, stream);
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::execvp(arguments[0], arguments.data());
    _exit(127);
}

}  // namespace

double cpu_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

double wall_seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

std::string in_child(const std::function<std::string()>& work) {
    const run::ChildEnd end =
        run::run_child([&](board::StepMarker&) { return work(); }, kCpuLimitS);
    if (!end.result) throw std::runtime_error{"a measured child died"};
    return *end.result;
}

double number_in_child(const std::function<double()>& work) {
    const std::string octets = in_child([&] {
        const double value = work();
        std::string text(sizeof value, '\0');
        std::memcpy(text.data(), &value, sizeof value);
        return text;
    });
    double value = 0;
    std::memcpy(&value, octets.data(), sizeof value);
    return value;
}

int run_program(const std::vector<std::string>& words, const std::string& folder) {
    const pid_t pid = ::fork();
    if (pid < 0) throw std::system_error{errno, std::generic_category(), "fork"};
    if (pid == 0) become(words, folder);
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

TemporaryFolder::TemporaryFolder() {
    path_ = (std::filesystem::temp_directory_path() / "meterbench.XXXXXX").string();
    if (::mkdtemp(path_.data()) == nullptr)
        throw std::system_error{errno, std::generic_category(), "mkdtemp"};
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace bench::benchmarks
