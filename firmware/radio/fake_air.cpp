#include "firmware/radio/fake_air.h"

#include <algorithm>
#include <limits>

#include "firmware/radio/phy.h"

namespace meter::radio::test {
namespace {

constexpr std::int64_t kTurnaroundNs = 1000000;

// 20 octets around the frame, at 150 kb/s.
std::int64_t airtime_ns(std::size_t octets, std::uint8_t modulation) {
    if (modulation == kOqpsk250 || (modulation & kCodedBit) != 0)
        return phy_of(modulation).airtime(octets).count() * 1000;
    return (static_cast<std::int64_t>(octets) + 20) * 160000 / 3;
}

constexpr std::int64_t kSenseToSendNs = 200000;
constexpr std::int64_t kLongestNs = 100000000;

// Whether a frame that lasts into (from, to) satisfies the predicate. The log is in the order of
// time, and no frame is longer than kLongestNs.
template <typename Predicate>
bool any_during(const std::vector<OnAir>& log, std::int64_t from, std::int64_t to,
                Predicate predicate) {
    for (auto frame = log.rbegin(); frame != log.rend(); ++frame) {
        if (frame->start_ns < from - kLongestNs) return false;
        if (frame->start_ns < to && frame->end_ns > from && predicate(*frame)) return true;
    }
    return false;
}

std::size_t addresses_at(const std::vector<std::uint8_t>& bytes) {
    return (bytes[0] & 0x40) != 0 ? 3 : 5;
}

bool is_addressed(const hal_board& board, const std::uint8_t* address) {
    return std::equal(std::begin(board.identity.eui64), std::end(board.identity.eui64),
                      std::make_reverse_iterator(address + 8));
}

bool is_broadcast(const std::uint8_t* address) {
    return std::all_of(address, address + 8, [](std::uint8_t octet) { return octet == 0xFF; });
}

}  // namespace

hal_board& FakeAir::add(std::uint64_t seed, std::int64_t boot_ns, std::int64_t drift_ppm) {
    hal_board& board = boards_.emplace_back();
    board.air = this;
    board.index = static_cast<int>(boards_.size()) - 1;
    board.boot_ns = boot_ns;
    board.drift_ppm = drift_ppm;
    board.random_state = seed * 2654435761U + static_cast<std::uint64_t>(board.index) * 40503U;
    return board;
}

std::int64_t FakeAir::local_us(const hal_board& board, std::int64_t time_ns) const {
    const std::int64_t since = time_ns - board.boot_ns;
    return (since + since / 1000 * board.drift_ppm / 1000) / 1000;
}

std::int64_t FakeAir::air_time(const hal_board& board, std::int64_t local) const {
    std::int64_t time_ns = board.boot_ns + local * 1000 - local * board.drift_ppm / 1000;
    while (local_us(board, time_ns) < local) time_ns += 500;
    return time_ns;
}

void FakeAir::run_until(std::int64_t time_ns) {
    while (!events_.empty() && events_.begin()->first <= time_ns) {
        const auto event = events_.begin();
        now_ns_ = std::max(now_ns_, event->first);
        const std::function<void()> action = std::move(event->second);
        events_.erase(event);
        action();
    }
    now_ns_ = time_ns;
}

void FakeAir::step(hal_board& board, bool done, bool received) {
    const std::int64_t wake = board.step(local_us(board), done, received);
    const std::uint64_t number = ++board.wake_number;
    if (wake == std::numeric_limits<std::int64_t>::max()) return;
    at(std::max(air_time(board, wake), now_ns_), [this, &board, number] {
        if (board.wake_number == number) step(board, false, false);
    });
}

std::optional<std::uint8_t> FakeAir::channel_of(const hal_board& board,
                                                std::int64_t time_ns) const {
    if (!board.listening || board.radio_lost) return std::nullopt;
    const hal_radio_schedule& list = *board.listening;
    const std::int64_t slot = (local_us(board, time_ns) - list.start_us) / list.dwell_us;
    return list.channel[std::clamp<std::int64_t>(slot, 0, list.slots - 1)];
}

std::uint32_t FakeAir::draw(hal_board& board) {
    board.random_state += 0x9E3779B97F4A7C15U;
    std::uint64_t z = board.random_state;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return static_cast<std::uint32_t>((z ^ (z >> 31U)) >> 16U);
}

void FakeAir::back_off(hal_board& board, std::int64_t from_ns, unsigned busy, unsigned exponent) {
    const std::int64_t units = draw(board) & ((1U << exponent) - 1U);
    const std::int64_t ready = from_ns + units * board.job->unit_us * 1000;
    const std::int64_t start = ready + board.job->sense_us * 1000 + kSenseToSendNs;
    const std::uint64_t number = board.job_number;
    at(start, [this, &board, number, start, busy, exponent] {
        if (board.job && board.job_number == number) sense(board, start, busy, exponent);
    });
}

void FakeAir::detect_energy(hal_board& board) {
    ++board.detections;
    hal_radio_outcome outcome = outcome_of(*board.job, HAL_RADIO_SENT);
    const bool is_occupied = occupied && occupied(board.index, board.job->channel);
    outcome.level_cdbm = is_occupied ? std::int16_t{-7000} : std::int16_t{-11600};
    at(now_ns_ + board.job->sense_us * 1000, [this, &board, outcome] { conclude(board, outcome); });
}

bool FakeAir::is_busy(std::uint8_t channel, std::int64_t from, std::int64_t to) const {
    if (jam && jam(channel)) return true;
    return any_during(log_, from, to, [&](const OnAir& frame) { return frame.channel == channel; });
}

void FakeAir::sense(hal_board& board, std::int64_t start_ns, unsigned busy, unsigned exponent) {
    const hal_radio_job& job = *board.job;
    if (local_us(board) > job.latest_start_us) {
        conclude(board, outcome_of(job, HAL_RADIO_BUSY));
        return;
    }
    const std::int64_t sensed = start_ns - kSenseToSendNs;
    if (!is_busy(job.channel, sensed - job.sense_us * 1000, sensed)) {
        begin(board);
        return;
    }
    if (busy + 1 >= job.busy_limit) {
        conclude(board, outcome_of(job, HAL_RADIO_BUSY));
        return;
    }
    back_off(board, start_ns, busy + 1, std::min<unsigned>(exponent + 1, job.max_exponent));
}

void FakeAir::put_timing(const hal_board& board, std::vector<std::uint8_t>& bytes,
                         std::uint16_t at_offset, std::int64_t start_ns) const {
    if (at_offset == HAL_RADIO_NO_FIELD) return;
    const auto since =
        static_cast<std::uint64_t>(local_us(board, start_ns) - board.identity.timing_origin_us);
    const std::uint64_t field = (since * board.identity.timing_multiplier) >> 32U;
    for (unsigned i = 0; i < 3; ++i) {
        bytes[at_offset + i] = static_cast<std::uint8_t>(field >> (8 * i));
    }
}

hal_board* FakeAir::addressee(const OnAir& frame) {
    const std::uint8_t* destination = frame.bytes.data() + addresses_at(frame.bytes);
    for (hal_board& board : boards_) {
        if (is_addressed(board, destination)) return &board;
    }
    return nullptr;
}

void FakeAir::begin(hal_board& board) {
    const hal_radio_job& job = *board.job;
    board.frame_started = true;
    OnAir frame;
    frame.sender = board.index;
    frame.channel = job.channel;
    frame.ticket = job.ticket;
    frame.modulation = job.modulation;
    frame.power_cdbm = job.power_cdbm;
    frame.start_ns = now_ns_;
    frame.end_ns = now_ns_ + airtime_ns(board.frame.size(), job.modulation);
    frame.bytes = board.frame;
    put_timing(board, frame.bytes, job.timing_at, now_ns_);
    if (const hal_board* to = addressee(frame)) {
        const std::int64_t over =
            frame.end_ns + kTurnaroundNs + airtime_ns(to->ack.length, job.modulation);
        frame.receiver_there = channel_of(*to, frame.start_ns) == frame.channel;
        frame.receiver_stays = channel_of(*to, over) == frame.channel;
    }
    log_.push_back(frame);
    const std::size_t entry = log_.size() - 1;
    at(frame.end_ns, [this, &board, entry] { end(board, entry); });
}

bool FakeAir::reaches(const hal_board& receiver, const OnAir& frame) const {
    if (lose && lose(frame)) return false;
    if (channel_of(receiver, frame.start_ns) != frame.channel) return false;
    const std::uint8_t* destination = frame.bytes.data() + addresses_at(frame.bytes);
    if (!is_addressed(receiver, destination) && !is_broadcast(destination)) return false;
    return !any_during(log_, frame.start_ns, frame.end_ns, [&](const OnAir& other) {
        const bool disturbs = other.channel == frame.channel && other.sender != frame.sender;
        return disturbs || other.sender == receiver.index;
    });
}

void FakeAir::end(hal_board& board, std::size_t entry) {
    const OnAir frame = log_[entry];
    const hal_radio_job job = *board.job;
    const bool wants_ack = (frame.bytes[0] & 0x20) != 0;
    bool answered = false;
    std::vector<hal_board*> reached;
    for (hal_board& receiver : boards_) {
        if (receiver.index != board.index && reaches(receiver, frame)) reached.push_back(&receiver);
    }
    for (hal_board* receiver : reached) {
        hal_radio_received in{};
        in.start_us = local_us(*receiver, frame.start_ns);
        in.end_us = local_us(*receiver, frame.end_ns);
        in.rssi_cdbm = level_at(frame, receiver->index);
        in.modulation = frame.modulation;
        in.channel = frame.channel;
        in.acknowledged = wants_ack ? 1 : 0;
        in.length = static_cast<std::uint32_t>(frame.bytes.size());
        std::copy(frame.bytes.begin(), frame.bytes.end(), in.bytes);
        if (receiver->received.size() < 8) receiver->received.push_back(in);
        if (wants_ack) {
            answered = true;
            acknowledge(board, *receiver, entry);
        }
        step(*receiver, false, true);
    }
    if (answered) return;
    hal_radio_outcome outcome{};
    outcome.ticket = job.ticket;
    outcome.status =
        job.ack_wait_us == 0 ? std::uint8_t{HAL_RADIO_SENT} : std::uint8_t{HAL_RADIO_NO_ACK};
    outcome.start_us = local_us(board, frame.start_ns);
    outcome.end_us = local_us(board, frame.end_ns);
    at(frame.end_ns + job.ack_wait_us * 1000,
       [this, &board, outcome] { conclude(board, outcome); });
}

void FakeAir::acknowledge(hal_board& sender, hal_board& receiver, std::size_t entry) {
    const OnAir frame = log_[entry];
    const hal_radio_ack_template& shape = receiver.ack;
    OnAir ack;
    ack.sender = receiver.index;
    ack.channel = frame.channel;
    ack.is_ack = true;
    ack.modulation = frame.modulation;
    ack.power_cdbm = shape.power_cdbm;
    ack.start_ns = frame.end_ns + kTurnaroundNs;
    ack.end_ns = ack.start_ns + airtime_ns(shape.length, frame.modulation);
    ack.bytes.assign(shape.bytes, shape.bytes + shape.length);
    ack.bytes[shape.sequence_at] = frame.bytes[2];
    const auto source = frame.bytes.begin() + static_cast<long>(addresses_at(frame.bytes)) + 8;
    std::copy(source, source + 8, ack.bytes.begin() + shape.destination_at);
    put_timing(receiver, ack.bytes, shape.timing_at, ack.start_ns);
    log_.push_back(ack);

    const bool lost = lose && lose(ack);
    hal_radio_outcome outcome{};
    outcome.ticket = frame.ticket;
    outcome.status = lost ? std::uint8_t{HAL_RADIO_NO_ACK} : std::uint8_t{HAL_RADIO_ACKED};
    outcome.start_us = local_us(sender, frame.start_ns);
    outcome.end_us = local_us(sender, frame.end_ns);
    if (!lost) {
        outcome.ack_start_us = local_us(sender, ack.start_ns);
        outcome.ack_length = shape.length;
        outcome.ack_rssi_cdbm = level_at(ack, sender.index);
        std::copy(ack.bytes.begin(), ack.bytes.end(), outcome.ack);
    }
    at(ack.end_ns, [this, &sender, outcome] { conclude(sender, outcome); });
}

void FakeAir::conclude(hal_board& board, hal_radio_outcome outcome) {
    board.job.reset();
    board.frame_started = false;
    board.outcome = outcome;
    step(board, true, false);
}

}  // namespace meter::radio::test
