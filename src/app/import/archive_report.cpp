#include "import/archive_report.hpp"

#include <algorithm>

#include "import/near_names.hpp"
#include "import/pairing.hpp"

namespace inmail::app {

void report_understood(const ArchiveSource& source, ArchiveSummary& summary) {
    const io::ArchiveContents& archive = source.contents;
    const auto count = [&archive](EventKind kind, Channel channel) {
        return std::count_if(archive.mails.begin(), archive.mails.end(), [&](const auto& mail) {
            return mail.kind == kind && (kind == EventKind::reply || mail.channel == channel);
        });
    };
    summary.seat = source.handle;
    summary.owner = archive.owner;
    summary.proof = archive.owner_proof;
    summary.sends = count(EventKind::send, Channel::inmail);
    summary.free_sends = count(EventKind::send, Channel::first_degree);
    summary.replies = count(EventKind::reply, Channel::inmail);
    summary.assumptions = archive.assumptions;
    summary.corrected = source.update;
    summary.left_out = archive.left_out;
}

void report_rows(const ArchiveSource& source, ImportResult& result) {
    const io::ArchiveContents& archive = source.contents;
    const std::string label = source.one_of_several ? source.handle : std::string();
    result.rows += archive.rows;
    result.duplicates += archive.duplicates;
    for (const auto& rows : archive.left_out) result.skipped += static_cast<std::int64_t>(rows.lines.size());
    for (const auto& row : archive.rejected) result.rejected.push_back({row.line, row.column, row.flaw, label});
    for (const auto& warning : archive.warnings) result.warnings.push_back({warning.line, warning, label});
}

void leave_out_ordinary(std::int64_t line, ArchiveSummary& summary, ImportResult& result) {
    auto& left_out = summary.left_out;
    const auto is_ordinary = [](const LeftOutRows& rows) { return rows.reason == LeftOutReason::ordinary_message; };
    auto rows = std::find_if(left_out.begin(), left_out.end(), is_ordinary);
    if (rows == left_out.end()) rows = left_out.insert(left_out.begin(), {LeftOutReason::ordinary_message, {}});
    rows->lines.insert(std::upper_bound(rows->lines.begin(), rows->lines.end(), line), line);
    ++result.skipped;
}

void count_early(const io::ArchiveMail& mail, const KnownMessages& known, ArchiveSummary& summary) {
    const auto& first_stint = known.first_stint();
    if (!first_stint || mail.at >= first_stint->at) return;
    if (!summary.early) summary.early = ArchiveSummary::EarlyRows{0, mail.at, first_stint->plan};
    ++summary.early->rows;
    summary.early->earliest = std::min(summary.early->earliest, mail.at);
}

ArchiveSummary::Superseded superseded_by(const KnownMessage& logged, const EventRecord& record, std::int64_t line) {
    const bool is_free_now = logged.channel == Channel::inmail && record.channel != Channel::inmail;
    return {line, logged.kind, logged.prospect, logged.key, logged.at, record.at, record.prospect, is_free_now};
}

void warn_of_doubles(const ArchiveSource& source, const ArchiveMessages& archived, const KnownMessages& known,
                     ImportResult& result) {
    const auto& only_logged = archived.only_logged();
    const auto is_before = [](const KnownMessage* message, Instant t) { return message->at < t; };
    for (const ArchivedMessage& message : archived.all()) {
        if (!message.is_new() || message.is_ordinary) continue;
        const io::ArchiveMail& mail = *message.mail;
        const auto keys = archived.people().keys_of(mail);
        auto logged = std::lower_bound(only_logged.begin(), only_logged.end(), mail.at - most_apart, is_before);
        for (; logged != only_logged.end() && (*logged)->at <= mail.at + most_apart; ++logged) {
            const KnownMessage& hand = **logged;
            if (hand.kind != mail.kind || hand.is_confirmed || known.is_settled(hand)) continue;
            const bool is_person = std::find(keys.begin(), keys.end(), hand.person) != keys.end();
            const bool is_near =
                may_be_one_person(hand.prospect, mail.prospect) || may_be_one_person(hand.prospect, mail.prospect_name);
            // It may be one that somebody logged already.
            if (message.logged != nullptr ? !is_person : !is_near) continue;
            result.warnings.push_back(
                {mail.line, import_warning::PerhapsTwice{source.handle, mail.kind, mail.prospect, hand.prospect, hand.key}, {}});
        }
    }
}

void sort_by_line(ArchiveSummary& summary) {
    const auto by_line = [](const auto& a, const auto& b) { return a.line < b.line; };
    std::stable_sort(summary.superseded.begin(), summary.superseded.end(), by_line);
    std::stable_sort(summary.differs.begin(), summary.differs.end(), by_line);
}

}  // namespace inmail::app
