#include "firmware/power_quality/event_log.h"

#include <cassert>

namespace meter::power_quality {

void EventLog::record(const QualityEvent& event) {
    count_fresh(event);
    if (QualityEvent* entry = running(event); entry != nullptr) {
        *entry = event;
        return;
    }
    if (size_ == kEntries) {
        first_ = (first_ + 1) % kEntries;
        ++overwritten_;
    } else {
        ++size_;
    }
    entries_[(first_ + size_ - 1) % kEntries] = event;
}

const QualityEvent& EventLog::operator[](std::size_t index) const {
    assert(index < size_);
    return entries_[(first_ + index) % kEntries];
}

std::uint32_t EventLog::count(QualityKind kind, std::size_t phase) const {
    assert(phase < kPhases);
    return counts_[static_cast<std::size_t>(kind)][phase];
}

void EventLog::count_fresh(const QualityEvent& event) {
    if (event.stage == QualityStage::ended) return;
    auto& counts = counts_[static_cast<std::size_t>(event.kind)];
    if (event.phases == 0) ++counts[0];
    for (std::size_t p = 0; p < kPhases; ++p) counts[p] += event.fresh >> p & 1U;
}

QualityEvent* EventLog::running(const QualityEvent& event) {
    if (event.stage == QualityStage::started) return nullptr;
    for (std::size_t i = 0; i < size_; ++i) {
        QualityEvent& entry = entries_[(first_ + i) % kEntries];
        if (entry.kind == event.kind && entry.number == event.number) return &entry;
    }
    return nullptr;
}

}  // namespace meter::power_quality
