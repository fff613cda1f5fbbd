#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "inmail/core/event.hpp"
#include "inmail/core/posting.hpp"
#include "inmail/core/reconciler.hpp"
#include "inmail/core/terms.hpp"
#include "property/reference.hpp"

/// Where the reference meets the product: the same ledger fed to the product's fold, its answer in the reference's words.
namespace reference {

/// Names as the small dense ids that the fold reads.
class Names {
  public:
    [[nodiscard]] std::uint32_t id_of(const std::string& name);  ///< 0 for the empty name
    [[nodiscard]] const std::string& name_of(std::uint32_t id) const { return names_.at(id); }
    /// One past the last id.
    [[nodiscard]] std::size_t size() const { return names_.size(); }

  private:
    std::vector<std::string> names_{""};
};

/// Takes from the fold's postings what stands in no total, and sees that an account's never run back in time.
class Findings : public inmail::Observer {
  public:
    void on(const inmail::Posting& posting) override;
    [[nodiscard]] const std::map<std::string, std::string>& of(inmail::AccountId account) const;

  private:
    std::map<inmail::AccountId, std::map<std::string, std::string>> by_account_;
    std::map<inmail::AccountId, inmail::Instant> last_;
};

/// A reference ledger, ready for the fold.
class FoldInput {
  public:
    explicit FoldInput(const Ledger& ledger);

    /// Unvoided events known at `known_at` (none: now), in the order in which the ledger has them.
    [[nodiscard]] std::vector<inmail::Event> events(std::optional<Millis> known_at = std::nullopt) const;
    [[nodiscard]] const inmail::Rulebooks& rulebooks() const { return rulebooks_; }
    [[nodiscard]] inmail::RulebookId default_rulebook() const { return default_rulebook_; }
    /// Every seat and pool that some event names.
    [[nodiscard]] std::vector<inmail::AccountId> subjects() const;
    /// What the fold says, in the reference's words. `findings` has observed it from its first event on.
    [[nodiscard]] State state_of(const inmail::Reconciler& fold, const Findings& findings) const;

  private:
    [[nodiscard]] inmail::Event to_event(const Event& e, std::int64_t seq);
    void add_terms(const Terms& row);
    [[nodiscard]] AccountView view_of(const inmail::AccountState& account, const inmail::Reconciler& fold,
                                      const Findings& findings) const;
    [[nodiscard]] std::string account_name(inmail::AccountId id) const;

    struct Known {
        Millis recorded_at{0};
        std::string voids;
        inmail::Event event;
    };
    Names seats_, pools_, plans_, rulebook_names_, prospects_;
    std::vector<Known> known_;
    inmail::Rulebooks rulebooks_;
    inmail::RulebookId default_rulebook_;
};

/// Sorts into the fold's order and feeds what happens up to `as_of`, then advances to it.
void feed(inmail::Reconciler& fold, std::vector<inmail::Event> events, Millis as_of);

/// `replay`, as the product computes it.
[[nodiscard]] State fold(const Ledger& ledger, Millis as_of, std::optional<Millis> known_at = std::nullopt);

}  // namespace reference
