#include "firmware/store/lease_log.h"

#include <algorithm>

namespace meter::store {
namespace {

// A flash that refuses this often since boot is given up until the next one.
constexpr std::uint32_t kMostFailures = 8;

}  // namespace

std::uint32_t LeaseLog::address(std::size_t sector, std::uint32_t slot) const {
    return static_cast<std::uint32_t>(sector * sector_size_ + (slot + 1) * kSmallSlot);
}

Bytes LeaseLog::read_slot(std::size_t sector, std::uint32_t slot, SmallRecord& out) const {
    if (!flash_->read(address(sector, slot), out)) out.fill(0);
    return out;
}

void LeaseLog::recover(std::uint32_t sector_size) {
    sector_size_ = sector_size;
    for (std::size_t i = 0; i < sectors_.size(); ++i) recover_sector(i);
    const auto& [a, b] = sectors_;
    if (!a.epoch && !b.epoch) return;
    active_ = (!b.epoch || (a.epoch && *a.epoch > *b.epoch)) ? 0 : 1;
    settle_header_ = true;
    prepare_tail(sectors_[*active_]);
}

// The cut may have torn the last record that shows, or, if that one is whole, the next one before
// it showed: that slot is left alone.
void LeaseLog::prepare_tail(Sector& active) {
    settle_record_ = active.used > 0;
    settle_slot_ = active.used - 1;
    const bool torn = settle_record_ && !active.tail;
    if (!torn && active.used < slots()) ++active.used;
}

void LeaseLog::recover_sector(std::size_t index) {
    Sector& sector = sectors_[index];
    SmallRecord record{};
    if (flash_->read(static_cast<std::uint32_t>(index * sector_size_), record)) {
        sector.epoch = decode_header(SectorKind::leases, record);
    }
    for (std::uint32_t slot = 0; slot < slots(); ++slot) {
        const Bytes bytes = read_slot(index, slot, record);
        if (erased(bytes)) continue;
        sector.used = slot + 1;
        const auto lease = decode_lease(bytes);
        sector.tail = lease;
        if (!lease || lease->lease >= security::kLeases) continue;
        std::uint32_t& highest = sector.highest[lease->lease];
        highest = std::max(highest, lease->ceiling);
    }
}

std::uint32_t LeaseLog::ceiling(std::size_t lease) const {
    return std::max(sectors_[0].highest[lease], sectors_[1].highest[lease]);
}

void LeaseLog::raise(std::size_t lease, std::uint32_t ceiling) {
    wanted_[lease] = std::max(wanted_[lease], ceiling);
}

bool LeaseLog::wanting() const {
    for (std::size_t lease = 0; lease < security::kLeases; ++lease) {
        if (wanted_[lease] > ceiling(lease)) return true;
    }
    return false;
}

bool LeaseLog::carries_all(std::size_t sector) const {
    for (std::size_t lease = 0; lease < security::kLeases; ++lease) {
        if (sectors_[sector].highest[lease] < ceiling(lease)) return false;
    }
    return true;
}

// Copies of what only the other sector carries come before anything new.
std::optional<LeaseRecord> LeaseLog::due() const {
    if (rewrite_ && active_) return rewrite_;
    for (std::uint8_t lease = 0; active_ && lease < security::kLeases; ++lease) {
        if (sectors_[*active_].highest[lease] < ceiling(lease)) return {{lease, ceiling(lease)}};
    }
    for (std::uint8_t lease = 0; lease < security::kLeases; ++lease) {
        if (wanted_[lease] > ceiling(lease)) return {{lease, wanted_[lease]}};
    }
    return std::nullopt;
}

std::optional<Operation> LeaseLog::next() {
    if (sector_size_ == 0 || failures_ >= kMostFailures) return std::nullopt;
    if (settle_header_ || settle_record_) return settle();
    if (opening_step_ != Step::none) return open(opening_);
    const auto record = due();
    if (!record) return std::nullopt;
    if (active_ && sectors_[*active_].used < slots()) return write(*record);
    return open_next();
}

std::optional<Operation> LeaseLog::settle() {
    if (settle_header_) {
        step_ = Step::settle_header;
        return program_at(static_cast<std::uint32_t>(*active_ * sector_size_),
                          encode_header(SectorKind::leases, *sectors_[*active_].epoch));
    }
    step_ = Step::settle_record;
    const auto& tail = sectors_[*active_].tail;
    const std::uint32_t at = address(*active_, settle_slot_);
    return tail ? program_at(at, encode_lease(*tail)) : clear_at(at, kSmallSlot);
}

std::optional<Operation> LeaseLog::write(LeaseRecord record) {
    step_ = Step::record;
    writing_ = record;
    return program_at(address(*active_, sectors_[*active_].used), encode_lease(record));
}

// Erases the sector that the other can do without: usually the older one. If the newer one filled
// up with torn copies, it is the newer.
std::optional<Operation> LeaseLog::open_next() {
    const std::size_t older = active_ ? 1 - *active_ : 0;
    const bool other_suffices = carries_all(1 - older);
    if (!other_suffices && !carries_all(older)) {
        failures_ = kMostFailures;  // Neither may go. Rather no new lease than a forgotten one.
        return std::nullopt;
    }
    opening_ = other_suffices ? older : 1 - older;
    opening_step_ = Step::retire;
    return open(opening_);
}

std::optional<Operation> LeaseLog::open(std::size_t sector) {
    step_ = opening_step_;
    const auto base = static_cast<std::uint32_t>(sector * sector_size_);
    if (step_ == Step::retire) return clear_at(base, kSmallSlot);
    if (step_ == Step::erase) return erase_at(base);
    const std::uint32_t newest =
        std::max(sectors_[0].epoch.value_or(0), sectors_[1].epoch.value_or(0));
    sectors_[sector].epoch = newest + 1;
    return program_at(base, encode_header(SectorKind::leases, newest + 1));
}

void LeaseLog::finished(bool ok) {
    const Step step = step_;
    step_ = Step::none;
    if (!ok) ++failures_;
    switch (step) {
        case Step::none:
            return;
        case Step::settle_header:
            settle_header_ = false;
            return;
        case Step::settle_record:
            settle_record_ = false;
            return;
        case Step::retire:
        case Step::erase:
        case Step::header:
            finish_opening(step, ok);
            return;
        case Step::record:
            break;
    }
    Sector& active = sectors_[*active_];
    ++active.used;  // A slot that failed is not tried twice.
    if (!ok) return;
    std::uint32_t& highest = active.highest[writing_.lease];
    highest = std::max(highest, writing_.ceiling);
    if (rewrite_ && rewrite_->lease == writing_.lease) rewrite_.reset();
}

void LeaseLog::finish_opening(Step step, bool ok) {
    Sector& sector = sectors_[opening_];
    if (!ok) {
        opening_step_ = Step::retire;
        return;
    }
    if (step == Step::retire) {
        opening_step_ = Step::erase;
        if (active_ == opening_) active_.reset();
    } else if (step == Step::erase) {
        opening_step_ = Step::header;
        sector.highest = {};
        sector.used = 0;
    } else {
        opening_step_ = Step::none;
        active_ = opening_;
    }
}

}  // namespace meter::store
