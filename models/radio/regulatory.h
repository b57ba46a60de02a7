#pragma once

// Watches every transmission, of whomever, and says where it breaks the rules of its band: for
// 863-870 MHz those of EN 300 220-2 (non-specific short-range devices), by polite access or by duty
// cycle; for 902-928 MHz the dwell and the power of frequency hopping by FCC 15.247; at 2450 MHz
// the power and the channels.
//
// It knows only what the trace says. A breach becomes a Violation at the transmission's start,
// handed to the sink given; give it the same fan that feeds it, if other sinks shall see them too.

#include <array>
#include <cstdint>
#include <vector>

#include "models/radio/channel_plan.h"
#include "models/radio/config.h"
#include "models/radio/mac_header.h"
#include "models/radio/sliding_airtime.h"
#include "models/trace/events.h"

namespace bench::radio {

namespace limits {
inline constexpr Nanoseconds kListen = std::chrono::microseconds{160};
inline constexpr Nanoseconds kTransmission = std::chrono::seconds{1};
inline constexpr Nanoseconds kDialogue = std::chrono::seconds{4};
inline constexpr Nanoseconds kOff = std::chrono::milliseconds{100};
inline constexpr Nanoseconds kChannelHour = std::chrono::seconds{100};
// In 200 kHz and in 100 kHz; or 10 dB above the sensitivity, if that is less.
inline constexpr int kThresholdCdbm = -7900;
inline constexpr int kNarrowThresholdCdbm = -8200;
// 2450 MHz, EN 300 328 without adaptivity by frequency hopping: 10 dBm in each MHz, so 13 dBm in 2
// MHz.
inline constexpr int kPower2450Cdbm = 1300;
inline constexpr int kPowerCdbm = 1615;  // 25 mW ERP = 14 dBm, + 2.15 dB for EIRP.
// FCC 15.247(a)(1)(i): on one channel of at least 50, or of at least 25 if the 20 dB bandwidth is
// 250 kHz or more.
inline constexpr Nanoseconds kDwell = std::chrono::milliseconds{400};
inline constexpr Nanoseconds kNarrowDwellWindow = std::chrono::seconds{20};
inline constexpr Nanoseconds kWideDwellWindow = std::chrono::seconds{10};
// 15.247(b)(2): 1 W over 50 channels or more, 0.25 W over fewer, + 6 dBi for EIRP.
inline constexpr int kManyChannelsPowerCdbm = 3600;
inline constexpr int kFewChannelsPowerCdbm = 3000;
inline constexpr int kFreePowerCdbm = 914;  // 5 mW ERP: no duty cycle in 869.7-870 MHz.
}  // namespace limits

struct RegulatoryConfig {
    AccessMode mode = AccessMode::polite;
    std::uint8_t plan = kEu33;
};

class RegulatoryMonitor final : public trace::Sink {
public:
    using Sink::record;
    RegulatoryMonitor(const RegulatoryConfig& config, trace::Sink& violations);
    void record(const trace::Record& item, std::span<const std::uint8_t> bytes) override;
    [[nodiscard]] std::uint64_t violations() const { return violations_; }
    [[nodiscard]] std::uint64_t transmissions() const { return transmissions_; }

private:
    static constexpr std::size_t kBands = 7;
    struct Channel {
        SlidingAirtime airtime;
        Time off_since =
            kStart - limits::kOff;   // End of the last frame that was no acknowledgement.
        std::uint64_t dialogue = 0;  // To which that frame belonged.
    };
    // Tries for one ticket to one destination, without a pause of the off-time between them.
    struct Dialogue {
        std::uint64_t number = 0;
        std::uint32_t ticket = 0;
        MacAddress to{};
        Time start;
        Time end;
        bool reported = false;
    };
    struct Node {
        std::vector<Channel> channels;
        std::array<SlidingAirtime, kBands> bands;
        Dialogue dialogue;
    };
    struct Sent {  // A transmission under examination.
        trace::Entity entity;
        Time start;
        Time end;
        trace::FrameSent event;
    };

    void examine(const Sent& sent, std::span<const std::uint8_t> frame);
    void examine_power(const Sent& sent);
    [[nodiscard]] int threshold_limit(const trace::FrameSent& event) const;
    void examine_polite(const Sent& sent, std::span<const std::uint8_t> frame);
    void examine_access(const Sent& sent);
    void examine_dialogue(const Sent& sent, std::span<const std::uint8_t> frame);
    void acknowledge_dialogue(const Sent& sent);
    void extend_dialogue(const Sent& sent, Dialogue& dialogue);
    void examine_duty_cycle(const Sent& sent);
    void examine_dwell(const Sent& sent);
    void violate(const Sent& sent, trace::Rule rule, std::int64_t seen, std::int64_t limit);
    Node& node(trace::Entity entity);

    const RegulatoryConfig config_;
    const ChannelPlan& plan_;
    const Nanoseconds window_;  // In which the air time on a channel counts.
    trace::Sink& sink_;
    std::vector<Node> nodes_;  // By entity.
    // Who sent last on a channel, acknowledgements apart: whose dialogue an acknowledgement belongs
    // to.
    std::array<trace::Entity, 256> last_sender_{};
    std::uint64_t violations_ = 0;
    std::uint64_t transmissions_ = 0;
};

}  // namespace bench::radio
