#include "harness/run/child.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bench::run {
namespace {

[[noreturn]] void fail(const char* what) {
    throw std::system_error{errno, std::generic_category(), what};
}

void write_all(int fd, const char* data, std::size_t size) {
    while (size > 0) {
        const ssize_t written = ::write(fd, data, size);
        if (written < 0) {
            if (errno == EINTR) continue;
            return;  // The parent is gone: nobody wants it any more.
        }
        data += written;
        size -= static_cast<std::size_t>(written);
    }
}

[[noreturn]] void be_child(const Child::Work& work, board::StepMarker& marker, int fd,
                           int cpu_limit_s) {
    rlimit cpu{};
    getrlimit(RLIMIT_CPU, &cpu);
    // Never above what this process was given itself.
    cpu.rlim_cur = std::min({static_cast<rlim_t>(cpu_limit_s), cpu.rlim_cur, cpu.rlim_max});
    cpu.rlim_max = std::min(cpu.rlim_cur + 1, cpu.rlim_max);
    setrlimit(RLIMIT_CPU, &cpu);
    std::signal(SIGINT, SIG_IGN);  // The parent decides what an interrupt means.
    int code = 0;
    try {
        const std::string result = work(marker);
        const std::uint64_t size = result.size();
        write_all(fd, reinterpret_cast<const char*>(&size), sizeof size);
        write_all(fd, result.data(), result.size());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "meterbench: %s\n", error.what());
        code = 1;
    }
    ::close(fd);
    std::fflush(stderr);
    _exit(code);
}

}  // namespace

Child::Child(const Work& work, int cpu_limit_s) {
    void* page = ::mmap(nullptr, sizeof(board::StepMarker), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) fail("mmap");
    marker_ = new (page) board::StepMarker;
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) fail("pipe");
    std::fflush(nullptr);
    pid_ = ::fork();
    if (pid_ < 0) fail("fork");
    if (pid_ == 0) {
        ::close(ends[0]);
        be_child(work, *marker_, ends[1], cpu_limit_s);
    }
    ::close(ends[1]);
    fd_ = ends[0];
}

Child::Child(Child&& other) noexcept
    : pid_{std::exchange(other.pid_, -1)},
      fd_{std::exchange(other.fd_, -1)},
      marker_{std::exchange(other.marker_, nullptr)},
      received_{std::move(other.received_)} {}

Child::~Child() {
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    if (fd_ >= 0) ::close(fd_);
    if (marker_ != nullptr) ::munmap(marker_, sizeof(board::StepMarker));
}

bool Child::drain() {
    char buffer[65536];
    const ssize_t size = ::read(fd_, buffer, sizeof buffer);
    if (size < 0) return errno != EINTR && errno != EAGAIN;
    received_.append(buffer, static_cast<std::size_t>(size));
    return size == 0;
}

ChildEnd Child::finish() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    ChildEnd end;
    if (WIFSIGNALED(status)) {
        end.signal = WTERMSIG(status);
        end.cpu_limit = end.signal == SIGXCPU;
    }
    end.in_step = marker_->in_step != 0;
    end.entity = marker_->entity;
    end.time_ns = marker_->time_ns;
    std::uint64_t size = 0;
    if (received_.size() < sizeof size) return end;
    std::memcpy(&size, received_.data(), sizeof size);
    if (received_.size() - sizeof size == size) end.result = received_.substr(sizeof size);
    return end;
}

ChildEnd run_child(const Child::Work& work, int cpu_limit_s) {
    Child child{work, cpu_limit_s};
    while (!child.drain()) {
    }
    return child.finish();
}

}  // namespace bench::run
