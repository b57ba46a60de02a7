#pragma once

// The pulses of the immunity standards as formulas: what a generator puts out for one volt (or for
// one discharge of 4 kV).
//
// A sum of terms k (t/t1)^n / (1 + (t/t1)^n) exp(-t/t2): IEC 61000-4-2, -4-4 and -4-5.

#include <vector>

namespace bench::emi {

struct HeidlerTerm {
    double k = 1;  // Factor, already divided by the correction exp(-(t1/t2) (n t2/t1)^(1/n)).
    double t1_s = 0;
    double t2_s = 0;
    double n = 0;
};

// Numbers that a waveform is known by, found once.
struct Shape {
    double peak = 0;
    double peak_at_s = 0;
    double rise_s = 0;   // 10 to 90 % of the peak.
    double front_s = 0;  // 30 to 90 %, times 1.67: the front of the surge standard.
    double width_s = 0;  // Between the two halves of the peak.
    double tail_s = 0;   // From the virtual origin to the half in the tail.
    double area_s = 0;   // Integral, value times seconds.
};

struct Span {  // Seconds after the start of a pulse; empty when from_s >= to_s.
    double from_s = 0;
    double to_s = 0;
    [[nodiscard]] bool empty() const { return from_s >= to_s; }
};

class Waveform {
public:
    // The terms and a time after which nothing of the pulse is left.
    Waveform(std::vector<HeidlerTerm> terms, double end_s);

    [[nodiscard]] double value(double at_s) const;  // 0 outside [0, end_s).
    [[nodiscard]] const Shape& shape() const { return shape_; }
    [[nodiscard]] double end_s() const { return end_s_; }
    // From the first to the last crossing of `level` > 0; empty at the peak and above.
    [[nodiscard]] Span above(double level) const;
    // Integral of min(value, ceiling) over [from_s, to_s), by Simpson's rule in `steps` pieces.
    [[nodiscard]] double area_s(double from_s, double to_s, double ceiling, int steps) const;

private:
    [[nodiscard]] double crossing(double level, double below_s, double above_s) const;
    void measure();

    std::vector<HeidlerTerm> terms_;
    double end_s_;
    Shape shape_;
};

[[nodiscard]] const Waveform& eft_pulse();      // 5/50 ns into 50 ohm, per volt; peak 1.0027.
[[nodiscard]] const Waveform& surge_voltage();  // 1.2/50 us open circuit, per volt.
[[nodiscard]] const Waveform& surge_current();  // 8/20 us short circuit, per ampere of peak.
[[nodiscard]] const Waveform& esd_current();    // Ampere for a contact discharge of 4 kV.

}  // namespace bench::emi
