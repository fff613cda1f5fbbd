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
        "[SEAT...] --plan PLAN | [SEAT...] --pool P | --pool P --plan PLAN",
        "Record that seats take a plan or join a pool",
        "inmail subscribe ana --plan sales-navigator-core --team emea --at 2026-01-01\n"
        "inmail subscribe ana --plan sales-navigator-core --holds 41\n"
        "inmail subscribe --pool acme --plan recruiter-corporate\n"
        "inmail subscribe ben cleo --pool acme",
        "The seat (or pool) is on the plan from --at on, and the allowance is allotted at once. Without --at that is now, and\n"
        "messages before it are refused: give the day on which the plan began. With a pool and no plan, the seat joins that\n"
        "pool and draws on its balance. --at may lie in the future. If the seat is on a plan, it loses the credits it holds\n"
        "and may still get back: on a terminal the program says how many and asks; elsewhere it needs --yes. Record a second\n"
        "subscription of the same person under a second handle, such as ana.recruiter.\n"
        "\n"
        "--holds takes over the balance that LinkedIn shows. Without --at, that is the balance now, and the plan begins at the\n"
        "plan's latest refresh: on the first of the month, or on the billing day, for which the program asks on a terminal. If\n"
        "an earlier message is recorded later, an adjustment keeps that balance, which counts the message already.",
        make_command<Subscribe>};
}

}  // namespace inmail::cli
