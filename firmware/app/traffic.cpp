#include "firmware/app/traffic.h"

#include <algorithm>
#include <bit>

namespace meter::app {
namespace {

// All six free bits set: nobody takes it for another protocol.
constexpr std::uint8_t kNotLowpan = 0x3F;
constexpr std::int64_t kLn2 = 45426;  // In 2^-16.

// log2(x / 2^31) of x in [2^31, 2^32), in 2^-16: a square doubles the logarithm.
std::int64_t log2_fraction(std::uint64_t x) {
    std::int64_t fraction = 0;
    for (int bit = 0; bit < 16; ++bit) {
        x = (x * x) >> 31U;
        fraction *= 2;
        if (x < (std::uint64_t{1} << 32U)) continue;
        fraction += 1;
        x >>= 1U;
    }
    return fraction;
}

}  // namespace

Duration exponential(Duration mean, std::uint32_t bits) {
    const std::uint64_t u = std::uint64_t{bits} + 1;  // 1 .. 2^32
    const int zeros = std::countl_zero(u) - 31;       // 0 .. 32; one for each power of two below.
    const std::int64_t minus_log2 =
        zeros == 0 ? 0 : std::int64_t{zeros} * 65536 - log2_fraction(u << (zeros - 1));
    const std::int64_t minus_ln = (minus_log2 * kLn2) >> 16;
    return Duration{(mean.count() * minus_ln) >> 16};
}

Traffic::Traffic(hal_board* board)
    : board_{board},
      radio_{board},
      random_{board},
      factory_{board_.factory().value_or({})},
      budget_{access_mode(factory_), radio::plan_of(factory_.plan)},
      mac_{radio_, random_, budget_, places_, mac_config(factory_, false)} {}

std::uint32_t Traffic::draw(std::uint32_t bound) {
    return random_.below(port::RandomPurpose::traffic, bound);
}

void Traffic::start(Instant now) {
    started_ = true;
    mac_.start(now);
    Eui64 parent;
    std::ranges::copy(factory_.parent_eui64, parent.octets.begin());
    if (parent != Eui64{}) mac_.adopt(parent, Instant{Duration{factory_.parent_origin_us}}, now);
    // A street does not begin in one breath: the phase is random.
    nominal_ = now;
    const bool periodic = factory_.traffic_kind == HAL_TRAFFIC_PERIODIC;
    if (periodic && factory_.traffic_period_ms > 0)
        nominal_ += milliseconds(draw(factory_.traffic_period_ms)) + Duration{draw(1000)} -
                    milliseconds(factory_.traffic_period_ms);
    next_ = next_after(now);
}

Instant Traffic::next_after(Instant now) {
    const Duration period = milliseconds(factory_.traffic_period_ms);
    if (period <= Duration{0}) return kNever;
    if (factory_.traffic_kind == HAL_TRAFFIC_PERIODIC) {
        nominal_ += period;
        return std::max(now, nominal_ + milliseconds(draw(factory_.traffic_jitter_ms + 1)));
    }
    nominal_ += exponential(period, draw(UINT32_MAX));
    return std::max(now, nominal_);
}

void Traffic::send(Instant now) {
    std::array<std::uint8_t, HAL_RADIO_FRAME_MAX> payload;
    const std::size_t overhead = radio::kDataOverhead;
    const std::size_t wanted = std::max<std::size_t>(factory_.traffic_octets, overhead + 1);
    const std::size_t size = std::min(wanted - overhead, mac_.max_payload());
    std::fill_n(payload.begin(), size, kNotLowpan);
    if (mac_.send(now, {mac_.parent(), Bytes{payload}.first(size), sent_ + 1, false})) ++sent_;
}

Instant Traffic::step(Instant now, std::uint32_t signals) {
    if (!started_) start(now);
    Instant wake = mac_.advance(now, (signals & HAL_SIGNAL_RADIO_DONE) != 0,
                                (signals & HAL_SIGNAL_RADIO_RECEIVED) != 0);
    while (mac_.receive()) {
    }
    static_cast<void>(mac_.take_status());
    if (now >= next_) {
        send(now);
        next_ = next_after(now);
        wake = mac_.advance(now, false, false);
    }
    return std::max(std::min(wake, next_), now + Duration{1});
}

}  // namespace meter::app
