// The product as a plug-in, with nothing planted: what the variants are compared with.

#include "harness/planted/plugin.h"

const struct fw_image fw_image =
    meter::planted::image_of_variant<meter::app::StandardJoins>("unchanged");
