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

/// What the product's ids stand for.
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

/// What the fold says, in the reference's words. `findings` has observed the fold from its first event on.
[[nodiscard]] State state_of(const inmail::Reconciler& fold, const Findings& findings, const IdNames& names);

/// Sorts into the fold's order and feeds what happens up to `as_of`, then advances to it.
void feed(inmail::Reconciler& fold, std::vector<inmail::Event> events, Millis as_of);

/// `replay`, as the product computes it.
[[nodiscard]] State fold(const Ledger& ledger, Millis as_of, std::optional<Millis> known_at = std::nullopt);

}  // namespace reference
