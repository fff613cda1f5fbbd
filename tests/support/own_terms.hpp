#pragma once

#include <cstdint>
#include <string>

#include "inmail/core/terms.hpp"

namespace inmail::test {

/// A sound row of terms for a user's own rulebook. A test changes the terms that it is about.
inline NamedTerms own_terms(const std::string& rulebook, const std::string& plan, Day effective_from, std::int64_t allowance) {
    NamedTerms row{rulebook, plan, {}};
    row.terms.effective_from = effective_from;
    row.terms.allowance = Credits{allowance};
    row.terms.cap = Credits{3 * allowance};
    row.terms.currency = "EUR";
    row.terms.source = "our contract";
    return row;
}

}  // namespace inmail::test
