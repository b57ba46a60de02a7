#pragma once

// For tests: a MAC on a board of the fake air, with a log of what it answered.

#include <array>
#include <memory>
#include <vector>

#include "firmware/radio/fake_air.h"
#include "firmware/radio/mac.h"

namespace meter::radio::test {

inline constexpr std::int64_t kMillisecond = 1000000;
inline constexpr std::int64_t kSecond = 1000 * kMillisecond;
inline constexpr Eui64 kCollector{{0x70, 0xB3, 0xD5, 0x00, 0x00, 0x00, 0x00, 0x01}};
inline constexpr Eui64 kMeter{{0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77}};

struct Packet {
    Eui64 source;
    std::vector<std::uint8_t> payload;
};

struct TestNode {
    TestNode(FakeAir& medium, hal_board& its_board, const MacConfig& config,
             AccessMode mode = AccessMode::polite)
        : air{medium},
          board{its_board},
          budget{mode, plan_of(config.plan)},
          mac{radio, random, budget, places, config} {
        board.step = [this](std::int64_t now_us, bool done, bool received) {
            return step(Instant{Duration{now_us}}, done, received);
        };
        air.at(board.boot_ns, [this] {
            mac.start(now());
            air.poke(board);
        });
    }
    TestNode(const TestNode&) = delete;
    TestNode& operator=(const TestNode&) = delete;

    [[nodiscard]] Instant now() const { return Instant{Duration{air.local_us(board)}}; }

    std::int64_t step(Instant at, bool done, bool received) {
        ++wakes;
        static_cast<void>(mac.advance(at, done, received));
        while (const auto in = mac.receive()) {
            packets.push_back({in->source, {in->payload.begin(), in->payload.end()}});
        }
        if (const auto status = mac.take_status()) statuses.push_back(*status);
        return mac.next_wake().time_since_epoch().count();
    }

    Result<void> send(const Eui64& to, std::size_t octets, bool urgent = false,
                      std::uint8_t first = 0x41) {
        std::vector<std::uint8_t> payload(octets, 0x55);
        payload[0] = first;
        const Result<void> taken = mac.send(now(), {to, payload, ++ticket, urgent});
        air.poke(board);
        return taken;
    }

    FakeAir& air;
    hal_board& board;
    port::Radio radio{&board};
    port::Random random{&board};
    RegulatoryBudget budget;
    std::array<Neighbour, 16> places{};
    Mac mac;
    std::uint32_t ticket = 0;
    int wakes = 0;
    std::vector<Packet> packets{};
    std::vector<SendStatus> statuses{};
};

inline MacConfig config_of(const Eui64& self, bool collector) {
    MacConfig config;
    config.self = self;
    config.pan_id = 0xBEEF;
    config.collector = collector;
    config.fixed_channel = 5;
    config.power = PowerLevel{1600};
    return config;
}

inline MacConfig with_hopping(MacConfig config, Hopping hopping) {
    config.hopping = hopping;
    return config;
}

// A collector and a meter whose clocks run apart by 40 ppm.
struct Pair {
    explicit Pair(std::uint64_t seed, AccessMode mode = AccessMode::polite,
                  Hopping hopping = Hopping::blind)
        : Pair{seed, mode, with_hopping(config_of(kCollector, true), hopping),
               with_hopping(config_of(kMeter, false), hopping)} {}
    Pair(std::uint64_t seed, AccessMode mode, const MacConfig& collector_config,
         const MacConfig& meter_config)
        : collector_board{air.add(seed, 0, 20)},
          meter_board{air.add(seed + 77, 100 * kMillisecond + meter_phase(seed), -20)} {
        collector = std::make_unique<TestNode>(air, collector_board, collector_config, mode);
        meter = std::make_unique<TestNode>(air, meter_board, meter_config, mode);
    }
    static std::int64_t meter_phase(std::uint64_t seed) {
        return static_cast<std::int64_t>(seed * 7919 % 1310720) * kMillisecond / 20;
    }
    // Time of joining since the meter's boot; gives up after ten seconds.
    std::int64_t join() {
        while (!meter->mac.joined() && air.now() < meter_board.boot_ns + 10 * kSecond) {
            air.run_until(air.now() + 5 * kMillisecond);
        }
        return air.now() - meter_board.boot_ns;
    }
    void run(std::int64_t duration_ns) { air.run_until(air.now() + duration_ns); }

    FakeAir air;
    hal_board& collector_board;
    hal_board& meter_board;
    std::unique_ptr<TestNode> collector;
    std::unique_ptr<TestNode> meter;
};

}  // namespace meter::radio::test
