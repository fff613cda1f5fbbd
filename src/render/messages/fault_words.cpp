// What is wrong with a request, and what to do about it.

#include <fmt/format.h>

#include <algorithm>

#include "inmail/render/messages.hpp"
#include "inmail/text/shell_words.hpp"
#include "inmail/text/strings.hpp"
#include "messages/error_words.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

using namespace app::fault;

constexpr const char* see_plans = "`inmail plans` lists them";
constexpr const char* see_keys = "`inmail history ACCOUNT` shows the keys";

std::string did_you_mean(const std::optional<std::string>& nearest) {
    return nearest ? fmt::format("; did you mean '{}'?", *nearest) : std::string();
}

/// A line for each, as many as a screen takes.
template <class Row, class Words>
void add_lines(ErrorWords& words, const std::vector<Row>& rows, Words line_of) {
    constexpr std::size_t most_lines = 10;
    for (std::size_t i = 0; i < std::min(rows.size(), most_lines); ++i) words.further.push_back("  " + line_of(rows[i]));
    if (rows.size() > most_lines) words.further.push_back(fmt::format("  and {} more", rows.size() - most_lines));
}

/// How a command line gives what a file has in the column; empty: what is wrong says so itself.
std::string typed_as(std::string_view column) {
    if (column == "plan" || column == "rulebook") return {};
    if (column == "seat" || column == "prospect") return upper_ascii(std::string(column));
    if (column == "amount") return "N";
    return "--" + std::string(column);
}

struct FaultWords {
    const Display& display;

