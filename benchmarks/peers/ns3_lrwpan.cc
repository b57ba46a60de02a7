// The peer of SPD-1 and SPD-2, on ns-3: N smart meters reporting to one sink over IEEE 802.15.4.
// Built and run by `./dev bench --peers` only (benchmarks/peer.cpp); no part of the bench.
// period, from a random phase.  Meters are uniform in a disc around the sink; path loss is
// log-distance.  Prints one line of figures: wall time, events, packets, peak memory.
//
// Build: g++ -O2 -std=c++17 ns3_lrwpan.cc $(pkg-config --cflags --libs ns3-lr-wpan ns3-spectrum
//        ns3-propagation ns3-mobility ns3-network ns3-core) -o ns3_lrwpan
// Run:   ./ns3_lrwpan --meters=100 --seconds=600 --period=10 --radius=80 --run=1

#include "ns3/core-module.h"
#include "ns3/lr-wpan-csmaca.h"
#include "ns3/lr-wpan-mac.h"
#include "ns3/lr-wpan-net-device.h"
#include "ns3/lr-wpan-phy.h"
#include "ns3/mobility-module.h"
#include "ns3/network-module.h"
#include "ns3/propagation-module.h"
#include "ns3/single-model-spectrum-channel.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <sys/resource.h>
#include <vector>

using namespace ns3;

namespace
{

struct Stats
{
    uint64_t offered = 0;      // MCPS-DATA.request calls
    uint64_t confirmedOk = 0;  // acknowledged at the meter
    uint64_t accessFail = 0;   // CSMA/CA gave up
    uint64_t noAck = 0;        // retries exhausted
    uint64_t otherFail = 0;
    uint64_t delivered = 0;    // data indications at the sink
    uint64_t phyFrames = 0;    // every frame put on the air (data, retries, acks)
    uint64_t frameBytes = 0;   // size of the last data MPDU on the air
    std::vector<double> latencyMs;
};

Stats g;
std::vector<Time> g_requestedAt; // index: meter number

void
PhyTxBegin(Ptr<const Packet> p)
{
    ++g.phyFrames;
    g.frameBytes = std::max<uint64_t>(g.frameBytes, p->GetSize());
}

void
SinkIndication(McpsDataIndicationParams, Ptr<Packet>)
{
    ++g.delivered;
}

void
MeterConfirm(uint32_t meter, McpsDataConfirmParams c)
{
    switch (c.m_status)
    {
    case IEEE_802_15_4_SUCCESS:
        ++g.confirmedOk;
        g.latencyMs.push_back((Simulator::Now() - g_requestedAt[meter]).GetSeconds() * 1e3);
        break;
    case IEEE_802_15_4_CHANNEL_ACCESS_FAILURE:
        ++g.accessFail;
        break;
    case IEEE_802_15_4_NO_ACK:
        ++g.noAck;
        break;
    default:
        ++g.otherFail;
    }
}

void
SendReport(Ptr<LrWpanNetDevice> dev, uint32_t meter, uint32_t payload, Time period, bool ack)
{
    McpsDataRequestParams p;
    p.m_srcAddrMode = SHORT_ADDR;
    p.m_dstAddrMode = SHORT_ADDR;
    p.m_dstPanId = 1;
    p.m_dstAddr = Mac16Address("00:01");
    p.m_txOptions = ack ? TX_OPTION_ACK : TX_OPTION_NONE;
    g_requestedAt[meter] = Simulator::Now();
    ++g.offered;
    dev->GetMac()->McpsDataRequest(p, Create<Packet>(payload));
    Simulator::Schedule(period, &SendReport, dev, meter, payload, period, ack);
}

double
Percentile(std::vector<double>& v, double q)
{
    if (v.empty())
    {
        return 0.0;
    }
    const auto k = static_cast<size_t>(q * (v.size() - 1));
    std::nth_element(v.begin(), v.begin() + k, v.end());
    return v[k];
}

} // namespace

