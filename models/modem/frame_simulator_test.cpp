#include "models/modem/frame_simulator.h"

#include <array>

#include <gtest/gtest.h>

#include "models/modem/random_bits.h"

namespace bench::modem {
namespace {

constexpr std::array<Stretch, 1> kClean{{{0, 25}}};

class Air : public testing::Test {
protected:
    [[nodiscard]] Frame frame(bool coded) const { return {header_, information_, coded}; }
    codec::Bits header_ = random_bits(16, chance::Key{1});
    codec::Bits information_ = random_bits(8 * 50, chance::Key{2});
    ViterbiDecoder decoder_;
    FrameSimulator simulator_{kHalfIndex, decoder_};
};

TEST_F(Air, CarriesAFrame) {
    for (const bool coded : {false, true}) {
        const Reception reception = simulator_.receive(frame(coded), kClean, chance::Key{3});
        EXPECT_TRUE(reception.intact());
        EXPECT_EQ(reception.information, information_);
    }
}

TEST_F(Air, TakesTwiceAsLongWithCode) {
    EXPECT_EQ(FrameSimulator::symbols(frame(false)), 16U + 400);
    EXPECT_EQ(FrameSimulator::symbols(frame(true)), 16U + (400 + 3 + 13) * 2);
}

TEST_F(Air, GivesTheSameForTheSameKey) {
    const std::array<Stretch, 1> noisy{{{0, 4}}};
    const Reception once = simulator_.receive(frame(false), noisy, chance::Key{4});
    const Reception again = simulator_.receive(frame(false), noisy, chance::Key{4});
    const Reception other = simulator_.receive(frame(false), noisy, chance::Key{5});
    EXPECT_GT(once.information_errors, 0U);
    EXPECT_EQ(once.information, again.information);
    EXPECT_NE(once.information, other.information);
}

TEST_F(Air, CountsWrongBitsWhereTheyAre) {
    const std::array<Stretch, 1> noisy{{{0, 2}}};
    const Reception reception = simulator_.receive(frame(false), noisy, chance::Key{6});
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < information_.size(); ++i) {
        wrong += reception.information[i] != information_[i] ? 1U : 0U;
    }
    EXPECT_EQ(reception.information_errors, wrong);
    EXPECT_FALSE(reception.intact());
}

// Symbols 100 to 199 are under heavy noise. The receiver's filter smears it by a symbol or two.
TEST_F(Air, DisturbsOnlyTheStretch) {
    const std::array<Stretch, 3> stretches{{{100, 25}, {100, -10}, {0, 25}}};
    std::size_t inside = 0;
    for (std::uint64_t trial = 0; trial < 20; ++trial) {
        const Reception reception =
            simulator_.receive(frame(false), stretches, chance::Key{7}.of(trial));
        EXPECT_EQ(reception.header_errors, 0U);
        for (std::size_t i = 0; i < information_.size(); ++i) {
            if (reception.information[i] == information_[i]) continue;
            const std::size_t symbol = 16 + i;
            EXPECT_TRUE(symbol >= 97 && symbol < 203) << symbol;
            ++inside;
        }
    }
    EXPECT_GT(inside, 20U * 100 / 4);  // Nearly half are wrong.
}

TEST_F(Air, DisturbsTheHeaderAlone) {
    const std::array<Stretch, 2> stretches{{{10, -10}, {0, 25}}};
    const Reception reception = simulator_.receive(frame(true), stretches, chance::Key{8});
    EXPECT_GT(reception.header_errors, 0U);
    EXPECT_EQ(reception.information_errors, 0U);
    EXPECT_FALSE(reception.intact());
}

// Four symbols of noise alone: without code the frame is lost nearly always, with code seldom.
TEST_F(Air, CodeRidesOutAShortBurst) {
    const std::array<Stretch, 3> stretches{{{200, 25}, {4, -10}, {0, 25}}};
    int plain = 0;
    int coded = 0;
    for (std::uint64_t trial = 0; trial < 100; ++trial) {
        const chance::Key key = chance::Key{9}.of(trial);
        plain += simulator_.receive(frame(false), stretches, key).intact() ? 0 : 1;
        coded += simulator_.receive(frame(true), stretches, key).intact() ? 0 : 1;
    }
    EXPECT_GT(plain, 80);
    EXPECT_LT(coded, 40);
}

class Recorder : public Decoder {
public:
    codec::Bits decode(codec::SoftsView soft, std::size_t information_bits) override {
        heard.assign(soft.begin(), soft.end());
        return codec::Bits(information_bits, 1);
    }
    codec::Softs heard;
};

TEST_F(Air, AsksTheDecoderForCodedFramesOnly) {
    Recorder recorder;
    const FrameSimulator simulator{kHalfIndex, recorder};
    EXPECT_TRUE(simulator.receive(frame(false), kClean, chance::Key{10}).intact());
    EXPECT_TRUE(recorder.heard.empty());
    const Reception reception = simulator.receive(frame(true), kClean, chance::Key{10});
    EXPECT_EQ(reception.information, codec::Bits(information_.size(), 1));
    // In the order before interleaving, with signs as encoded.
    const codec::Bits sent = codec::encode_field(information_, codec::Code::nrnsc);
    ASSERT_EQ(recorder.heard.size(), sent.size());
    for (std::size_t i = 0; i < sent.size(); ++i) {
        EXPECT_EQ(recorder.heard[i] > 0, sent[i] == 1) << i;
        EXPECT_LE(std::abs(recorder.heard[i]), codec::kSoftLimit);
    }
}

}  // namespace
}  // namespace bench::modem
