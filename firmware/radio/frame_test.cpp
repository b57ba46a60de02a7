#include "firmware/radio/frame.h"

#include <array>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace meter::radio {
namespace {

constexpr Eui64 kSelf{{0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77}};
constexpr Eui64 kOther{{0x70, 0xB3, 0xD5, 0x00, 0x00, 0x00, 0x00, 0x01}};
using Octets = std::vector<std::uint8_t>;

FrameHead head_of(FrameType type, bool ack_request) {
    FrameHead head;
    head.type = type;
    head.sequence = 0x2A;
    head.ack_request = ack_request;
    head.destination = kOther;
    head.source = kSelf;
    return head;
}

template <typename Write>
Octets written(Write write) {
    std::array<std::uint8_t, 128> buffer{};
    const Result<BuiltFrame> built = write(std::span<std::uint8_t>{buffer});
    if (!built) return {};
    return {buffer.begin(), buffer.begin() + static_cast<long>(built.value().length)};
}

Octets data_frame(Bytes payload) {
    return written(
        [&](auto out) { return write_data(out, head_of(FrameType::data, true), payload); });
}

Octets solicit() {
    FrameHead head = head_of(FrameType::pan_advertisement_solicit, false);
    head.pan_id = 0xBEEF;
    head.destination = kBroadcast;
    return written([&](auto out) {
        return write_discovery(out, head, {20, ChannelFunction::dh1cf, 0});
    });
}

Octets advertisement(const ScheduleElement& schedule) {
    return written([&](auto out) {
        return write_discovery(out, head_of(FrameType::pan_advertisement, true), schedule);
    });
}

Octets ack() {
    return written([](auto out) { return write_ack(out, head_of(FrameType::ack, false)); });
}

// The octets below were dissected by tshark 4.0.17 (link type 230) as Wi-SUN frames without a
// malformed part or an expert remark.
TEST(Frame, DataOnTheAir) {
    constexpr std::array<std::uint8_t, 5> kPayload{0xF0, 1, 2, 3, 4};
    EXPECT_EQ(data_frame(kPayload),
              (Octets{0x61, 0xEE, 0x2A, 0x01, 0x00, 0x00, 0x00, 0x00, 0xD5, 0xB3, 0x70,
                      0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11, 0x00, 0x05, 0x15, 0x01,
                      0x04, 0x00, 0x00, 0x00, 0x80, 0x3F, 0xF0, 0x01, 0x02, 0x03, 0x04}));
}

TEST(Frame, AcknowledgementOnTheAir) {
    EXPECT_EQ(ack(), (Octets{0x42, 0xEE, 0x2A, 0x01, 0x00, 0x00, 0x00, 0x00, 0xD5,
                             0xB3, 0x70, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11,
                             0x00, 0x05, 0x15, 0x01, 0x05, 0x00, 0x00, 0x00}));
    EXPECT_EQ(ack().size(), kAckOctets);
}

TEST(Frame, SolicitOnTheAir) {
    EXPECT_EQ(solicit(),
              (Octets{0x01, 0xEE, 0x2A, 0xEF, 0xBE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                      0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11, 0x00, 0x05, 0x15, 0x01, 0x01, 0x00,
                      0x00, 0x00, 0x00, 0x3F, 0x11, 0xA0, 0x0F, 0x88, 0x14, 0x14, 0x08, 0x52, 0x03,
                      0x21, 0x02, 0x1B, 0x00, 0x1C, 0x00, 0x1E, 0x00, 0x21, 0x00}));
}

TEST(Frame, AdvertisementOfAFixedChannelOnTheAir) {
    EXPECT_EQ(
        advertisement({20, ChannelFunction::fixed, 17}),
        (Octets{0x61, 0xEE, 0x2A, 0x01, 0x00, 0x00, 0x00, 0x00, 0xD5, 0xB3, 0x70, 0x77, 0x66, 0x55,
                0x44, 0x33, 0x22, 0x11, 0x00, 0x05, 0x15, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x3F,
                0x0A, 0xA0, 0x08, 0x88, 0x14, 0x14, 0x08, 0x02, 0x03, 0x21, 0x11, 0x00}));
}

ChannelElement element_of(ChannelElement::Kind kind) {
    ChannelElement element;
    element.kind = kind;
    element.version = 7;
    element.from_slot = 0x1234;
    element.mask = plan_of(plan_id::kEu33).enabled();
    element.mask.clear(3);
    element.octets = mask_octets(plan_of(plan_id::kEu33).enabled());
    return element;
}

Octets announcing_ack() {
    FrameHead head = head_of(FrameType::ack, false);
    head.channels = element_of(ChannelElement::Kind::pending);
    return written([&](auto out) { return write_ack(out, head); });
}

TEST(Frame, AnAnnouncementInAnAcknowledgementOnTheAir) {
    const Octets octets = announcing_ack();
    EXPECT_EQ(octets.size(), kAckOctets + channel_element_octets(5));
    EXPECT_EQ(octets, (Octets{0x42, 0xEE, 0x2A, 0x01, 0x00, 0x00, 0x00, 0x00, 0xD5, 0xB3,
                              0x70, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11, 0x00, 0x05,
                              0x15, 0x01, 0x05, 0x00, 0x00, 0x00, 0x0C, 0x00, 0xD5, 0xB3,
                              0x70, 0x01, 0x07, 0x34, 0x12, 0xF7, 0xFF, 0xFF, 0x27, 0x04}));
}

TEST(Frame, AChannelElementComesBackFromEveryFrameThatCarriesIt) {
    for (const auto kind : {ChannelElement::Kind::held, ChannelElement::Kind::pending,
                            ChannelElement::Kind::opinion}) {
        FrameHead head = head_of(FrameType::data, true);
        head.channels = element_of(kind);
        const std::array<std::uint8_t, 3> payload{1, 2, 3};
        const auto frames = {written([&](auto out) { return write_ack(out, head); }),
                             written([&](auto out) { return write_data(out, head, payload); }),
                             written([&](auto out) {
                                 return write_discovery(out, head, {20, ChannelFunction::dh1cf, 0});
                             })};
        for (const Octets& octets : frames) {
            const Result<ParsedFrame> parsed = parse_frame(octets);
            ASSERT_TRUE(parsed.ok());
            ASSERT_TRUE(parsed.value().head.channels.has_value());
            EXPECT_EQ(parsed.value().head.channels->kind, kind);
            EXPECT_EQ(parsed.value().head.channels->version, 7);
            EXPECT_EQ(parsed.value().head.channels->from_slot, 0x1234);
            EXPECT_EQ(parsed.value().head.channels->mask, head.channels->mask);
        }
    }
}

TEST(Frame, OtherVendorsAndUnknownKindsArePassedOver) {
    Octets octets = announcing_ack();
    octets[28] = 0xD6;
    ASSERT_TRUE(parse_frame(octets).ok());
    EXPECT_FALSE(parse_frame(octets).value().head.channels.has_value());
    octets = announcing_ack();
    octets[31] = 9;
    ASSERT_TRUE(parse_frame(octets).ok());
    EXPECT_FALSE(parse_frame(octets).value().head.channels.has_value());
}

TEST(Frame, DataComesBack) {
    std::array<std::uint8_t, 3> payload{9, 8, 7};
    Octets octets = data_frame(payload);
    octets[23] = 0x12;
    octets[24] = 0x34;
    octets[25] = 0x56;
    const Result<ParsedFrame> parsed = parse_frame(octets);
    ASSERT_TRUE(parsed.ok());
    const ParsedFrame& frame = parsed.value();
    EXPECT_FALSE(frame.is_ack);
    EXPECT_EQ(frame.head.type, FrameType::data);
    EXPECT_EQ(frame.head.sequence, 0x2A);
    EXPECT_TRUE(frame.head.ack_request);
    EXPECT_FALSE(frame.head.pan_id.has_value());
    EXPECT_EQ(frame.head.destination, kOther);
    EXPECT_EQ(frame.head.source, kSelf);
    EXPECT_EQ(frame.ufsi, 0x563412U);
    EXPECT_EQ(Octets(frame.payload.begin(), frame.payload.end()), (Octets{9, 8, 7}));
    EXPECT_EQ(octets.size(), kDataOverhead + 3);
}

TEST(Frame, DiscoveryComesBack) {
    const Octets asked = solicit();
    const ParsedFrame frame = parse_frame(asked).value();
    EXPECT_EQ(frame.head.type, FrameType::pan_advertisement_solicit);
    EXPECT_EQ(frame.head.pan_id, 0xBEEF);
    EXPECT_EQ(frame.head.destination, kBroadcast);
    ASSERT_TRUE(frame.schedule.has_value());
    EXPECT_EQ(frame.schedule->dwell_ms, 20);
    EXPECT_EQ(frame.schedule->function, ChannelFunction::dh1cf);

    const Octets answered = advertisement({255, ChannelFunction::fixed, 17});
    const ParsedFrame answer = parse_frame(answered).value();
    ASSERT_TRUE(answer.schedule.has_value());
    EXPECT_EQ(answer.schedule->dwell_ms, 255);
    EXPECT_EQ(answer.schedule->fixed_channel, 17);
    EXPECT_TRUE(parse_frame(ack()).value().is_ack);
}

TEST(Frame, WriterRefusesWhatDoesNotFit) {
    std::array<std::uint8_t, kDataOverhead + 3> exact{};
    const std::array<std::uint8_t, 4> payload{};
    const FrameHead head = head_of(FrameType::data, true);
    EXPECT_TRUE(write_data(exact, head, Bytes{payload}.first(3)).ok());
    EXPECT_EQ(write_data(exact, head, payload).error(), Error::full);
}

TEST(Frame, ParserRefusesEveryTruncationOfItsElements) {
    const Octets whole = solicit();
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const Result<ParsedFrame> parsed = parse_frame(Bytes{whole}.first(length));
        // A frame may end after its addresses or after any whole element.
        const bool may_end = length == 21 || length == 28 || length == 30;
        EXPECT_EQ(parsed.ok(), may_end) << length;
    }
}

