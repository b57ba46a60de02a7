#include "firmware/cosem/push_composer.h"

#include <array>

#include "firmware/cosem/wrapper.h"

namespace meter::cosem {

Result<Sealed> PushComposer::compose(const Message& message, std::span<std::uint8_t> out,
                                     const Unowed& unowed) {
    if (out.size() < kWrapperSize) return Error::full;
    std::array<std::uint8_t, kNotificationMax> plain{};
    const Result<std::size_t> size = write_data_notification(message, plain, unowed);
    if (!size) return size.error();

    Result<Sealed> sealed =
        sealer_.seal(Bytes{plain}.first(size.value()), out.subspan(kWrapperSize));
    if (!sealed) return sealed;
    const Result<void> wrapped = write_wrapper(sealed.value().size, out);
    if (!wrapped) return wrapped.error();
    return Sealed{kWrapperSize + sealed.value().size, sealed.value().invocation_counter};
}

Result<MessageId> PushComposer::accept_confirm(Bytes udp_payload) {
    const Result<Bytes> apdu = read_wrapper(udp_payload);
    if (!apdu) return apdu.error();
    std::array<std::uint8_t, 64>
        plain{};  // More than a confirm, so that a longer APDU is seen for what it is.
    const Result<std::size_t> size = sealer_.open(apdu.value(), plain);
    if (!size) return size.error();
    return read_confirm(Bytes{plain}.first(size.value()));
}

}  // namespace meter::cosem
