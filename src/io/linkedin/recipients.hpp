#pragma once

#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "linkedin/connections.hpp"
#include "linkedin/messages.hpp"

namespace inmail::io::linkedin {

/// Splits TO cells into names. A cell joins names with commas, and a name may hold commas itself (`Rafe Okonjo, CPA`).
/// NamesInCell known from elsewhere are matched first. A remaining part that can only be a credential belongs to the name before.
class Recipients {
  public:
    /// Known names are those of all senders, of all connections, and of everyone who is a message's only recipient by URL.
    Recipients(Messages& messages, const Connections& connections);

    struct NamesInCell {
        std::vector<TextId> people;  ///< folded names
        bool is_guess{false};        ///< several names, not all of them known
    };
    /// The names in the cell TO of a row.
    [[nodiscard]] const NamesInCell& names_in(const MessageRow& row);

  private:
    [[nodiscard]] NamesInCell split(std::string_view to, bool has_urls);

    TextInterner& texts_;
    TextId hidden_;
    std::set<TextId> known_;
    std::map<std::pair<TextId, bool>, NamesInCell> split_;  ///< results of split() by cell, and by whether the row has URLs
};

}  // namespace inmail::io::linkedin
