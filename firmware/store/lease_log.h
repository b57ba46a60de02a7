#pragma once

// Ceilings of counters in two sectors that take turns. The highest valid record wins, wherever it
// lies.
//
// A sector is erased only while the other one alone carries every ceiling. Before that its header
// is cleared, so that a half-erased sector is never written to. After a boot the record that may
// have been torn is programmed once more, or cleared, as recovery took it: a marginal one is read
// only once, since the next reading may differ.

#include <array>
#include <cstdint>
#include <optional>

#include "firmware/port/flash.h"
#include "firmware/security/lease_store.h"
#include "firmware/store/layout.h"
#include "firmware/store/operation.h"

namespace meter::store {

class LeaseLog {
public:
    explicit LeaseLog(port::Flash& flash) : flash_{&flash} {}
    void recover(std::uint32_t sector_size);

    [[nodiscard]] std::uint32_t ceiling(std::size_t lease) const;
    void raise(std::size_t lease, std::uint32_t ceiling);
    [[nodiscard]] bool wanting() const;

    // What is to be done now, and how it went; one at a time.
    [[nodiscard]] std::optional<Operation> next();
    void finished(bool ok);

    [[nodiscard]] std::uint32_t failures() const { return failures_; }

private:
    using Ceilings = std::array<std::uint32_t, security::kLeases>;
    struct Sector {
        std::optional<std::uint32_t> epoch{};
        std::uint32_t used = 0;  // Slots, header not counted.
        Ceilings highest{};
        std::optional<LeaseRecord> tail{};  // The last slot that shows, as recovery read it.
    };
    enum class Step : std::uint8_t {
        none,
        settle_header,
        settle_record,
        record,
        retire,
        erase,
        header
    };

    void recover_sector(std::size_t index);
    void prepare_tail(Sector& active);
    [[nodiscard]] Bytes read_slot(std::size_t sector, std::uint32_t slot, SmallRecord& out) const;
    [[nodiscard]] std::uint32_t address(std::size_t sector, std::uint32_t slot) const;
    [[nodiscard]] std::uint32_t slots() const {
        return static_cast<std::uint32_t>(sector_size_ / kSmallSlot - 1);
    }
    [[nodiscard]] bool carries_all(std::size_t sector) const;
    [[nodiscard]] std::optional<LeaseRecord> due() const;
    std::optional<Operation> settle();
    std::optional<Operation> write(LeaseRecord record);
    std::optional<Operation> open(std::size_t sector);
    std::optional<Operation> open_next();
    void finish_opening(Step step, bool ok);

    port::Flash* flash_;
    std::uint32_t sector_size_ = 0;
    std::array<Sector, 2> sectors_{};
    std::optional<std::size_t> active_{};
    Ceilings wanted_{};
    std::size_t opening_ = 0;
    Step step_ = Step::none;          // Under way.
    Step opening_step_ = Step::none;  // Next of opening.
    LeaseRecord writing_{};
    std::optional<LeaseRecord> rewrite_{};  // Counts already, but could not be settled.
    std::uint32_t settle_slot_ = 0;
    bool settle_header_ = false;
    bool settle_record_ = false;
    std::uint32_t failures_ = 0;
};

}  // namespace meter::store
