#include "inmail/app/import/sync.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "batch_commands.hpp"
#include "import/ledger_rows.hpp"
#include "import/own_terms.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/store/server_ledger.hpp"
#include "record/current_head.hpp"

namespace inmail::app {
namespace {

/// Of the events of its ledger, a user that is no member may record and read all: it is the owner.
using Member = std::optional<LedgerMember>;
using OwnTerms = std::map<std::string, std::vector<NamedTerms>>;

bool is_rep(const Member& member) { return member && member->role == MemberRole::rep; }
bool records_all(const Member& member) { return !member || member->role == MemberRole::manager; }

/// Whether the server shows a stand-in for the name.
bool is_stand_in(const std::string& name) { return !name.empty() && name.front() == '('; }

/// Why the server does not take the event of the member: it checks the same (require_own in migrations/postgres).
std::optional<RecordFlaw> flaw_of(const LedgerMember& member, const RecordedEvent& event, const RecordedEvent* target) {
    if (member.role == MemberRole::auditor) return RecordFlaw{{}, {FlawKind::not_for_auditors}};
    switch (event.kind) {
        case EventKind::void_event:
            if (target != nullptr && target->recorded_by == member.user) return std::nullopt;
            return RecordFlaw{"ref", {FlawKind::void_of_others}};
        case EventKind::send:
        case EventKind::reply:
        case EventKind::bounce:
        case EventKind::observe:
            if (event.seat == member.seat) return std::nullopt;
            return RecordFlaw{"seat", {FlawKind::not_of_seat, event.seat, member.seat}};
        default:
            return RecordFlaw{"event", {FlawKind::not_for_reps, {}, std::string(to_string(event.kind))}};
    }
}

/// The rows of terms of one ledger that the other one lacks.
OwnTerms missing_terms(Store& from, Store& into, const std::string& from_name) {
    OwnTerms rows = own_rows(from.terms(std::nullopt));
    const auto known = into.terms(std::nullopt);
    for (auto& of_title : rows) of_title.second = new_rows(of_title.second, known, from_name);
    return rows;
}

std::int64_t take_terms(EventImport& import, const OwnTerms& terms) {
    std::int64_t taken = 0;
    for (const auto& [title, rows] : terms) {
        if (!rows.empty()) import.take_terms(rows, title);
        taken += static_cast<std::int64_t>(rows.size());
    }
    return taken;
}

/// Where the other ledger's event is here, too, it replaces ours: otherwise both would count.
void replace_matched(Store& store, EventImport& import, const MatchedKeys& matches, const ImportOptions& options) {
    for (const auto& [own_key, other_key] : matches) {
        const auto found = store.find_events({own_key, other_key});
        if (own_key == other_key || !found[0] || !found[1] || found[0]->voided() || found[1]->voided()) continue;
        const bool may_replace = options.replaces_only_of.empty() || options.replaces_only_of == found[0]->recorded_by;
        if (may_replace) import.replace(*found[0], other_key);
    }
}

class Sync {
  public:
    Sync(const SyncSides& sides, const ImportOptions& options)
        : server_(sides.server), file_(sides.file), sides_(sides), options_(options), member_(member_of(sides.server)) {
        options_.skip_invalid = true;
        options_.records_as_now = true;
        options_.notes_known = false;
        options_there_ = options_;
        if (is_rep(member_)) options_there_.replaces_only_of = member_->user;
    }

    SyncResult run() {
        require_one_rulebook(server_, file_, sides_.file_name);
        OwnTerms terms_up;
        if (records_all(member_)) terms_up = missing_terms(file_, server_, sides_.file_name);
        const OwnTerms terms_down = missing_terms(server_, file_, sides_.server_name);
        go_up(terms_up);
        go_down(terms_down);
        if (!matched_here_.empty() && !options_.dry_run && !is_auditor()) replace_there();
        return std::move(result_);
    }

  private:
    static Member member_of(Store& server) {
        ensure(server.server() != nullptr, "a file is synced with a server");
        return server.server()->member();
    }
    [[nodiscard]] bool is_auditor() const { return member_ && member_->role == MemberRole::auditor; }

    void go_up(const OwnTerms& terms);
    [[nodiscard]] bool find_keys_out_of_sight();
    void forget_there(const std::vector<ProspectId>& people);
    void go_down(const OwnTerms& terms);
    void replace_there();
    void note_shown_in_part(const RecordedEvent& event);
    [[nodiscard]] ImportResult import_there(const ReadRows& read) {
        return import_rows(server_, std::string(command_sync) + sides_.file_name, io::Zone::named("UTC"), options_there_, read);
    }

