#include "harness/cli/interrupt.h"

#include <csignal>

#include <sys/signalfd.h>
#include <unistd.h>

namespace bench::cli {
namespace {

sigset_t interrupt_only() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    return set;
}

}  // namespace

Interrupt::Interrupt() {
    const sigset_t set = interrupt_only();
    sigprocmask(SIG_BLOCK, &set, nullptr);
    fd_ = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

Interrupt::~Interrupt() {
    if (fd_ >= 0) ::close(fd_);
    const sigset_t set = interrupt_only();
    sigprocmask(SIG_UNBLOCK, &set, nullptr);
}

bool Interrupt::asked() {
    signalfd_siginfo info{};
    if (fd_ >= 0 && ::read(fd_, &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
        asked_ = true;
        // From now on a second one ends the process at once.
        const sigset_t set = interrupt_only();
        sigprocmask(SIG_UNBLOCK, &set, nullptr);
    }
    return asked_;
}

}  // namespace bench::cli
