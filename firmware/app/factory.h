#pragma once

// The factory record in the firmware's own words.

#include "firmware/app/uplink.h"
#include "firmware/hal/factory.h"
#include "firmware/radio/airtime.h"
#include "firmware/radio/mac.h"
#include "firmware/security/glo_ciphering.h"

namespace meter::app {

[[nodiscard]] Eui64 eui_of(const hal_factory& factory);
[[nodiscard]] UplinkConfig uplink_config(const hal_factory& factory);
[[nodiscard]] security::Titles titles(const hal_factory& factory);
[[nodiscard]] radio::MacConfig mac_config(const hal_factory& factory, bool collector);
[[nodiscard]] radio::AccessMode access_mode(const hal_factory& factory);
[[nodiscard]] net::Contexts contexts(const hal_factory& factory);
[[nodiscard]] Ipv6Address head_end(const hal_factory& factory);
[[nodiscard]] Duration stream_period(const hal_factory& factory, Stream stream);

}  // namespace meter::app
