#include "harness/campaign/pool.h"

#include <utility>
#include <vector>

#include <poll.h>

namespace bench::campaign {
namespace {

constexpr int kPollMs = 200;

struct Running {
    std::size_t index;
    run::Child child;
};

}  // namespace

void Pool::run(std::size_t count, const Make& make, const Done& done, const Idle& idle) const {
    std::vector<Running> running;
    std::size_t next = 0;
    bool more = true;
    while ((more && next < count) || !running.empty()) {
        while (more && next < count && running.size() < static_cast<std::size_t>(config_.jobs)) {
            running.push_back({next, run::Child{make(next), config_.cpu_limit_s}});
            ++next;
        }
        std::vector<pollfd> waiting;
        for (const Running& one : running) waiting.push_back({one.child.fd(), POLLIN, 0});
        ::poll(waiting.data(), waiting.size(), kPollMs);
        std::vector<Running> still;
        for (std::size_t i = 0; i < running.size(); ++i) {
            const bool ready = waiting[i].revents != 0;
            if (ready && running[i].child.drain()) {
                more = done(running[i].index, running[i].child.finish()) && more;
            } else {
                still.push_back(std::move(running[i]));
            }
        }
        running = std::move(still);
        if (!idle()) return;  // The children that still run are killed with the vector.
        if (!more) running.clear();
    }
}

}  // namespace bench::campaign
