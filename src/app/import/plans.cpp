#include <fmt/format.h>

#include <algorithm>

#include "inmail/app/import/import.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/io/rulebook_json.hpp"
#include "inmail/text/terminal.hpp"
#include "record/current_head.hpp"

namespace inmail::app {
namespace {

enum class Standing { fresh, known, clashes };

/// How a row of a file stands to what the ledger has: a plan's rows are only ever added to at the end.
Standing standing_of(const NamedTerms& row, const std::vector<RulebookListing>& listings) {
    for (const auto& listing : listings) {
        if (listing.name != row.rulebook) continue;
        for (const auto& known : listing.terms) {
            if (known.plan != row.plan) continue;
            if (known.terms == row.terms) return Standing::known;
            if (row.terms.effective_from <= known.terms.effective_from) return Standing::clashes;
        }
    }
    return Standing::fresh;
}

/// As with events: only a ledger that has none takes over when another learnt of its terms.
NamedTerms as_recorded(NamedTerms row, bool is_empty, Instant now) {
    if (!is_empty) row.recorded_at.reset();
    if (row.recorded_at.value_or(now) <= now) return row;
    throw InputError(fmt::format("{} / {} from {}: recorded_at lies in the future", for_terminal(row.rulebook),
                                 for_terminal(row.plan), to_string(row.terms.effective_from)),
                     "nothing was recorded");
}

}  // namespace

std::vector<NamedTerms> import_plans(Store& store, const std::string& json, const std::string& file_name, Instant now,
                                     bool dry_run) {
    const auto files = io::parse_rulebooks(json, file_name);
    return on_current_head([&] {
        const auto transaction = store.begin(now, "plans import " + file_name);
        const auto listings = listings_of(store.terms(std::nullopt));
        const bool is_empty = store.extent().events == 0;
        std::vector<NamedTerms> fresh;
        for (const auto& file : files) {
            std::vector<NamedTerms> rows;
            for (const auto& row : file.terms) {
                switch (standing_of(row, listings)) {
                    case Standing::known:
                        break;
                    case Standing::fresh:
                        rows.push_back(as_recorded(row, is_empty, now));
                        break;
                    case Standing::clashes:
                        throw Refusal(fmt::format("{}: {} / {} from {}: the ledger has a row of that date or a later one",
                                                  for_terminal(file_name), for_terminal(row.rulebook), for_terminal(row.plan),
                                                  to_string(row.terms.effective_from)),
                                      "what is there is never rewritten: give the row a later effective_from, or its rulebook "
                                      "another name");
                }
            }
            if (!rows.empty()) transaction->append_terms(rows, file.title);
            fresh.insert(fresh.end(), rows.begin(), rows.end());
        }
        if (!dry_run) transaction->commit();
        return fresh;
    });
}

}  // namespace inmail::app
