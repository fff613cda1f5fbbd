#include "messages/import_words.hpp"

#include <fmt/format.h>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/text/lines.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/terminal.hpp"
#include "messages/suggestion_words.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

using namespace app::import_warning;

/// Names the seat if several archives are imported.
std::string prefix_of(const std::string& seat) { return seat.empty() ? std::string() : seat + ": "; }

/// "send to kei-tan", "reply from kei-tan"
std::string message_words(EventKind kind, const std::string& prospect) {
    return fmt::format("{} {} {}", to_string(kind), kind == EventKind::send ? "to" : "from", prospect);
}

struct WarningWords {
    const Display& display;

    std::string operator()(const RowWarning& w) const {
        using Warned = RowWarning::Kind;
        switch (w.kind) {
            case Warned::unused_column:
                return fmt::format("column '{}' does not apply to a row of kind {}: ignored", w.column, w.detail);
            case Warned::repeated_row:
                return "an identical row comes earlier in the file: counted once";
            case Warned::zone_missing:
                return "DATE has no zone: read as UTC";
            case Warned::time_missing:
                return "DATE has no time (a spreadsheet saved the file again?): read as 00:00 UTC";
            case Warned::not_utf8:
                return fmt::format("{} is not UTF-8: read as Windows-1252, '{}'", w.column, w.detail);
            case Warned::encoded_twice:
                return fmt::format("{} was encoded twice: read as '{}'", w.column, w.detail);
            case Warned::group_guessed:
                return "TO seems to name several people, so the message counts as one to a group";
            case Warned::same_second:
                return "a second InMail or reply of its conversation in the same second: left out";
            case Warned::connected_some_time:
                return "to a connection whose date is unknown: counted as paid";
            case Warned::connected_that_day:
                return fmt::format("connected on the day of the message, {}: it may have been free, but counts as paid",
                                   w.detail);
            case Warned::unreadable_row:
                return fmt::format("{}, line {}: {}; left out", w.file, w.file_line, flaw_words(w.flaw));
            case Warned::connected_on_unreadable:
                return fmt::format("{}, line {}: Connected On: {}; the connection has no date", w.file, w.file_line,
                                   flaw_words(w.flaw));
            case Warned::sent_at_unreadable:
                return fmt::format("{}, line {}: Sent At: {}", w.file, w.file_line, flaw_words(w.flaw));
            case Warned::unreadable_account_file:
                return fmt::format("{} cannot be read: its purchases and plans are not suggested", w.file);
            case Warned::direction_unknown:
                break;
        }
        return fmt::format("{}, line {}: the Direction '{}' is unknown: the row does not show the owner", w.file, w.file_line,
                           w.detail);
    }
    std::string operator()(const KnownButVoided& w) const {
        constexpr std::size_t most_keys = 3;
        const bool one = w.keys.size() == 1;
        return fmt::format("{} {} voided ({}): --again records {}",
                           counted(static_cast<std::int64_t>(w.keys.size()), "known row"), one ? "stays" : "stay",
                           first_words(w.keys, most_keys), one ? "it" : "them");
    }
    std::string operator()(const KnownInOtherWords& w) const {
        return fmt::format(
            "known already, but with other values ({}): nothing was changed; to correct an event, void it and give "
            "its row a key",
            line_words(w.lines));
    }
    std::string operator()(const CloseLeftOut& w) const {
        return w.lacks_figures ? "a close without its figures is left out: `inmail rollover` posts it"
                               : "a close belongs to the ledger that posted it: left out";
    }
    std::string operator()(const PerhapsTwice& w) const {
        return fmt::format(
            "{}'s {} may be the one logged by hand for '{}' (key {}): both count; if they are one, `inmail void {} --note WHY`",
            w.seat, message_words(w.kind, "'" + w.prospect + "'"), w.by_hand, w.key, w.key);
    }
    std::string operator()(const OwnerSpelledOtherwise& w) const {
        return fmt::format("the archive is {}'s, the seat's earlier ones were {}'s: taken for the same person", w.owner,
                           w.earlier);
    }
    std::string operator()(const ReadInEarlierZone& w) const {
        return fmt::format("times without an offset were read in {}, as in this file's last import: use --zone {} for your own",
                           w.zone, w.now);
    }
    std::string operator()(const NotedRows& w) const {
        const auto& rows = w.rows.rows;
        const bool is_one = rows == 1;
        switch (w.what) {
            case NotedRows::What::behind_end:
                return fmt::format("{} behind line {} {}, but {} not read: `end` of the rules ends the table there",
                                   counted(rows, "line"), w.end_line, is_one ? "looks like a row" : "look like rows",
                                   is_one ? "is" : "are");
            case NotedRows::What::recorded_before:
            case NotedRows::What::rejected_before:
                return fmt::format("{} {}, but an earlier import recorded {} stay: `inmail void KEY --note WHY` takes one back",
                                   is_one ? "1 row is" : fmt::format("{} rows are", rows),
                                   w.what == NotedRows::What::recorded_before ? "left out" : "rejected",
                                   is_one ? "it, and its events" : "them, and their events");
            case NotedRows::What::not_utf8:
                return fmt::format("{} is not UTF-8 {}, but the table is: read as Windows-1252, '{}'{}", w.column,
                                   is_one ? "here" : fmt::format("in {} rows", rows), w.read_as, is_one ? "" : " and so on");
            case NotedRows::What::campaign:
                break;
        }
        return fmt::format("the {} of {} not recorded: an answer counts in the campaign of its send",
                           is_one ? "campaign" : "campaigns", is_one ? "1 answer is" : fmt::format("{} answers are", rows));
    }
    std::string operator()(const AnswerBeforeSend& w) const {
        return fmt::format("the answer from '{}' to {} {} is unmatched: the send is later, {}", w.prospect, w.seat,
                           when_words(w.answered, display), when_words(w.sent, display));
    }
};