int
main(int argc, char* argv[])
{
    uint32_t meters = 100;
    uint32_t payload = 89; // + 11 bytes MAC header and FCS = 100-byte MPDU
    double seconds = 600;
    double period = 10;
    double radius = 80;
    double exponent = 3.0;
    uint32_t run = 1;
    bool ack = true;
    bool sleepy = false;

    CommandLine cmd(__FILE__);
    cmd.AddValue("meters", "number of meters", meters);
    cmd.AddValue("payload", "MSDU bytes", payload);
    cmd.AddValue("seconds", "simulated seconds", seconds);
    cmd.AddValue("period", "reporting period, s", period);
    cmd.AddValue("radius", "disc radius, m", radius);
    cmd.AddValue("exponent", "log-distance exponent", exponent);
    cmd.AddValue("run", "RNG run number", run);
    cmd.AddValue("ack", "request acknowledgements", ack);
    cmd.AddValue("sleepy", "meters switch the receiver off when idle", sleepy);
    cmd.Parse(argc, argv);
    RngSeedManager::SetRun(run);

    auto channel = CreateObject<SingleModelSpectrumChannel>();
    auto loss = CreateObject<LogDistancePropagationLossModel>();
    loss->SetPathLossExponent(exponent);
    channel->AddPropagationLossModel(loss);
    channel->SetPropagationDelayModel(CreateObject<ConstantSpeedPropagationDelayModel>());

    auto disc = CreateObject<UniformDiscPositionAllocator>();
    disc->SetRho(radius);

    auto phase = CreateObject<UniformRandomVariable>();
    std::vector<Ptr<LrWpanNetDevice>> devices;
    g_requestedAt.resize(meters);
    for (uint32_t i = 0; i <= meters; ++i) // device 0 is the sink
    {
        auto node = CreateObject<Node>();
        auto dev = CreateObject<LrWpanNetDevice>();
        char addr[8];
        std::snprintf(addr, sizeof addr, "%02x:%02x", (i + 1) >> 8, (i + 1) & 0xff);
        dev->SetAddress(Mac16Address(addr));
        dev->SetChannel(channel);
        node->AddDevice(dev);
        dev->GetMac()->SetPanId(1);
        dev->GetCsmaCa()->SetUnSlottedCsmaCa();

        auto pos = CreateObject<ConstantPositionMobilityModel>();
        pos->SetPosition(i == 0 ? Vector(0, 0, 0) : disc->GetNext());
        dev->GetPhy()->SetMobility(pos);
        dev->GetPhy()->TraceConnectWithoutContext("PhyTxBegin", MakeCallback(&PhyTxBegin));
        if (i == 0)
        {
            dev->GetMac()->SetMcpsDataIndicationCallback(MakeCallback(&SinkIndication));
        }
        else
        {
            dev->GetMac()->SetRxOnWhenIdle(!sleepy);
            dev->GetMac()->SetMcpsDataConfirmCallback(MakeBoundCallback(&MeterConfirm, i - 1));
            Simulator::Schedule(Seconds(phase->GetValue(0.0, period)),
                                &SendReport, dev, i - 1, payload, Seconds(period), ack);
        }
        devices.push_back(dev);
    }

    Simulator::Stop(Seconds(seconds));
    const auto t0 = std::chrono::steady_clock::now();
    Simulator::Run();
    const double wall =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - t0).count();
    const uint64_t events = Simulator::GetEventCount();

    rusage ru{};
    getrusage(RUSAGE_SELF, &ru);
    const double pdr = g.offered ? 100.0 * g.confirmedOk / g.offered : 0.0;
    std::printf("meters=%u sim_s=%.0f mpdu=%lu wall_s=%.4f cpu_s=%.4f rt_factor=%.0f events=%lu "
                "events_per_s=%.0f offered=%lu acked=%lu delivered=%lu access_fail=%lu no_ack=%lu "
                "other=%lu pdr=%.2f%% phy_frames=%lu frames_per_s=%.0f p50_ms=%.3f p99_ms=%.3f "
                "rss_mib=%.1f\n",
                meters, seconds, (unsigned long)g.frameBytes, wall,
                ru.ru_utime.tv_sec + ru.ru_utime.tv_usec * 1e-6, seconds / wall,
                (unsigned long)events, events / wall, (unsigned long)g.offered,
                (unsigned long)g.confirmedOk, (unsigned long)g.delivered,
                (unsigned long)g.accessFail, (unsigned long)g.noAck, (unsigned long)g.otherFail,
                pdr, (unsigned long)g.phyFrames, g.phyFrames / wall,
                Percentile(g.latencyMs, 0.50), Percentile(g.latencyMs, 0.99),
                ru.ru_maxrss / 1024.0);
    Simulator::Destroy();
    return 0;
}
