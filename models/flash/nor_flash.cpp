#include "models/flash/nor_flash.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "models/flash/torn.h"

namespace bench::flash {
namespace {

const FlashConfig& checked(const FlashConfig& config) {
    if (config.sector_size == 0 || config.sector_size % kPageSize != 0) {
        throw std::invalid_argument{"a flash's sector must be a multiple of 256 octets"};
    }
    if (config.size == 0 || config.size % config.sector_size != 0) {
        throw std::invalid_argument{"a flash's size must be a multiple of its sector's"};
    }
    constexpr Nanoseconds kNone{0};
    constexpr Nanoseconds kMost = std::chrono::hours{1};
    if (config.page_program <= kNone || config.sector_erase <= kNone ||
        config.page_program > kMost || config.sector_erase > kMost) {
        throw std::invalid_argument{"a flash's times must be above zero, and at most one hour"};
    }
    return config;
}

}  // namespace

NorFlash::NorFlash(const FlashConfig& config, Agenda& agenda, chance::Key key, FlashOwner& owner)
    : config_{checked(config)},
      agenda_{agenda},
      key_{key.of("cut")},
      worn_key_{key.of("worn")},
      owner_{owner},
      contents_{config.size, config.sector_size},
      erases_(config.size / config.sector_size) {}

bool NorFlash::within(std::uint32_t address, std::size_t length) const {
    return address <= config_.size && length <= config_.size - address;
}

FlashStatus NorFlash::read(std::uint32_t address, std::span<std::uint8_t> out) const {
    if (!within(address, out.size())) return FlashStatus::out_of_range;
    if (operation_) {
        const std::uint32_t changing = operation_->address;
        const std::uint64_t end = std::uint64_t{address} + out.size();
        if (address < changing + operation_->length && end > changing) return FlashStatus::busy;
    }
    contents_.read(address, out);
    return FlashStatus::ok;
}

FlashStatus NorFlash::start_program(std::uint32_t address, std::span<const std::uint8_t> bytes) {
    if (bytes.empty() || !within(address, bytes.size())) return FlashStatus::out_of_range;
    if (address % kPageSize + bytes.size() > kPageSize) return FlashStatus::crosses_page;
    if (busy()) return FlashStatus::busy;
    const auto length = static_cast<std::uint32_t>(bytes.size());
    // At least 1 ns, so that how far a cut one came is always defined.
    const Nanoseconds duration =
        std::max(config_.page_program * length / kPageSize, Nanoseconds{1});
    ++counters_.programs;
    begin({address, length, {bytes.begin(), bytes.end()}, agenda_.now(), duration});
    return FlashStatus::ok;
}

FlashStatus NorFlash::start_erase(std::uint32_t sector_address) {
    if (sector_address >= config_.size) return FlashStatus::out_of_range;
    if (sector_address % config_.sector_size != 0) return FlashStatus::misaligned;
    if (busy()) return FlashStatus::busy;
    ++counters_.erases;
    const std::uint32_t erases = ++erases_[sector_address / config_.sector_size];
    counters_.most_erases = std::max(counters_.most_erases, erases);
    begin({sector_address, config_.sector_size, {}, agenda_.now(), config_.sector_erase});
    return FlashStatus::ok;
}

void NorFlash::begin(Operation operation) {
    agenda_.at(operation.start + operation.duration, *this, 0, ++generation_);
    operation_ = std::move(operation);
}

void NorFlash::wake(Time now, std::uint32_t, std::uint64_t generation) {
    if (!operation_ || generation != generation_) return;
    const Operation operation = *std::exchange(operation_, std::nullopt);
    failed_ = false;
    if (operation.bytes.empty()) {
        contents_.erase(operation.address);
    } else {
        program(operation, now);
    }
    owner_.flash_done();
}

void NorFlash::program(const Operation& operation, Time now) {
    std::span<const std::uint8_t> taken{operation.bytes};
    const chance::Key key = worn_key_.of(operation.address);
    const bool fails =
        config_.failing > 0 && key.uniform(static_cast<std::uint64_t>(ns(now))) < config_.failing;
    if (fails) taken = taken.first(taken.size() - 1);
    if (!taken.empty()) contents_.clear_bits(operation.address, taken);
    std::vector<std::uint8_t> cells(operation.length);
    contents_.read(operation.address, cells);
    failed_ = cells != operation.bytes;
}

void NorFlash::power_cut(Time now) {
    failed_ = false;
    if (!operation_) return;
    ++counters_.cut;
    leave_torn(*std::exchange(operation_, std::nullopt), now);
}

void NorFlash::leave_torn(const Operation& operation, Time now) {
    const Nanoseconds elapsed =
        std::clamp(now - operation.start, Nanoseconds{0}, operation.duration);
    const Progress progress{elapsed, operation.duration};
    const chance::Key key = key_.of(operation.address).of(static_cast<std::uint64_t>(ns(now)));
    if (!operation.bytes.empty()) {
        contents_.clear_bits(operation.address, torn_program(operation.bytes, progress, key));
        return;
    }
    std::vector<std::uint8_t> sector(config_.sector_size);
    contents_.read(operation.address, sector);
    half_erase(sector, progress, key);
    contents_.replace(operation.address, std::move(sector));
}

std::uint32_t NorFlash::erases_of(std::uint32_t sector_address) const {
    return erases_.at(sector_address / config_.sector_size);
}

}  // namespace bench::flash
