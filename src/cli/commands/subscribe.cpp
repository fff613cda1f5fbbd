#include "commands/command_table.hpp"
#include "plan_change.hpp"

namespace inmail::cli {
namespace {

struct Subscribe : PlanChange {
    Subscribe() : PlanChange(EventKind::subscribe) {}
};

}  // namespace

CommandEntry subscribe_command() {
    return {
        "subscribe",
        "",
        CommandGroup::recording,
        "[SEAT] --plan PLAN | [SEAT] --pool P | --pool P --plan PLAN",
        "Record that a seat takes a plan or joins a pool",
        "inmail subscribe ana --plan sales-navigator-core --team emea --at 2026-01-01\n"
        "inmail subscribe ana --plan sales-navigator-core --holds 41\n"
        "inmail subscribe --pool acme --plan recruiter-corporate\n"
        "inmail subscribe ben --pool acme",
        "Starts a stint: the seat (or pool) is on the plan from --at on, and the allowance is allotted at once. With a pool\n"
        "and no plan the seat joins that pool and draws on its balance. It may lie in the future. A seat that has a plan loses\n"
        "what it holds and awaits: on a terminal the program says what and asks, else --yes is needed. A second subscription\n"
        "of the same person is a second handle, such as ana.recruiter.",
        make_command<Subscribe>};
}

}  // namespace inmail::cli
