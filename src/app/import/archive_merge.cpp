#include "import/archive_merge.hpp"

#include <algorithm>
#include <cstdlib>

#include "inmail/app/names.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/suggestion.hpp"

namespace inmail::app {
namespace {

constexpr Duration match_window = days(1);  // how far apart a hand-logged time and LinkedIn's may lie
constexpr std::string_view archive_key_prefix = "li:";

Duration apart(Instant a, Instant b) { return Duration{std::abs((a - b).value)}; }

/// A name and a slug, or two spellings, that may well be one person: the letters without what slugs put between them.
std::string letters_of(const std::string& prospect) {
    std::string letters;
    for (const char c : prospect) {
        if (c != ' ' && c != '-' && c != '.' && c != ',') letters += c;
    }
    return letters;
}

bool is_near(const std::string& a, const std::string& b) {
    const std::string x = letters_of(a);
    const std::string y = letters_of(b);
    if (x.empty() || y.empty()) return false;
    constexpr std::size_t telling_prefix = 6;
    const std::size_t common = std::min(x.size(), y.size());
    if (common >= telling_prefix && x.compare(0, common, y, 0, common) == 0) return true;
    constexpr std::size_t letters_an_edit = 5;
    return edit_distance(x, y) <= std::max(x.size(), y.size()) / letters_an_edit;
}

}  // namespace

ArchiveMerge::ArchiveMerge(Store& store, ImportBatch& batch, const std::string& handle, const io::ArchiveContents& archive,
                           bool one_of_several, ImportResult& result)
    : store_(store),
      batch_(batch),
      handle_(handle),
      label_(one_of_several ? handle : std::string()),
      archive_(archive),
      result_(result) {
    learn_ledger();
}

void ArchiveMerge::learn_ledger() {
    Scope scope;
    scope.accounts = {AccountId::of(require_seat(store_, handle_))};
    store_.read_records(scope, [&](const RecordedEvent& event) {
        if (event.seat != handle_ || event.voided()) return;
        if (starts_stint(event.kind) && (!first_stint_ || event.at < *first_stint_)) {
            first_stint_ = event.at;
            first_plan_ = event.plan;
        }
        if (event.kind != EventKind::send && event.kind != EventKind::reply) return;
        if (!event.thread.empty()) prospect_of_thread_[event.thread] = event.prospect;
        const bool from_archive = begins_with(event.key, archive_key_prefix);
        if (!from_archive) by_hand_.push_back({event.kind, event.prospect, key_today(event.prospect), event.at, event.key});
    });
}

ArchiveSummary ArchiveMerge::run() {
    for (const auto& mail : archive_.mails) merge(mail);
    result_.rows += archive_.rows;
    result_.duplicates += archive_.duplicates;
    for (const auto& rows : archive_.left_out) result_.skipped += static_cast<std::int64_t>(rows.lines.size());
    for (const auto& row : archive_.rejected) result_.rejected.push_back({row.line, row.column, row.flaw, label_});
    for (const auto& warning : archive_.warnings) result_.warnings.push_back({warning.line, warning, label_});
    return summary();
}

std::string ArchiveMerge::prospect_of(const io::ArchiveMail& mail) const {
    const auto known = prospect_of_thread_.find(mail.thread);
    return mail.thread.empty() || known == prospect_of_thread_.end() ? mail.prospect : known->second;
}

ArchiveMerge::ByHand* ArchiveMerge::logged_by_hand(const io::ArchiveMail& mail) {
    ByHand* best = nullptr;
    const std::string person = key_today(mail.prospect);
    const std::string in_thread = key_today(prospect_of(mail));
    const std::string name = mail.prospect_name.empty() ? std::string() : key_today(mail.prospect_name);
    for (ByHand& hand : by_hand_) {
        if (hand.taken || hand.kind != mail.kind || apart(hand.at, mail.at) > match_window) continue;
        const bool same_prospect =
            hand.person == person || hand.person == in_thread || (!mail.prospect_name.empty() && hand.person == name);
        if (!same_prospect) continue;
        if (best == nullptr || apart(hand.at, mail.at) < apart(best->at, mail.at)) best = &hand;
    }
    return best;
}

void ArchiveMerge::warn_of_double(const io::ArchiveMail& mail) {
    for (const ByHand& hand : by_hand_) {
        if (hand.taken || hand.kind != mail.kind || apart(hand.at, mail.at) > match_window) continue;
        if (!is_near(hand.prospect, mail.prospect) && !is_near(hand.prospect, mail.prospect_name)) continue;
        result_.warnings.push_back(
            {mail.line, import_warning::PerhapsTwice{handle_, mail.kind, mail.prospect, hand.prospect, hand.key}, {}});
    }
}

void ArchiveMerge::merge(const io::ArchiveMail& mail) {
    KeyStanding standing = batch_.standing_of(mail.key);
    // An older archive, without conversation ids, may have brought the same mail.
    if (!standing.event && !mail.key_by_name.empty()) standing = batch_.standing_of(mail.key_by_name);
    const bool is_again = standing.what == KeyStanding::What::undone;
    if (standing.event && !is_again) {
        batch_.known_already(standing);
        if (!mail.thread.empty()) prospect_of_thread_.emplace(mail.thread, standing.event->prospect);
        return;
    }
    if (first_stint_ && mail.at < *first_stint_) {
        if (!early_) early_ = ArchiveSummary::EarlyRows{0, mail.at, first_plan_};
        ++early_->rows;
        early_->earliest = std::min(early_->earliest, mail.at);
    }
    if (ByHand* hand = logged_by_hand(mail)) {
        hand->taken = true;
        ++result_.matched;
        if (!mail.thread.empty()) prospect_of_thread_.emplace(mail.thread, hand->prospect);
        matches_.push_back({mail.line, mail.kind, mail.at, hand->prospect, hand->key});
        return;
    }
    warn_of_double(mail);
    EventRecord record;
    record.at = mail.at;
    record.kind = mail.kind;
    record.seat = handle_;
    record.prospect = prospect_of(mail);
    if (mail.kind == EventKind::send) record.channel = mail.channel;
    record.thread = mail.thread;
    record.key = is_again ? standing.next_key : mail.key;
    record.line = mail.line;
    if (!mail.thread.empty()) prospect_of_thread_.emplace(mail.thread, record.prospect);
    batch_.append(std::move(record));
}

ArchiveSummary ArchiveMerge::summary() {
    const auto count = [&](EventKind kind, Channel channel) {
        return std::count_if(archive_.mails.begin(), archive_.mails.end(), [&](const auto& mail) {
            return mail.kind == kind && (kind == EventKind::reply || mail.channel == channel);
        });
    };
    ArchiveSummary summary;
    summary.seat = handle_;
    summary.owner = archive_.owner;
    summary.proof = archive_.owner_proof;
    summary.sends = count(EventKind::send, Channel::inmail);
    summary.free_sends = count(EventKind::send, Channel::first_degree);
    summary.replies = count(EventKind::reply, Channel::inmail);
    summary.assumptions = archive_.assumptions;
    summary.matches = std::move(matches_);
    summary.early = early_;
    summary.left_out = archive_.left_out;
    return summary;
}

}  // namespace inmail::app