    Store& server_;
    Store& file_;
    const SyncSides& sides_;
    ImportOptions options_;
    ImportOptions options_there_;
    Member member_;
    std::vector<EventRecord> candidates_;      ///< of the file, that go up in this attempt
    std::set<std::string> keys_out_of_sight_;  ///< keys of the file that events have which the rep may not see
    MatchedKeys matched_there_;                ///< keys of the file, and of the same events on the server
    MatchedKeys matched_here_;                 ///< the other way round
    std::set<AccountName> shown_in_part_;
    SyncResult result_;
};

void Sync::go_up(const OwnTerms& terms) {
    LedgerRowRules rules;
    rules.both_ways = true;
    rules.flaw_of = [this](const RecordedEvent& event, const RecordedEvent* target) -> std::optional<RecordFlaw> {
        auto flaw = records_all(member_) ? std::nullopt : flaw_of(*member_, event, target);
        if (!flaw && keys_out_of_sight_.count(event.key) != 0) flaw = RecordFlaw{"key", {FlawKind::key_taken, event.key}};
        if (!flaw) candidates_.push_back(event);
        return flaw;
    };
    LedgerRows rows(server_, file_, std::move(rules));
    const auto people = rows.people_erased_there();
    const auto read = [&](EventImport& import, const io::Zone&, ImportResult& result) {
        candidates_.clear();
        matched_there_.clear();
        import.keep_matches(matched_there_);
        result_.terms_up = take_terms(import, terms);
        return rows.read(import, result);
    };
    while (true) {
        try {
            result_.up = import_there(read);
            break;
        } catch (const RefusedByLedger& refused) {
            using ledger_refusal::NotAllowed;
            const auto* why = std::get_if<NotAllowed>(&refused.reason());
            if (why == nullptr || why->why != NotAllowed::Why::key || !find_keys_out_of_sight()) throw;
        }
    }
    forget_there(people);
}

/// Whether there are more than were known. The server refuses them all together, so they are tried one by one.
bool Sync::find_keys_out_of_sight() {
    const auto before = keys_out_of_sight_.size();
    for (const EventRecord& record : candidates_) {
        on_current_head([&] {
            const auto trial = server_.begin(options_.now, std::string(command_sync) + sides_.file_name);
            try {
                trial->append(record);
                static_cast<void>(server_.extent());  // a question: what the transaction holds back goes first
            } catch (const RefusedByLedger&) { keys_out_of_sight_.insert(record.key); }
        });
    }
    return keys_out_of_sight_.size() > before;
}

void Sync::forget_there(const std::vector<ProspectId>& people) {
    if (people.empty()) return;
    if (records_all(member_)) {
        result_.forgotten_there = forget_as_told(server_, people, sides_.file_name, options_);
        return;
    }
    for (const ProspectId person : people) result_.not_forgotten.push_back(server_.name_of(person));
}

/// Without them, the file cannot tell when the seat joined which account, either.
void Sync::note_shown_in_part(const RecordedEvent& event) {
    shown_in_part_.insert({AccountId::Kind::seat, member_->seat});
    const auto note = [this](AccountId::Kind kind, const std::string& name) {
        if (!name.empty() && !is_stand_in(name)) shown_in_part_.insert({kind, name});
    };
    note(AccountId::Kind::pool, event.pool);
    note(AccountId::Kind::seat, event.seat);
    note(AccountId::Kind::seat, event.to);
}

void Sync::go_down(const OwnTerms& terms) {
    LedgerRowRules rules;
    rules.both_ways = true;
    if (is_rep(member_)) {
        rules.stays = [&](const RecordedEvent& event) {
            const bool stays =
                event.shown_in_part() || is_stand_in(event.seat) || is_stand_in(event.pool) || is_stand_in(event.to);
            if (stays) note_shown_in_part(event);
            return stays;
        };
    }
    LedgerRows rows(file_, server_, std::move(rules));
    const auto people = rows.people_erased_there();
    const auto read = [&](EventImport& import, const io::Zone&, ImportResult& result) {
        matched_here_.clear();
        import.keep_matches(matched_here_);
        result_.terms_down = take_terms(import, terms);
        const auto read_rows = rows.read(import, result);
        replace_matched(file_, import, matched_there_, options_);
        return read_rows;
    };
    ImportResult& down = result_.down;
    down = import_rows(file_, std::string(command_sync) + sides_.server_name, io::Zone::named("UTC"), options_, read);
    // A key with other content was listed on the way up.
    const auto listed = [](const RejectedRow& row) { return row.flaw.kind == FlawKind::key_taken; };
    const auto first = std::remove_if(down.rejected.begin(), down.rejected.end(), listed);
    down.rows -= down.rejected.end() - first;
    down.rejected.erase(first, down.rejected.end());
    result_.shown_in_part.assign(shown_in_part_.begin(), shown_in_part_.end());
    if (!people.empty()) result_.forgotten_here = forget_as_told(file_, people, sides_.server_name, options_);
}

void Sync::replace_there() {
    static_cast<void>(import_there([&](EventImport& import, const io::Zone&, ImportResult&) {
        replace_matched(server_, import, matched_here_, options_there_);
        return std::int64_t{0};
    }));
}

}  // namespace

SyncResult sync(const SyncSides& sides, const ImportOptions& options) { return Sync(sides, options).run(); }

}  // namespace inmail::app
