#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "options.hpp"
#include "session.hpp"

namespace inmail::cli {

/// The words of `PROSPECT...`, and `--each`.
class People {
  public:
    void declare(Options& options);

    /// How well a text fits a known person, 0 best; none: it fits nobody.
    using Fit = std::function<std::optional<int>(const std::string& text)>;

    /// The people that the words name, as typed. A comma behind a word separates people, `-` and `@FILE` stand for the lines of a
    /// list. Of what may be one person or several, that is meant which `fit` finds known; else it is asked about. Throws
    /// UsageError if nobody can be asked, Refusal if the answer is neither, and InputError for a time or a seat, which are no
    /// prospects.
    [[nodiscard]] std::vector<std::string> named_by(Session& session, const std::vector<std::string>& words,
                                                    const Fit& fit = {}) const;

    /// Of words behind no seat, for whom a default one stands in: whether the first is a person, and not a seat that the ledger
    /// does not know, is asked about if it may be either. Throws likewise.
    void require_no_seat(Session& session, const std::vector<std::string>& words, const std::string& default_seat) const;

  private:
    bool each_{false};
};

}  // namespace inmail::cli
