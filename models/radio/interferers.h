#pragma once

// Sources of interference in the air: where each stands, what of it reaches which node, and whether
// it is on. Asked for a window when a frame or a carrier sense needs it; nothing happens between.

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "models/chance/chance.h"
#include "models/interference/source.h"
#include "models/radio/channel_plan.h"
#include "models/radio/config.h"
#include "models/radio/phy.h"
#include "models/radio/transmission.h"
#include "models/trace/fault_observer.h"

namespace bench::radio {

using trace::FaultObserver;

// Where a node listens, for a jammer that follows it.
class Listeners {
public:
    [[nodiscard]] virtual interference::Hops::Dwell dwell(trace::Entity node, Time time) const = 0;

protected:
    ~Listeners() = default;
};

struct Hearer {  // Who asks, and on which channel.
    trace::Entity node = 0;
    std::uint8_t channel = 0;
    const Phy* phy = nullptr;
};

class Interferers {
public:
    // Throws std::invalid_argument for a source that cannot be, and for one in the place of a node.
    // `air`: the key of the whole air.
    Interferers(const AirConfig& config, const ChannelPlan& plan, const chance::Key& air);

    // A source that acts at the receiver of one node only.
    void add_at(trace::Entity node, std::string_view name,
                std::unique_ptr<interference::Source> model);

    [[nodiscard]] bool none() const { return sources_.empty(); }
    // One is turned on, or follows a node: what it does hangs on more than the time.
    [[nodiscard]] bool unsteady() const;
    // Throws std::invalid_argument for a name that is not there.
    [[nodiscard]] std::uint32_t index(std::string_view name) const;

    // A source that the timeline switches is off until it is turned on. `fault_id` tells the faults
    // apart; the observer hears once that a channel was busy or a frame lost for it.
    void turn_on(std::uint32_t source, std::uint32_t fault_id, Time now, FaultObserver* observer);
    void turn_off(std::uint32_t fault_id, Time now);

    // Appends what reaches the hearer in [from, to). `frames`: starts of the frames on its channel.
    void collect(const Hearer& hearer, Time from, Time to, std::span<const Time> frames,
                 const Listeners& listeners, std::vector<Interference>& out);
    // Tells the observers of those whose bursts reached the hearer in the window.
    void mattered(const Hearer& hearer, Time from, Time to, const Listeners& listeners);

private:
    struct Turn {
        std::uint32_t fault = 0;
        Time start;
        Time end = kEndOfTime;
        FaultObserver* observer = nullptr;  // Until told.
    };
    struct Source {
        std::string name;
        std::unique_ptr<interference::Source> model;
        trace::Entity victim = 0;   // Of a jammer that follows. 0: none.
        std::vector<double> gains;  // By node - 1; received over radiated power.
        trace::Entity only = 0;     // The one node that it reaches, as received. 0: all.
        bool switched = false;
        std::vector<Turn> turns;
    };
    void ask(const Source& source, const Hearer& hearer, Time from, Time to,
             std::span<const Time> frames, const Listeners& listeners);
    void keep(const Source& source, const Hearer& hearer, Time from, Time to,
              std::vector<Interference>& out);

    const ChannelPlan& plan_;
    std::vector<Source> sources_;
    std::vector<interference::Burst> bursts_;
};

}  // namespace bench::radio
