#include "firmware/app/image.h"

#include <firmware_build.h>

#include "firmware/app/single_phase.h"
#include "firmware/app/three_phase.h"

namespace meter::app {
namespace {

// One repository, one hash: a product is told from another by its name.
constexpr std::uint8_t kBuild[16] = METERBENCH_FIRMWARE_BUILD;

// What the controllers of the products have for one instance.
static_assert(sizeof(SinglePhase<StandardJoins>) <= 56 * 1024);
static_assert(sizeof(ThreePhase) <= 112 * 1024);

constexpr fw_image kSinglePhase = image_of<SinglePhase<StandardJoins>>("single_phase", kBuild);
constexpr fw_image kThreePhase = image_of<ThreePhase>("three_phase", kBuild);
constexpr fw_image kCollector = image_of<Collector>("collector", kBuild);
constexpr fw_image kTraffic = image_of<Traffic>("traffic", kBuild);

}  // namespace

const fw_image& single_phase_image() { return kSinglePhase; }
const fw_image& three_phase_image() { return kThreePhase; }
const fw_image& collector_image() { return kCollector; }
const fw_image& traffic_image() { return kTraffic; }

}  // namespace meter::app
