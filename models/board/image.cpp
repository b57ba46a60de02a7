#include "models/board/image.h"

#include <bit>
#include <utility>

#include <dlfcn.h>
#include <fmt/format.h>

namespace bench::board {

std::string complaint_about(const fw_image& image) {
    if (image.abi != HAL_ABI) {
        return fmt::format("is built for HAL ABI {}; this bench has {}", image.abi, HAL_ABI);
    }
    if (image.boot == nullptr || image.step == nullptr) return "has no boot or no step function";
    if (image.instance_size == 0 || image.instance_size > HAL_INSTANCE_MAX) {
        return fmt::format("wants {} octets for an instance; 1 to {} are allowed",
                           image.instance_size, HAL_INSTANCE_MAX);
    }
    if (!std::has_single_bit(image.instance_align) || image.instance_align > 64) {
        return fmt::format("wants an alignment of {}; a power of two up to 64 is allowed",
                           image.instance_align);
    }
    if ((image.flags & HAL_IMAGE_HAS_GLOBALS) != 0) {
        return "keeps state in globals (flag has_globals), which a power cycle would not reset";
    }
    return {};
}

std::variant<Plugin, Plugin::Failure> Plugin::load(const std::string& path) {
    // RTLD_NOW: a missing hal_call must show here, not at the first call. RTLD_LOCAL: no mixing of
    // two. A name without a slash would be searched in the library path.
    const std::string file = path.find('/') == std::string::npos ? "./" + path : path;
    void* handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) {
        return Failure{fmt::format("cannot load firmware '{}': {}", path, dlerror()),
                       "build it as a shared object against firmware/hal/, undefined symbols "
                       "other than hal_call are not found"};
    }
    const auto* image = static_cast<const fw_image*>(dlsym(handle, "fw_image"));
    std::string complaint =
        image == nullptr ? "exports no symbol 'fw_image'" : complaint_about(*image);
    if (!complaint.empty()) {
        dlclose(handle);
        return Failure{fmt::format("firmware '{}' {}", path, complaint),
                       "rebuild it against the firmware/hal/ of this version"};
    }
    return Plugin{handle, image};
}

Plugin::Plugin(Plugin&& other) noexcept
    : handle_{std::exchange(other.handle_, nullptr)}, image_{other.image_} {}

Plugin::~Plugin() {
    if (handle_ != nullptr) dlclose(handle_);
}

}  // namespace bench::board
