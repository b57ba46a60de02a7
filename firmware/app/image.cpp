#include "firmware/app/image.h"

#include "firmware/app/single_phase.h"
#include "firmware/app/three_phase.h"

namespace meter::app {
namespace {

constexpr std::uint8_t kSinglePhaseBuild[16] = {'s', 'i', 'n', 'g', 'l', 'e', '_', 'p',
                                                'h', 'a', 's', 'e', 0,   1,   0,   0};
constexpr std::uint8_t kThreePhaseBuild[16] = {'t', 'h', 'r', 'e', 'e', '_', 'p', 'h',
                                               'a', 's', 'e', 0,   0,   1,   0,   0};
constexpr std::uint8_t kCollectorBuild[16] = {'c', 'o', 'l', 'l', 'e', 'c', 't', 'o',
                                              'r', 0,   0,   0,   0,   1,   0,   0};
constexpr std::uint8_t kTrafficBuild[16] = {'t', 'r', 'a', 'f', 'f', 'i', 'c', 0,
                                            0,   0,   0,   0,   0,   1,   0,   0};

// What the controllers of the products have for one instance.
static_assert(sizeof(SinglePhase<StandardJoins>) <= 56 * 1024);
static_assert(sizeof(ThreePhase) <= 108 * 1024);

constexpr fw_image kSinglePhase =
    image_of<SinglePhase<StandardJoins>>("single_phase", kSinglePhaseBuild);
constexpr fw_image kThreePhase = image_of<ThreePhase>("three_phase", kThreePhaseBuild);
constexpr fw_image kCollector = image_of<Collector>("collector", kCollectorBuild);
constexpr fw_image kTraffic = image_of<Traffic>("traffic", kTrafficBuild);

}  // namespace

const fw_image& single_phase_image() { return kSinglePhase; }
const fw_image& three_phase_image() { return kThreePhase; }
const fw_image& collector_image() { return kCollector; }
const fw_image& traffic_image() { return kTraffic; }

}  // namespace meter::app
