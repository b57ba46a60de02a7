#pragma once

// What a smooth, even slab takes away from a wave that meets it squarely: ITU-R P.2040-2.
//
// The lower bound behind the material table, which is what paths use.

namespace bench::propagation {

// Permittivity a f^b and conductivity c f^d S/m, f in GHz (P.2040-2, table 3). The table's
// constants are stated from 1 GHz (glass 0.1, wood 0.001 GHz) upwards; at 868 MHz they are carried
// on a little below.
struct SlabConstants {
    double a;
    double b;
    double c;
    double d;
};
inline constexpr SlabConstants kConcreteSlab{5.24, 0, 0.0462, 0.7822};
inline constexpr SlabConstants kBrickSlab{3.91, 0, 0.0238, 0.16};
inline constexpr SlabConstants kPlasterboardSlab{2.73, 0, 0.0085, 0.9395};
inline constexpr SlabConstants kGlassSlab{6.31, 0, 0.0036, 1.3394};
inline constexpr SlabConstants kWoodSlab{1.99, 0, 0.0047, 1.0718};

// In dB, with all reflections within the slab. Thickness in metres, frequency in GHz, both above 0.
[[nodiscard]] double slab_loss_db(const SlabConstants& material, double thickness_m,
                                  double frequency_ghz);

}  // namespace bench::propagation
