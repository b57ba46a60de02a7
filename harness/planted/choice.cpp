// Which fault the firmware of this program has: METERBENCH_PLANTED in the environment, read once before main().

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "firmware/hal/hal.h"
#include <planted/faults.h>
#include <planted/planted.h>

namespace planted {
namespace {

int choose() {
    const char* wanted = std::getenv("METERBENCH_PLANTED");
    if (wanted == nullptr || *wanted == '\0') return -1;
    for (const PlantedFault& fault : kPlantedFaults) {
        if (std::strcmp(fault.id, wanted) == 0) return fault.number;
    }
    std::fprintf(stderr,
                 "meterbench_planted: no fault is called '%s'\n"
                 "  = help: harness/planted/faults has them, and ./dev planted --list their names\n",
                 wanted);
    std::exit(2);
}

}  // namespace

const int chosen = choose();

}  // namespace planted

// The firmware is compiled a second time with its namespace renamed, so that not one of its inline
// functions is taken for the bench's. What the bench asks for is handed on to it.
namespace planted_meter::app {
const fw_image& single_phase_image();
const fw_image& three_phase_image();
const fw_image& collector_image();
const fw_image& traffic_image();
}  // namespace planted_meter::app

namespace meter::app {
const fw_image& single_phase_image() { return planted_meter::app::single_phase_image(); }
const fw_image& three_phase_image() { return planted_meter::app::three_phase_image(); }
const fw_image& collector_image() { return planted_meter::app::collector_image(); }
const fw_image& traffic_image() { return planted_meter::app::traffic_image(); }
}  // namespace meter::app
