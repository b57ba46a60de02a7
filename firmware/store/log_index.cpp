#include "firmware/store/log_index.h"

#include <algorithm>

namespace meter::store {

std::uint32_t LogIndex::Sector::owed_count() const {
    std::uint32_t count = 0;
    for (const Owed& stream : owed) count += stream.count;
    return count;
}

void LogIndex::recover(LogGeometry geometry) {
    geometry_ = geometry;
    for (std::uint16_t i = 0; i < sectors(); ++i) recover_sector(i);
}

void LogIndex::recover_sector(std::uint16_t index) {
    Sector& sector = sectors_[index];
    SmallRecord header{};
    if (!flash_->read(address(index), header)) return;
    const auto epoch = decode_header(SectorKind::messages, header);
    if (!epoch) return;
    sector.epoch = *epoch;
    MessageRecord record{};
    for (std::uint16_t slot = 0; slot < slots(); ++slot) {
        if (!read({index, slot}, record) || erased(record)) continue;
        sector.used = static_cast<std::uint16_t>(slot + 1);
        const auto message = decode_message(record);
        if (message && owed(record)) add(index, message->id);
    }
    sector.use = sector.used == 0 ? SectorUse::ready : SectorUse::written;
}

void LogIndex::recount(std::uint16_t sector, std::uint16_t end) {
    sectors_[sector].owed = {};
    for (std::uint16_t slot = 0; slot < end; ++slot) {
        const auto message = owed_at({sector, slot});
        if (message) add(sector, message->id);
    }
}

bool LogIndex::read(Place place, MessageRecord& out) const {
    return flash_->read(address(place), out).ok();
}

std::optional<Message> LogIndex::owed_at(Place place) const {
    MessageRecord record{};
    if (!read(place, record) || !owed(record)) return std::nullopt;
    return decode_message(record);
}

std::optional<Place> LogIndex::find(MessageId id) const {
    MessageRecord record{};
    for (std::uint16_t i = 0; i < sectors(); ++i) {
        const Owed& known = sectors_[i].owed[static_cast<std::size_t>(id.stream)];
        if (known.count == 0 || id.sequence < known.lowest || id.sequence > known.highest) continue;
        for (std::uint16_t slot = 0; slot < sectors_[i].used; ++slot) {
            const Place place{i, slot};
            if (!read(place, record) || !owed(record) || peek_id(record) != id) continue;
            if (decode_message(record)) return place;
        }
    }
    return std::nullopt;
}

std::optional<Message> LogIndex::lowest(Stream stream, std::optional<std::uint32_t> after) const {
    std::optional<Message> best;
    for (std::uint16_t i = 0; i < sectors(); ++i) {
        const Owed& known = sectors_[i].owed[static_cast<std::size_t>(stream)];
        if (known.count == 0 || (after && known.highest <= *after)) continue;
        if (best && known.lowest >= best->id.sequence) continue;
        lowest_in(i, stream, after, best);
    }
    return best;
}

void LogIndex::lowest_in(std::uint16_t sector, Stream stream, std::optional<std::uint32_t> after,
                         std::optional<Message>& best) const {
    MessageRecord record{};
    for (std::uint16_t slot = 0; slot < sectors_[sector].used; ++slot) {
        if (!read({sector, slot}, record) || !owed(record)) continue;
        const MessageId id = peek_id(record);
        if (id.stream != stream || (after && id.sequence <= *after)) continue;
        if (best && id.sequence >= best->id.sequence) continue;
        const auto message = decode_message(record);
        if (message) best = message;
    }
}

void LogIndex::add(std::uint16_t sector, MessageId id) {
    Owed& stream = sectors_[sector].owed[static_cast<std::size_t>(id.stream)];
    const bool first = stream.count == 0;
    stream.lowest = first ? id.sequence : std::min(stream.lowest, id.sequence);
    stream.highest = first ? id.sequence : std::max(stream.highest, id.sequence);
    ++stream.count;
}

void LogIndex::remove(std::uint16_t sector, Stream stream) {
    Owed& known = sectors_[sector].owed[static_cast<std::size_t>(stream)];
    if (known.count > 0) --known.count;
}

}  // namespace meter::store
