#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inmail/core/ids.hpp"
#include "inmail/core/terms.hpp"
#include "inmail/core/time.hpp"

namespace inmail::app {

/// What a reading command asks about.
struct ReportQuery {
    Instant as_of;
    std::optional<Instant> known_at;   ///< RULES section 2
    std::vector<AccountId> accounts;   ///< empty: all
    std::string team{};                ///< only seats that are in this team at as_of; empty: all, and pools too
    RulebookId rulebook{};             ///< replay all stints under this one instead ("what if"); none: as recorded
    std::optional<Edition> edition{};  ///< of the rulebooks that ship; none: the latest
    bool by_seat{false};               ///< break pools down by member seat
    int trend_months{0};               ///< also report each account's balance at the ends of so many last months
    /// Of `pending` and `history`: only what names one of these spellings. Empty: all.
    std::vector<std::string> prospects{};
    bool leaves_checkpoints{true};  ///< false: the fold is a part of a recording, which writes nothing else

    /// Whether it asks about terms other than the ledger's; such folds have no checkpoints.
    [[nodiscard]] bool is_what_if() const { return !is_none(rulebook) || edition.has_value(); }
};

}  // namespace inmail::app