std::string proof_words(const OwnerProof& proof) {
    switch (proof.kind) {
        case OwnerProof::Kind::none:
            break;
        case OwnerProof::Kind::requested:
            return "as --owner says";
        case OwnerProof::Kind::invitations:
            return "the sender of the outgoing invitations, or receiver of the incoming ones";
        case OwnerProof::Kind::profile:
            return "the name in Profile.csv";
        case OwnerProof::Kind::directions:
            return "the sender of the outgoing messages, or receiver of the incoming ones";
        case OwnerProof::Kind::conversations:
            return fmt::format("in {} of {} conversations", proof.present, proof.conversations);
        case OwnerProof::Kind::elimination:
            return "the only one who is neither hidden nor a connection";
    }
    return "no row could be read";
}

std::string assumption_words(Assumption assumption, std::int64_t sends) {
    switch (assumption) {
        case Assumption::dates_are_utc:
            return "The dates carry no zone: they are read as UTC.";
        case Assumption::conversations_inferred:
            return "The file has no conversation ids: conversations are inferred from the two names and the subject.";
        case Assumption::paid_by_subject:
            return fmt::format(
                "{} taken for {} because of the subject, and for paid because nothing says otherwise: Open Profile "
                "messages and answers to applicants look the same.",
                sends == 1 ? "1 message is" : fmt::format("{} messages are", sends), sends == 1 ? "an InMail" : "InMails");
        case Assumption::connections_unknown:
            return "There is no Connections.csv: messages to people already connected, which were free, count as paid.";
        case Assumption::other_products_may_be_missing:
            break;
    }
    return "InMails sent from Sales Navigator or Recruiter may be missing from a personal archive.";
}

const char* reason_words(LeftOutReason reason) {
    switch (reason) {
        case LeftOutReason::draft:
            return "draft";
        case LeftOutReason::group_conversation:
            return "group conversation";
        case LeftOutReason::sponsored:
            return "sponsored";
        case LeftOutReason::spam_folder:
            return "spam folder";
        case LeftOutReason::same_second:
            return "in the same second as another InMail or reply of its conversation";
        case LeftOutReason::ordinary_message:
            break;
    }
    return "ordinary message";
}

}  // namespace

std::string warning_words(const app::ImportWarning& warning, const Display& display) {
    return prefix_of(warning.seat) + std::visit(WarningWords{display}, warning.what);
}

std::string rejection_words(const RejectedRow& row) { return prefix_of(row.seat) + flaw_words(row.flaw); }

std::string gone_rows(const std::vector<RecordedEvent>& gone, const Display& display) {
    constexpr std::size_t most = 12;
    std::vector<std::string> rows;
    for (const RecordedEvent& event : gone) {
        std::string row{to_string(event.kind)};
        for (const auto* part : {&event.seat, &event.pool, &event.prospect}) {
            if (!part->empty()) row += " " + *part;
        }
        rows.push_back(row + " of " + short_day(event.at, display));
    }
    return first_words(rows, most);
}

