#include "models/system/mint.h"

namespace bench::system {
namespace {

// A module that measures by itself has no values to show before this.
constexpr Nanoseconds kTimeToMeasure = std::chrono::milliseconds{600};

struct MintedCapture {
    std::array<trace::MintedValues, 2> values;
    trace::MintedRegisters registers;
};

}  // namespace

Mint::Mint(const MeterConfig& config, trace::Entity entity, const board::Board& board,
           const supply::Supply& supply, const CaptureTruth& truth, Agenda& agenda,
           trace::Sink& trace)
    : config_{config},
      entity_{entity},
      board_{board},
      supply_{supply},
      truth_{truth},
      agenda_{agenda},
      trace_{trace} {
    for (const meter::Stream stream :
         {meter::Stream::readings, meter::Stream::profiles, meter::Stream::phasors}) {
        if (config_.streams[static_cast<std::size_t>(stream)].period > Nanoseconds{0})
            arm(stream, kStart);
    }
}

void Mint::arm(meter::Stream stream, Time after) {
    const std::int64_t period_us =
        config_.streams[static_cast<std::size_t>(stream)].period.count() / 1000;
    const std::int64_t now_us = board_.calendar_us(after);
    const std::int64_t next_us = (now_us / period_us + 1) * period_us;
    // The clock's first instant that shows next_us.
    agenda_.at(board_.clock().at(next_us - board_.calendar_us(kStart)), *this,
               static_cast<std::uint32_t>(stream), static_cast<std::uint64_t>(next_us));
}

void Mint::wake(Time now, std::uint32_t stream, std::uint64_t capture_us) {
    if (board_.running()) {
        const std::array<trace::MintedValues, 2> values = truth_.values(now);
        const std::optional<trace::MintedRegisters> registers = truth_.registers(now);
        trace::CaptureDue due;
        due.stream = stream;
        due.capture_us = static_cast<std::int64_t>(capture_us);
        due.excused = !supply_.mains() && supply_.hold_up_remaining(now) < kTimeToStore ? 1 : 0;
        due.measured = registers ? 1 : 0;
        if (registers && now - board_.booted() < kTimeToMeasure) due.excused = 1;
        due.period_us = config_.streams[stream].period.count() / 1000;
        const trace::Record record = trace::make(now, entity_, due);
        if (registers) {
            trace_.record(record, trace::bytes_of(MintedCapture{values, *registers}));
        } else {
            trace_.record(record, trace::bytes_of(values));
        }
    }
    arm(static_cast<meter::Stream>(stream), now);
}

}  // namespace bench::system
