#pragma once

namespace bench::modem {

// What a hazard was fitted to: frames of so many octets sent at this Es/N0, and lost.
struct CodedCount {
    double es_n0_db;
    unsigned psdu_octets;
    unsigned sent;
    unsigned lost;
};

}  // namespace bench::modem
