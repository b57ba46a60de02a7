#include "firmware/store/message_log.h"

#include <algorithm>

namespace meter::store {
namespace {

// Room for all that the outbox holds, to be written while the reservoir lasts, without an erase.
constexpr std::uint32_t kRoomAhead = 112;

}  // namespace

void MessageLog::recover(LogGeometry geometry) {
    index_.recover(geometry);
    if (geometry.sectors == 0) return;
    const std::uint32_t sectors = (kRoomAhead + index_.slots() - 1) / index_.slots();
    const std::uint32_t most = std::max(geometry.sectors / 4, 1U);
    wanted_ahead_ = static_cast<std::uint16_t>(std::min(sectors, most));
    choose_active();
    prepare_tail();
}

// The active sector is the newest with a record. The newest header may have been torn and is
// programmed once more, so that it is whole before anything is written behind it.
void MessageLog::choose_active() {
    active_ = newest_written();
    for (std::uint16_t i = 0; i < index_.sectors(); ++i) {
        const LogIndex::Sector& sector = index_[i];
        if (sector.use == SectorUse::dirty) continue;
        if (settle_header_ && sector.epoch < index_[settle_sector_].epoch) continue;
        settle_header_ = true;
        settle_sector_ = i;
    }
}

// The cut may have torn the last record that shows, or, if that one is whole, the next one before
// it showed: that slot is left alone. A torn record may read differently each time, so that it is
// counted and settled as it was read here, once.
void MessageLog::prepare_tail() {
    if (active_) {
        LogIndex::Sector& sector = index_[*active_];
        settle_tail_ = true;
        settle_slot_ = static_cast<std::uint16_t>(sector.used - 1);
        if (!index_.read({*active_, settle_slot_}, tail_)) tail_.fill(0);
        index_.recount(*active_, settle_slot_);
        const auto message = decode_message(tail_);
        if (!message) {
            tail_.fill(0);
            return;
        }
        if (owed(tail_)) index_.add(*active_, message->id);
        if (sector.used < index_.slots()) {
            ++sector.used;
            return;
        }
    }
    const auto ready = oldest_ready();
    if (ready) index_[*ready].used = 1;
}

std::optional<std::uint16_t> MessageLog::newest_written() const {
    std::optional<std::uint16_t> newest;
    for (std::uint16_t i = 0; i < index_.sectors(); ++i) {
        if (index_[i].use != SectorUse::written) continue;
        if (!newest || index_[i].epoch > index_[*newest].epoch) newest = i;
    }
    return newest;
}

std::optional<std::uint16_t> MessageLog::oldest_ready() const {
    std::optional<std::uint16_t> oldest;
    for (std::uint16_t i = 0; i < index_.sectors(); ++i) {
        if (index_[i].use != SectorUse::ready) continue;
        if (!oldest || index_[i].epoch < index_[*oldest].epoch) oldest = i;
    }
    return oldest;
}

std::uint16_t MessageLog::ready_count() const {
    std::uint16_t count = 0;
    for (std::uint16_t i = 0; i < index_.sectors(); ++i) {
        if (index_[i].use == SectorUse::ready) ++count;
    }
    return count;
}

std::uint32_t MessageLog::free_slots() const {
    return active_ ? static_cast<std::uint32_t>(index_.slots() - index_[*active_].used) : 0;
}

std::optional<Operation> MessageLog::settle() {
    if (settle_header_) {
        step_ = Step::settle_header;
        return program_at(index_.address(settle_sector_),
                          encode_header(SectorKind::messages, index_[settle_sector_].epoch));
    }
    if (!settle_tail_) return std::nullopt;
    step_ = Step::settle_slot;
    return program_at(index_.address(Place{*active_, settle_slot_}), tail_);
}

bool MessageLog::open_active() {
    if (free_slots() > 0) return true;
    const auto next = oldest_ready();
    if (!next) return false;
    active_ = next;
    index_[*next].use = SectorUse::written;
    return true;
}

std::uint32_t MessageLog::copies_left() const {
    if (preparing_ != Step::copy) return 0;
    const std::uint32_t all = index_[target_].owed_events();
    return all > copied_ ? all - copied_ : 0;
}

std::optional<Operation> MessageLog::append(const Message& message) {
    const std::uint32_t reserved = copies_left();
    if (reserved > 0 && free_slots() <= reserved) return std::nullopt;
    return write(Step::append, message);
}

std::optional<Operation> MessageLog::write(Step step, const Message& message) {
    if (!open_active()) return std::nullopt;
    step_ = step;
    id_ = message.id;
    at_ = {*active_, index_[*active_].used};
    return program_at(index_.address(at_), encode_message(message));
}

std::optional<Operation> MessageLog::mark(MessageId id) {
    const auto place = index_.find(id);
    if (!place) return std::nullopt;
    step_ = Step::mark;
    id_ = id;
    at_ = *place;
    return clear_at(index_.address(at_) + kStateAt, 1);
}

bool MessageLog::reusable(std::uint16_t sector) const {
    return index_[sector].use == SectorUse::written && active_ != sector;
}

// A sector that holds nothing: first one after the active that has yet to be erased, or else the
// oldest of those that owe nothing.
std::optional<std::uint16_t> MessageLog::unused_sector() const {
    const std::uint16_t count = index_.sectors();
    const std::uint32_t first = active_ ? *active_ + 1U : 0U;
    std::optional<std::uint16_t> oldest;
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto sector = static_cast<std::uint16_t>((first + i) % count);
        if (index_[sector].use == SectorUse::dirty) return sector;
        if (!reusable(sector) || index_[sector].owed_count() > 0) continue;
        if (!oldest || index_[sector].epoch < index_[*oldest].epoch) oldest = sector;
    }
    return oldest;
}

