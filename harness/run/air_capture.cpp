#include "harness/run/air_capture.h"

#include <fmt/format.h>

#include "reports/capture/pcap_writer.h"

namespace bench::run {
namespace {

const char* words_of(trace::LossCause cause) {
    switch (cause) {
        case trace::LossCause::sync:
            return "no sync";
        case trace::LossCause::header:
            return "header";
        case trace::LossCause::payload:
            return "payload";
        case trace::LossCause::not_tuned:
            return "receiver on another channel";
        case trace::LossCause::busy:
            return "receiver busy";
        case trace::LossCause::cut:
            return "link cut";
        case trace::LossCause::upset:
            return "receiver upset";
    }
    return "unknown";
}

}  // namespace

void AirCapture::record(const trace::Record& item, std::span<const std::uint8_t> bytes) {
    if (item.kind == trace::Kind::frame_sent) {
        const auto sent = trace::read<trace::FrameSent>(item);
        frames_[sent.frame] = {item.time, sent.channel, sent.power_cdbm,
                               {},        {},           {bytes.begin(), bytes.end()}};
    } else if (item.kind == trace::Kind::frame_received) {
        const auto received = trace::read<trace::FrameReceived>(item);
        Frame& frame = frames_[received.frame];
        frame.rssi_cdbm = received.rssi_cdbm;
        frame.sinr_cdb = received.sinr_cdb;
    } else if (item.kind == trace::Kind::frame_lost) {
        const auto lost = trace::read<trace::FrameLost>(item);
        Frame& frame = frames_[lost.frame];
        frame.rssi_cdbm = lost.rssi_cdbm;
        frame.sinr_cdb = lost.sinr_cdb;
        frame.comment =
            fmt::format("lost: {}, SINR {:.1f} dB", words_of(lost.cause), lost.sinr_cdb * 0.01);
    }
}

std::string AirCapture::finish(std::int64_t calendar_start_us) const {
    capture::PcapWriter writer{std::chrono::microseconds{calendar_start_us}};
    writer.add_interface("air");
    for (const auto& [number, frame] : frames_) {
        capture::Frame item;
        item.time = frame.start - kStart;
        item.bytes = frame.bytes;
        item.channel = frame.channel;
        item.rssi_cdbm = frame.rssi_cdbm;
        item.sinr_cdb = frame.sinr_cdb;
        item.comment = frame.comment;
        writer.add(item);
    }
    return writer.bytes();
}

}  // namespace bench::run
