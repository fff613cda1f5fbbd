#include <utility>

#include "inmail/store/fold_source.hpp"

namespace inmail {

Rulebooks rulebooks_of(std::vector<StoredTerms> terms) {
    Rulebooks rulebooks;
    for (StoredTerms& stored : terms) rulebooks.add(stored.rulebook, stored.plan, std::move(stored.row.terms));
    return rulebooks;
}

std::vector<RulebookListing> listings_of(std::vector<StoredTerms> terms) {
    std::vector<RulebookListing> listings;
    for (StoredTerms& stored : terms) {
        if (listings.empty() || listings.back().name != stored.row.rulebook)
            listings.push_back({stored.row.rulebook, stored.title, true, {}});
        RulebookListing& listing = listings.back();
        listing.shipped = listing.shipped && stored.shipped;
        listing.terms.push_back(std::move(stored.row));
    }
    return listings;
}

}  // namespace inmail
