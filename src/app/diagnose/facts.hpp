#pragma once

#include <vector>

#include "diagnose/diverged_account.hpp"
#include "inmail/app/diagnose/diagnose.hpp"

namespace inmail::app {

// Facts that may explain a divergence. They are not tried on the fold here.

/// Something that may have happened, with what would record it and the change to the replay.
struct Fact {
    DiagnoseReport::Option option;
    WhatIf change;
};

/// A fact that moves many credits at once.
struct LargeFact {
    DiagnoseReport::Cause cause;
    Credits credits;  ///< what it adds to the ledger's figure
    Fact fact;
};

// Lists of facts of one credit each, in order of time.

/// Replies to InMails that could still be answered after the last observation that agreed.
[[nodiscard]] std::vector<Fact> missing_replies(DivergedAccount& account);
/// Paid sends that may have been free.
[[nodiscard]] std::vector<Fact> free_sends(DivergedAccount& account);
/// Logged replies that may have brought no credit back.
[[nodiscard]] std::vector<Fact> replies_without_refund(DivergedAccount& account);

/// `n` paid sends that were not logged. The account must have a sender.
[[nodiscard]] Fact missing_sends(DivergedAccount& account, Credits n);
/// A purchase of `n` credits that was not logged.
[[nodiscard]] Fact missing_purchase(DivergedAccount& account, Credits n);

/// Allowances that only the ledger or only LinkedIn granted, and credits that only the ledger forfeited.
[[nodiscard]] std::vector<LargeFact> large_facts(DivergedAccount& account);

}  // namespace inmail::app