TEST(Frame, ParserRefusesOtherForms) {
    const Octets good = data_frame({});
    const auto with_control = [&](std::uint16_t control) {
        Octets octets = good;
        octets[0] = static_cast<std::uint8_t>(control);
        octets[1] = static_cast<std::uint8_t>(control >> 8U);
        return parse_frame(octets);
    };
    EXPECT_TRUE(with_control(0xEE61).ok());
    EXPECT_EQ(with_control(0xEE69).error(), Error::malformed);  // Secured.
    EXPECT_EQ(with_control(0xDE61).error(), Error::malformed);  // Frame version 1.
    EXPECT_EQ(with_control(0xFE61).error(), Error::malformed);  // Frame version 3.
    EXPECT_EQ(with_control(0xEF61).error(), Error::malformed);  // No sequence number.
    EXPECT_EQ(with_control(0xE661).error(), Error::malformed);  // Short destination.
    EXPECT_EQ(with_control(0xEE60).error(), Error::malformed);  // Beacon.
    EXPECT_EQ(with_control(0xEE63).error(), Error::malformed);  // Command.
}

// Every octet lies in a heap block of its exact size, so that a sanitizer sees a read past the end.
TEST(Frame, ParserStaysWithinAnyOctets) {
    std::mt19937 random{1};
    const std::vector<Octets> seeds{solicit(), advertisement({20, ChannelFunction::fixed, 3}),
                                    data_frame(std::array<std::uint8_t, 4>{1, 2, 3, 4}), ack(),
                                    announcing_ack()};
    int accepted = 0;
    for (int i = 0; i < 200000; ++i) {
        Octets octets = seeds[random() % seeds.size()];
        octets.resize(random() % (octets.size() + 4));
        const unsigned changes = random() % 4;
        for (unsigned change = 0; change < changes && !octets.empty(); ++change) {
            octets[random() % octets.size()] = static_cast<std::uint8_t>(random());
        }
        octets.shrink_to_fit();
        const Result<ParsedFrame> parsed = parse_frame(octets);
        if (!parsed) continue;
        ++accepted;
        const Bytes payload = parsed.value().payload;
        ASSERT_LE(payload.size(), octets.size() - 19);
        ASSERT_TRUE(payload.empty() || &payload.back() == &octets.back());
    }
    EXPECT_GT(accepted, 5000);
}

}  // namespace
}  // namespace meter::radio
