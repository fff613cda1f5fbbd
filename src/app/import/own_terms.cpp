#include "import/own_terms.hpp"

#include "inmail/app/faults.hpp"

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

}  // namespace

std::vector<NamedTerms> new_rows(const std::vector<NamedTerms>& rows, const std::vector<StoredTerms>& terms,
                                 const std::string& from) {
    std::vector<NamedTerms> fresh;
    for (const NamedTerms& row : rows) {
        switch (standing_of(row, terms)) {
            case RowStanding::known:
                break;
            case RowStanding::fresh:
                fresh.push_back(row);
                break;
            case RowStanding::clashes:
                throw Refused(refusal::TermsTaken{from, row.rulebook, row.plan, row.terms.effective_from});
        }
    }
    return fresh;
}

std::map<std::string, std::vector<NamedTerms>> own_rows(const std::vector<StoredTerms>& terms) {
    std::map<std::string, std::vector<NamedTerms>> rows;
    for (const StoredTerms& stored : terms) {
        if (stored.ships()) continue;
        auto& of_title = rows[stored.title];
        of_title.push_back(stored.row);
        of_title.back().recorded_at.reset();
    }
    return rows;
}

}  // namespace inmail::app
