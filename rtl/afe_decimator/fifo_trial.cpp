#include "rtl/afe_decimator/fifo_trial.h"

#include <algorithm>

namespace bench::afe_decimator {
namespace {

constexpr std::size_t kBlocks = 700;
// After so many blocks the FIFO is full and no frame has been lost.
constexpr std::size_t kFullBlocks = kFirstFrameClocks / kBlockClocks + 2 * kFifoFrames - 1;

bool empty(AfeDecimator& rtl) {
    const auto is_blank = [](const Octets& octets) {
        return std::all_of(octets.begin(), octets.end(), [](auto octet) { return octet == 0xFF; });
    };
    return rtl.frames() == 0 && is_blank(rtl.read_frame(0)) && is_blank(rtl.read_frame(77));
}

}  // namespace

Trial::Trial(const chance::Key& key)
    : stream_{drawn_stream(key, kBlocks)}, frames_{frames_of(stream_, [](std::size_t) {
          return false;
      })} {}

std::span<const Bits> Trial::blocks(std::size_t from, std::size_t count) const {
    return std::span{stream_}.subspan(from, count);
}

bool Trial::holds(AfeDecimator& rtl, std::size_t index, std::size_t frame, bool gap) const {
    Frame expected = frames_[frame];
    expected.gap = gap;
    return parse(rtl.read_frame(index)) == expected;
}

bool Trial::overflows_and_recovers(AfeDecimator& rtl) const {
    rtl.reset();
    rtl.set_high_pass(false);
    rtl.run(blocks(0, kFullBlocks));
    bool right = rtl.frames() == kFifoFrames && !rtl.overflow();
    // Three more: lost. Then ten find room, and the first of them says so.
    rtl.run(blocks(kFullBlocks, 6));
    right = right && rtl.frames() == kFifoFrames && rtl.overflow();
    rtl.clear_overflow();
    right = right && !rtl.overflow() && holds(rtl, 0, 0) && holds(rtl, 127, 127);
    rtl.release(10);
    right = right && rtl.frames() == kFifoFrames - 10 && holds(rtl, 0, 10);
    rtl.run(blocks(kFullBlocks + 6, 20));
    right = right && rtl.frames() == kFifoFrames && !rtl.overflow();
    right = right && holds(rtl, 117, 127) && holds(rtl, 118, 131, true) && holds(rtl, 119, 132);
    rtl.run(blocks(kFullBlocks + 26, 2));
    right = right && rtl.overflow();
    rtl.release(1000);
    return right && empty(rtl) && rtl.overflow();
}

bool Trial::reads_in_any_order(AfeDecimator& rtl) const {
    rtl.reset();
    rtl.set_high_pass(false);
    bool right = empty(rtl);
    rtl.run(blocks(0, kFullBlocks));
    for (std::size_t i = 0; right && i < kFifoFrames; ++i) {
        const std::size_t index = 37 * i % kFifoFrames;
        right = holds(rtl, index, index) && holds(rtl, index, index);
    }
    rtl.release(100);
    for (std::size_t i = 28; right && i < kFifoFrames; i += 9) {
        right = !parse(rtl.read_frame(i)).has_value();
    }
    return right && rtl.frames() == 28 && holds(rtl, 27, 127);
}

bool Trial::releases_while_bits_come(AfeDecimator& rtl) const {
    rtl.reset();
    rtl.set_high_pass(false);
    rtl.run(blocks(0, kFullBlocks));
    std::size_t at = kFullBlocks;
    bool right = true;
    // Around the clock in which a frame comes: the frames stay in order, none is counted twice.
    for (unsigned clock = 14; right && clock < 24; ++clock, at += 2) {
        rtl.run(blocks(at, 1));
        rtl.run_and_release(stream_[at + 1], clock);
        const bool lost = rtl.overflow();
        const std::size_t oldest = clock - 13;
        right = rtl.frames() == kFifoFrames - (lost ? 1 : 0) && holds(rtl, 0, oldest);
        if (lost) {
            return right && clock > kFirstFrameClocks % kBlockClocks - 3 &&
                   holds(rtl, 126, 126 + oldest);
        }
        right = right && holds(rtl, 127, 127 + oldest);
    }
    return false;
}

bool Trial::starts_anew_after_a_reset(AfeDecimator& rtl) const {
    for (const std::size_t count : {41U, 61U, 112U, 317U}) {
        rtl.reset();
        rtl.set_high_pass(true);
        rtl.run(blocks(13, count));
    }
    rtl.reset();
    rtl.set_high_pass(false);
    bool right = empty(rtl) && !rtl.overflow();
    rtl.run(blocks(0, 100));
    for (std::size_t i = 0; right && i < rtl.frames(); ++i) {
        right = holds(rtl, i, i);
    }
    return right && rtl.frames() == (100 - kFirstFrameClocks / kBlockClocks + 1) / 2;
}

bool passes(AfeDecimator& rtl, const Trial& trial) {
    return trial.overflows_and_recovers(rtl) && trial.reads_in_any_order(rtl) &&
           trial.releases_while_bits_come(rtl) && trial.starts_anew_after_a_reset(rtl);
}

}  // namespace bench::afe_decimator