    ErrorWords operator()(const UnknownName& f) const {
        switch (f.kind) {
            case UnknownName::Kind::seat:
                if (f.nearest_is_pool) {
                    return {fmt::format("unknown seat '{}'; did you mean the pool '{}'?", f.name, *f.nearest),
                            fmt::format("`inmail balance pool:{0}` shows a pool; --pool {0} names it where something is recorded",
                                        *f.nearest),
                            {}};
                }
                return {fmt::format("unknown seat '{}'{}", f.name, did_you_mean(f.nearest)),
                        "`inmail balance` lists the seats; `inmail subscribe` adds one",
                        {}};
            case UnknownName::Kind::pool:
                return {fmt::format("unknown pool '{}'{}", f.name, did_you_mean(f.nearest)),
                        "`inmail subscribe --pool NAME --plan PLAN` opens a pool",
                        {}};
            case UnknownName::Kind::rulebook:
                break;
        }
        return {
            fmt::format("unknown rulebook '{}'{}", f.name, did_you_mean(f.nearest)), "`inmail plans` lists the rulebooks", {}};
    }
    ErrorWords operator()(const UnknownEdition& f) const {
        if (f.known.empty()) {
            return {fmt::format("{} has no editions: nothing of it ships with the program", f.rulebook),
                    fmt::format("name it without an edition: --rulebook {}", f.rulebook),
                    {}};
        }
        std::vector<std::string> known;
        for (const int number : f.known) known.push_back(std::to_string(number));
        const std::string whose = f.rulebook.empty() ? "the rulebooks that ship have" : f.rulebook + " has";
        return {
            fmt::format("{} edition{} {}, and no edition {}", whose, known.size() == 1 ? "" : "s", enumeration(known), f.number),
            "`inmail plans` shows the latest; --rulebook NAME@N names another",
            {}};
    }
    ErrorWords operator()(const UnknownProspect& f) const {
        return {fmt::format("unknown prospect '{}'{}", f.prospect, did_you_mean(f.nearest)),
                "`inmail history ACCOUNT` shows the names",
                {}};
    }
    ErrorWords operator()(const SeveralPeople& f) const {
        ErrorWords words{fmt::format("'{}' may be several people:", f.typed),
                         f.answer ? "type the line of the one you mean" : "name the one you mean as it is written here",
                         {}};
        add_lines(words, f.people, [&](const app::WrittenTo& person) {
            return f.answer ? answer_line(*f.answer, person, display) : person_words(person, display);
        });
        return words;
    }
    ErrorWords operator()(const NotOneEvent& f) const {
        if (f.events.empty()) return {fmt::format("no event with '{}' is in force", f.typed), see_keys, {}};
        ErrorWords words{fmt::format("several events are with '{}':", f.typed), "name the key of the one you mean", {}};
        add_lines(words, f.events, [&](const EventRecord& event) {
            return fmt::format("{}: {} of {} on {}{}", event.key, to_string(event.kind), event.seat, short_day(event.at, display),
                               event.campaign.empty() ? "" : ", campaign " + event.campaign);
        });
        return words;
    }
    ErrorWords operator()(const UnknownKey& f) const {
        if (f.longer.empty())
            return {fmt::format("no event has the key '{}'{}", f.key, did_you_mean(f.nearest_person)), see_keys, {}};
        return {
            fmt::format("several keys begin with '{}': {}", f.key, enumeration(f.longer)), "type more of the one you mean", {}};
    }
    ErrorWords operator()(const UnknownBatch& f) const {
        if (!f.replaced_by.empty()) {
            return {fmt::format("what {} recorded was replaced by {}", f.batch, f.replaced_by),
                    fmt::format("take {0} back first: `inmail void --batch {0} --note WHY`", f.replaced_by),
                    {}};
        }
        return {fmt::format("no batch '{}' has an event that could be voided", f.batch),
                "an import prints its batch; `inmail history ACCOUNT` shows keys",
                {}};
    }
    ErrorWords operator()(const UnknownTeam& f) const {
        return {fmt::format("{} is or was in a team '{}'{}", f.among_named ? "none of the accounts named" : "nobody", f.team,
                            did_you_mean(f.nearest)),
                "`inmail balance` shows each seat's team; `inmail assign` changes it",
                {}};
    }
    ErrorWords operator()(const NotInTeam& f) const {
        return {fmt::format("{} is not in team {}", f.seat, f.team), "leave out --seat or --team", {}};
    }
    ErrorWords operator()(const FlawedRecord& f) const {
        const bool of_terms = f.flaw.column == "plan" || f.flaw.column == "rulebook";
        const std::string typed = typed_as(f.flaw.column);
        return {(typed.empty() ? "" : typed + ": ") + flaw_words(f.flaw.reason), of_terms ? see_plans : "", {}};
    }
    ErrorWords operator()(const LiesInFuture& f) const {
        return {fmt::format("{} lies in the future: now is {}", short_moment(f.at, display), short_moment(f.now, display)),
                "only subscribe, switch and cancel may be recorded ahead",
                {}};
    }
    ErrorWords operator()(const KeyTaken& f) const { return {flaw_words(f.flaw), "give this one a key of its own, or none", {}}; }
    ErrorWords operator()(const OtherRulebook& f) const {
        return {fmt::format("{} computes by the rulebook {}, and this ledger by {}", f.ledger, f.theirs, f.ours),
                "only ledgers with the same default rulebook merge",
                {}};
    }
    ErrorWords operator()(const KeyForSeveral& f) const {
        if (f.what == KeyForSeveral::What::closes) {
            return {fmt::format("{} closes are due, and one key cannot name them all", f.count),
                    "leave --key out, or close up to an earlier date with --through",
                    {}};
        }
        return {fmt::format("a key names one void, and this takes back {} events", f.count), "leave --key out", {}};
    }
    ErrorWords operator()(const ReservedNote& f) const {
        return {fmt::format("--note: only the program's own notes begin with '{}'", f.beginning), "word it otherwise", {}};
    }
    ErrorWords operator()(const HoldsInFuture&) const {
        return {
            "--holds needs a balance that LinkedIn shows already", "leave --holds out, and use `inmail observe` on that day", {}};
    }
    ErrorWords operator()(const RulebookLacksPlan& f) const {
        return {fmt::format("the rulebook of {} has no plan {}", f.account.typed(), f.plan),
                "name one that has it with --rulebook; `inmail plans` lists them",
                {}};
    }
    ErrorWords operator()(const ClosesInFuture& f) const {
        return {
            fmt::format("{} lies in the future: only refreshes that are over can be closed", short_moment(f.through, display)),
            "",
            {}};
    }
    ErrorWords operator()(const NothingToChange& f) const {
        return {fmt::format("'{}' is already so: nothing would change", f.key), see_keys, {}};
    }
    ErrorWords operator()(const UnusedField& f) const {
        return {fmt::format("{} has no {}", with_article(f.kind), f.column), "leave it out", {}};
    }
    ErrorWords operator()(const NoSuchCommand& f) const {
        return {fmt::format("there is no command {} to take back, only {}", f.number, f.commands),
                "`inmail undo --list` numbers the last twenty",
                {}};
    }
    ErrorWords operator()(const VoidedEvent& f) const {
        if (f.replaced_by.empty()) {
            return {fmt::format("'{}' is voided: it does nothing", f.key),
                    fmt::format("`inmail history {}` lists the events that count", f.account.typed()),
                    {}};
        }
        return {fmt::format("'{}' was replaced by {}", f.key, f.replaced_by),
                fmt::format("`inmail explain {} --event {}` explains what replaced it", f.account.typed(), f.replaced_by),
                {}};
    }
    ErrorWords operator()(const NoEffect& f) const {
        return {fmt::format("'{}' did nothing to {} by then", f.key, f.account.typed()),
                fmt::format("`inmail history {}` lists what did", f.account.typed()),
                {}};
    }
    ErrorWords operator()(const NoEvents&) const {
        return {"the ledger holds no events yet", "`inmail subscribe SEAT --plan PLAN` records the first seat", {}};
    }
    ErrorWords operator()(const MonthInFuture& f) const {
        return {fmt::format("{} lies in the future", to_string(f.month)),
                fmt::format("the last month to look at is {}", to_string(f.this_month)),
                {}};
    }
    ErrorWords operator()(const MonthsBackwards& f) const {
        return {fmt::format("the months run backwards: {} comes after {}", to_string(f.from), to_string(f.to)), "", {}};
    }
    ErrorWords operator()(const MonthBeforeLedger& f) const {
        return {fmt::format("{} lies before the ledger began", to_string(f.month)),
                fmt::format("the first month to look at is {}", to_string(f.first)),
                {}};
    }
    ErrorWords operator()(const PlanNotKnownThen& f) const {
        return {
            fmt::format("at {} the ledger did not know the plan '{}' yet: its terms were imported later than events that name it",
                        short_end(f.known_at, display), f.plan),
            "ask with a later --known-at",
            {}};
    }
    ErrorWords operator()(const NoSeatForArchive& f) const {
        return {fmt::format("{}: the archive's seat is missing", f.path),
                "name it with --seat, or give a directory with one archive per seat, each named by its handle",
                {}};
    }
    ErrorWords operator()(const TermsFromFuture& f) const {
        return {fmt::format("{} / {} from {}: recorded_at lies in the future", f.rulebook, f.plan, to_string(f.effective_from)),
                "nothing was recorded",
                {}};
    }
    ErrorWords operator()(const NoMaintenance& f) const {
        const bool verifies = f.use == NoMaintenance::Use::verify;
        return {verifies ? "this ledger cannot be verified where it is kept" : "names cannot be erased where this ledger is kept",
                "a ledger in a file can do it: `inmail export events`, and import the events into a new file",
                {}};
    }
};

}  // namespace

ErrorWords words_of(const app::Fault& fault, const Display& display) { return std::visit(FaultWords{display}, fault); }

}  // namespace inmail::render
