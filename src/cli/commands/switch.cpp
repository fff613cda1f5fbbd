#include "commands/command_table.hpp"
#include "plan_change.hpp"

namespace inmail::cli {
namespace {

struct Switch : PlanChange {
    Switch() : PlanChange(EventKind::switch_plan) {}
};

}  // namespace

CommandEntry switch_command() {
    return {"switch",
            "",
            CommandGroup::recording,
            "[SEAT] --plan PLAN | [SEAT] --pool P | --pool P --plan PLAN",
            "Record that a seat or pool changes its plan",
            "inmail switch ana --plan sales-navigator-advanced --at 2026-04-01",
            "Ends the current plan and starts the other. The credits still held are zeroed and pending InMails are\n"
            "dropped: credits never move between plans. --at may lie in the future.",
            make_command<Switch>};
}

}  // namespace inmail::cli
