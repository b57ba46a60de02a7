#include "models/system/provisioning.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "firmware/hal/radio.h"
#include "models/radio/phy.h"
#include "models/radio/phy_facts.h"

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

// Words of the record are the numbers of our enumerations.
static_assert(static_cast<int>(Hopping::adaptive) == HAL_HOPPING_ADAPTIVE);
static_assert(static_cast<int>(Coding::adaptive) == HAL_FEC_ADAPTIVE);
static_assert(static_cast<int>(Redundancy::duplicate) == HAL_REDUNDANCY_DUPLICATE);
static_assert(static_cast<int>(Redundancy::failover) == HAL_REDUNDANCY_FAILOVER);

}  // namespace

void prepare_tables(const BenchConfig& config) {
    static_cast<void>(radio::facts_of(config.radio.modulation));
    if (config.radio.coding != Coding::none) {
        static_cast<void>(
            radio::facts_of(static_cast<std::uint8_t>(config.radio.modulation | radio::kCodedBit)));
    }
}

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

Identity collector_identity(const chance::Key& seed) {
    return make_identity(1, seed.of("keys").of("collector"));
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
    record.plan = config.radio.plan;
    record.modulation = config.radio.modulation;
    record.access_mode = config.radio.access == radio::AccessMode::polite
                             ? HAL_ACCESS_MODE_POLITE
                             : HAL_ACCESS_MODE_DUTY_CYCLE;
    record.hopping = static_cast<std::uint8_t>(config.radio.hopping);
    record.fec = static_cast<std::uint8_t>(config.radio.coding);
    record.power_control = config.radio.power_control ? HAL_POWER_ADAPTIVE : HAL_POWER_FIXED;
    record.priority = config.radio.priority ? HAL_PRIORITY_ALARMS : HAL_PRIORITY_NONE;
    record.inter_frame_sensing = config.radio.inter_frame_sensing ? 1 : 0;
    record.fragment_octets = config.radio.fragment_octets;
    record.retries = config.radio.retries;
    record.fixed_channel = config.radio.fixed_channel;
    record.dwell_ms = static_cast<std::uint16_t>(milliseconds_of(config.radio.dwell));
    record.power_cdbm = static_cast<std::int16_t>(std::lround(config.radio.power_dbm * 100));
    record.ack_timeout_ms = milliseconds_of(config.ack_timeout);
    if (meter == nullptr) return record;
    record.bulk_octets = meter->bulk_octets;
    record.redundancy = static_cast<std::uint8_t>(meter->redundancy);
    record.debounce_ms = static_cast<std::uint16_t>(milliseconds_of(meter->debounce));
    record.outage_qualification_ms = milliseconds_of(meter->outage_qualification);
    for (std::size_t stream = 0; stream < HAL_STREAMS; ++stream) {
        record.stream_period_ms[stream] = milliseconds_of(meter->streams[stream].period);
        record.stream_deadline_ms[stream] = milliseconds_of(meter->streams[stream].deadline);
    }
    return record;
}

hal_factory make_traffic_factory(const BenchConfig& config, const Identity& identity,
                                 const Identity& parent) {
    const TrafficConfig& traffic = config.traffic;
    hal_factory record = make_factory(config, identity, nullptr);
    // Everybody boots at the start of the run, and so does the parent's schedule.
    if (traffic.joined) std::ranges::copy(parent.eui64, record.parent_eui64);
    record.traffic_kind =
        traffic.arrival == Arrival::poisson ? HAL_TRAFFIC_POISSON : HAL_TRAFFIC_PERIODIC;
    record.traffic_period_ms = milliseconds_of(traffic.every);
    record.traffic_jitter_ms = milliseconds_of(traffic.jitter);
    const radio::Phy& phy = *radio::find_phy(config.radio.modulation);
    record.traffic_octets = static_cast<std::uint16_t>(traffic.octets - phy.fcs_octets);
    return record;
}

}  // namespace bench::system
