#pragma once

// Who decodes at the bit level of the air: the model of the codec, or its RTL.

#include <memory>

#include "models/modem/decoder.h"
#include "models/system/config.h"

namespace bench::system {

// Nothing at the packet level.
[[nodiscard]] std::unique_ptr<modem::Decoder> make_decoder(RadioFidelity fidelity);

}  // namespace bench::system
