#pragma once

// What is known of the message log without reading it: per sector its epoch, how far it is written,
// and per stream how many messages it still owes and between which sequences. 48 octets a sector,
// nothing per record; what is asked for is found by reading the one or two sectors that can hold
// it.

#include <array>
#include <cstdint>
#include <optional>

#include "firmware/core/message.h"
#include "firmware/port/flash.h"
#include "firmware/store/layout.h"

namespace meter::store {

// 1 MiB in sectors of 4 KiB, less the two of the leases. Of a larger flash the rest is not used.
inline constexpr std::size_t kMostSectors = 254;

struct LogGeometry {
    std::uint32_t first_address = 0;
    std::uint32_t sector_size = 0;
    std::uint32_t sectors = 0;
};

enum class SectorUse : std::uint8_t {
    dirty,    // Unknown, or no longer needed: must be erased first.
    ready,    // Erased, with a header, no record.
    written,  // Has records.
    bad       // Failed since boot.
};

struct Place {
    std::uint16_t sector = 0;
    std::uint16_t slot = 0;
};

class LogIndex {
public:
    struct Owed {
        std::uint32_t lowest = 0;  // Sequences; bounds only, while `count` > 0.
        std::uint32_t highest = 0;
        std::uint16_t count = 0;
    };
    struct Sector {
        std::uint32_t epoch = 0;
        std::uint16_t used = 0;  // Slots, up to the last one touched.
        SectorUse use = SectorUse::dirty;
        std::array<Owed, kOwedStreamCount> owed{};
        [[nodiscard]] std::uint32_t owed_count() const;
        [[nodiscard]] std::uint32_t owed_events() const { return owed[0].count + owed[1].count; }
    };

    explicit LogIndex(port::Flash& flash) : flash_{&flash} {}
    // Reads every header, and the records behind the valid ones, once.
    void recover(LogGeometry geometry);

    [[nodiscard]] std::uint16_t sectors() const {
        return static_cast<std::uint16_t>(geometry_.sectors);
    }
    [[nodiscard]] std::uint16_t slots() const {
        return static_cast<std::uint16_t>(geometry_.sector_size / kSlot -
                                          (geometry_.sector_size ? 1 : 0));
    }
    [[nodiscard]] std::uint32_t address(std::uint16_t sector) const {
        return geometry_.first_address + sector * geometry_.sector_size;
    }
    [[nodiscard]] std::uint32_t address(Place place) const {
        return address(place.sector) + static_cast<std::uint32_t>((place.slot + 1U) * kSlot);
    }
    [[nodiscard]] Sector& operator[](std::uint16_t sector) { return sectors_[sector]; }
    [[nodiscard]] const Sector& operator[](std::uint16_t sector) const { return sectors_[sector]; }

    // Counts what a sector owes before slot `end` once more.
    void recount(std::uint16_t sector, std::uint16_t end);
    [[nodiscard]] bool read(Place place, MessageRecord& out) const;
    [[nodiscard]] std::optional<Message> owed_at(Place place) const;
    [[nodiscard]] std::optional<Place> find(MessageId id) const;
    // The owed message of the stream with the lowest sequence above `after`.
    [[nodiscard]] std::optional<Message> lowest(Stream stream,
                                                std::optional<std::uint32_t> after) const;

    void add(std::uint16_t sector, MessageId id);
    void remove(std::uint16_t sector, Stream stream);

private:
    void recover_sector(std::uint16_t index);
    void lowest_in(std::uint16_t sector, Stream stream, std::optional<std::uint32_t> after,
                   std::optional<Message>& best) const;

    port::Flash* flash_;
    LogGeometry geometry_{};
    std::array<Sector, kMostSectors> sectors_{};
};

}  // namespace meter::store
