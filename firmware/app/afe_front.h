#pragma once

// The three-phase measurement as what measures: samples from the front end's FIFO into the engine,
// what it finds into registers, events and measurement pushes.
//
// The FIFO keeps 16 ms. A frame whose sum is wrong is read again, a few times in one step and then
// with the next; what overflows meanwhile is told to the engine as a gap.

#include "firmware/app/factory.h"
#include "firmware/app/measurement_reports.h"
#include "firmware/app/phasor_reports.h"
#include "firmware/app/quality_events.h"
#include "firmware/app/uplink.h"
#include "firmware/metrology/event_sink.h"
#include "firmware/metrology/register_source.h"
#include "firmware/port/afe.h"
#include "firmware/port/backup.h"
#include "firmware/port/board.h"
#include "firmware/power_quality/monitor.h"
#include "firmware/waveform/engine.h"

namespace meter::app {

class AfeFront final : private metrology::RegisterSource,
                       private waveform::HalfCycleSink,
                       private waveform::WindowSink {
public:
    AfeFront(port::Board& board, const hal_factory& factory, metrology::EventSink& events,
             Uplink& uplink);
    [[nodiscard]] metrology::RegisterSource& registers() { return *this; }
    void start(Instant now);
    [[nodiscard]] Instant step(Instant now, std::uint32_t signals);

private:
    static constexpr std::uint16_t kWatermark = 80;  // 10 ms.
    // With phasors, which are to arrive within 20 ms of their instant: 2.5 ms.
    static constexpr std::uint16_t kSoonWatermark = 20;
    static constexpr int kReadsInAStep = 6;
    static constexpr Microamperes kFlowing{50'000};
    static constexpr Duration kSavePeriod = milliseconds(100);

    [[nodiscard]] std::optional<Capture> read() override;
    void half_cycle(const HalfCycle& value) override;
    void window(const Window& value) override;
    // False when there is nothing more to read in this step.
    [[nodiscard]] bool read_once(Instant now);
    void take(const port::AfeReading& reading, Instant now);
    void save(Instant now);
    void watch_health(Instant now);
    [[nodiscard]] bool cannot_be(std::size_t channel, waveform::ChannelHealth health) const;

    port::Board& board_;
    port::Afe afe_;
    port::Backup backup_port_;
    metrology::EventSink& events_;
    SampleClock clock_;
    QualityEvents quality_events_;
    MeasurementReports reports_;
    PhasorReports phasors_;
    waveform::Engine engine_;
    power_quality::Monitor monitor_;
    waveform::SampleBlock block_{};
    waveform::EnergyBackup backup_{};
    waveform::Health last_health_{};
    std::array<Microamperes, kPhases> current_{};  // Of the last half cycle.
    Capture latest_{};                             // Power, voltage and current of the last window.
    std::uint64_t lost_told_ = 0;
    Instant save_at_{};
    bool measured_ = false;
    bool running_ = false;
};

}  // namespace meter::app
