#pragma once

// A product as an image: boot and step on memory that the board gives.

#include <new>

#include "firmware/app/collector.h"
#include "firmware/app/traffic.h"
#include "firmware/hal/hal.h"
#include "firmware/metrology/outage.h"

namespace meter::app {

template <typename Product>
Product* make(void* memory, hal_board* board, metrology::BootCause cause) {
    return new (memory) Product{board, cause};
}
template <>
inline Traffic* make<Traffic>(void* memory, hal_board* board, metrology::BootCause) {
    return new (memory) Traffic{board};
}
template <>
inline Collector* make<Collector>(void* memory, hal_board* board, metrology::BootCause) {
    return new (memory) Collector{board};
}

template <typename Product>
void boot(void* instance, hal_board* board, std::uint32_t reset_cause) {
    static_cast<void>(make<Product>(instance, board,
                                    reset_cause == HAL_RESET_POWER_ON
                                        ? metrology::BootCause::power_on
                                        : metrology::BootCause::reset));
}

template <typename Product>
std::int64_t step(void* instance, std::int64_t now_us, std::uint32_t signals) {
    const Instant wake = static_cast<Product*>(instance)->step(Instant{Duration{now_us}}, signals);
    return wake.time_since_epoch().count();
}

// `build` names the code: 16 octets, the same for the same sources.
template <typename Product>
constexpr fw_image image_of(const char* name, const std::uint8_t (&build)[16]) {
    static_assert(sizeof(Product) <= HAL_INSTANCE_MAX, "an instance has at most 128 KiB");
    fw_image image{};
    image.abi = HAL_ABI;
    for (int i = 0; i < 16; ++i) image.build_id[i] = build[i];
    image.name = name;
    image.instance_size = sizeof(Product);
    image.instance_align = alignof(Product);
    image.boot = boot<Product>;
    image.step = step<Product>;
    return image;
}

// The built-in products.
[[nodiscard]] const fw_image& single_phase_image();
[[nodiscard]] const fw_image& three_phase_image();
[[nodiscard]] const fw_image& collector_image();
[[nodiscard]] const fw_image& traffic_image();

}  // namespace meter::app
