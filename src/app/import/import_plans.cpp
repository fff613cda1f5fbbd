#include "inmail/app/import/import_plans.hpp"

#include <algorithm>

#include "inmail/app/faults.hpp"
#include "inmail/io/rulebook_json.hpp"
#include "inmail/store/store.hpp"
#include "record/current_head.hpp"

namespace inmail::app {
namespace {

enum class RowStanding { fresh, known, clashes };

/// How a row of a file stands to what the ledger has: a plan's rows are only ever added to at the end.
RowStanding standing_of(const NamedTerms& row, const std::vector<StoredTerms>& terms) {
    RowStanding standing = RowStanding::fresh;
    for (const auto& [rulebook, plan, title, edition, known] : terms) {
        if (known.rulebook != row.rulebook || known.plan != row.plan) continue;
        // A file may hold the rows of an earlier edition.
        if (known.terms == row.terms) return RowStanding::known;
        if (row.terms.effective_from <= known.terms.effective_from) standing = RowStanding::clashes;
    }
    return standing;
}

/// As with events: only a ledger that has none takes over when another learnt of its terms.
NamedTerms as_recorded(NamedTerms row, bool is_empty, Instant now) {
    if (!is_empty) row.recorded_at.reset();
    if (row.recorded_at.value_or(now) <= now) return row;
    throw InvalidRequest(fault::TermsFromFuture{row.rulebook, row.plan, row.terms.effective_from});
}

}  // namespace

std::vector<NamedTerms> import_plans(Store& store, const std::string& json, const std::string& file_name, Instant now,
                                     bool dry_run) {
    const auto files = io::parse_rulebooks(json, file_name);
    return on_current_head([&] {
        const auto transaction = store.begin(now, "plans import " + file_name);
        const auto terms = store.terms(std::nullopt);
        const bool is_empty = store.extent().events == 0;
        std::vector<NamedTerms> fresh;
        for (const auto& file : files) {
            std::vector<NamedTerms> rows;
            for (const auto& row : file.terms) {
                switch (standing_of(row, terms)) {
                    case RowStanding::known:
                        break;
                    case RowStanding::fresh:
                        rows.push_back(as_recorded(row, is_empty, now));
                        break;
                    case RowStanding::clashes:
                        throw Refused(refusal::TermsTaken{file_name, row.rulebook, row.plan, row.terms.effective_from});
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
