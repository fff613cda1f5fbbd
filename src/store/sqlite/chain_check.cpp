#include "sqlite/chain_check.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "sqlite/record_reader.hpp"
#include "sqlite/terms_table.hpp"

namespace inmail::store {

namespace {

std::set<Digest> erased_digests(Connection& connection) {
    std::set<Digest> digests;
    Query erased = connection.prepare("SELECT digest FROM erased_prospect");
    while (erased.step()) digests.insert(erased.digest(0));
    return digests;
}

/// Heads that the chain once had, known from backups or the user. Each must still be a link, or events were cut off.
class PastHeads {
  public:
    PastHeads(Connection& connection, const std::string& known_head) {
        Query backups = connection.prepare("SELECT head, path, made_at FROM backup ORDER BY id");
        while (backups.step()) {
            const Instant made_at = std::clamp(Instant{backups.integer(2)}, first_instant, last_instant);
            add({to_hex(backups.digest(0)), backups.string(1), made_at});
        }
        if (!known_head.empty()) add({known_head, {}, {}});
    }
    void mark_found(const Digest& hash) {
        if (!missing_.empty()) missing_.erase(to_hex(hash));
    }
    [[nodiscard]] std::vector<Damage> missing() const {
        std::vector<Damage> all;
        for (const auto& [head, lost] : missing_) all.push_back({lost});
        return all;
    }

  private:
    void add(const damage::LostHead& head) { missing_.emplace(head.head, head); }

    std::map<std::string, damage::LostHead> missing_;
};

/// Checks the chain up to its first bad link. Nothing can be said about the links after it.
class ChainWalk {
  public:
    ChainWalk(OpenLedger& ledger, PastHeads& heads)
        : ledger_(ledger),
          heads_(heads),
          terms_(terms_from(*ledger.connection, TermsOrigin::imported)),
          erased_(erased_digests(*ledger.connection)),
          hash_(ledger.chain.origin(ledger.info)) {
        heads_.mark_found(hash_);
    }

    [[nodiscard]] std::optional<Damage> first_problem() {
        take_terms();
        RecordReader reader(ledger_);
        reader.read_links([&](const RecordReader::Link& link) {
            if (!problem_) take(link);
        });
        if (!problem_ && next_terms_ != terms_.size())
            problem_ = Damage{damage::MissingBeforeTerms{}, damage_place(terms_[next_terms_].link)};
        return problem_;
    }

  private:
    void take(const RecordReader::Link& link) {
        const RecordedEvent& event = link.event;
        const Damage::OfEvent place{event.id.value, event.key};
        if (event.id.value != seq_ + 1) {
            problem_ = Damage{damage::MissingEvent{seq_ + 1, event.id.value}};
        } else if (link.unreadable) {
            problem_ = Damage{link.unreadable->what, place};
        } else if (!event.prospect_erased && link.context.prospect && erased_.count(*link.context.prospect) != 0) {
            problem_ = Damage{damage::KnownAndErased{}, place};
        } else if (!link.in_batch) {
            problem_ = Damage{damage::OutsideBatch{}, place};
        } else if (event.hash != ledger_.chain.link(link.hash_version, hash_, event, link.context)) {
            problem_ = Damage{damage::WrongHash{}, place};
        }
        seq_ = event.id.value;
        go_on_from(event.hash);
        take_terms();
    }

    /// Takes the imported terms that follow the last event.
    void take_terms() {
        using damage::BadValue;
        for (; !problem_ && next_terms_ < terms_.size() && terms_[next_terms_].link.after_seq == seq_; ++next_terms_) {
            const TermsRow& row = terms_[next_terms_];
            if (!ledger_.chain.knows(row.hash_version)) {
                problem_ = Damage{BadValue{BadValue::What::hash_version, {}, row.hash_version}, damage_place(row.link)};
            } else if (!ledger_.chain.guards(row.hash_version, row.link)) {
                problem_ = Damage{BadValue{BadValue::What::unguarded, {}, row.hash_version}, damage_place(row.link)};
            } else if (row.hash != ledger_.chain.link(row.hash_version, hash_, row.link)) {
                problem_ = Damage{damage::WrongHash{}, damage_place(row.link)};
            }
            go_on_from(row.hash);
        }
    }

    void go_on_from(const Digest& hash) {
        hash_ = hash;
        if (!problem_) heads_.mark_found(hash);
    }

    OpenLedger& ledger_;
    PastHeads& heads_;
    std::vector<TermsRow> terms_;
    std::set<Digest> erased_;
    std::size_t next_terms_{0};
    std::int64_t seq_{0};
    Digest hash_;
    std::optional<Damage> problem_;
};

}  // namespace

std::vector<Damage> chain_flaws(OpenLedger& ledger, const std::string& known_head) {
    PastHeads heads(*ledger.connection, known_head);
    if (auto problem = ChainWalk(ledger, heads).first_problem()) return {*std::move(problem)};
    return heads.missing();
}

bool is_link(OpenLedger& ledger, const Digest& hash) {
    if (hash == ledger.chain.origin(ledger.info)) return true;
    Connection& connection = *ledger.connection;
    return connection.query("SELECT 1 FROM event WHERE hash = ?1").with(hash).step() ||
           connection.query("SELECT 1 FROM terms WHERE hash = ?1").with(hash).step();
}

}  // namespace inmail::store
