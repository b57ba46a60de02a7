#include "rtl/afe_decimator/afe_decimator.h"

#include <algorithm>
#include <stdexcept>

#include <Vafe_decimator.h>
#include <verilated.h>

namespace bench::afe_decimator {
namespace {

// A frame is asked for in the first clock of reading; its first octet is there after this one.
constexpr unsigned kFirstOctetClock = 2;
constexpr unsigned kReadClocks = kFirstOctetClock + kFrameOctets;
static_assert(kReadClocks <= kBlockClocks);

template <typename Top>
void set_mutant(Top& top, unsigned number) {
    if constexpr (requires { top.mutsel; }) {
        top.mutsel = static_cast<std::uint8_t>(number);
    } else {
        throw std::logic_error{
            "rtl/afe_decimator: this is the RTL, without mutants; build one with cmake/mutate.py"};
    }
}

// Octet r of the result holds bit r of each octet of `rows` (H. S. Warren, "Hacker's Delight",
// 7-3).
std::uint64_t transposed(std::uint64_t rows) {
    std::uint64_t t = (rows ^ (rows >> 7)) & 0x00AA00AA00AA00AAULL;
    rows ^= t ^ (t << 7);
    t = (rows ^ (rows >> 14)) & 0x0000CCCC0000CCCCULL;
    rows ^= t ^ (t << 14);
    t = (rows ^ (rows >> 28)) & 0x00000000F0F0F0F0ULL;
    return rows ^ t ^ (t << 28);
}

// Eight clocks of all channels, from octet `octet` of each word: one octet a clock.
std::uint64_t eight_clocks(const Bits& block, unsigned octet) {
    std::uint64_t rows = 0;
    for (std::size_t c = 0; c < kChannels; ++c) {
        rows |= ((block[c] >> (8 * octet)) & 0xFF) << (8 * c);
    }
    return transposed(rows);
}

}  // namespace

class AfeDecimator::Verilated {
public:
    Verilated() { reset(); }
    ~Verilated() { top.final(); }
    Verilated(const Verilated&) = delete;
    Verilated& operator=(const Verilated&) = delete;
    Verilated(Verilated&&) = delete;
    Verilated& operator=(Verilated&&) = delete;

    // Inputs go into registers first: what is asked in one clock happens in the next.
    void reset() {
        top.rst_ni = 0;
        tick();
        top.rst_ni = 1;
        tick();
        clocks = 0;
        fetched = 0;
    }

    // Nothing of the design follows the falling edge, but the rising one is found by it.
    void tick() {
        top.clk_i = 0;
        top.eval();
        top.clk_i = 1;
        top.eval();
    }

    // One clock of reading a frame, `clock` of kReadClocks.
    void read_tick(unsigned clock, std::size_t index, Octets& octets) {
        top.read_start_i = clock == 0 ? 1 : 0;
        top.read_frame_i = static_cast<std::uint8_t>(index);
        top.read_next_i = clock >= kFirstOctetClock && clock + 1 < kReadClocks ? 1 : 0;
        tick();
        if (clock >= kFirstOctetClock && clock < kReadClocks) {
            octets[clock - kFirstOctetClock] = top.read_octet_o;
        }
    }

    Octets read(std::size_t index) {
        Octets octets{};
        for (unsigned clock = 0; clock < kReadClocks; ++clock) {
            read_tick(clock, index, octets);
        }
        return octets;
    }

    void run(const Bits& block) {
        for (unsigned octet = 0; octet < 8; ++octet) {
            std::uint64_t bits = eight_clocks(block, octet);
            for (unsigned i = 0; i < 8; ++i, bits >>= 8) {
                top.bits_i = static_cast<std::uint8_t>(bits & 0x7F);
                tick();
            }
        }
    }

    // The same, and meanwhile the next frame that has not been read goes out.
    void run_and_fetch(const Bits& block) {
        for (unsigned octet = 0; octet < 8; ++octet) {
            std::uint64_t bits = eight_clocks(block, octet);
            for (unsigned i = 0; i < 8; ++i, bits >>= 8) {
                top.bits_i = static_cast<std::uint8_t>(bits & 0x7F);
                read_tick(8 * octet + i, fetched, cache[fetched].octets);
            }
        }
        cache[fetched++].unread = true;
    }

    void release(std::size_t count) {
        top.release_i = 1;
        for (std::size_t i = 0; i < count; ++i) {
            tick();
        }
        top.release_i = 0;
        tick();
        const std::size_t kept = fetched - std::min(count, fetched);
        std::move(cache.begin() + static_cast<std::ptrdiff_t>(fetched - kept),
                  cache.begin() + static_cast<std::ptrdiff_t>(fetched), cache.begin());
        fetched = kept;
    }

    void run_and_release(const Bits& block, unsigned clock) {
        for (unsigned at = 0; at < kBlockClocks; ++at) {
            top.bits_i =
                static_cast<std::uint8_t>(eight_clocks(block, at / 8) >> (8 * (at % 8)) & 0x7F);
            top.release_i = at == clock ? 1 : 0;
            tick();
        }
        top.release_i = 0;
        fetched = 0;
    }

    struct Fetched {
        Octets octets{};
        bool unread = false;
    };

    VerilatedContext context;
    Vafe_decimator top{&context};
    std::uint64_t clocks = 0;
    // Frames that came out of the read port while the modulators ran, from the oldest on.
    std::array<Fetched, kFifoFrames> cache;
    std::size_t fetched = 0;
};

AfeDecimator::AfeDecimator() : rtl_{std::make_unique<Verilated>()} {}
AfeDecimator::~AfeDecimator() = default;

void AfeDecimator::run(std::span<const Bits> blocks) {
    rtl_->top.valid_i = 1;
    for (const Bits& block : blocks) {
        if (rtl_->fetched < frames()) {
            rtl_->run_and_fetch(block);
        } else {
            rtl_->run(block);
        }
    }
    rtl_->top.valid_i = 0;
    rtl_->clocks += kBlockClocks * blocks.size();
}

void AfeDecimator::run_and_release(const Bits& block, unsigned clock) {
    rtl_->top.valid_i = 1;
    rtl_->run_and_release(block, clock);
    rtl_->top.valid_i = 0;
    rtl_->clocks += kBlockClocks;
}

std::size_t AfeDecimator::frames() const { return rtl_->top.level_o; }

Octets AfeDecimator::read_frame(std::size_t index) {
    if (index >= kFifoFrames) {
        Octets none;
        none.fill(0xFF);
        return none;
    }
    if (index < rtl_->fetched && rtl_->cache[index].unread) {
        rtl_->cache[index].unread = false;
        return rtl_->cache[index].octets;
    }
    return rtl_->read(index);
}

void AfeDecimator::release(std::size_t count) { rtl_->release(std::min(count, frames())); }

bool AfeDecimator::overflow() const { return rtl_->top.overflow_o != 0; }

void AfeDecimator::clear_overflow() {
    rtl_->top.overflow_clear_i = 1;
    rtl_->tick();
    rtl_->top.overflow_clear_i = 0;
    rtl_->tick();
}

void AfeDecimator::set_high_pass(bool on) { rtl_->top.high_pass_i = on ? 1 : 0; }
void AfeDecimator::reset() { rtl_->reset(); }
std::uint64_t AfeDecimator::modulator_clocks() const { return rtl_->clocks; }
void AfeDecimator::select_mutant(unsigned number) { set_mutant(rtl_->top, number); }

}  // namespace bench::afe_decimator
