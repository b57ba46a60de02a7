// Planted bug: every 100th reading is captured and then forgotten.

#include "harness/planted/plugin.h"

namespace meter::planted {
namespace {

class ForgetfulCapture final : public metrology::CaptureSink {
public:
    explicit ForgetfulCapture(app::Uplink& uplink) : standard_{uplink} {}
    void captured(const Message& message) override {
        if (message.id.stream == Stream::readings && ++readings_ % 100 == 0) return;
        standard_.captured(message);
    }

private:
    app::JoinCapture standard_;
    std::uint32_t readings_ = 0;
};

struct Joins : app::StandardJoins {
    using Captures = ForgetfulCapture;
};

}  // namespace
}  // namespace meter::planted

const struct fw_image fw_image =
    meter::planted::image_of_variant<meter::planted::Joins>("loses_every_100th_reading");
