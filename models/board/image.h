#pragma once

// The firmware images that a board may run: built-in products by name, plug-ins by path.

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "firmware/hal/hal.h"

namespace bench::board {

// A shared object that stays loaded as long as this lives.
class Plugin {
public:
    struct Failure {
        std::string message;  // "cannot load 'x.so': ..." or "'x.so' is built for HAL ABI 2; ..."
        std::string help;
    };
    // Checks abi, sizes and flags before anything of it runs.
    [[nodiscard]] static std::variant<Plugin, Failure> load(const std::string& path);

    Plugin(Plugin&& other) noexcept;
    Plugin& operator=(Plugin&&) = delete;
    ~Plugin();
    [[nodiscard]] const fw_image& image() const { return *image_; }

private:
    Plugin(void* handle, const fw_image* image) : handle_{handle}, image_{image} {}
    void* handle_;
    const fw_image* image_;
};

// What is wrong with an image, or empty.
[[nodiscard]] std::string complaint_about(const fw_image& image);

}  // namespace bench::board
