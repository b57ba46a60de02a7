#pragma once

// Where messages were left, for the report of a run that lost some: whether each meter ever joined,
// what its frames and datagrams were lost to, what the head end refused, and what it still held.

#include <array>
#include <map>
#include <string>
#include <vector>

#include "models/trace/events.h"

namespace bench::run {

class WaysLost final : public trace::Sink {
public:
    using trace::Sink::record;
    void record(const trace::Record& item, std::span<const std::uint8_t> bytes) override;

    // One line for each of `nodes` (node i is entity i + 1) and one for the head end. Of a run that
    // lost nothing only those of `meters` that never joined have one.
    [[nodiscard]] std::vector<std::string> notes(const std::vector<std::string>& nodes,
                                                 const std::vector<std::string>& meters,
                                                 bool lost) const;

private:
    struct Node {
        bool joined = false;
        std::uint64_t frames = 0;
        std::uint64_t busy = 0;                      // Times that it found its channel busy.
        std::array<std::uint64_t, 8> frames_lost{};  // By trace::LossCause.
        std::int32_t best_cdb = INT32_MIN;           // SINR of the frames from it that were lost.
        std::array<std::uint64_t, 3> datagrams_lost{};  // By DatagramLost::cut.
        std::uint32_t deepest = 0;                      // Messages held in one queue.
        std::uint64_t store_failures = 0;
        std::uint64_t links_lost = 0;
    };
    [[nodiscard]] static std::string never_joined(const std::string& name, const Node& node);
    [[nodiscard]] static std::string losses(const std::string& name, const Node& node);

    std::map<trace::Entity, Node> nodes_;
    std::array<std::uint64_t, 8> refused_{};  // By trace::Rejection.
};

}  // namespace bench::run
