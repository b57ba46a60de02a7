#include "rtl/fsk_codec/comparison.h"

namespace bench::fsk_codec {
namespace {

const chance::Key kKey = chance::Key{1}.of("fsk_codec");

// 10^6 bits in all; meterbench_fsk_codec_compare does more.
TEST(FskCodecComparison, same_bits_as_the_model_where_the_channel_can_be_used) {
    RtlCodec rtl;
    for (const int amplitude : {14, 20, 28}) {
        const Comparison found = compare(rtl, kKey.of("usable"), amplitude, 250'000);
        EXPECT_EQ(found.encode_differences, 0U) << amplitude;
        EXPECT_EQ(found.decode_differences, 0U) << amplitude;
        EXPECT_EQ(found.unmerged_frames, 0U) << amplitude;
        EXPECT_GE(found.encoded_bits + found.decoded_bits, 250'000U);
    }
}

TEST(FskCodecComparison, noise_that_decoding_cannot_undo_is_decoded_alike) {
    RtlCodec rtl;
    const Comparison found = compare(rtl, kKey.of("noise"), 8, 250'000);
    EXPECT_GT(found.wrong_bits, found.decoded_bits / 20);
    EXPECT_EQ(found.decode_differences, 0U);
}

// In noise alone survivors now and then part for longer than the decoder remembers; it says so.
TEST(FskCodecComparison, says_when_the_survivors_had_not_merged) {
    RtlCodec rtl;
    const Comparison found = compare(rtl, kKey.of("nothing sent"), 0, 1'000'000);
    EXPECT_GT(found.unmerged_frames, 0U);
    EXPECT_LT(found.unmerged_frames, found.frames / 20);
    EXPECT_EQ(found.decode_differences, 0U);
}

}  // namespace
}  // namespace bench::fsk_codec
