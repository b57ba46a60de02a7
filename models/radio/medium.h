#pragma once

// The packet-level air that all transceivers share: carries frames, remembers who was on each
// channel, decides who receives.
//
// Two agenda entries make a frame: whoever starts it, and its end. Nothing happens per channel hop,
// per jammer or per idle radio: receivers say which channel they are on when somebody sends.

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "models/chance/chance.h"
#include "models/radio/air.h"
#include "models/radio/config.h"
#include "models/radio/interferers.h"
#include "models/radio/jamming.h"
#include "models/radio/judge.h"
#include "models/radio/recent.h"
#include "models/radio/transmission.h"
#include "models/time/agenda.h"
#include "models/trace/record.h"

namespace bench::radio {

struct Emission {
    std::uint32_t ticket = 0;
    std::uint8_t channel = 0;
    std::uint8_t modulation = kSunFsk3;  // One that find_phy() knows.
    bool acknowledgement = false;
    int power_cdbm = 0;      // EIRP
    Nanoseconds listened{};  // Sensed idle for so long just before; 0: not sensed.
    int threshold_cdbm = 0;
    std::span<const std::uint8_t> frame{};
};

// Whether each frame is offered to everybody in reach, or only to those to whom it matters. The
// trace is the same.
enum class MediumMode : std::uint8_t { interest, naive };

class Medium final : public Actor, private Listeners {
public:
    // Node i of the configuration is entity i + 1. Throws std::invalid_argument for unknown or
    // repeated names, two nodes of a link in one place, and walls that no table knows.
    Medium(const AirConfig& config, Agenda& agenda, const chance::Key& key, trace::Sink& sink,
           MediumMode mode = MediumMode::interest);

    // From now on frames of SUN FSK with h = 0.5 are judged bit by bit; the decoder outlives this.
    void use_bit_level(modem::Decoder& decoder);

    [[nodiscard]] trace::Entity node(std::string_view name) const { return air_.node(name); }
    [[nodiscard]] std::uint32_t link(std::string_view name) const { return air_.link(name); }

    // A cut link delivers nothing; what is on the air already is lost too. `fault_id` tells faults
    // that overlap apart; the observer hears once of each that something was lost for it.
    void set_cut(std::uint32_t link, bool cut, std::uint32_t fault_id = 0,
                 FaultObserver* observer = nullptr);
    void set_cut(std::string_view name, bool cut, std::uint32_t fault_id = 0,
                 FaultObserver* observer = nullptr) {
        set_cut(link(name), cut, fault_id, observer);
    }
    // Noise of `power_dbm` at both ends of the link, in each of `channels` (none named: in all).
    // The observer hears once: a channel was busy or a frame lost under it.
    void jam_start(std::uint32_t fault_id, std::uint32_t link, double power_dbm,
                   std::span<const std::uint8_t> channels, FaultObserver* observer = nullptr);
    void jam_start(std::uint32_t fault_id, std::string_view name, double power_dbm,
                   std::span<const std::uint8_t> channels, FaultObserver* observer = nullptr) {
        jam_start(fault_id, link(name), power_dbm, channels, observer);
    }
    void jam_stop(std::uint32_t fault_id);
    // A source of the configuration that is switched; the observer hears once, as of a jam.
    void turn_on(std::uint32_t fault_id, std::string_view interferer, FaultObserver* observer);
    void turn_off(std::uint32_t fault_id);

    // Noise that one node's receiver hears, and nobody else; there from now on. Power as received.
    void add_noise_at(trace::Entity node, std::string_view name,
                      std::unique_ptr<interference::Source> source) {
        interferers_.add_at(node, name, std::move(source));
    }

    [[nodiscard]] std::uint64_t frames() const { return frames_; }
    [[nodiscard]] std::uint64_t channel_evaluations() const { return air_.evaluations(); }

