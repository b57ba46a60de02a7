#include "harness/run/behaviour_digest.h"

#include <initializer_list>

#include "harness/run/hash.h"
#include "models/trace/events.h"

namespace bench::run {
namespace {

// Numbers of this file's own: those of trace::Kind may change.
enum class Seen : std::uint64_t { frame = 1, datagram, accepted, booted, powered_down };

std::uint64_t hash_of(Seen what, const trace::Record& item,
                      std::initializer_list<std::int64_t> values) {
    std::uint64_t hash =
        mix(static_cast<std::uint64_t>(what), static_cast<std::uint64_t>(ns(item.time)));
    hash = mix(hash, item.entity);
    for (const std::int64_t value : values) hash = mix(hash, static_cast<std::uint64_t>(value));
    return hash;
}

std::uint64_t frame(const trace::Record& item, std::span<const std::uint8_t> bytes) {
    const auto sent = trace::read<trace::FrameSent>(item);
    return mix_bytes(hash_of(Seen::frame, item,
                             {sent.airtime_ns, sent.channel, sent.modulation, sent.power_cdbm}),
                     bytes);
}

std::uint64_t accepted(const trace::Record& item, std::span<const std::uint8_t> bytes) {
    const auto said = trace::from_bytes<trace::Acceptance>(bytes);
    return hash_of(Seen::accepted, item,
                   {said.sequence, said.stream, said.event_code, said.calendar_us, said.import_cwh,
                    said.export_cwh, said.power_w, said.voltage_dv, said.current_ma,
                    said.alarm_register_1, said.alarm_register_2, said.alarm_register_3});
}

}  // namespace

void BehaviourDigest::record(const trace::Record& item, std::span<const std::uint8_t> bytes) {
    using trace::Kind;
    if (item.kind == Kind::frame_sent) {
        sum_ += frame(item, bytes);
    } else if (item.kind == Kind::datagram_sent) {
        sum_ += mix_bytes(hash_of(Seen::datagram, item, {}), bytes);
    } else if (item.kind == Kind::push_accepted) {
        sum_ += accepted(item, bytes);
    } else if (item.kind == Kind::booted) {
        sum_ += hash_of(Seen::booted, item, {trace::read<trace::Booted>(item).cause});
    } else if (item.kind == Kind::powered_down) {
        sum_ += hash_of(Seen::powered_down, item, {});
    }
}

}  // namespace bench::run
