// Wireshark as the judge: fragments in Wi-SUN frames, reassembled to IPv6 and UDP by tshark.

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "firmware/net/fragment_test.h"
#include "firmware/radio/frame.h"
#include "reports/capture/pcap_writer.h"

namespace meter::net {
namespace {

using test::Octets;

constexpr std::array<std::size_t, 5> kLengths{60, 300, 777, 1232, 1999};
constexpr std::array<std::size_t, 6> kSizes{24, 60, 120, 250, 33, 500};

std::string output_of(const std::string& command) {
    struct Close {
        void operator()(std::FILE* file) const { pclose(file); }
    };
    const std::unique_ptr<std::FILE, Close> pipe{popen(command.c_str(), "r")};
    std::string text;
    std::array<char, 4096> buffer{};
    while (pipe && std::fgets(buffer.data(), buffer.size(), pipe.get()) != nullptr) {
        text += buffer.data();
    }
    return text;
}

Octets frame_of(const Octets& content, std::uint8_t sequence) {
    radio::FrameHead head;
    head.sequence = sequence;
    head.source = test::kMeterEui;
    head.destination = test::kCollectorEui;
    Octets frame(content.size() + radio::kDataOverhead);
    EXPECT_TRUE(radio::write_data(frame, head, content).ok());
    return frame;
}

// Every length in pieces of every size, then one in changing sizes; answers the frames written.
std::uint64_t write_capture(const std::string& path) {
    bench::capture::PcapWriter writer;
    writer.add_interface("meter rf");
    std::uint16_t tag = 0x1200;
    std::int64_t number = 0;
    const auto add = [&](const std::vector<Octets>& pieces) {
        for (const Octets& piece : pieces) {
            ++number;
            const Octets frame = frame_of(piece, static_cast<std::uint8_t>(number));
            writer.add({.time = bench::capture::Nanoseconds{number * 20'000'000},
                        .bytes = frame,
                        .channel = 3,
                        .rssi_cdbm = -7000,
                        .sinr_cdb = {},
                        .comment = {}});
        }
    };
    for (const std::size_t length : kLengths) {
        const Octets packet = test::uplink_of(test::payload_of(length));
        for (const std::size_t size : kSizes) add(test::pieces_of(packet, ++tag, size));
    }
    add(test::pieces_of(test::uplink_of(test::payload_of(1000)), ++tag, kSizes));
    std::ofstream{path, std::ios::binary} << writer.bytes();
    return writer.frames();
}

TEST(FragmentCapture, TsharkReassemblesEveryDatagramWithItsChecksum) {
    const std::string path = testing::TempDir() + "meterbench_fragments.pcapng";
    const std::uint64_t frames = write_capture(path);
    const std::string tshark = "tshark -r '" + path +
                               "' -o udp.check_checksum:TRUE -o 6lowpan.context0:2001:db8:1::/64 "
                               "-o 6lowpan.context1:2001:db8:2::/64 2>/dev/null ";
    std::string expected;
    for (const std::size_t length : kLengths) {
        for (std::size_t i = 0; i < kSizes.size(); ++i) {
            expected += "2001:db8:2::10 4059 " + std::to_string(length + 8) + " 1\n";
        }
    }
    expected += "2001:db8:2::10 4059 1008 1\n";
    EXPECT_EQ(output_of(tshark + "-Y udp -T fields -E separator=/s -e ipv6.dst -e udp.dstport "
                                 "-e udp.length -e udp.checksum.status"),
              expected);
    const std::string lines = output_of(tshark + "-T fields -e frame.protocols | grep -c 6lowpan");
    EXPECT_EQ(lines, std::to_string(frames) + "\n");
    EXPECT_EQ(output_of(tshark + "-Y '_ws.malformed || 6lowpan.fragment.error || "
                                 "6lowpan.fragment.overlap || _ws.expert.severity >= 0x600000'"),
              "");
    std::remove(path.c_str());
}

}  // namespace
}  // namespace meter::net
