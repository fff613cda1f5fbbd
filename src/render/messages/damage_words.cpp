// What is wrong with a ledger, and what to do about it.

#include "messages/damage_words.hpp"

#include <fmt/format.h>

#include <sstream>

#include "inmail/render/errors.hpp"
#include "inmail/text/strings.hpp"

namespace inmail::render {
namespace {

using namespace damage;

/// "the terms of sales-navigator-core in the rulebook linkedin from 2015-01-01 on"
std::string terms_words(const Damage::OfTerms& terms) {
    return fmt::format("the terms of {} in the rulebook {} from {} on", terms.plan, terms.rulebook,
                       to_string(terms.effective_from));
}

/// The first of SQLite's findings, and how many more there are. It lists them line by line, below a heading.
std::string finding_words(const std::string& findings) {
    constexpr std::string_view heading = "***";
    std::string first;
    int count = 0;
    std::istringstream lines(findings);
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || begins_with(line, heading)) continue;
        if (++count == 1) first = line;
    }
    return count < 2 ? first : fmt::format("{}, and {} more such findings", first, count - 1);
}

/// What the damage lies in: "event 7 (key mail)"; empty: the ledger as a whole.
std::string subject_of(const Damage& damage) {
    if (const auto* event = std::get_if<Damage::OfEvent>(&damage.place))
        return fmt::format("event {}{}", event->seq, event->key.empty() ? "" : fmt::format(" (key {})", event->key));
    if (const auto* terms = std::get_if<Damage::OfTerms>(&damage.place)) return "what was imported as " + terms_words(*terms);
    return {};
}

/// "a hash of the wrong length"
std::string value_words(const BadValue& value) {
    switch (value.what) {
        case BadValue::What::out_of_range:
            return fmt::format("the number {}, which is out of range", value.number);
        case BadValue::What::hash_length:
            return "a hash of the wrong length";
        case BadValue::What::hash_version:
            return fmt::format("a hash of the unknown version {}", value.number);
        case BadValue::What::unknown_choice:
            return fmt::format("an unknown {}", value.column);
        case BadValue::What::no_account:
            return "a seat or pool that is missing";
        case BadValue::What::no_name:
            return "a name that is missing";
        case BadValue::What::no_prospect:
            return "a prospect who is missing";
        case BadValue::What::empty_text:
            return "empty text, which is never stored";
        case BadValue::What::unreadable_figures:
            return "unreadable figures";
        case BadValue::What::unreadable_key:
            return "an event key that inmail would not write";
        case BadValue::What::amount:
            return "an amount that no event may have";
        case BadValue::What::half_a_price:
            return "a price without its currency, or a currency without its price";
        case BadValue::What::unguarded:
            return fmt::format("values that its hash of version {} does not cover", value.number);
        case BadValue::What::flawed_column:
            break;
    }
    return fmt::format("a value that is never recorded, in {}: {}", value.column, flaw_words(value.flaw));
}

struct DamageWords {
    const Damage& damage;
    std::string subject = subject_of(damage);

    [[nodiscard]] std::string terms() const { return terms_words(std::get<Damage::OfTerms>(damage.place)); }

    // "Event 7 cannot be read: its pages do not fit together"
    [[nodiscard]] std::string of_ledger(const std::string& clause) const {
        return subject.empty() ? clause : fmt::format("{} cannot be read: {}", subject, clause);
    }

