#include "inmail/app/import/import_plans.hpp"

#include <utility>

#include "import/own_terms.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/io/rulebook_json.hpp"
#include "inmail/store/store.hpp"
#include "record/current_head.hpp"

namespace inmail::app {
namespace {

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
            std::vector<NamedTerms> rows = new_rows(file.terms, terms, file_name);
            for (NamedTerms& row : rows) row = as_recorded(std::move(row), is_empty, now);
            if (!rows.empty()) transaction->append_terms(rows, file.title);
            fresh.insert(fresh.end(), rows.begin(), rows.end());
        }
        if (!dry_run) transaction->commit();
        return fresh;
    });
}

}  // namespace inmail::app
