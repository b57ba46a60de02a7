#pragma once

// Costs of work in a child process, and of other programs.

#include <functional>
#include <string>
#include <vector>

namespace bench::benchmarks {

// CPU time of this process so far, user and system, in seconds.
[[nodiscard]] double cpu_seconds();
[[nodiscard]] double wall_seconds();

// What `work` returns, done in a child: the kernel of SystemC can be used once in a process.
// Throws std::runtime_error when the child dies.
[[nodiscard]] std::string in_child(const std::function<std::string()>& work);
[[nodiscard]] double number_in_child(const std::function<double()>& work);

// Runs a program found in PATH with its output thrown away; its exit code, or 127 when there is
// none.
[[nodiscard]] int run_program(const std::vector<std::string>& words,
                              const std::string& folder = {});

// A folder of our own below the temporary one, removed at the end.
class TemporaryFolder {
public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

}  // namespace bench::benchmarks
