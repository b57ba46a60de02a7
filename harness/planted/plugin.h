#pragma once

// A plug-in of the single-phase product in which one joining class is replaced.
//
// `extern "C" const struct fw_image fw_image = image_of_variant<Joins>("name");` is all that a
// variant has to define.

#include <cstdint>

#include "firmware/app/image.h"
#include "firmware/app/single_phase.h"

namespace meter::planted {

// The build id is the beginning of the name: two variants differ in their first 16 letters.
template <typename Joins>
constexpr struct fw_image image_of_variant(const char* name) {
    std::uint8_t build[16] = {};
    for (int i = 0; i < 16 && name[i] != '\0'; ++i) build[i] = static_cast<std::uint8_t>(name[i]);
    return app::image_of<app::SinglePhase<Joins>>(name, build);
}

}  // namespace meter::planted

// Declared before it is defined, since a constant is otherwise not visible outside its file.
extern "C" HAL_API const struct fw_image fw_image;
