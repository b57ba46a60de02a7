#pragma once

// How much of the air we may take. Europe, 863-870 MHz (EN 300 220-2, ERC 70-03 as national rules
// apply them): per sliding hour, either by polite access and channel, or by duty cycle and band.
// North America (FCC 15.247, a 20 dB bandwidth below 250 kHz and at least 50 channels): 0.4 s per
// channel in 20 s. 2450 MHz: no limit of time. Every limit leaves one twentieth for
// acknowledgements, which cannot be put off, and one tenth that only alarms may use.

#include <array>
#include <cstdint>

#include "firmware/radio/plan.h"
#include "firmware/units/time.h"

namespace meter::radio {

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

// Transmissions are summed in buckets, of five minutes or of a second; one more than fill the
// window hold any sliding window, so that the sum errs on the safe side by up to one bucket's use.
class RegulatoryBudget final : public AirtimeBudget {
public:
    RegulatoryBudget(AccessMode mode, const Plan& plan);

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
    static constexpr std::size_t kChannels = 129;  // Of the largest plan.
    static constexpr std::size_t kCells = kChannels * 21;

    struct LastUse {
        Instant end{};
        std::uint32_t dialogue = 0;
        bool used = false;
    };

    [[nodiscard]] std::size_t group_of(std::uint8_t channel) const;
    [[nodiscard]] Instant rested(std::uint8_t channel, Instant now) const;
    void advance_to(std::int64_t bucket);

    [[nodiscard]] bool knows(std::uint8_t channel) const {
        return channel >= plan_.first && channel < plan_.first + plan_.count;
    }
    [[nodiscard]] bool pauses() const {
        return plan_.region == Region::europe_863 && mode_ == AccessMode::polite;
    }
    [[nodiscard]] std::int64_t bucket_of(Instant at) const {
        return at.time_since_epoch() / bucket_;
    }
    [[nodiscard]] std::uint32_t& cell(std::size_t group, std::int64_t bucket) {
        return spent_us_[group * static_cast<std::size_t>(buckets_) +
                         static_cast<std::size_t>(bucket % buckets_)];
    }
    [[nodiscard]] std::uint32_t cell(std::size_t group, std::int64_t bucket) const {
        return spent_us_[group * static_cast<std::size_t>(buckets_) +
                         static_cast<std::size_t>(bucket % buckets_)];
    }

    AccessMode mode_;
    const Plan& plan_;
    Duration bucket_;
    std::int64_t buckets_;
    std::uint32_t dialogue_ = 0;
    std::int64_t newest_ = 0;
    std::array<std::uint32_t, kCells> spent_us_{};  // By group (a channel or a band), then bucket.
    std::array<LastUse, kChannels> last_{};
};

}  // namespace meter::radio
