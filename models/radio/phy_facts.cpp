#include "models/radio/phy_facts.h"

#include <array>
#include <memory>

#include "models/numeric/numeric.h"

namespace bench::radio {
namespace {

using Table = std::array<std::unique_ptr<PhyFacts>, 256>;

std::unique_ptr<PhyFacts> make_facts(const Phy& phy) {
    auto facts = std::make_unique<PhyFacts>();
    facts->phy = phy;
    facts->curve = &curve_of(phy.detection);
    if (phy.coded) facts->coded = coded_table_of(phy.detection);
    facts->required_ratio = numeric::from_db(required_db(phy));
    facts->bits_per_ns = static_cast<double>(phy.rate) * 1e-9;
    facts->sfd_at = sfd_at(phy);
    facts->phr_at = phr_at(phy);
    facts->payload_at = payload_at(phy);
    return facts;
}

}  // namespace

// Made when first asked for: a curve costs more than a short run.
const PhyFacts* facts_of(std::uint8_t phy) {
    static Table table;
    if (table[phy] == nullptr) {
        if (const Phy* const known = find_phy(phy)) table[phy] = make_facts(*known);
    }
    return table[phy].get();
}

}  // namespace bench::radio
