#pragma once

// The last events for whoever reads them later: the newest overwrites the oldest. One entry for
// each event: its start makes it, what follows (a phase that joins, the end) brings it up to date.
// If that entry is gone by then, a new one is made.

#include <array>
#include <cstdint>

#include "firmware/power_quality/quality_event.h"

namespace meter::power_quality {

class EventLog {
public:
    static constexpr std::size_t kEntries = 32;

    void record(const QualityEvent& event);

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] const QualityEvent& operator[](std::size_t index) const;  // 0 is the oldest.
    // Starts of this kind since boot, in one phase (0 to 2; 0 for kinds without phases): the sag
    // and swell counters 32.32.0, 32.36.0 and so on.
    [[nodiscard]] std::uint32_t count(QualityKind kind, std::size_t phase) const;
    [[nodiscard]] std::uint32_t overwritten() const { return overwritten_; }

private:
    void count_fresh(const QualityEvent& event);
    [[nodiscard]] QualityEvent* running(const QualityEvent& event);

    std::array<QualityEvent, kEntries> entries_{};
    std::array<std::array<std::uint32_t, kPhases>, kQualityKinds> counts_{};
    std::size_t first_ = 0;
    std::size_t size_ = 0;
    std::uint32_t overwritten_ = 0;
};

}  // namespace meter::power_quality
