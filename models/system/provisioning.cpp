#include "models/system/provisioning.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "firmware/hal/radio.h"

namespace bench::system {
namespace {

constexpr head_end::Title kHeadEndTitle{'M', 'T', 'B', 0x00, 0x00, 0x00, 0x00, 0x01};
// Documentation prefix of RFC 3849.
constexpr head_end::Address kHeadEndAddress{0x20, 0x01, 0x0D, 0xB8, 0x4D, 0x42, 0, 0,
                                            0,    0,    0,    0,    0,    0,    0, 1};
// A unique local prefix (RFC 4193) for the mesh.
constexpr std::array<std::uint8_t, 16> kMeshPrefix{0xFD, 0x4D, 0x42, 0x00, 0x00, 0x01};
constexpr std::uint16_t kPanId = 0x4D42;

std::uint32_t milliseconds_of(Nanoseconds duration) {
    return static_cast<std::uint32_t>(duration.count() / 1'000'000);
}

head_end::Key draw_key(const chance::Key& key) {
    head_end::Key drawn{};
    for (std::size_t half = 0; half < 2; ++half) {
        const std::uint64_t bits = key.bits(half);
        std::memcpy(drawn.data() + 8 * half, &bits, 8);
    }
    return drawn;
}

}  // namespace

const head_end::Title& head_end_title() { return kHeadEndTitle; }
const head_end::Address& head_end_address() { return kHeadEndAddress; }

Identity make_identity(std::uint32_t number, const chance::Key& key) {
    const auto octet = [number](unsigned shift) {
        return static_cast<std::uint8_t>(number >> shift);
    };
    Identity identity;
    identity.eui64 = {0x70, 0xB3, 0xD5, 0x4D, octet(24), octet(16), octet(8), octet(0)};
    identity.system_title = {'M', 'T', 'B', 0x10, octet(24), octet(16), octet(8), octet(0)};
    identity.encryption_key = draw_key(key.of("encryption"));
    identity.authentication_key = draw_key(key.of("authentication"));
    return identity;
}

hal_factory make_factory(const BenchConfig& config, const Identity& identity,
                         const MeterConfig* meter) {
    hal_factory record{};
    std::ranges::copy(identity.eui64, record.eui64);
    std::ranges::copy(identity.system_title, record.system_title);
    std::ranges::copy(kHeadEndTitle, record.head_end_title);
    std::ranges::copy(kMeshPrefix, record.mesh_prefix);
    std::ranges::copy(kHeadEndAddress, record.head_end_address);
    record.head_end_port = 4059;
    record.pan_id = kPanId;
    record.plan = HAL_PLAN_EU_33;
    record.modulation = HAL_MODULATION_SUN_FSK_3;
    record.access_mode = config.radio.access == radio::AccessMode::polite
                             ? HAL_ACCESS_MODE_POLITE
                             : HAL_ACCESS_MODE_DUTY_CYCLE;
    record.hopping = config.radio.hopping == Hopping::blind ? HAL_HOPPING_BLIND : HAL_HOPPING_NONE;
    record.retries = config.radio.retries;
    record.fixed_channel = config.radio.fixed_channel;
    record.dwell_ms = static_cast<std::uint16_t>(milliseconds_of(config.radio.dwell));
    record.power_cdbm = static_cast<std::int16_t>(std::lround(config.radio.power_dbm * 100));
    record.ack_timeout_ms = milliseconds_of(config.ack_timeout);
    if (meter == nullptr) return record;
    record.debounce_ms = static_cast<std::uint16_t>(milliseconds_of(meter->debounce));
    record.outage_qualification_ms = milliseconds_of(meter->outage_qualification);
    for (std::size_t stream = 0; stream < HAL_STREAMS; ++stream) {
        record.stream_period_ms[stream] = milliseconds_of(meter->streams[stream].period);
        record.stream_deadline_ms[stream] = milliseconds_of(meter->streams[stream].deadline);
    }
    return record;
}

}  // namespace bench::system
