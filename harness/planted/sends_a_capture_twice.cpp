// Planted bug: every 50th capture is sent a second time, under a number of its own.

#include "harness/planted/plugin.h"

namespace meter::planted {
namespace {

class StutteringCapture final : public metrology::CaptureSink {
public:
    explicit StutteringCapture(app::Uplink& uplink) : standard_{uplink} {}
    void captured(const Message& message) override {
        standard_.captured(message);
        if (++captures_ % 50 != 0) return;
        Message copy = message;
        copy.id.sequence -= kFarBack;
        standard_.captured(copy);
    }

private:
    // Never taken by a capture of this run, different in the 21 bits that the wire carries, and
    // lower: a higher one would make the uplink believe that every later capture is stored already.
    static constexpr std::uint32_t kFarBack = 1U << 19U;

    app::JoinCapture standard_;
    std::uint32_t captures_ = 0;
};

struct Joins : app::StandardJoins {
    using Captures = StutteringCapture;
};

}  // namespace
}  // namespace meter::planted

const struct fw_image fw_image =
    meter::planted::image_of_variant<meter::planted::Joins>("sends_a_capture_twice");
