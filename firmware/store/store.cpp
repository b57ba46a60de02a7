#include "firmware/store/store.h"

#include <algorithm>

namespace meter::store {
namespace {

constexpr std::uint32_t kLeaseSectors = 2;
constexpr std::uint32_t kSmallestSector = 512;
constexpr std::uint32_t kFewestLogSectors = 3;
constexpr Duration kRetry = milliseconds(1);
// Operations that the flash refuses at once, before the caller gets its turn again.
constexpr int kMostRefusals = 8;

}  // namespace

void Store::recover() {
    const auto geometry = flash_->geometry();
    if (!geometry || geometry.value().sector_size < kSmallestSector) return;
    sector_size_ = geometry.value().sector_size;
    const std::uint32_t sectors = geometry.value().size / sector_size_;
    if (sectors < kLeaseSectors + kFewestLogSectors) return;
    usable_ = true;
    work_ = true;
    leases_.recover(sector_size_);
    log_.recover({kLeaseSectors * sector_size_, sector_size_,
                  std::min<std::uint32_t>(sectors - kLeaseSectors, kMostSectors)});
}

std::uint32_t Store::ceiling(security::Lease lease) const {
    return leases_.ceiling(static_cast<std::size_t>(lease));
}

void Store::raise(security::Lease lease, std::uint32_t ceiling) {
    leases_.raise(static_cast<std::size_t>(lease), ceiling);
    work_ = usable_;
}

Result<void> Store::append(const Message& message) {
    if (!usable_) return Error::hardware;
    if (dropping(message.id) || queued(message.id) || log_.index().find(message.id)) return {};
    work_ = true;
    return queue_.push(message);
}

Result<void> Store::drop(MessageId id) {
    if (dropping(id)) return {};
    const bool writing = running_ && running_->purpose == Purpose::append && running_->id == id;
    const auto index = queued(id);
    if (index && !writing) {
        unqueue(*index);
        work_ = true;
        return {};
    }
    if (!index && !log_.index().find(id)) return {};
    work_ = true;
    return drops_.push(id);
}

std::optional<Message> Store::owed(Stream stream, std::optional<std::uint32_t> after) const {
    while (true) {
        std::optional<Message> best = log_.index().lowest(stream, after);
        for (std::size_t i = 0; i < queue_.size(); ++i) {
            const MessageId id = queue_[i].id;
            if (id.stream != stream || (after && id.sequence <= *after)) continue;
            if (!best || id.sequence < best->id.sequence) best = queue_[i];
        }
        if (!best || !dropping(best->id)) return best;
        after = best->id.sequence;
    }
}

bool Store::durable(MessageId id) const {
    return !dropping(id) && log_.index().find(id).has_value();
}

Instant Store::advance(Instant now, bool flash_done) {
    if (running_ && running_->started) {
        if (!flash_done) return kNever;
        finish(held());
    }
    // A turn without work costs nothing: what could be done was looked at when the last work ended.
    if (idle()) return kNever;
    for (int refusals = 0; refusals < kMostRefusals; ++refusals) {
        if (!running_ && !select()) {
            work_ = false;
            return kNever;
        }
        const Operation& operation = running_->operation;
        const Result<void> started = operation.erase
                                         ? flash_->erase(operation.address)
                                         : flash_->program(operation.address, operation.data());
        if (started) {
            running_->started = true;
            return kNever;
        }
        if (started.error() == Error::busy) return now + kRetry;
        finish(false);
    }
    return now + kRetry;
}

bool Store::select() {
    if (run(Purpose::lease, leases_.next())) return true;
    if (run(Purpose::settle, log_.settle())) return true;
    if (select_append(true)) return true;
    // Marks first when room is short: they may free a sector.
    if (log_.pressed() && (select_drop() || run(Purpose::prepare, log_.prepare()))) return true;
    return select_append(false) || select_drop() || run(Purpose::prepare, log_.prepare());
}

bool Store::run(Purpose purpose, const std::optional<Operation>& operation, MessageId id) {
    if (!operation) return false;
    running_ = Running{*operation, purpose, id, false};
    return true;
}

bool Store::select_append(bool alarms_only) {
    for (std::size_t i = 0; i < queue_.size(); ++i) {
        const Message& message = queue_[i];
        if (alarms_only && message.id.stream != Stream::alarms) continue;
        return run(Purpose::append, log_.append(message), message.id);
    }
    return false;
}

bool Store::select_drop() {
    while (!drops_.empty()) {
        if (run(Purpose::drop, log_.mark(drops_.front()))) return true;
        drops_.pop();  // No record of it is left.
    }
    return false;
}

// Whether the flash now reads as it should.
bool Store::held() const {
    const auto status = flash_->status();
    if (!status || status.value().failed != 0) return false;
    const Operation& operation = running_->operation;
    std::array<std::uint8_t, kSlot> chunk{};
    const std::uint32_t length = operation.erase ? sector_size_ : operation.length;
    for (std::uint32_t at = 0; at < length;) {
        const auto part = std::span{chunk}.first(std::min<std::size_t>(kSlot, length - at));
        if (!flash_->read(operation.address + at, part)) return false;
        const bool good =
            operation.erase ? erased(part) : std::ranges::equal(part, operation.data());
        if (!good) return false;
        at += static_cast<std::uint32_t>(part.size());
    }
    return true;
}

void Store::finish(bool ok) {
    const Running ended = *running_;
    running_.reset();
    if (ended.purpose == Purpose::lease) {
        leases_.finished(ok);
        return;
    }
    log_.finished(ok);
    if (ended.purpose == Purpose::append && (ok || dropping(ended.id))) {
        const auto index = queued(ended.id);
        if (index) unqueue(*index);
    }
    // A mark that does not hold is given up: the message is owed once more after the next boot.
    if (ended.purpose == Purpose::drop && !ok && !drops_.empty()) drops_.pop();
}

std::optional<std::size_t> Store::queued(MessageId id) const {
    for (std::size_t i = 0; i < queue_.size(); ++i) {
        if (queue_[i].id == id) return i;
    }
    return std::nullopt;
}

bool Store::dropping(MessageId id) const {
    for (std::size_t i = 0; i < drops_.size(); ++i) {
        if (drops_[i] == id) return true;
    }
    return false;
}

void Store::unqueue(std::size_t index) {
    for (std::size_t i = index; i > 0; --i) queue_[i] = queue_[i - 1];
    queue_.pop();
}

}  // namespace meter::store
