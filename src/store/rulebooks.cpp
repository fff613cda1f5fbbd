#include "inmail/store/rulebooks.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace inmail {

int newest_edition(const std::vector<StoredTerms>& terms) {
    int newest = 0;
    for (const StoredTerms& stored : terms) newest = std::max(newest, stored.edition);
    return newest;
}

std::vector<StoredTerms> of_edition(std::vector<StoredTerms> terms, const std::optional<Edition>& wanted) {
    std::map<RulebookId, int> editions;
    for (const StoredTerms& stored : terms) {
        int& edition = editions[stored.rulebook];
        edition = std::max(edition, stored.edition);
    }
    if (wanted) {
        for (auto& [rulebook, edition] : editions) {
            if (is_none(wanted->rulebook) || rulebook == wanted->rulebook) edition = std::min(edition, wanted->number);
        }
    }
    std::set<std::tuple<RulebookId, PlanId, Day>> users_own;
    for (const StoredTerms& stored : terms) {
        if (!stored.ships()) users_own.emplace(stored.rulebook, stored.plan, stored.row.terms.effective_from);
    }
    const auto is_other = [&](const StoredTerms& stored) {
        return stored.ships() && (stored.edition != editions[stored.rulebook] ||
                                  users_own.count({stored.rulebook, stored.plan, stored.row.terms.effective_from}) != 0);
    };
    terms.erase(std::remove_if(terms.begin(), terms.end(), is_other), terms.end());
    return terms;
}

Rulebooks rulebooks_of(std::vector<StoredTerms> terms, const std::optional<Edition>& wanted) {
    Rulebooks rulebooks;
    for (StoredTerms& stored : of_edition(std::move(terms), wanted)) {
        if (stored.ships()) stored.row.terms.shipped_for = std::move(stored.row.plan);
        rulebooks.add(stored.rulebook, stored.plan, std::move(stored.row.terms));
    }
    return rulebooks;
}

std::vector<RulebookListing> listings_of(std::vector<StoredTerms> terms, const std::optional<Edition>& wanted) {
    std::vector<RulebookListing> listings;
    for (StoredTerms& stored : of_edition(std::move(terms), wanted)) {
        if (listings.empty() || listings.back().name != stored.row.rulebook)
            listings.push_back({stored.row.rulebook, stored.title, 0, true, {}});
        RulebookListing& listing = listings.back();
        listing.edition = std::max(listing.edition, stored.edition);
        listing.shipped = listing.shipped && stored.ships();
        listing.terms.push_back(std::move(stored.row));
    }
    return listings;
}

}  // namespace inmail