    std::string operator()(const NotADatabase&) const { return of_ledger("it is not an SQLite database"); }
    std::string operator()(const NotALedger&) const { return of_ledger("it is another program's database, or empty"); }
    std::string operator()(const FromNewerProgram& d) const {
        return of_ledger(fmt::format("it has the migration {}, and this program knows up to {}", d.migration, d.newest_known));
    }
    std::string operator()(const BadHeader& d) const {
        switch (d.what) {
            case BadHeader::What::unreadable:
                return of_ledger("its header is unreadable");
            case BadHeader::What::of_no_ledger:
                return of_ledger("its header is not that of a ledger");
            case BadHeader::What::of_other_version:
                break;
        }
        return of_ledger("its header does not name its last migration");
    }
    std::string operator()(const BadSetting& d) const {
        switch (d.what) {
            case BadSetting::What::id:
                return of_ledger("it does not say which ledger it is");
            case BadSetting::What::default_rulebook:
                return of_ledger("it does not name its default rulebook");
            case BadSetting::What::zone:
                break;
        }
        return of_ledger("its time zone is unknown");
    }
    std::string operator()(const BadLog& d) const {
        return of_ledger(
            fmt::format("frame {} of its log (-wal) is damaged, and {} recorded changes follow it", d.frame, d.commits));
    }
    std::string operator()(const UnknownLog& d) const {
        return of_ledger(fmt::format(d.in_use ? "{} belongs to another file, and a program has one of them open"
                                              : "the log {} may or may not belong to it",
                                     d.file));
    }
    std::string operator()(const BadPages& d) const {
        return of_ledger(finding_words(d.finding).empty()
                             ? "its pages do not fit together"
                             : fmt::format("SQLite finds the file damaged: {}", finding_words(d.finding)));
    }

    std::string operator()(const SchemaChange& d) const {
        const std::string object = fmt::format("the {} {}", d.type, d.name);
        switch (d.how) {
            case SchemaChange::How::missing:
                return object + " is missing";
            case SchemaChange::How::changed:
                return object + " was changed";
            case SchemaChange::How::foreign:
                break;
        }
        return object + " does not belong to a ledger";
    }
    std::string operator()(const MigrationChange& d) const {
        switch (d.how) {
            case MigrationChange::How::missing:
                return fmt::format("the record of the migration {} is missing", d.name);
            case MigrationChange::How::unsealed:
                return fmt::format("the seal of the migration {} is missing", d.name);
            case MigrationChange::How::changed:
                return fmt::format("the record of the migration {} was changed", d.name);
            case MigrationChange::How::unknown:
                break;
        }
        return "it has records of migrations that this program does not know";
    }
    std::string operator()(const BadIndex& d) const {
        const std::string index = fmt::format("the index {} of the table {}", d.index, d.table);
        switch (d.what) {
            case BadIndex::What::differs_from_table:
                return index + " differs from the table";
            case BadIndex::What::out_of_order:
                return index + " is out of order";
            case BadIndex::What::repeats_unique_value:
                break;
        }
        return index + " holds a value twice that must be unique";
    }

    std::string operator()(const BadValue& d) const {
        return fmt::format("{} has {}", subject.empty() ? "it" : subject, value_words(d));
    }
    std::string operator()(const MissingRow& d) const {
        if (subject.empty()) return fmt::format("its table {} has no row {}", d.table, d.row);
        return fmt::format("{} refers to row {} of the table {}, which is missing", subject, d.row, d.table);
    }
    std::string operator()(const LooseReference& d) const {
        return fmt::format("row {} of the table {} refers to a missing row of {}", d.row, d.table, d.to_table);
    }
    std::string operator()(const BadRowNumber& d) const {
        return of_ledger(fmt::format("its table {} has, or would get, a row {}", d.table, d.row));
    }
    std::string operator()(const NumberingGap& d) const {
        return fmt::format("the {} are not numbered without gaps: one was added, removed or moved",
                           d.table == "terms" ? "rows of terms" : "names in " + d.table);
    }
    std::string operator()(const BadProspect& d) const {
        switch (d.what) {
            case BadProspect::What::known_and_erased:
                return "a prospect is both known and erased";
            case BadProspect::What::erased_twice:
                return "an erased prospect appears twice";
            case BadProspect::What::not_found_by_name:
                return fmt::format("prospect {} is not found by its name", d.id);
            case BadProspect::What::named_twice:
                break;
        }
        return fmt::format("the name of a prospect, perhaps that of {}, appears twice", d.id);
    }
    std::string operator()(const StrayBatch&) const { return "a batch does not begin with an event of its own"; }

