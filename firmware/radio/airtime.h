#pragma once

// How long a frame is on the air, and how much of the air we may take. Limits of Europe for 863-870
// MHz (EN 300 220-2, ERC 70-03 as national rules apply them): per sliding hour, either by polite
// access and channel, or by duty cycle and band. Every limit leaves one twentieth for
// acknowledgements, which cannot be put off, and one tenth that only alarms may use.

#include <array>
#include <cstdint>

#include "firmware/radio/hopping.h"
#include "firmware/units/time.h"

namespace meter::radio {

// SUN FSK mode 3, 150 kb/s, uncoded: preamble 12, SFD 2, PHR 2, FCS 4 octets around the frame.
constexpr Duration airtime_of(std::size_t octets_without_fcs) {
    const auto octets = static_cast<std::int64_t>(octets_without_fcs) + 20;
    return Duration{(octets * 160 + 2) / 3};  // 8 bits at 150 kb/s are 160/3 us; rounded up.
}

class AirtimeBudget {
public:
    // When a transmission of this length may start on this channel, `now` or later; kNever when
    // that is not in sight.
    [[nodiscard]] virtual Instant earliest(std::uint8_t channel, Duration airtime, Instant now,
                                           bool urgent) const = 0;
    // What is charged from here on belongs to a new dialogue. Within one dialogue the same channel
    // may be used again without the pause that follows a dialogue.
    virtual void open_dialogue() = 0;
    virtual void charge(std::uint8_t channel, Instant start, Duration airtime) = 0;
    // An acknowledgement that we sent: no pause follows it, since the dialogue is another's.
    virtual void charge_ack(std::uint8_t channel, Instant start, Duration airtime) = 0;
    // False when we should not even listen there, since we might have to acknowledge.
    [[nodiscard]] virtual bool may_acknowledge(std::uint8_t channel, Instant now) const = 0;

protected:
    ~AirtimeBudget() = default;
};

enum class AccessMode : std::uint8_t { polite = 0, duty_cycle = 1 };

// Transmissions are summed in buckets of five minutes; thirteen of them hold any sliding hour, so
// that the sum errs on the safe side by up to five minutes' use.
class RegulatoryBudget final : public AirtimeBudget {
public:
    explicit RegulatoryBudget(AccessMode mode) : mode_{mode} {}

    [[nodiscard]] Instant earliest(std::uint8_t channel, Duration airtime, Instant now,
                                   bool urgent) const override;
    void open_dialogue() override { ++dialogue_; }
    void charge(std::uint8_t channel, Instant start, Duration airtime) override;
    void charge_ack(std::uint8_t channel, Instant start, Duration airtime) override;
    [[nodiscard]] bool may_acknowledge(std::uint8_t channel, Instant now) const override;

    // What counts against the channel's limit at an instant, and the limit itself.
    [[nodiscard]] Duration used(std::uint8_t channel, Instant now) const;
    [[nodiscard]] Duration limit(std::uint8_t channel) const;

private:
    static constexpr std::int64_t kBuckets = 13;
    static constexpr std::size_t kGroups =
        kEu33Count;  // Channels, or bands, of which there are fewer.

    struct LastUse {
        Instant end{};
        std::uint32_t dialogue = 0;
        bool used = false;
    };

    [[nodiscard]] std::size_t group_of(std::uint8_t channel) const;
    [[nodiscard]] Instant rested(std::uint8_t channel, Instant now) const;
    void advance_to(std::int64_t bucket);

    AccessMode mode_;
    std::uint32_t dialogue_ = 0;
    std::int64_t newest_ = 0;
    std::array<std::array<std::uint32_t, kBuckets>, kGroups> spent_us_{};
    std::array<LastUse, kEu33Count> last_{};
};

}  // namespace meter::radio
