#pragma once

#include <string>
#include <vector>

#include "inmail/core/time.hpp"
#include "inmail/store/fold_source.hpp"

namespace inmail::app {

/// The handles that one licence has had, one after the other (RULES section 4, reassign).
class Licence {
  public:
    /// The licence went from one handle to the next.
    struct Transfer {
        std::string from;
        std::string to;
        Instant at;
    };

    /// The licence that the seat has or had by `now`. Folds only ledgers in which a reassign names the seat.
    Licence(FoldSource& ledger, const std::string& handle, Instant now);

    /// The seat's own first, then all others.
    [[nodiscard]] const std::vector<std::string>& handles() const { return handles_; }
    [[nodiscard]] bool has(const std::string& handle) const;
    /// Whether the handle is one of these, or was before a reassign was taken back.
    [[nodiscard]] bool has_had(const std::string& handle) const;
    /// Whether the licence ever had another handle, even by a reassign that was taken back.
    [[nodiscard]] bool was_handed_over() const { return !linked_.empty(); }
    /// The handle that has, at `t`, the licence from which `handle` sent at `sent`.
    [[nodiscard]] std::string holder_at(const std::string& handle, Instant sent, Instant t) const;
    /// When the handle first gave the licence away; null: it never did.
    [[nodiscard]] const Transfer* transfer_from(const std::string& handle) const;

  private:
    std::vector<std::string> handles_;
    std::vector<std::string> linked_;  ///< all that reassigns link, in force or not; empty: none names the seat
    std::vector<Transfer> transfers_;  ///< by time
};

}  // namespace inmail::app
