#include "benchmarks/kernel.h"

#include <systemc>

#include <sys/wait.h>
#include <unistd.h>

#include "benchmarks/process.h"

namespace bench::benchmarks {
namespace {

class Ticker final : public sc_core::sc_module {
public:
    Ticker(const sc_core::sc_module_name& name, std::uint64_t activations)
        : sc_module{name}, left_{activations} {
        SC_HAS_PROCESS(Ticker);
        SC_METHOD(tick);
    }

private:
    void tick() {
        if (left_ == 0) return;
        --left_;
        next_trigger(sc_core::sc_time(50, sc_core::SC_MS));
    }
    std::uint64_t left_;
};

}  // namespace

double kernel_cpu_seconds(std::uint64_t activations) {
    return number_in_child([activations] {
        Ticker ticker{"ticker", activations};
        const double start = cpu_seconds();
        sc_core::sc_start();
        return cpu_seconds() - start;
    });
}

double fork_seconds() {
    constexpr int kChildren = 200;
    const double start = wall_seconds();
    for (int i = 0; i < kChildren; ++i) {
        const pid_t pid = ::fork();
        if (pid == 0) _exit(0);
        if (pid > 0) ::waitpid(pid, nullptr, 0);
    }
    return (wall_seconds() - start) / kChildren;
}

}  // namespace bench::benchmarks
