#include <gtest/gtest.h>

#include "models/codec/codec_test.h"

namespace bench::codec {
namespace {

constexpr Code kCodes[] = {Code::nrnsc, Code::rsc};

TEST(Viterbi, GivesBackWhatWasEncoded) {
    for (const Code code : kCodes) {
        for (std::size_t octets = 0; octets < 70; ++octets) {
            const Bits information = drawn_bits(8 * octets, chance::Key{octets});
            const Softs soft = softs_of(encode_field(information, code), kSoftLimit);
            EXPECT_EQ(viterbi(soft, information.size(), code), information) << octets;
        }
    }
}

TEST(Viterbi, GivesBackTheLongestFieldThroughTheInterleaver) {
    const Bits information = drawn_bits(8 * 2049, chance::Key{9});
    const Bits sent = interleave(encode_field(information, Code::nrnsc));
    const Softs soft = deinterleave(softs_of(sent, 1));
    EXPECT_EQ(viterbi(soft, information.size(), Code::nrnsc), information);
}

// Free distance 6: any two errors leave the sent word the nearest one.
TEST(Viterbi, CorrectsAnyOneOrTwoErrors) {
    for (const Code code : kCodes) {
        const Bits information = drawn_bits(8 * 3, chance::Key{5});
        Softs soft = softs_of(encode_field(information, code), kSoftLimit);
        int wrong = 0;
        for (std::size_t i = 0; i < soft.size(); ++i) {
            soft[i] = static_cast<std::int16_t>(-soft[i]);
            wrong += viterbi(soft, information.size(), code) != information ? 1 : 0;
            for (std::size_t j = i + 1; j < soft.size(); ++j) {
                soft[j] = static_cast<std::int16_t>(-soft[j]);
                wrong += viterbi(soft, information.size(), code) != information ? 1 : 0;
                soft[j] = static_cast<std::int16_t>(-soft[j]);
            }
            soft[i] = static_cast<std::int16_t>(-soft[i]);
        }
        EXPECT_EQ(wrong, 0);
    }
}

// Pairs of errors many constraint lengths apart, all along a field.
TEST(Viterbi, CorrectsManyPairsOfErrorsSpreadApart) {
    for (const Code code : kCodes) {
        const Bits information = drawn_bits(8 * 60, chance::Key{6});
        for (std::size_t first = 0; first < 48; ++first) {
            Softs soft = softs_of(encode_field(information, code), kSoftLimit);
            for (std::size_t i = first; i + 1 < soft.size(); i += 48) {
                soft[i] = static_cast<std::int16_t>(-soft[i]);
                soft[i + 1] = static_cast<std::int16_t>(-soft[i + 1]);
            }
            EXPECT_EQ(viterbi(soft, information.size(), code), information) << first;
        }
    }
}

// The word at distance 6 shows that three errors in its places cannot be told from the other.
TEST(Viterbi, TakesTheNearerWord) {
    const Bits sent(16);
    Bits other(16);
    other[4] = 1;  // 1 then zeros: 1+D+D2+D3 and 1+D2+D3 have weight 4 + 3 = 7.
    const Bits a = encode_field(sent, Code::nrnsc);
    const Bits b = encode_field(other, Code::nrnsc);
    Softs soft = softs_of(a, kSoftLimit);
    int flipped = 0;
    for (std::size_t i = 0; i < a.size() && flipped < 4; ++i) {
        if (a[i] == b[i]) continue;
        soft[i] = static_cast<std::int16_t>(-soft[i]);
        ++flipped;
        const Bits decoded = viterbi(soft, sent.size(), Code::nrnsc);
        EXPECT_EQ(decoded, flipped < 4 ? sent : other) << flipped;
    }
    EXPECT_EQ(flipped, 4);
}

// What is sure counts more than what is not: four doubtful errors against three sure bits.
TEST(Viterbi, WeighsByCertainty) {
    const Bits sent(16);
    Bits other(16);
    other[4] = 1;
    const Bits a = encode_field(sent, Code::nrnsc);
    const Bits b = encode_field(other, Code::nrnsc);
    Softs soft = softs_of(a, kSoftLimit);
    int flipped = 0;
    for (std::size_t i = 0; i < a.size() && flipped < 4; ++i) {
        if (a[i] == b[i]) continue;
        soft[i] = a[i] == 1 ? std::int16_t{-1} : std::int16_t{1};
        ++flipped;
    }
    EXPECT_EQ(viterbi(soft, sent.size(), Code::nrnsc), sent);
}

// Two errors that shout louder than the limit weigh no more than two plain ones.
TEST(Viterbi, ClipsWhatIsTooSure) {
    const Bits information = drawn_bits(8 * 4, chance::Key{8});
    const Softs plain = softs_of(encode_field(information, Code::nrnsc), kSoftLimit);
    for (std::size_t i = 0; i + 1 < plain.size(); ++i) {
        Softs soft = plain;
        for (const std::size_t k : {i, i + 1}) {
            soft[k] = soft[k] > 0 ? std::int16_t{-32768} : std::int16_t{32767};
        }
        EXPECT_EQ(viterbi(soft, information.size(), Code::nrnsc), information) << i;
    }
}

TEST(Viterbi, TakesWhatIsCutOffAsUnknown) {
    const Bits information = drawn_bits(8 * 10, chance::Key{10});
    const Softs soft = softs_of(encode_field(information, Code::nrnsc), kSoftLimit);
    // Tail and pad are not needed for a field without errors.
    const SoftsView cut = SoftsView{soft}.first(2 * information.size());
    EXPECT_EQ(viterbi(cut, information.size(), Code::nrnsc), information);
    EXPECT_EQ(viterbi({}, 16, Code::nrnsc).size(), 16U);
}

}  // namespace
}  // namespace bench::codec
