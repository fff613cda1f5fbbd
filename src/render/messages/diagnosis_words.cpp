#include "messages/diagnosis_words.hpp"

#include <fmt/format.h>

#include "inmail/text/shell_words.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

using Report = app::DiagnoseReport;
using Kind = Report::Cause::Kind;

constexpr const char* new_rulebook = "NAME";

std::string refresh_words(const Report::Cause& cause, const Display& display) {
    return (cause.joined ? "the new licence of " : "the refresh of ") + short_day(cause.at, display);
}

std::string cause_words(const Report::Cause& cause, const Display& display) {
    const bool one = cause.credits == Credits{1};
    const std::int64_t n = cause.credits.value;
    switch (cause.kind) {
        case Kind::replies_unlogged:
            return one ? "a reply was not logged: one of the pending InMails was answered"
                       : fmt::format("{} replies were not logged: that many of the pending InMails were answered", n);
        case Kind::sends_were_free:
            return one ? "a paid send was free" : fmt::format("{} paid sends were free", n);
        case Kind::sends_unlogged:
            return one ? "a paid send was not logged" : fmt::format("{} paid sends were not logged", n);
        case Kind::replies_not_refunded:
            return one ? "a logged reply brought no credit back" : fmt::format("{} logged replies brought no credit back", n);
        case Kind::grant_unlogged:
            return "the ledger lacks a grant: LinkedIn allotted one allowance more";
        case Kind::grants_unlogged:
            return "the ledger lacks a grant: LinkedIn allotted one allowance more to each member";
        case Kind::seat_unlogged:
            return "a seat joined and is not recorded: a new licence brings one allowance";
        case Kind::grant_missed:
            return fmt::format("LinkedIn missed the grant of {} of {}", credits_words(cause.credits),
                               short_day(cause.at, display));
        case Kind::forfeit_missed:
            return fmt::format("LinkedIn did not forfeit the {} of {}", credits_words(cause.credits),
                               refresh_words(cause, display));
        case Kind::purchase_unlogged:
            return fmt::format("a purchase of {} was not logged", credits_words(cause.credits));
        case Kind::other_edition:
            return fmt::format("LinkedIn follows edition {} of {}: under it the ledger has {} as well", cause.edition,
                               cause.rulebook, n);
        case Kind::other_rulebook:
            return fmt::format("the plan follows the rulebook {}: under it the ledger has {} as well", cause.rulebook, n);
        case Kind::other_cap:
            break;
    }
    return fmt::format("the cap is {}, not {}", n, cause.cap.value);
}

/// The note that says why the step is recorded; empty: it needs none.
std::string note_of(const Report::Cause& cause, const Display& display) {
    switch (cause.kind) {
        case Kind::grant_unlogged:
        case Kind::grants_unlogged:
            return "an allowance that the ledger missed";
        case Kind::grant_missed:
            return "not granted on " + short_day(cause.at, display);
        case Kind::forfeit_missed:
            return "not forfeited on " + short_day(cause.at, display);
        case Kind::sends_were_free:
            return "it was free";
        case Kind::replies_not_refunded:
            return "it brought no credit back";
        case Kind::other_rulebook:
            return "under the rulebook " + cause.rulebook;
        case Kind::other_edition:
        case Kind::other_cap:
            return std::string("under the rulebook ") + new_rulebook;
        default:
            return {};
    }
}

/// Writes the command lines of one option's steps. Words in capitals are names that the person fills in.
class Commands {
  public:
    Commands(const Report::Cause& cause, const Display& display) : cause_(cause), display_(display) {}

