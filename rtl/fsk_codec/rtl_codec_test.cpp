#include "rtl/fsk_codec/rtl_codec.h"

#include "rtl/fsk_codec/reference.h"

namespace bench::fsk_codec {
namespace {

using codec::Bits;
using codec::Code;
using codec::Softs;

constexpr Settings kEverything{.interleave = true, .whiten = true, .fcs = true};
constexpr std::size_t kDepth = 128;
constexpr std::size_t kBlock = 16;

TEST(FskCodecRtl, restores_what_it_sent) {
    RtlCodec rtl;
    for (const Code code : {Code::nrnsc, Code::rsc}) {
        for (const std::size_t octets : {1U, 2U, 3U, 15U, 16U, 17U, 300U}) {
            const Bits information = drawn_bits(chance::Key{1}, octets);
            const Bits coded = rtl.encode_field(information, code);
            EXPECT_EQ(coded.size(), codec::coded_bits(octets));
            EXPECT_EQ(rtl.decode(clean(coded), information.size(), code), information) << octets;
        }
    }
}

TEST(FskCodecRtl, longest_frame) {
    RtlCodec rtl;
    const Bits information = drawn_bits(chance::Key{2}, 2045);
    const Bits coded = rtl.transmit(information, kEverything);
    EXPECT_EQ(coded, sent_field(information, kEverything));
    const Bits sent = framed(information, kEverything);
    const Received received =
        rtl.receive(noisy(coded, chance::Key{2}.of("noise"), 20), sent.size(), kEverything);
    EXPECT_EQ(received.bits, sent);
    EXPECT_EQ(received.fcs_right, 1U);
    EXPECT_EQ(received.merged, 1U);
}

TEST(FskCodecRtl, corrects_two_errors_far_apart) {
    RtlCodec rtl;
    const Bits information = drawn_bits(chance::Key{3}, 8);
    const Softs soft = clean(rtl.encode_field(information, Code::nrnsc));
    for (std::size_t i = 0; i + 40 < soft.size(); ++i) {
        Softs hit = soft;
        hit[i] = static_cast<std::int16_t>(-hit[i]);
        hit[i + 40] = static_cast<std::int16_t>(-hit[i + 40]);
        EXPECT_EQ(rtl.decode(hit, information.size()), information) << i;
    }
}

TEST(FskCodecRtl, a_changed_bit_is_told_by_the_check_sequence) {
    RtlCodec rtl;
    for (const std::size_t octets : {3U, 5U, 6U, 30U}) {
        const Bits sent = framed(drawn_bits(chance::Key{4}, octets), kEverything);
        for (std::size_t i = 0; i < sent.size(); ++i) {
            Bits changed = sent;
            changed[i] ^= 1U;
            // As received: coded again without a new check sequence.
            Settings as_is = kEverything;
            as_is.fcs = false;
            const Received received =
                rtl.receive(clean(sent_field(changed, as_is)), changed.size(), kEverything);
            EXPECT_EQ(received.fcs_right, i < 16 ? 1U : 0U) << octets << ' ' << i;
        }
    }
}

TEST(FskCodecRtl, a_frame_too_short_for_a_check_sequence_is_not_right) {
    RtlCodec rtl;
    const Bits information = drawn_bits(chance::Key{5}, 5);
    const Received received =
        rtl.receive(clean(sent_field(information, {})), information.size(), {.fcs = true});
    EXPECT_EQ(received.bits, information);
    EXPECT_EQ(received.fcs_right, 0U);
}

TEST(FskCodecRtl, soft_values_beyond_seven_count_as_seven) {
    RtlCodec rtl;
    const chance::Key key{6};
    const Bits information = drawn_bits(key, 60);
    Softs soft = noisy(sent_field(information, kEverything), key.of("noise"), 6);
    Softs large = soft;
    for (std::int16_t& value : large) {
        if (value == 7) value = 32'767;
        if (value == -7) value = -32'768;
    }
    const std::size_t length = framed(information, kEverything).size();
    EXPECT_EQ(rtl.receive(large, length, kEverything).bits,
              rtl.receive(soft, length, kEverything).bits);
    EXPECT_EQ(rtl.receive(large, length, kEverything).bits,
              decoded_field(soft, length, kEverything));
}

TEST(FskCodecRtl, sends_a_pair_and_takes_a_bit_a_clock) {
    RtlCodec rtl;
    const Bits information = drawn_bits(chance::Key{7}, 2049);
    const Bits coded = rtl.transmit(information, {.interleave = true});
    EXPECT_EQ(rtl.last().last_in - rtl.last().first_in + 1, information.size());
    EXPECT_EQ(rtl.last().last_out - rtl.last().first_out + 1, coded.size() / 2);
    EXPECT_EQ(rtl.last().first_out - rtl.last().first_in, kBlock);
}

TEST(FskCodecRtl, decodes_a_bit_a_clock) {
    RtlCodec rtl;
    const Bits information = drawn_bits(chance::Key{8}, 2049);
    const Softs soft = clean(sent_field(information, kEverything));
    const Received received =
        rtl.receive(clean(sent_field(information, {})), information.size(), {});
    EXPECT_EQ(received.bits, information);
    EXPECT_EQ(rtl.last().last_out - rtl.last().first_out + 1, information.size());
    EXPECT_EQ(rtl.last().first_out - rtl.last().first_in, kBlock + kDepth);
}

TEST(FskCodecRtl, takes_a_pair_a_clock_from_frame_to_frame) {
    RtlCodec rtl;
    const Bits information = drawn_bits(chance::Key{9}, 40);
    const Softs field = clean(sent_field(information, kEverything));
    Softs soft;
    for (int i = 0; i < 5; ++i) soft.insert(soft.end(), field.begin(), field.end());
    const std::size_t length = framed(information, kEverything).size();
    const Received received = rtl.receive(soft, length, kEverything);
    EXPECT_EQ(received.fcs_right, 5U);
    EXPECT_EQ(received.bits.size(), 5 * length);
    EXPECT_EQ(rtl.last().last_in - rtl.last().first_in + 1, soft.size() / 2);
}

TEST(FskCodecRtl, frames_shorter_than_the_depth_follow_one_another) {
    RtlCodec rtl;
    for (const std::size_t octets : {1U, 2U, 7U, 15U}) {
        Softs soft;
        Bits sent;
        for (std::uint64_t i = 0; i < 6; ++i) {
            const Bits information = drawn_bits(chance::Key{10}.of(i), octets);
            const Softs field = clean(sent_field(information, {}));
            soft.insert(soft.end(), field.begin(), field.end());
            sent.insert(sent.end(), information.begin(), information.end());
        }
        const Received received = rtl.receive(soft, 8 * octets, {});
        EXPECT_EQ(received.bits, sent) << octets;
        EXPECT_EQ(received.merged, 6U);
    }
}

TEST(FskCodecRtl, back_pressure_changes_nothing) {
    const Bits information = drawn_bits(chance::Key{11}, 40);
    const Bits coded = sent_field(information, kEverything);
    const Bits sent = framed(information, kEverything);
    Softs soft = noisy(coded, chance::Key{11}.of("noise"), 14);
    soft.insert(soft.end(), soft.begin(), soft.end());
    RtlCodec free_running;
    const Bits decoded = free_running.receive(soft, sent.size(), kEverything).bits;
    for (const unsigned chance_in_256 : {1U, 40U, 128U, 230U}) {
        RtlCodec rtl;
        rtl.set_back_pressure(chance::Key{12}.of(chance_in_256), chance_in_256);
        EXPECT_EQ(rtl.transmit(information, kEverything), coded) << chance_in_256;
        EXPECT_EQ(rtl.receive(soft, sent.size(), kEverything).bits, decoded) << chance_in_256;
        EXPECT_GT(rtl.last().last_in - rtl.last().first_in + 1, soft.size() / 2);
    }
}

TEST(FskCodecRtl, a_reset_in_mid_frame_leaves_nothing) {
    const Bits information = drawn_bits(chance::Key{13}, 20);
    const Bits coded = sent_field(information, kEverything);
    const Bits sent = framed(information, kEverything);
    const Bits other = drawn_bits(chance::Key{14}, 29);
    const Softs other_soft = clean(sent_field(other, kEverything));
    RtlCodec rtl;
    for (std::uint64_t clocks = 1; clocks < 420; clocks += 7) {
        rtl.feed_and_reset(other, other_soft, framed(other, kEverything).size(), clocks);
        EXPECT_EQ(rtl.transmit(information, kEverything), coded) << clocks;
        const Received received = rtl.receive(clean(coded), sent.size(), kEverything);
        EXPECT_EQ(received.bits, sent) << clocks;
        EXPECT_EQ(received.fcs_right + received.merged, 2U) << clocks;
    }
}

TEST(FskCodecRtl, has_no_mutants) {
    RtlCodec rtl;
    EXPECT_THROW(rtl.select_mutant(1), std::logic_error);
}

}  // namespace
}  // namespace bench::fsk_codec
