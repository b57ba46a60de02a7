#include "harness/checks/nonces.h"

#include <algorithm>
#include <cstring>

namespace bench::checks {
namespace {

constexpr std::uint8_t kTag = 0xDB;  // general-glo-ciphering
constexpr std::size_t kTitle = 8;
constexpr std::size_t kHead = 32;
constexpr std::size_t kReuses = 64;

// Eight octets at a time, each word mixed as by the finaliser of MurmurHash3.
std::uint64_t hash(std::span<const std::uint8_t> bytes) {
    std::uint64_t value = bytes.size();
    while (!bytes.empty()) {
        std::uint64_t word = 0;
        const std::size_t size = std::min(bytes.size(), sizeof word);
        std::memcpy(&word, bytes.data(), size);
        value = (value ^ word) * 0xff51afd7ed558ccdULL;
        value ^= value >> 33U;
        bytes = bytes.subspan(size);
    }
    return value;
}

// Length in the A-XDR form: one octet below 0x80, else 0x81 or 0x82 and that many octets. Takes it
// off.
std::optional<std::size_t> take_length(std::span<const std::uint8_t>& bytes) {
    if (bytes.empty()) return std::nullopt;
    const std::size_t octets = bytes[0] < 0x80 ? 0 : bytes[0] & 0x7FU;
    if (octets > 2 || bytes.size() < 1 + octets) return std::nullopt;
    std::size_t length = octets == 0 ? bytes[0] : 0;
    for (std::size_t i = 1; i <= octets; ++i) length = (length << 8) | bytes[i];
    bytes = bytes.subspan(1 + octets);
    return length;
}

}  // namespace

NonceMonitor::NonceMonitor(const std::vector<SystemTitle>& titles) {
    for (const SystemTitle& title : titles) {
        Title known;
        known.title = title;
        titles_.push_back(std::move(known));
    }
}

void NonceMonitor::record(const trace::Record& item, std::span<const std::uint8_t> bytes) {
    // The same sealed packet on the air and on a meter's own wire is one use of its nonce. What the
    // collector passes on was on the air before.
    const bool on_wire =
        item.kind == trace::Kind::datagram_sent &&
        trace::read<trace::DatagramSent>(item).datagram >= trace::kFirstWireDatagram;
    if (on_wire || item.kind == trace::Kind::frame_sent) scan(item.time, bytes);
}

void NonceMonitor::scan(Time time, std::span<const std::uint8_t> frame) {
    while (frame.size() > 2 + kTitle) {
        const void* found = std::memchr(frame.data(), kTag, frame.size() - 1 - kTitle);
        if (found == nullptr) return;
        const auto at =
            static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - frame.data());
        frame = frame.subspan(at + 1);
        if (frame[0] == kTitle) header(time, frame.subspan(1));
    }
}

void NonceMonitor::header(Time time, std::span<const std::uint8_t> after_tag) {
    const auto known = std::find_if(titles_.begin(), titles_.end(), [&](const Title& title) {
        return std::equal(title.title.begin(), title.title.end(), after_tag.begin());
    });
    if (known == titles_.end()) return;
    std::span<const std::uint8_t> rest = after_tag.subspan(kTitle);
    const auto length = take_length(rest);
    // Security control and counter: five octets, which a fragment may not hold whole.
    if (!length || *length < 5 || rest.size() < 5) return;
    ++protected_;
    std::uint32_t counter = 0;
    for (std::size_t i = 1; i <= 4; ++i) counter = (counter << 8) | rest[i];
    const auto body = rest.first(std::min(rest.size(), *length));
    Print print;
    print.length = *length;
    print.seen = body.size();
    print.head = hash(body.first(std::min(kHead, body.size())));
    print.all = hash(body);
    judge(time, *known, counter, print);
}

void NonceMonitor::judge(Time time, Title& title, std::uint32_t counter, const Print& print) {
    const auto recent = title.recent.find(counter);
    bool reused = false;
    if (recent != title.recent.end()) {
        const Print& first = recent->second;
        const bool whole = first.seen == print.seen;
        const bool comparable = std::min(first.seen, print.seen) >= kHead;
        reused = first.length != print.length || (whole && first.all != print.all) ||
                 (!whole && comparable && first.head != print.head);
    } else if (title.older.contains(counter)) {
        reused = true;
    } else {
        remember(title, counter, print);
    }
    if (!reused) return;
    ++reused_;
    if (reuses_.size() < kReuses) reuses_.push_back(Reuse{time, title.title, counter});
}

void NonceMonitor::remember(Title& title, std::uint32_t counter, const Print& print) {
    title.recent.emplace(counter, print);
    title.order.push_back(counter);
    if (title.order.size() <= kRecent) return;
    title.older.insert(title.order.front());
    title.recent.erase(title.order.front());
    title.order.pop_front();
}

}  // namespace bench::checks
