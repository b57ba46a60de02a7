#pragma once

// The ring of owed messages: appended sector by sector, marked when no longer owed, reused oldest
// first.
//
// Sectors are erased ahead of their use. Before an erase the header is cleared, so that a
// half-erased sector reads as nothing. If every sector still owes something, the oldest readings
// and profiles are given up, counted; alarms and events of that sector are copied first.

#include <cstdint>
#include <optional>

#include "firmware/store/log_index.h"
#include "firmware/store/operation.h"

namespace meter::store {

class MessageLog {
public:
    explicit MessageLog(port::Flash& flash) : index_{flash} {}
    void recover(LogGeometry geometry);

    // Each answers what to do next for its purpose, or nothing if there is nothing, or no room yet;
    // finished() says how it went. One at a time.
    std::optional<Operation> settle();  // After boot, before anything else.
    std::optional<Operation> append(const Message& message);
    std::optional<Operation> mark(MessageId id);  // One record of it; several may exist.
    std::optional<Operation> prepare();
    void finished(bool ok);

    // No sector is ready to follow the active one.
    [[nodiscard]] bool pressed() const { return ready_count() == 0; }
    [[nodiscard]] const LogIndex& index() const { return index_; }
    [[nodiscard]] std::uint32_t lost() const { return lost_; }
    [[nodiscard]] std::uint32_t failures() const { return failures_; }

private:
    enum class Step : std::uint8_t {
        none,
        settle_header,
        settle_slot,
        append,
        copy,
        mark,
        retire,
        erase,
        header
    };

    void choose_active();
    void prepare_tail();
    [[nodiscard]] std::optional<std::uint16_t> newest_written() const;
    [[nodiscard]] std::optional<std::uint16_t> oldest_ready() const;
    [[nodiscard]] std::uint16_t ready_count() const;
    [[nodiscard]] std::uint32_t free_slots() const;
    [[nodiscard]] std::uint32_t copies_left() const;
    [[nodiscard]] bool reusable(std::uint16_t sector) const;
    [[nodiscard]] std::optional<std::uint16_t> unused_sector() const;
    [[nodiscard]] std::optional<std::uint16_t> sector_to_give_up() const;
    [[nodiscard]] bool open_active();
    bool choose_target();
    std::optional<Operation> write(Step step, const Message& message);
    std::optional<Operation> copy_next();
    void finish_write(Step step, bool ok);
    void finish_preparation(Step step, bool ok);

    LogIndex index_;
    std::optional<std::uint16_t> active_{};
    Step step_ = Step::none;       // Under way.
    Step preparing_ = Step::none;  // Next of preparing `target_`: copy, retire, erase or header.
    std::uint16_t target_ = 0;
    std::uint16_t copy_slot_ = 0;
    std::uint16_t copied_ = 0;
    std::uint16_t wanted_ahead_ = 1;
    Place at_{};      // Of what is under way.
    MessageId id_{};  // Of what is under way.
    std::uint16_t settle_sector_ = 0;
    std::uint16_t settle_slot_ = 0;
    MessageRecord tail_{};  // What the slot to settle was read as.
    bool settle_header_ = false;
    bool settle_tail_ = false;
    std::uint32_t lost_ = 0;
    std::uint32_t failures_ = 0;
};

}  // namespace meter::store
