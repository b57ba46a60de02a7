#pragma once

// One run = one child process: a crash, a spin or a leak of one run touches no other.
//
// The child owns no file; what it found comes back as one length-prefixed record over a pipe. It
// leaves by _exit, so that nothing of the parent is flushed twice.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <sys/types.h>

#include "models/board/step_marker.h"

namespace bench::run {

// How a child ended.
struct ChildEnd {
    std::optional<std::string> result;  // What the work returned; empty if the child died before.
    int signal = 0;                     // That killed it; 0: none.
    bool cpu_limit = false;             // It used up its CPU time.
    bool in_step = false;               // It died inside a firmware's step.
    std::uint32_t entity = 0;           // Whose step.
    std::int64_t time_ns = 0;           // Simulated time of that step.
};

class Child {
public:
    // The work gets the marker to hand to the boards. Throws std::system_error when no process can
    // be made.
    using Work = std::function<std::string(board::StepMarker&)>;
    Child(const Work& work, int cpu_limit_s);
    Child(Child&& other) noexcept;
    Child& operator=(Child&&) = delete;
    ~Child();  // Kills and reaps a child that is still running.

    [[nodiscard]] int fd() const { return fd_; }
    // Reads what is there. True when the child has closed its end: call finish().
    [[nodiscard]] bool drain();
    [[nodiscard]] ChildEnd finish();

private:
    pid_t pid_ = -1;
    int fd_ = -1;
    board::StepMarker* marker_ = nullptr;
    std::string received_;
};

// Starts a child and waits for it.
[[nodiscard]] ChildEnd run_child(const Child::Work& work, int cpu_limit_s);

}  // namespace bench::run