// The oldest sector with captures to lose whose alarms and events fit what is left, at most half a
// sector of them, so that giving it up gains something.
std::optional<std::uint16_t> MessageLog::sector_to_give_up() const {
    const std::uint32_t room = std::min<std::uint32_t>(free_slots(), index_.slots() / 2U);
    std::optional<std::uint16_t> oldest;
    for (std::uint16_t i = 0; i < index_.sectors(); ++i) {
        const std::uint32_t events = index_[i].owed_events();
        if (!reusable(i) || events > room || index_[i].owed_count() == events) continue;
        if (!oldest || index_[i].epoch < index_[*oldest].epoch) oldest = i;
    }
    return oldest;
}

bool MessageLog::choose_target() {
    const std::uint16_t ahead = ready_count();
    if (ahead >= wanted_ahead_) return false;
    if (const auto unused = unused_sector()) {
        target_ = *unused;
        preparing_ = Step::retire;
        return true;
    }
    const auto given_up = ahead == 0 ? sector_to_give_up() : std::nullopt;
    if (!given_up) return false;
    target_ = *given_up;
    preparing_ = Step::copy;
    copy_slot_ = 0;
    copied_ = 0;
    return true;
}

std::optional<Operation> MessageLog::prepare() {
    if (preparing_ == Step::none && !choose_target()) return std::nullopt;
    if (preparing_ == Step::copy) {
        if (auto copy = copy_next()) return copy;
        preparing_ = Step::retire;
    }
    step_ = preparing_;
    const std::uint32_t base = index_.address(target_);
    if (step_ == Step::retire) return clear_at(base, kSmallSlot);
    if (step_ == Step::erase) return erase_at(base);
    std::uint32_t newest = 0;
    for (std::uint16_t i = 0; i < index_.sectors(); ++i) {
        newest = std::max(newest, index_[i].epoch);
    }
    index_[target_].epoch = newest + 1;
    return program_at(base, encode_header(SectorKind::messages, newest + 1));
}

std::optional<Operation> MessageLog::copy_next() {
    for (; copy_slot_ < index_[target_].used; ++copy_slot_) {
        const auto message = index_.owed_at({target_, copy_slot_});
        if (!message || !is_event(message->id.stream)) continue;
        return write(Step::copy, *message);
    }
    return std::nullopt;
}

void MessageLog::finished(bool ok) {
    const Step step = step_;
    step_ = Step::none;
    if (!ok) ++failures_;
    switch (step) {
        case Step::none:
            return;
        case Step::settle_header:
            settle_header_ = false;
            return;
        case Step::settle_slot:
            settle_tail_ = false;
            return;
        case Step::append:
        case Step::copy:
            finish_write(step, ok);
            return;
        case Step::mark:
            if (ok) index_.remove(at_.sector, id_.stream);
            return;
        case Step::retire:
        case Step::erase:
        case Step::header:
            finish_preparation(step, ok);
            return;
    }
}

void MessageLog::finish_write(Step step, bool ok) {
    ++index_[at_.sector].used;  // A slot that failed is not tried twice.
    if (!ok) return;
    index_.add(at_.sector, id_);
    if (step != Step::copy) return;
    ++copy_slot_;
    ++copied_;
}

void MessageLog::finish_preparation(Step step, bool ok) {
    LogIndex::Sector& sector = index_[target_];
    if (step == Step::retire) {
        lost_ += sector.owed_count() - std::min<std::uint32_t>(sector.owed_count(), copied_);
        copied_ = 0;
        sector.owed = {};
        sector.used = 0;
    }
    if (!ok) {
        sector.use = SectorUse::bad;
        preparing_ = Step::none;
        return;
    }
    if (step == Step::retire) {
        sector.use = SectorUse::dirty;
        preparing_ = Step::erase;
    } else if (step == Step::erase) {
        preparing_ = Step::header;
    } else {
        sector.use = SectorUse::ready;
        preparing_ = Step::none;
    }
}

}  // namespace meter::store
