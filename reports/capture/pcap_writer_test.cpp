#include "reports/capture/pcap_writer.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <vector>

#include <gtest/gtest.h>

namespace bench::capture {
namespace {

// A data frame with long addresses, acknowledgement requested, and an acknowledgement of it; no
// FCS.
const std::vector<std::uint8_t> kData{0x61, 0xDC, 0x2A, 0xCD, 0xAB, 0x01, 0x00, 0x00, 0x00,
                                      0x00, 0x4B, 0x12, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00,
                                      0x4B, 0x12, 0x00, 0x48, 0x65, 0x6C, 0x6C, 0x6F};
const std::vector<std::uint8_t> kAcknowledgement{0x02, 0x00, 0x2A};

std::string hex(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        std::array<char, 3> digits{};
        std::snprintf(digits.data(), digits.size(), "%02x", static_cast<unsigned char>(c));
        text += digits.data();
    }
    return text;
}

TEST(PcapWriter, SectionAndInterfaceAreAsThePcapngDraftSays) {
    PcapWriter writer;
    EXPECT_EQ(hex(writer.bytes()),
              "0a0d0d0a"
              "30000000"
              "4d3c2b1a"
              "01000000"
              "ffffffffffffffff"
              "04000a00"
              "6d6574657262656e63680000"
              "00000000"
              "30000000");
    const std::size_t before = writer.bytes().size();
    EXPECT_EQ(writer.add_interface("meter rf"), 0U);
    EXPECT_EQ(hex(writer.bytes().substr(before)),
              "01000000"
              "2c000000"
              "1b010000"
              "00000000"
              "02000800"
              "6d65746572207266"
              "09000100"
              "09000000"
              "00000000"
              "2c000000");
}

TEST(PcapWriter, AFrameIsAsTheDraftAndTheTapSpecificationSay) {
    PcapWriter writer{Nanoseconds{0x0000'0018'0000'0000}};
    writer.add_interface("a");
    const std::size_t before = writer.bytes().size();
    writer.add({.time = Nanoseconds{0x1'0000'0002},
                .bytes = kAcknowledgement,
                .channel = 28,
                .rssi_cdbm = -8150,
                .sinr_cdb = 1275,
                .comment = "lost",
                .interface = 0});
    EXPECT_EQ(hex(writer.bytes().substr(before)),
              "06000000"
              "60000000"
              "00000000"
              "19000000"
              "02000000"
              "33000000"
              "33000000"
              "00003000"  // TAP header, 48 octets
              "00000100"
              "00000000"  // No FCS
              "01000400"
              "0000a3c2"  // -81.5 dBm
              "03000300"
              "1c000900"  // Channel 28 of page 9
              "05000800"
              "0200000001000000"  // Start of frame
              "0a000100"
              "66000000"  // LQI 102
              "02002a"
              "00"  // The frame, padded
              "01000400"
              "6c6f7374"
              "00000000"  // Comment
              "60000000");
    EXPECT_EQ(writer.frames(), 1U);
}

TEST(PcapWriter, LinkQualityIsEightADecibelWithinItsRange) {
    EXPECT_EQ(link_quality(-500), 0);
    EXPECT_EQ(link_quality(0), 0);
    EXPECT_EQ(link_quality(1000), 80);
    EXPECT_EQ(link_quality(3187), 254);
    EXPECT_EQ(link_quality(3188), 255);
    EXPECT_EQ(link_quality(INT16_MAX), 255);
}

TEST(PcapWriter, AFrameOfAnUnknownInterfaceIsIgnored) {
    PcapWriter writer;
    const std::string before = writer.bytes();
    writer.add({.time = {}, .bytes = kData, .sinr_cdb = {}, .comment = {}});
    EXPECT_EQ(writer.bytes(), before);
    EXPECT_EQ(writer.frames(), 0U);
}

TEST(PcapWriter, AnOverlongCommentIsCutToWhatAnOptionHolds) {
    PcapWriter writer;
    writer.add_interface("a");
    const std::string comment(100'000, 'x');
    writer.add({.time = {}, .bytes = kData, .sinr_cdb = {}, .comment = comment});
    EXPECT_LT(writer.bytes().size(), 66'000U);
    EXPECT_EQ(writer.bytes().size() % 4, 0U);
}

// ---- Wireshark as the judge ----

std::string output_of(const std::string& command) {
    struct Close {
        void operator()(std::FILE* file) const { pclose(file); }
    };
    const std::unique_ptr<std::FILE, Close> pipe{popen(command.c_str(), "r")};
    std::string text;
    std::array<char, 4096> buffer{};
    while (pipe && std::fgets(buffer.data(), buffer.size(), pipe.get()) != nullptr)
        text += buffer.data();
    return text;
}

std::string write_file() {
    PcapWriter writer{Nanoseconds{1'767'225'600'000'000'000}};
    writer.add_interface("meter rf");
    writer.add_interface("collector rf");
    writer.add({.time = Nanoseconds{1'000'000'123},
                .bytes = kData,
                .channel = 28,
                .rssi_cdbm = -8150,
                .sinr_cdb = 1275,
                .comment = {},
                .interface = 1});
    writer.add({.time = Nanoseconds{1'010'000'000},
                .bytes = kAcknowledgement,
                .channel = 28,
                .rssi_cdbm = -8149,
                .sinr_cdb = {},
                .comment = "lost: payload, SINR 3.1 dB"});
    std::vector<std::uint8_t> longest = kData;
    longest.resize(2045);
    writer.add({.time = Nanoseconds{2'000'000'000},
                .bytes = longest,
                .channel = 3,
                .rssi_cdbm = -10'000,
                .sinr_cdb = -100,
                .comment = {}});
    std::string path = testing::TempDir() + "meterbench_capture_test.pcapng";
    std::ofstream{path, std::ios::binary} << writer.bytes();
    return path;
}

TEST(PcapWriter, TsharkReadsEveryFieldAndFindsNothingMalformed) {
    if (std::system("tshark --version > /dev/null 2>&1") != 0) {
        GTEST_SKIP() << "tshark is not installed: the file cannot be judged by another reader";
    }
    const std::string path = write_file();
    const std::string tshark = "tshark -r '" + path + "' 2>/dev/null ";
    EXPECT_EQ(
        output_of(tshark + "-T fields -E separator=/s -e frame.time_epoch -e frame.interface_name "
                           "-e wpan-tap.fcs_type -e wpan-tap.rss -e wpan-tap.ch_num "
                           "-e wpan-tap.ch_page -e wpan-tap.sof_ts -e wpan-tap.lqi "
                           "-e wpan-tap.data_length"),
        "1767225601.000000123 collector rf 0 -81.5 28 9 1000000123 102 26\n"
        "1767225601.010000000 meter rf 0 -81.49 28 9 1010000000  3\n"
        "1767225602.000000000 meter rf 0 -100 3 9 2000000000 0 2045\n");
    EXPECT_EQ(
        output_of(tshark + "-Y 'frame.comment contains \"SINR\"' -T fields -e wpan.frame_type "
                           "-e wpan.seq_no"),
        "0x0002\t42\n");
    EXPECT_EQ(output_of(tshark + "-c 1 -T fields -e wpan.src64 -e wpan.dst64 -e wpan.dst_pan"),
              "00:12:4b:00:00:00:00:02\t00:12:4b:00:00:00:00:01\t0xabcd\n");
    EXPECT_EQ(output_of(tshark + "-c 2 -Y '_ws.malformed || _ws.expert.severity >= 0x600000 || "
                                 "wpan-tap.tlv.invalid_type || "
                                 "wpan-tap.tlv.invalid_length'"),
              "");
    EXPECT_EQ(output_of(tshark + "-V | grep -ci malformed"), "0\n");
    std::remove(path.c_str());
}

}  // namespace
}  // namespace bench::capture