    // ---- For transceivers ----
    [[nodiscard]] Agenda& agenda() { return agenda_; }
    [[nodiscard]] trace::Sink& sink() { return sink_; }
    // Throws std::invalid_argument for an entity that is no node or has its transceiver already.
    void attach(trace::Entity node, Transceiver& transceiver);
    // Puts a frame on the air, now. Its number.
    std::uint32_t transmit(trace::Entity from, const Emission& emission);
    // Its transmitter has lost power: the frame ends here, and nobody gets it.
    void cut_off(std::uint32_t number);
    // The strongest signal at a node at any moment in [from, to), if it reaches the threshold.
    [[nodiscard]] std::optional<int> sense(const Hearer& hearer, Time from, Time to,
                                           int threshold_cdbm);
    // Energy detection: the strongest signal and the noise in the symbol rate of a modulation.
    [[nodiscard]] int energy_cdbm(const Hearer& hearer, Time from, Time to);

    // What the node's receiver says of a level.
    [[nodiscard]] int reading_cdbm(trace::Entity node, int level_cdbm, Time when) const {
        return air_.readings(node).cdbm(level_cdbm, when);
    }

    // What a node has heard of frames that were not meant for it, up to now; called before
    // anything changes that this depends on. `since`: who was locked on what before then does not
    // matter.
    void settle(trace::Entity node, Time since);
    // A node is known by this address.
    void named(trace::Entity node, const AirEui64& eui);
    // The node wants to be told of the end of a frame that was not meant for it.
    void watch(trace::Entity node, std::uint32_t number);

    void wake(Time now, std::uint32_t what, std::uint64_t argument) override;

private:
    // bystanders.cpp
    void offer_to_all(Transmission& frame);
    void offer_to_interested(Transmission& frame);
    void offer_to_watchers(const Transmission& frame);
    [[nodiscard]] bool all_matter() const;
    void settle_all();
    void settle_long_period();
    void settle_before(trace::Entity node, Time since, std::uint32_t before);
    void release(Transceiver& receiver, std::uint32_t before) const;
    void overhear(const Transmission& frame, Transceiver& receiver, trace::Entity node);

    Transmission& begin(trace::Entity from, const Emission& emission);
    void offer(Transmission& frame, const Neighbour& neighbour);
    std::optional<trace::LossCause> begin_hearing(const Transmission& frame, Hearing& hearing);
    // Strong enough for its receiver to leave the frame that it is on.
    [[nodiscard]] bool outdoes(const Hearing& hearing) const;
    void end(Transmission& frame, bool whole);
    void end_hearing(const Transmission& frame, const Hearing& hearing, bool whole);
    Verdict verdict_on(const Transmission& frame, const Hearing& hearing, bool whole);
    void record_received(const Transmission& frame, const Hearing& hearing, int rssi_cdbm,
                         double sinr_db);
    void record_lost(const Transmission& frame, const Hearing& hearing, double sinr_db,
                     trace::LossCause cause);
    [[nodiscard]] interference::Hops::Dwell dwell(trace::Entity node, Time time) const override;
    // What was done to the air and could be felt here tells its observers.
    void mattered(trace::Entity node, std::uint8_t channel, const Phy& phy, Time from, Time to);
    double radiated_mw(int power_cdbm);
    double strongest_frame_mw(trace::Entity node, std::uint8_t channel, Time from, Time to);
    double strongest_noise_mw(const Hearer& hearer, Time from, Time to);
    Transmission* on_air(std::uint32_t number);
    [[nodiscard]] Nanoseconds memory() const;
    void forget_old(OnChannel& channel);

    Agenda& agenda_;
    trace::Sink& sink_;
    Air air_;
    Jamming jamming_;
    Interferers interferers_;
    Channels channels_;  // On the air or lately so, by start.
    Cuts cuts_;
    Judge judge_;
    std::optional<BitLevel> bits_;
    std::vector<Transceiver*> transceivers_;  // By node.
    MediumMode mode_;
    std::vector<std::uint32_t> unsettled_;  // By node: the first frame it has not looked at.
    std::unordered_map<std::uint64_t, std::vector<trace::Entity>> by_eui_;
    std::vector<trace::Entity> watchers_;  // May go over to a frame that nobody offers them.
    Recent recent_;
    std::vector<Transmission*> on_air_;
    std::vector<std::unique_ptr<Transmission>> spare_;
    std::vector<Interference> noise_;  // Of the window looked at.
    std::uint32_t frames_ = 0;
    int last_power_cdbm_ = 0;  // Conversions repeat.
    double last_power_mw_ = 1;
};

}  // namespace bench::radio