std::string replacement_words(const app::ImportReplacement& replacement, bool dry_run, const Display& display) {
    std::string words;
    const auto add = [&](std::int64_t rows, const char* what, const char* done, const std::string& which) {
        if (rows == 0) return;
        words += fmt::format("{} {}{}{}{}\n", counted(rows, "row"), what,
                             dry_run     ? " would be "
                             : rows == 1 ? " was "
                                         : " were ",
                             done, which);
    };
    add(replacement.changed, "changed and", "replaced", "");
    const auto gone = static_cast<std::int64_t>(replacement.gone.size());
    add(gone, gone == 1 ? "is gone from the file and" : "are gone from the file and", "voided",
        ": " + for_terminal(gone_rows(replacement.gone, display)));
    add(replacement.left_alone, "changed or gone", "left alone, because another source has the same event", "");
    return words;
}

namespace {

/// "1 refund, 2 repeats"; empty: nothing.
std::string parts_of(const app::ImportEffects& effects) {
    const auto part = [](std::int64_t n, const char* noun, const char* behind = "") {
        return n == 0 ? std::string() : ", " + counted(n, noun) + behind;
    };
    const char* unmatched =
        effects.unmatched == 1 ? ", {} reply or bounce that fits no send" : ", {} replies or bounces that fit no send";
    const std::string parts =
        part(effects.refunds, "refund") + (effects.unmatched == 0 ? "" : fmt::format(unmatched, effects.unmatched)) +
        part(effects.repeats, "repeat") + part(effects.unfunded, "unfunded credit") +
        part(effects.over_limit, "InMail", " past a usage limit") + part(effects.outside, "event", " outside any plan");
    return parts.empty() ? parts : parts.substr(2);
}

}  // namespace

std::string effect_words(const app::ImportEffects& effects, bool dry_run) {
    return (dry_run ? "the recorded rows would bring " : "the recorded rows brought ") + parts_of(effects);
}

std::string lost_effect_words(const app::ImportEffects& effects, bool dry_run) {
    return (dry_run ? "the import would take away " : "the import took away ") + parts_of(effects);
}

namespace {

std::string difference_words(const app::ArchiveSummary::Difference& difference) {
    using What = app::ArchiveSummary::Difference::What;
    const bool is_hidden = is_hidden_person(difference.prospect);
    const std::string message = "the " + message_words(difference.kind, is_hidden ? "a hidden account" : difference.prospect);
    switch (difference.what) {
        case What::channel:
            return fmt::format("{} is {} in the ledger, {} in the archive", message, difference.in_ledger, difference.in_archive);
        case What::prospect:
            return fmt::format("{} is {} {} in the archive", message, difference.kind == EventKind::send ? "to" : "from",
                               difference.in_archive);
        case What::conversation:
            return fmt::format("{} is in {} in the ledger, {} in the archive", message,
                               difference.in_ledger.empty() ? "no conversation" : "conversation " + difference.in_ledger,
                               difference.in_archive);
        case What::seat:
            return fmt::format("{} is {}'s in the ledger, {}'s by the hand-overs", message, difference.in_ledger,
                               difference.in_archive);
        case What::ordinary:
            return fmt::format("{} is an ordinary message in the archive", message);
        case What::answered_at:
            break;
    }
    return fmt::format("{} came at {} in the ledger, at {} in the archive", message, difference.in_ledger, difference.in_archive);
}

std::string superseded_words(const app::ArchiveSummary::Superseded& superseded, const Display& display) {
    const auto where = superseded.line == 0 ? std::string("an earlier archive") : fmt::format("line {}", superseded.line);
    const std::string at = short_moment(superseded.at, display);
    std::string change = "takes LinkedIn's time, " + at;
    const bool is_renamed = superseded.recorded_for != superseded.prospect;
    const bool is_same_time = superseded.at == superseded.logged_at;
    if (is_same_time) change = is_renamed ? "takes LinkedIn's address" : "takes LinkedIn's conversation";
    if (superseded.at_its_send) change = "moves to the send of its date, " + at;
    if (is_renamed) change += is_same_time ? ", " : ", and address, ";
    if (is_renamed) change += superseded.recorded_for;
    if (superseded.is_free_now) {
        const std::string free = "is free, because Connections.csv shows a connection";
        change = is_same_time && !is_renamed ? free : change + ", and " + free;
    }
    return fmt::format("{}: the {} {} (logged for {}, key {})", where, message_words(superseded.kind, superseded.prospect),
                       change, short_moment(superseded.logged_at, display), superseded.key);
}

std::string handover_words(const app::ArchiveSummary& archive, const Display& display) {
    const auto& after = *archive.after_handover;
    std::string words = fmt::format("{}'s licence went to {} on {}", archive.seat, after.to, short_moment(after.at, display));
    if (!after.sends.empty()) {
        words += fmt::format(": {} {} for nothing ({})", counted(static_cast<std::int64_t>(after.sends.size()), "later send"),
                             after.sends.size() == 1 ? "counts" : "count", line_words(after.sends));
    }
    if (!after.answers.empty()) {
        words += fmt::format("{} {} to earlier sends {} recorded for the new holder ({})", after.sends.empty() ? ":" : ";",
                             counted(static_cast<std::int64_t>(after.answers.size()), "later answer"),
                             after.answers.size() == 1 ? "is" : "are", line_words(after.answers));
    }
    return words;
}

}  // namespace