    void operator()(const Report::RecordStep& step) {
        const EventRecord& e = step.event;
        std::string line = fmt::format("inmail {} {}", e.kind == EventKind::purchase ? "buy" : to_string(e.kind), subject_of(e));
        if (e.kind == EventKind::send || e.kind == EventKind::reply) line += " " + prospect_of(step);
        if (e.amount) line += fmt::format(" {}", e.amount->value);
        if (!e.plan.empty())
            line += fmt::format(" --plan {} --rulebook {}", e.plan, e.rulebook.empty() ? new_rulebook : e.rulebook);
        if (e.price && starts_stint(e.kind))
            line += fmt::format(" --price {} --currency {}", to_decimal(*e.price), e.price->currency);
        if (e.billed) line += fmt::format(" --billed {}", to_string(*e.billed));
        if (e.channel) line += fmt::format(" --channel {}", to_string(*e.channel));
        if (!e.thread.empty()) line += " --thread " + shell_quoted(e.thread);
        if (!e.campaign.empty()) line += " --campaign " + shell_quoted(e.campaign);
        if (e.chars) line += fmt::format(" --chars {}", *e.chars);
        if (starts_stint(e.kind) && !e.team.empty()) line += " --team " + shell_quoted(e.team);
        if (starts_stint(e.kind) && !e.name.empty()) line += " --name " + shell_quoted(e.name);
        const std::string note = e.kind == EventKind::adjust ? note_of(cause_, display_) : e.note;
        if (!note.empty()) line += " --note " + shell_quoted(note);
        lines.push_back(line + " --at " + to_rfc3339(e.at));
    }
    void operator()(const Report::VoidStep& step) {
        std::string line = "inmail void";
        for (const auto& key : step.keys) line += " " + shell_quoted(key);
        if (step.needs_force) line += " --force";
        lines.push_back(line + " --note " + shell_quoted(note_of(cause_, display_)));
    }
    void operator()(const Report::RulebookStep& step) {
        const std::string edition = step.edition ? fmt::format(" --rulebook @{}", *step.edition) : "";
        lines.push_back(fmt::format("inmail plans{} --format json > plans.json", edition));
        const std::string cap = step.cap ? fmt::format(", and give its {} a cap of {}", step.plan, step.cap->value) : "";
        lines.push_back(fmt::format("# in plans.json: rename the rulebook {} to {}{}", step.rulebook, new_rulebook, cap));
        lines.emplace_back("inmail plans import plans.json");
    }

    std::vector<std::string> lines;

  private:
    static std::string subject_of(const EventRecord& e) {
        const bool joins = e.kind == EventKind::subscribe && e.plan.empty();
        if (joins) return "SEAT --pool " + e.pool;
        if (!e.seat.empty()) return e.seat;
        return e.pool.empty() ? "SEAT" : "--pool " + e.pool;
    }
    static std::string prospect_of(const Report::RecordStep& step) {
        if (!step.event.prospect.empty()) return shell_quoted(step.event.prospect);
        return step.times == 1 ? "PROSPECT" : "PROSPECT...";
    }

    const Report::Cause& cause_;
    const Display& display_;
};

}  // namespace

std::string explanation_words(const Report::Explanation& explanation, const Display& display) {
    std::string words;
    for (const auto& part : explanation.parts) words += (words.empty() ? "" : "; and ") + cause_words(part.cause, display);
    return words;
}

std::string evidence_words(const Report::Part& part, const Report::Option& option, const Display& display) {
    const Report::Cause& cause = part.cause;
    if (option.evidence) {
        const EventRecord& e = *option.evidence;
        if (e.kind == EventKind::reply) return fmt::format("the reply of {} by {}", short_day(e.at, display), e.prospect);
        if (cause.kind == Kind::sends_were_free) return fmt::format("the send of {} to {}", short_day(e.at, display), e.prospect);
        return fmt::format("{} of {} to {}", e.seat, short_day(e.at, display), e.prospect);
    }
    switch (cause.kind) {
        case Kind::sends_unlogged:
            return fmt::format("{} more paid", cause.credits.value);
        case Kind::grant_missed:
        case Kind::forfeit_missed:
            return refresh_words(cause, display);
        case Kind::other_edition:
            return fmt::format("`inmail balance {} --rulebook @{} --as-of {}`", cause.account.typed(), cause.edition,
                               to_rfc3339(cause.at));
        case Kind::other_rulebook:
            return fmt::format("`inmail balance {} --rulebook {} --as-of {}`", cause.account.typed(), cause.rulebook,
                               to_rfc3339(cause.at));
        case Kind::other_cap:
            return fmt::format("{} / {}", cause.rulebook, cause.plan);
        default:
            return {};
    }
}

std::vector<std::string> commands_of(const Report::Part& part, const Report::Option& option, const Display& display) {
    Commands commands(part.cause, display);
    for (const auto& step : option.steps) std::visit(commands, step);
    return std::move(commands.lines);
}

}  // namespace inmail::render
