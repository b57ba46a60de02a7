#include "harness/run/ways_lost.h"

#include <algorithm>

#include <fmt/format.h>

#include "firmware/hal/diag.h"

namespace bench::run {
namespace {

constexpr std::array kCauses{"",
                             "no preamble heard",
                             "header broken",
                             "payload broken",
                             "receiver on another channel",
                             "receiver busy",
                             "link cut",
                             "receiver upset"};
constexpr std::array kCuts{"by chance", "link cut", "disturbed"};
constexpr std::array kRefusals{"",         "malformed",  "unknown meter", "forged",
                               "replayed", "not a push", "silent",        "second copy"};

// "12 payload broken, 3 link cut"; empty when there is nothing.
template <typename Counts, typename Words>
std::string listed(const Counts& counts, const Words& words) {
    std::string text;
    for (std::size_t i = 0; i < counts.size() && i < words.size(); ++i) {
        if (counts[i] == 0) continue;
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", counts[i], words[i]);
    }
    return text;
}

}  // namespace

void WaysLost::record(const trace::Record& item, std::span<const std::uint8_t> /*bytes*/) {
    using trace::Kind;
    if (item.kind == Kind::frame_sent) {
        ++nodes_[item.entity].frames;
    } else if (item.kind == Kind::channel_busy) {
        ++nodes_[item.entity].busy;
    } else if (item.kind == Kind::frame_lost) {
        const auto lost = trace::read<trace::FrameLost>(item);
        Node& node = nodes_[lost.from];
        ++node.frames_lost[std::min<std::size_t>(static_cast<std::size_t>(lost.cause), 7)];
        node.best_cdb = std::max<std::int32_t>(node.best_cdb, lost.sinr_cdb);
    } else if (item.kind == Kind::datagram_lost) {
        const auto lost = trace::read<trace::DatagramLost>(item);
        ++nodes_[item.entity].datagrams_lost[std::min<std::uint32_t>(lost.cut, 2)];
    } else if (item.kind == Kind::push_rejected) {
        const auto reason = static_cast<std::size_t>(trace::read<trace::PushRejected>(item).reason);
        ++refused_[std::min<std::size_t>(reason, 7)];
    } else if (item.kind == Kind::firmware_note) {
        const auto note = trace::read<trace::FirmwareNote>(item);
        Node& node = nodes_[item.entity];
        if (note.code == HAL_DIAG_JOINED) node.joined = true;
        if (note.code == HAL_DIAG_LINK_LOST) ++node.links_lost;
        if (note.code == HAL_DIAG_QUEUE_DEPTH) node.deepest = std::max(node.deepest, note.b);
        if (note.code == HAL_DIAG_STORE_FAILED) ++node.store_failures;
    }
}

std::string WaysLost::never_joined(const std::string& name, const Node& node) {
    std::string text = fmt::format("'{}' never joined: {} frames sent", name, node.frames);
    if (node.busy > 0) text += fmt::format(", its channel busy {} times", node.busy);
    const std::string lost = listed(node.frames_lost, kCauses);
    if (!lost.empty()) text += "; lost at their receivers: " + lost;
    if (node.best_cdb != INT32_MIN) {
        text +=
            fmt::format("; the best of them had a signal {:+.1f} dB above noise and interference",
                        node.best_cdb / 100.0);
    }
    return text;
}

std::string WaysLost::losses(const std::string& name, const Node& node) {
    std::vector<std::string> parts;
    const std::string frames = listed(node.frames_lost, kCauses);
    if (!frames.empty()) parts.push_back("frames lost: " + frames);
    const std::string datagrams = listed(node.datagrams_lost, kCuts);
    if (!datagrams.empty()) parts.push_back("datagrams lost: " + datagrams);
    if (node.links_lost > 0)
        parts.push_back(fmt::format("link given up {} times", node.links_lost));
    if (node.deepest > 0)
        parts.push_back(fmt::format("at most {} messages held in one queue", node.deepest));
    if (node.store_failures > 0)
        parts.push_back(fmt::format("flash failed {} times", node.store_failures));
    if (parts.empty()) return {};
    return fmt::format("of '{}', which lost messages or their way: {}", name,
                       fmt::join(parts, "; "));
}

std::vector<std::string> WaysLost::notes(const std::vector<std::string>& names,
                                         const std::vector<std::string>& meters, bool lost) const {
    std::vector<std::string> list;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto found = nodes_.find(static_cast<trace::Entity>(i + 1));
        if (found == nodes_.end()) continue;
        const Node& node = found->second;
        const bool meter = std::ranges::find(meters, names[i]) != meters.end();
        if (meter && !node.joined && node.frames + node.busy > 0) {
            list.push_back(never_joined(names[i], node));
        } else if (lost) {
            std::string text = losses(names[i], node);
            if (!text.empty()) list.push_back(std::move(text));
        }
    }
    const std::string refused = listed(refused_, kRefusals);
    if (lost && !refused.empty()) list.push_back("the head end refused: " + refused);
    return list;
}

}  // namespace bench::run
