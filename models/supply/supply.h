#pragma once

// The power supply of a meter: it tells the board that mains failed, and carries it on for a while.
//
// The reservoir is counted in time that the board can still run. It drains while the board runs
// without mains, and charges as fast as that (engineering default) whenever mains are present.
// Absence shorter than the detection goes unnoticed, but drains all the same.

#include "models/supply/config.h"
#include "models/time/agenda.h"

namespace bench::supply {

class SupplyOwner {
public:
    // What the detector sees. Every `false` is followed by a `true`, be the board running by then
    // or not.
    virtual void mains_signal(bool present) = 0;
    virtual void power_lost() = 0;  // The reservoir is empty: the board stops.
    virtual void power_good() = 0;  // The board boots.

protected:
    ~SupplyOwner() = default;
};

class Supply final : public Actor {
public:
    // At the start mains are present, the reservoir is full and the board runs; nothing is reported
    // of it. Throws std::invalid_argument for a negative time. The agenda and the owner must
    // outlive this, and this the agenda's run.
    Supply(const SupplyConfig& config, Agenda& agenda, SupplyOwner& owner);
    Supply(const Supply&) = delete;
    Supply& operator=(const Supply&) = delete;

    // `now` is the agenda's. May call the owner.
    void set_mains(Time now, bool present);

    [[nodiscard]] bool running() const { return running_; }  // The board has power.
    [[nodiscard]] bool mains() const { return mains_; }      // Truly present.
    // How long the board could run without mains from `time` on, not before the last change.
    [[nodiscard]] Nanoseconds hold_up_remaining(Time time) const;

    void wake(Time now, std::uint32_t what, std::uint64_t generation) override;

private:
    enum Step : std::uint32_t { detect, run_out, start };

    void account(Time now);
    void mains_failed(Time now);
    void mains_returned(Time now);

    SupplyConfig config_;
    Agenda& agenda_;
    SupplyOwner& owner_;
    bool mains_ = true;
    bool running_ = true;
    bool signalled_ = true;         // What the owner was told last.
    std::uint64_t generation_ = 0;  // Of the last change of mains; entries of older ones are void.
    Time since_ = kStart;           // When charge_ was right.
    Nanoseconds charge_;
};

}  // namespace bench::supply
