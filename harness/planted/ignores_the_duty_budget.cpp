// Planted bug: every channel may always be used at once, however much of its air is used up.

#include "harness/planted/plugin.h"

namespace meter::planted {
namespace {

class NoBudget final : public radio::AirtimeBudget {
public:
    NoBudget(radio::AccessMode mode, const radio::Plan& plan) : standard_{mode, plan} {}

    [[nodiscard]] Instant earliest(std::uint8_t, Duration, Instant now, bool) const override {
        return now;
    }
    void open_dialogue() override { standard_.open_dialogue(); }
    void charge(std::uint8_t channel, Instant start, Duration airtime) override {
        standard_.charge(channel, start, airtime);
    }
    void charge_ack(std::uint8_t channel, Instant start, Duration airtime) override {
        standard_.charge_ack(channel, start, airtime);
    }
    [[nodiscard]] bool may_acknowledge(std::uint8_t channel, Instant now) const override {
        return standard_.may_acknowledge(channel, now);
    }

private:
    radio::RegulatoryBudget standard_;
};

struct Joins : app::StandardJoins {
    using Budget = NoBudget;
};

}  // namespace
}  // namespace meter::planted

const struct fw_image fw_image =
    meter::planted::image_of_variant<meter::planted::Joins>("ignores_the_duty_budget");
