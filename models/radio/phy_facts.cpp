#include "models/radio/phy_facts.h"

#include <array>
#include <memory>

#include "models/numeric/numeric.h"

namespace bench::radio {
namespace {

using Table = std::array<std::unique_ptr<PhyFacts>, 256>;

Table make_table() {
    Table table;
    for (const Phy& phy : all_phys()) {
        auto facts = std::make_unique<PhyFacts>();
        facts->phy = phy;
        facts->curve = &curve_of(phy.detection);
        facts->required_ratio = numeric::from_db(required_db(phy));
        facts->bits_per_ns = static_cast<double>(phy.rate) * 1e-9;
        facts->sfd_at = sfd_at(phy);
        facts->phr_at = phr_at(phy);
        facts->payload_at = payload_at(phy);
        table[phy.id] = std::move(facts);
    }
    return table;
}

}  // namespace

const PhyFacts* facts_of(std::uint8_t phy) {
    static const Table table = make_table();
    return table[phy].get();
}

}  // namespace bench::radio
