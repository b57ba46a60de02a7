#pragma once

// What must survive a power cut: ceilings of counters, and messages still owed.
//
// The one who starts operations on the flash, one at a time: ceilings first, then alarms, then the
// rest, then marks of what is no longer owed, then erasing ahead. What is asked for is done later;
// a power cut before that forgets it. At least once: a message whose mark was not completed is owed
// again.

#include <array>
#include <cstdint>
#include <optional>

#include "firmware/core/message.h"
#include "firmware/core/result.h"
#include "firmware/core/ring.h"
#include "firmware/port/flash.h"
#include "firmware/security/lease_store.h"
#include "firmware/store/lease_log.h"
#include "firmware/store/message_log.h"
#include "firmware/units/time.h"

namespace meter::store {

class Store final : public security::LeaseStore {
public:
    explicit Store(port::Flash& flash) : flash_{&flash}, leases_{flash}, log_{flash} {}

    // Once, at boot, before anything else. Reads only: no octet of the flash more than a few times.
    void recover();

    [[nodiscard]] std::uint32_t ceiling(security::Lease lease) const override;
    void raise(security::Lease lease, std::uint32_t ceiling) override;

    // Queues it for writing. One that is already owed is not written again. Error::full: later;
    // Error::hardware: there is no usable flash.
    Result<void> append(const Message& message);
    // The head end has it: no longer owed, at once in memory, soon on the flash. Error::full:
    // later.
    Result<void> drop(MessageId id);
    // The owed message of the stream with the lowest sequence above `after` (any, if there is
    // none), whether written yet or queued.
    [[nodiscard]] std::optional<Message> owed(Stream stream,
                                              std::optional<std::uint32_t> after) const;
    // Written, read back, and owed: a power cut cannot lose it.
    [[nodiscard]] bool durable(MessageId id) const;

    // Goes on. `flash_done`: the operation under way has ended. Answers when to be called again at
    // the latest.
    Instant advance(Instant now, bool flash_done);

    // Nothing is under way and nothing could be done.
    [[nodiscard]] bool idle() const { return !running_ && !work_; }
    // Messages to be written and marks to be made.
    [[nodiscard]] std::size_t pending() const { return queue_.size() + drops_.size(); }
    // Captures given up since boot because the flash was full.
    [[nodiscard]] std::uint32_t lost() const { return log_.lost(); }
    // Operations since boot that did not hold.
    [[nodiscard]] std::uint32_t failures() const { return leases_.failures() + log_.failures(); }

private:
    enum class Purpose : std::uint8_t { lease, settle, append, drop, prepare };
    struct Running {
        Operation operation{};
        Purpose purpose{};
        MessageId id{};
        bool started = false;
    };

    [[nodiscard]] bool select();
    [[nodiscard]] bool select_append(bool alarms_only);
    [[nodiscard]] bool select_drop();
    bool run(Purpose purpose, const std::optional<Operation>& operation, MessageId id = {});
    [[nodiscard]] bool held() const;
    void finish(bool ok);
    [[nodiscard]] std::optional<std::size_t> queued(MessageId id) const;
    [[nodiscard]] bool dropping(MessageId id) const;
    void unqueue(std::size_t index);

    port::Flash* flash_;
    LeaseLog leases_;
    MessageLog log_;
    Ring<Message, 96> queue_{};
    Ring<MessageId, 64> drops_{};
    std::optional<Running> running_{};
    std::uint32_t sector_size_ = 0;
    bool work_ = false;
    bool usable_ = false;
};

static_assert(sizeof(Store) <= 24 * 1024);

}  // namespace meter::store
