#pragma once

#include <map>
#include <string>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/chain/record_flaws.hpp"
#include "inmail/core/event.hpp"
#include "inmail/store/fold_source.hpp"

namespace inmail::app {

/// Finds plans and rulebooks of a record that no rulebook row has. The caller checks seats and pools, because an import may
/// name them in a later row.
///
/// Reads the rulebooks when a record first names one, so that a send costs nothing here.
class NameCheck {
  public:
    explicit NameCheck(FoldSource& store) : store_(store) {}

    [[nodiscard]] std::vector<RecordFlaw> flaws_of(const EventRecord& record);

    /// Whether every rulebook has every plan: then no stint can ever inherit a rulebook that lacks its plan.
    [[nodiscard]] bool rulebooks_are_complete();

  private:
    void read_rulebooks();
    [[nodiscard]] bool has(const std::string& rulebook, const std::string& plan) const;
    /// Why no rulebook has a plan of that name, with the one that is meant.
    [[nodiscard]] const ValueFlaw& flaw_of_plan(const std::string& plan);

    FoldSource& store_;
    bool read_{false};
    std::vector<RulebookListing> listings_;
    std::vector<std::string> rulebooks_;
    std::vector<std::string> plans_;
    std::map<std::string, ValueFlaw> unknown_plans_;
};

}  // namespace inmail::app