    std::string operator()(const MissingEvent& d) const {
        return fmt::format("event {} is missing: after event {} comes {}", d.seq, d.seq - 1, d.next);
    }
    std::string operator()(const MissingBeforeTerms&) const {
        return fmt::format("the event after which {} were imported is missing", terms());
    }
    std::string operator()(const OutsideBatch&) const { return subject + " is outside its batch"; }
    std::string operator()(const KnownAndErased&) const { return subject + " names a prospect who is both known and erased"; }
    std::string operator()(const WrongHash&) const {
        return subject + " is not what was recorded, or something before it was removed, added or moved: its hash does not match";
    }
    std::string operator()(const WrongHead&) const { return "its head is not the last link of its hash chain"; }
    std::string operator()(const LostHead& d) const {
        const std::string who = d.backup.empty() ? "--head" : fmt::format("its backup {} of {}", d.backup, to_rfc3339(d.made_at));
        return fmt::format("the head that {} knows, {}, is not in the chain: the events before it were cut off or replaced", who,
                           d.head);
    }
    std::string operator()(const ShippedTermsChanged&) const {
        return "a row that ships with the program was changed or is missing: " + terms();
    }
    std::string operator()(const ForgedShippedTerms&) const { return "a row pretends to ship with the program: " + terms(); }

    std::string operator()(const NoFoldState& d) const {
        return of_ledger(fmt::format("its checkpoint of {} does not hold the state of a fold", to_string(d.day)));
    }
    std::string operator()(const CheckpointWithoutEvent& d) const {
        return of_ledger(fmt::format("a checkpoint keeps a message whose event {} is missing", d.seq));
    }
};

struct NextStep {
    std::string operator()(const NotADatabase&) const { return "Check the path, or make a ledger with `inmail init`."; }
    std::string operator()(const NotALedger&) const { return (*this)(NotADatabase{}); }
    std::string operator()(const FromNewerProgram&) const { return "Upgrade the program."; }
    std::string operator()(const BadLog&) const {
        return "Keep both files, and `inmail restore` a backup; docs/trust.md describes other ways.";
    }
    std::string operator()(const UnknownLog& d) const {
        return d.in_use ? "End that program and try again; nothing was changed."
                        : "Keep copies of both files. Move that one away to go on without it; docs/trust.md says more.";
    }
    std::string operator()(const NoFoldState&) const {
        return "Run `inmail verify`; `--no-checkpoints` computes without checkpoints.";
    }
    std::string operator()(const CheckpointWithoutEvent&) const { return (*this)(NoFoldState{}); }
    // `verify` cannot open such a ledger.
    std::string operator()(const BadSetting& d) const {
        return d.what == BadSetting::What::default_rulebook ? verify_first() : "Restore a backup.";
    }
    std::string operator()(const BadHeader& d) const {
        return d.what == BadHeader::What::of_other_version ? "Restore a backup." : verify_first();
    }
    template <class Other>
    std::string operator()(const Other&) const {
        return verify_first();
    }

    static std::string verify_first() { return "Run `inmail verify`, and restore a backup."; }
};

}  // namespace

std::string damage_words(const Damage& damage) { return std::visit(DamageWords{damage}, damage.what); }

ErrorWords words_of(const DamagedLedger& error) {
    const Damage& damage = error.damage();
    const std::string next_step = std::visit(NextStep{}, damage.what);
    const std::string clause = damage_words(damage);
    const bool is_none = std::holds_alternative<NotADatabase>(damage.what) || std::holds_alternative<NotALedger>(damage.what);
    if (is_none) return {fmt::format("{} is not a ledger: {}", error.path(), clause), next_step, {}};
    const std::string path = error.path().empty() ? "" : " " + error.path();
    if (std::holds_alternative<FromNewerProgram>(damage.what))
        return {fmt::format("the ledger{} was written by a newer inmail: {}", path, clause), next_step, {}};
    switch (error.whose()) {
        case DamagedLedger::Whose::ledger:
            break;
        case DamagedLedger::Whose::backup:
            return {fmt::format("the backup{} is damaged: {}", path, clause), "Name another backup.", {}};
        case DamagedLedger::Whose::copy:
            return {fmt::format("the copy for{} is damaged: {}", path, clause), "Run `inmail verify` on the ledger.", {}};
    }
    return {fmt::format("the ledger{} is damaged: {}", path, clause), next_step, {}};
}

}  // namespace inmail::render