std::string archive_words(const app::ArchiveSummary& archive, bool names_seat, bool dry_run, const Display& display) {
    std::string words;
    const auto say = [&](const std::string& sentence) {
        words += for_terminal((names_seat ? prefix_of(archive.seat) : std::string()) + sentence) + "\n";
    };
    say((archive.owner.empty() ? "the archive's owner is unknown (" + proof_words(archive.proof) + ")"
                               : fmt::format("the archive is {}'s ({})", archive.owner, proof_words(archive.proof))) +
        ", for " + archive.seat);
    say(fmt::format("understood {}, {} to connections, {}", counted(archive.sends, "InMail"),
                    counted(archive.free_sends, "free message"),
                    archive.replies == 1 ? "1 reply" : fmt::format("{} replies", archive.replies)));
    for (const Assumption assumption : archive.assumptions) say(assumption_words(assumption, archive.sends));
    for (const auto& match : archive.matches) {
        say(fmt::format("line {}: the {} on {} is logged by hand already (key {})", match.line,
                        message_words(match.kind, match.prospect), short_day(match.at, display), match.key));
    }
    for (const auto& superseded : archive.superseded) say(superseded_words(superseded, display));
    const char* const corrected = !archive.corrected ? "" : dry_run ? ": would be corrected" : ": corrected";
    for (const auto& difference : archive.differs) {
        const std::string where = difference.line == 0 ? "an earlier archive" : fmt::format("line {}", difference.line);
        say(fmt::format("{}: {}{}", where, difference_words(difference), corrected));
    }
    if (!archive.differs.empty() && !archive.corrected) say("--update corrects the events that differ");
    for (const auto& known : archive.known_elsewhere)
        say(fmt::format("{} {} recorded for {} already", counted(known.rows, "row"), known.rows == 1 ? "is" : "are", known.seat));
    if (archive.after_handover) say(handover_words(archive, display));
    if (archive.early) {
        const bool is_one = archive.early->rows == 1;
        say(fmt::format("{} before {}'s first plan {} for nothing yet: `inmail subscribe {} --plan {} --at {}` makes {} count",
                        counted(archive.early->rows, "row"), archive.seat, is_one ? "counts" : "count", archive.seat,
                        archive.early->plan.empty() ? "PLAN" : archive.early->plan, utc_date(archive.early->earliest),
                        is_one ? "it" : "them"));
    }
    for (const auto& suggestion : archive.suggestions) say(suggestion_words(suggestion, display));
    if (!archive.other_receipts.empty()) {
        say(fmt::format("Receipts_v2.csv: {} {} neither credits nor a plan of this ledger ({})",
                        counted(static_cast<std::int64_t>(archive.other_receipts.size()), "row"),
                        archive.other_receipts.size() == 1 ? "names" : "name", line_words(archive.other_receipts)));
    }
    for (const auto& rows : archive.left_out) {
        say(fmt::format("left out {}: {} ({})", counted(static_cast<std::int64_t>(rows.lines.size()), "row"),
                        reason_words(rows.reason), line_words(rows.lines)));
    }
    return words;
}

}  // namespace inmail::render
