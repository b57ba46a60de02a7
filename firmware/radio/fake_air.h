#pragma once

// For tests: boards with a radio each, on one air without noise. A frame is received by whoever
// listens on its channel when it starts, unless another frame overlaps it there or the test loses
// it. Every board has a crystal of its own. Time is in nanoseconds of the air; a board is told its
// own microseconds.

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "firmware/hal/radio.h"

namespace meter::radio::test {

class FakeAir;

// One frame as it was on the air.
struct OnAir {
    int sender = 0;
    std::uint8_t channel = 0;
    bool is_ack = false;
    std::uint8_t modulation = 0;
    std::int16_t power_cdbm = 0;
    std::int64_t start_ns = 0;
    std::int64_t end_ns = 0;
    bool receiver_there =
        false;  // The addressed board listened on the channel when the frame began,
    bool receiver_stays = false;  // and had not hopped away when the acknowledgement ended.
    std::uint32_t ticket = 0;
    std::vector<std::uint8_t> bytes{};
};

}  // namespace meter::radio::test

struct hal_board {
    meter::radio::test::FakeAir* air = nullptr;
    int index = 0;
    std::int64_t boot_ns = 0;
    std::int64_t drift_ppm = 0;
    std::uint64_t random_state = 0;
    // Answers when to be called next, in the board's microseconds.
    std::function<std::int64_t(std::int64_t now_us, bool done, bool received)> step{};

    hal_radio_configuration identity{};
    std::optional<hal_radio_schedule> listening{};
    hal_radio_ack_template ack{};
    std::optional<hal_radio_job> job{};
    std::vector<std::uint8_t> frame{};
    bool frame_started = false;
    std::uint64_t job_number = 0;
    std::uint64_t wake_number = 0;
    std::optional<hal_radio_outcome> outcome{};
    std::deque<hal_radio_received> received{};
    int listen_calls = 0;
    int detections = 0;
    bool radio_lost = false;   // Its registers; configuring brings them back.
    bool radio_stuck = false;  // It loses them again at once.
    int configurations = 0;
};

namespace meter::radio::test {

// Of a job that ended without a frame.
inline hal_radio_outcome outcome_of(const hal_radio_job& job, hal_radio_status status) {
    hal_radio_outcome outcome{};
    outcome.ticket = job.ticket;
    outcome.status = static_cast<std::uint8_t>(status);
    return outcome;
}

class FakeAir {
public:
    hal_board& add(std::uint64_t seed, std::int64_t boot_ns, std::int64_t drift_ppm);
    void run_until(std::int64_t time_ns);
    // Calls the board's step now.
    void poke(hal_board& board) { step(board, false, false); }
    void at(std::int64_t time_ns, std::function<void()> action) {
        events_.emplace(time_ns, std::move(action));
    }
    [[nodiscard]] std::int64_t now() const { return now_ns_; }
    [[nodiscard]] std::int64_t local_us(const hal_board& board, std::int64_t time_ns) const;
    [[nodiscard]] std::int64_t local_us(const hal_board& board) const {
        return local_us(board, now_ns_);
    }
    [[nodiscard]] const std::vector<OnAir>& log() const { return log_; }
    void forget_log() { log_.clear(); }
    // Answers true for a frame that nobody shall receive.
    std::function<bool(const OnAir&)> lose{};
    // Level of a frame at a board; without it: -70 dBm whatever the power.
    std::function<std::int16_t(const OnAir&, int board)> level{};
    // Answers true when energy detection at a board finds the channel occupied.
    std::function<bool(int board, std::uint8_t channel)> occupied{};
    // Answers true when the channel carries foreign energy.
    std::function<bool(std::uint8_t channel)> jam{};

    std::int32_t call(hal_board& board, std::uint16_t id, const void* request, void* response);

private:
    [[nodiscard]] std::int64_t air_time(const hal_board& board, std::int64_t local) const;
    [[nodiscard]] std::optional<std::uint8_t> channel_of(const hal_board& board,
                                                         std::int64_t time_ns) const;
    void step(hal_board& board, bool done, bool received);
    void back_off(hal_board& board, std::int64_t from_ns, unsigned busy, unsigned exponent);
    void detect_energy(hal_board& board);
    [[nodiscard]] std::int16_t level_at(const OnAir& frame, int board) const {
        return level ? level(frame, board) : std::int16_t{-7000};
    }
    void sense(hal_board& board, std::int64_t start_ns, unsigned busy, unsigned exponent);
    [[nodiscard]] bool is_busy(std::uint8_t channel, std::int64_t from, std::int64_t to) const;
    void begin(hal_board& board);
    void end(hal_board& board, std::size_t entry);
    void acknowledge(hal_board& sender, hal_board& receiver, std::size_t entry);
    [[nodiscard]] bool reaches(const hal_board& receiver, const OnAir& frame) const;
    hal_board* addressee(const OnAir& frame);
    void conclude(hal_board& board, hal_radio_outcome outcome);
    void put_timing(const hal_board& board, std::vector<std::uint8_t>& bytes, std::uint16_t at,
                    std::int64_t start_ns) const;
    std::uint32_t draw(hal_board& board);

    std::int64_t now_ns_ = 0;
    std::multimap<std::int64_t, std::function<void()>> events_;
    std::deque<hal_board> boards_;
    std::vector<OnAir> log_;
};

}  // namespace meter::radio::test
