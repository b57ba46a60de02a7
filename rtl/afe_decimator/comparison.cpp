#include "rtl/afe_decimator/comparison.h"

#include <algorithm>
#include <utility>

namespace bench::afe_decimator {
namespace {

constexpr std::size_t kSegmentBlocks = 96;  // Longer than what the filters remember.
// Even, so that a frame is never made while the high-pass is switched.
constexpr std::size_t kRunBlocks = 80;
// The high-pass changes so seldom that the offset comes near an input that is held.
constexpr std::size_t kHighPassRuns = 110;
constexpr std::size_t kHighPassBlocks = kRunBlocks * kHighPassRuns;
constexpr std::size_t kHeldBlocks = kHighPassBlocks - 800;

bool high_pass_in(std::size_t run) { return (run / kHighPassRuns) % 2 == 1; }

// Frame k is made in the second block of pair k + 21.
std::size_t run_of_frame(std::size_t frame) {
    return (frame + kFirstFrameClocks / kClocksPerFrame) / (kRunBlocks / 2);
}

// The bits that add up to the most in the frames that see the whole of them.
std::vector<std::uint64_t> worst_bits() {
    const std::vector<double> response = impulse_response();
    std::vector<std::uint64_t> words(kSegmentBlocks);
    // The newest bit of a frame is four clocks from the end of its 128.
    const std::size_t newest = kSegmentBlocks * kBlockClocks - 4;
    for (std::size_t i = 0; i < response.size(); ++i) {
        const std::size_t at = newest - 1 - i;
        words[at / kBlockClocks] |= std::uint64_t{response[i] > 0 ? 1U : 0U} << (at % kBlockClocks);
    }
    return words;
}

std::uint64_t random_word(const chance::Key& key, std::uint64_t block, std::uint64_t eighths) {
    const std::uint64_t a = key.bits(4 * block);
    const std::uint64_t b = key.bits(4 * block + 1);
    const std::uint64_t c = key.bits(4 * block + 2);
    switch (eighths) {
        case 0:
            return a & b & c;
        case 1:
            return a & b;
        case 2:
            return a;
        case 3:
            return a | b;
        default:
            return a | b | c;
    }
}

// Every second time that the high-pass is on: full scale until that is the offset, then most of
// full scale the other way, which limits without an overload.
bool is_held(std::uint64_t block) { return block / kHighPassBlocks % 4 == 1; }

std::uint64_t held_word(const chance::Key& key, std::uint64_t block) {
    const std::uint64_t sign = key.bits(block / kHighPassBlocks) % 2 == 0 ? 0 : ~std::uint64_t{0};
    return sign ^ (block % kHighPassBlocks < kHeldBlocks ? 0 : 0xFFFEFFFEFFFEFFFE);
}

std::uint64_t word(const chance::Key& key, std::uint64_t block) {
    if (is_held(block)) {
        return held_word(key.of("held"), block);
    }
    static const std::vector<std::uint64_t> worst = worst_bits();
    const std::uint64_t kind = key.bits(block / kSegmentBlocks) % 12;
    const std::uint64_t at = block % kSegmentBlocks;
    switch (kind) {
        case 0:
            return 0;
        case 1:
            return ~std::uint64_t{0};
        case 2:
            return worst[at];
        case 3:
            return ~worst[at];
        case 4:
            return (at / 8) % 2 == 0 ? 0 : ~std::uint64_t{0};
        default:
            return random_word(key.of("random"), block, kind % 5);
    }
}

// Reads and releases all that wait. Whether they are the ones that come `next`, which goes on.
bool drain(AfeDecimator& rtl, const std::vector<Frame>& expected, std::size_t& next) {
    const std::size_t waiting = rtl.frames();
    for (std::size_t i = 0; i < waiting; ++i, ++next) {
        const std::optional<Frame> frame = parse(rtl.read_frame(i));
        if (!frame || next >= expected.size() || *frame != expected[next]) {
            return false;
        }
    }
    rtl.release(waiting);
    return true;
}

}  // namespace

std::vector<Bits> drawn_stream(const chance::Key& key, std::size_t blocks) {
    std::vector<Bits> stream(blocks);
    for (std::size_t c = 0; c < kChannels; ++c) {
        const chance::Key channel = key.of(c);
        for (std::size_t i = 0; i < blocks; ++i) {
            stream[i][c] = word(channel, i);
        }
    }
    return stream;
}

Expected expected_of(std::vector<Bits> stream) {
    std::vector<Frame> frames =
        frames_of(stream, [](std::size_t frame) { return high_pass_in(run_of_frame(frame)); });
    return {std::move(stream), std::move(frames)};
}

std::size_t first_difference(AfeDecimator& rtl, const Expected& expected) {
    const std::span<const Bits> stream{expected.stream};
    rtl.reset();
    std::size_t next = 0;
    for (std::size_t at = 0; at < stream.size(); at += kRunBlocks) {
        rtl.set_high_pass(high_pass_in(at / kRunBlocks));
        rtl.run(stream.subspan(at, std::min(kRunBlocks, stream.size() - at)));
        if (!drain(rtl, expected.frames, next)) {
            return next;
        }
    }
    return next;
}

}  // namespace bench::afe_decimator
