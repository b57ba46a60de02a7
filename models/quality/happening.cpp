#include "models/quality/happening.h"

namespace bench::quality {
namespace {

using meter::EventCode;

struct Codes {
    unsigned started;
    unsigned ended;
};

constexpr unsigned number(EventCode code) { return static_cast<unsigned>(code); }

Codes codes_of(Kind kind) {
    switch (kind) {
        case Kind::dip:
            return {number(EventCode::voltage_sag_l1), 0};
        case Kind::swell:
            return {number(EventCode::voltage_swell_l1), 0};
        case Kind::interruption:
        case Kind::phase_loss:
            return {number(EventCode::phase_outage_l1), number(EventCode::phase_returned_l1)};
        case Kind::under_voltage:
            return {number(EventCode::under_voltage_l1), number(EventCode::voltage_normal_l1)};
        case Kind::over_voltage:
            return {number(EventCode::over_voltage_l1), number(EventCode::voltage_normal_l1)};
        case Kind::thd:
            return {number(EventCode::thd_over_limit_l1), number(EventCode::thd_normal_l1)};
        case Kind::unbalance:
            return {number(EventCode::unbalance_over_limit), number(EventCode::unbalance_normal)};
        case Kind::frequency:
            return {number(EventCode::frequency_out_of_range), number(EventCode::frequency_normal)};
        case Kind::phase_order:
            return {number(EventCode::phase_order_wrong), number(EventCode::phase_order_right)};
    }
    return {0, 0};
}

}  // namespace

unsigned code_of(const Happening& happening) {
    const Codes codes = codes_of(happening.kind);
    const unsigned first = happening.ended ? codes.ended : codes.started;
    return first == 0 ? 0 : first + static_cast<unsigned>(happening.phase);
}

}  // namespace bench::quality
