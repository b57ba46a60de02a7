#include "firmware/app/afe_front.h"

#include <algorithm>
#include <cstring>

#include "firmware/app/metrology_config.h"

namespace meter::app {
namespace {

constexpr Duration kTenMinutes = seconds(600);

}  // namespace

AfeFront::AfeFront(port::Board& board, const hal_factory& factory, metrology::EventSink& events,
                   Uplink& uplink)
    : board_{board},
      afe_{board.handle()},
      backup_port_{board.handle()},
      events_{events},
      clock_{board},
      quality_events_{clock_, events},
      reports_{clock_, uplink, stream_period(factory, Stream::power_quality)},
      phasors_{board, clock_, uplink, stream_period(factory, Stream::phasors)},
      engine_{engine_config(board.metrology().value_or({})), *this, *this},
      monitor_{quality_config(board.metrology().value_or({})), quality_events_, reports_} {}

void AfeFront::start(Instant now) {
    const Result<hal_metrology> adjusted = board_.metrology();
    if (!adjusted || !engine_config(adjusted.value()).calibration.valid()) {
        board_.note(port::Diag::fatal, static_cast<std::uint32_t>(Error::malformed));
        return;  // Without its adjustment a meter measures nothing.
    }
    engine_.set_guard(adjusted.value().rejection != 0);
    const Result<hal_backup> kept = backup_port_.read();
    static_assert(sizeof backup_ <= HAL_BACKUP_OCTETS);
    if (kept) {
        std::memcpy(&backup_, kept.value().octets, sizeof backup_);
        // Nothing intact is there after a first start: registers begin at zero.
        static_cast<void>(engine_.restore(backup_));
    }
    save_at_ = now + kSavePeriod;
    running_ = afe_.start(phasors_.on() ? kSoonWatermark : kWatermark).ok();
}

Instant AfeFront::step(Instant now, std::uint32_t signals) {
    if (!running_) return kNever;
    if ((signals & HAL_SIGNAL_AFE) != 0) {
        int reads = kReadsInAStep;
        while (reads-- > 0 && read_once(now)) {
        }
        watch_health(now);
    }
    if (now >= save_at_) save(now);
    return save_at_;
}

bool AfeFront::read_once(Instant now) {
    const Result<port::AfeReading> result = afe_.read(block_.raw);
    if (!result) return false;
    const port::AfeReading& reading = result.value();
    if (reading.damaged) board_.note(port::Diag::bus_error, reading.good);
    if (reading.good > 0) {
        take(reading, now);
        static_cast<void>(afe_.release(reading.good));
    }
    return reading.damaged || reading.skipped;
}

void AfeFront::take(const port::AfeReading& reading, Instant now) {
    const SampleIndex expected = block_.first + block_.count;
    const auto ahead = static_cast<std::uint16_t>(reading.counter - expected);
    block_.first = expected + ahead;
    block_.count = reading.good;
    block_.saturated = reading.saturated;
    if (!measured_) clock_.tie(block_.first + block_.count - 1, now);
    engine_.process(block_);
    // The newest frame came when the watermark was reached: this step.
    clock_.tie(block_.first + block_.count - 1, now);
    if (measured_) phasors_.processed(engine_, block_.first + block_.count, now);
    const std::uint64_t lost = engine_.missing_samples();
    if (lost != lost_told_) board_.note(port::Diag::samples_lost, static_cast<std::uint32_t>(lost));
    lost_told_ = lost;
}

void AfeFront::half_cycle(const HalfCycle& value) {
    current_ = value.current;
    monitor_.half_cycle(value);
}

void AfeFront::window(const Window& value) {
    std::int64_t power = 0;
    std::int64_t voltage = 0;
    std::int64_t current = 0;
    for (const PhaseWindow& phase : value.phase) {
        power += phase.active.count();
        voltage += phase.voltage.count();
        current += phase.current.count();
    }
    latest_.power = Milliwatts{power};
    latest_.voltage = Millivolts{static_cast<std::int32_t>(voltage / (1000 * int{kPhases}))};
    latest_.current = Milliamperes{static_cast<std::int32_t>(current / 1000)};
    measured_ = true;
    // Aggregation begins anew with each ten minutes of UTC.
    const CalendarTime end = clock_.calendar(value.end);
    const CalendarTime tick{(end.time_since_epoch() / kTenMinutes + 1) * kTenMinutes};
    monitor_.tick(value.end + static_cast<SampleIndex>((tick - end) / kSamplePeriod), tick);
    reports_.last_window(value);
    monitor_.window(value);
}

std::optional<Capture> AfeFront::read() {
    if (!measured_) return std::nullopt;
    const EnergyRegisters registers = engine_.registers();
    Capture capture = latest_;
    capture.import = registers.active_import;
    capture.export_ = registers.active_export;
    return capture;
}

void AfeFront::save(Instant now) {
    save_at_ = now + kSavePeriod;
    engine_.save(backup_);
    hal_backup record{};
    std::memcpy(record.octets, &backup_, sizeof backup_);
    static_cast<void>(backup_port_.write(record));
}

// A voltage that is gone is a lost phase, which power quality tells of; but not while its current
// flows.
bool AfeFront::cannot_be(std::size_t channel, waveform::ChannelHealth health) const {
    using waveform::ChannelHealth;
    if (health == ChannelHealth::good) return false;
    if (health == ChannelHealth::saturated || channel >= kPhases) return true;
    return current_[channel] > kFlowing;
}

void AfeFront::watch_health(Instant now) {
    const waveform::Health& health = engine_.channel_health();
    if (health == last_health_) return;
    bool worse = false;
    for (std::size_t c = 0; c < health.size(); ++c)
        worse = worse || (health[c] != last_health_[c] && cannot_be(c, health[c]));
    last_health_ = health;
    if (!worse) return;
    const AlarmRegisters alarm{.register_1 = kAlarm1MeasurementSystem};
    events_.qualified(Stream::alarms, {EventCode::measurement_system_error, alarm},
                      metrology::stamp_of(board_, now));
}

}  // namespace meter::app
