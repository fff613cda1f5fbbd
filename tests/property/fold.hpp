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

/// Runs the product's fold on a reference ledger, and gives its result as a reference state.
namespace reference {

/// Gives names the small dense ids that the fold reads.
class Names {
  public:
    [[nodiscard]] std::uint32_t id_of(const std::string& name);  ///< 0 for the empty name
    [[nodiscard]] const std::string& name_of(std::uint32_t id) const { return names_.at(id); }
    /// One past the last id.
    [[nodiscard]] std::size_t size() const { return names_.size(); }

  private:
    std::vector<std::string> names_{""};
};

/// Collects from the postings what no total has, and checks that an account's postings never go back in time.
class Findings : public inmail::Observer {
  public:
    void on(const inmail::Posting& posting) override;
    [[nodiscard]] const std::map<std::string, std::string>& of(inmail::AccountId account) const;

  private:
    std::map<inmail::AccountId, std::map<std::string, std::string>> by_account_;
    std::map<inmail::AccountId, inmail::Instant> last_;
};

/// The names and keys behind the product's ids.
class IdNames {
  public:
    virtual ~IdNames() = default;
    [[nodiscard]] virtual std::string name_of(inmail::SeatId id) const = 0;
    [[nodiscard]] virtual std::string name_of(inmail::PoolId id) const = 0;
    [[nodiscard]] virtual std::string name_of(inmail::PlanId id) const = 0;
    [[nodiscard]] virtual std::string name_of(inmail::RulebookId id) const = 0;
    [[nodiscard]] virtual std::string name_of(inmail::ProspectId id) const = 0;
    [[nodiscard]] virtual std::string key_of(inmail::EventId id) const = 0;
    /// Every seat that some event names.
    [[nodiscard]] virtual std::vector<inmail::SeatId> seats() const = 0;
};

/// A reference ledger as input of the product's fold, without a store.
class FoldInput : public IdNames {
  public:
    explicit FoldInput(const Ledger& ledger);

    /// The unvoided events known at `known_at` (none: now), in the ledger's order. This choice is the test's, not the product's:
    /// laws about voids and known-at need a `StoredLedger`.
    [[nodiscard]] std::vector<inmail::Event> events(std::optional<Millis> known_at = std::nullopt) const;
    [[nodiscard]] const inmail::Rulebooks& rulebooks() const { return rulebooks_; }
    [[nodiscard]] inmail::RulebookId default_rulebook() const { return default_rulebook_; }
    /// Every seat and pool that some event names.
    [[nodiscard]] std::vector<inmail::AccountId> accounts() const;

    [[nodiscard]] std::string name_of(inmail::SeatId id) const override { return seats_.name_of(id.value); }
    [[nodiscard]] std::string name_of(inmail::PoolId id) const override { return pools_.name_of(id.value); }
    [[nodiscard]] std::string name_of(inmail::PlanId id) const override { return plans_.name_of(id.value); }
    [[nodiscard]] std::string name_of(inmail::RulebookId id) const override { return rulebook_names_.name_of(id.value); }
    [[nodiscard]] std::string name_of(inmail::ProspectId id) const override { return prospects_.name_of(id.value); }
    [[nodiscard]] std::string key_of(inmail::EventId id) const override;
    [[nodiscard]] std::vector<inmail::SeatId> seats() const override;

  private:
    [[nodiscard]] inmail::Event to_event(const Event& e, std::int64_t seq);

    struct Recorded {
        Millis recorded_at{0};
        std::string voids;    ///< the key that a void names; empty for any other event
        inmail::Event event;  ///< empty for a void
    };
    Names seats_, pools_, plans_, rulebook_names_, prospects_;
    std::vector<Recorded> recorded_;
    inmail::Rulebooks rulebooks_;
    inmail::RulebookId default_rulebook_;
};

[[nodiscard]] inmail::Terms terms_of(const Terms& row);

/// The fold's state as a reference state. `findings` must have observed the fold from its first event on.
[[nodiscard]] State state_of(const inmail::Reconciler& fold, const Findings& findings, const IdNames& names);

/// Feeds the events up to `as_of` in the fold's order, then advances to `as_of`.
void feed(inmail::Reconciler& fold, std::vector<inmail::Event> events, Millis as_of);

/// The state that the product computes for the question of `replay`.
[[nodiscard]] State fold(const Ledger& ledger, Millis as_of, std::optional<Millis> known_at = std::nullopt);

}  // namespace reference
