#include "models/flash/torn.h"

#include "models/flash/contents.h"

namespace bench::flash {
namespace {

// Whether a uniform draw of 20 bits lies below elapsed / total; without floating point.
bool done(std::uint64_t draw, Progress progress) {
    const std::int64_t scaled = static_cast<std::int64_t>(draw & 0xFFFFFU) * progress.total.count();
    return scaled < progress.elapsed.count() * 0x100000;
}

}  // namespace

std::vector<std::uint8_t> torn_program(std::span<const std::uint8_t> bytes, Progress progress,
                                       const chance::Key& key) {
    const auto size = static_cast<std::int64_t>(bytes.size());
    const auto whole =
        static_cast<std::size_t>(size * progress.elapsed.count() / progress.total.count());
    std::vector<std::uint8_t> result{bytes.begin(), bytes.end()};
    for (std::size_t i = whole; i < result.size(); ++i) {
        const auto kept = i == whole ? static_cast<std::uint8_t>(key.bits(i)) : kErased;
        result[i] = static_cast<std::uint8_t>(result[i] | kept);
    }
    return result;
}

void half_erase(std::span<std::uint8_t> sector, Progress progress, const chance::Key& key) {
    for (std::size_t i = 0; i < sector.size(); ++i) {
        // Two draws against the progress: both done, none, or something in between.
        const std::uint64_t draw = key.bits(i);
        const int arrived = (done(draw, progress) ? 1 : 0) + (done(draw >> 20U, progress) ? 1 : 0);
        if (arrived == 2) sector[i] = kErased;
        if (arrived == 1) sector[i] = static_cast<std::uint8_t>(sector[i] | draw >> 56U);
    }
}

}  // namespace bench::flash
