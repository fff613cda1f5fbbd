#include "chain_walk.hpp"

#include <map>

namespace inmail::store {

namespace {

class PastHeads {
  public:
    explicit PastHeads(const std::vector<damage::LostHead>& heads) {
        for (const damage::LostHead& head : heads) missing_.emplace(head.head, head);
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
    std::map<std::string, damage::LostHead> missing_;
};

/// Checks the chain up to its first bad link.
class ChainWalk {
  public:
    ChainWalk(Chain& chain, const ChainParts& parts)
        : chain_(chain), parts_(parts), heads_(parts.past_heads), hash_(chain.origin(parts.info)) {
        heads_.mark_found(hash_);
    }

    [[nodiscard]] ChainWalked walked() {
        take_terms();
        parts_.read_events([&](const EventLink& link) {
            if (!problem_) take(link);
        });
        if (!problem_ && next_terms_ != parts_.terms.size())
            problem_ = Damage{damage::MissingBeforeTerms{}, damage_place(parts_.terms[next_terms_].link)};
        return {problem_ ? std::vector{*problem_} : heads_.missing(), seq_, hash_};
    }

  private:
    void take(const EventLink& link) {
        const RecordedEvent& event = link.event;
        const Damage::OfEvent place{event.id.value, event.key};
        if (event.id.value != seq_ + 1) {
            problem_ = Damage{damage::MissingEvent{seq_ + 1, event.id.value}};
        } else if (link.unreadable) {
            problem_ = Damage{link.unreadable->what, place};
        } else if (!event.prospect_erased && link.context.prospect && parts_.erased.count(*link.context.prospect) != 0) {
            problem_ = Damage{damage::KnownAndErased{}, place};
        } else if (!link.in_batch) {
            problem_ = Damage{damage::OutsideBatch{}, place};
        } else if (event.hash != chain_.link(link.hash_version, hash_, event, link.context)) {
            problem_ = Damage{damage::WrongHash{}, place};
        }
        seq_ = event.id.value;
        go_on_from(event.hash);
        take_terms();
    }

    /// Takes the imported terms that follow the last event.
    void take_terms() {
        using damage::BadValue;
        const std::vector<TermsRow>& terms = parts_.terms;
        for (; !problem_ && next_terms_ < terms.size() && terms[next_terms_].link.after_seq == seq_; ++next_terms_) {
            const TermsRow& row = terms[next_terms_];
            if (!chain_.knows(row.hash_version)) {
                problem_ = Damage{BadValue{BadValue::What::hash_version, {}, row.hash_version}, damage_place(row.link)};
            } else if (!chain_.guards(row.hash_version, row.link)) {
                problem_ = Damage{BadValue{BadValue::What::unguarded, {}, row.hash_version}, damage_place(row.link)};
            } else if (row.hash != chain_.link(row.hash_version, hash_, row.link)) {
                problem_ = Damage{damage::WrongHash{}, damage_place(row.link)};
            }
            go_on_from(row.hash);
        }
    }

    void go_on_from(const Digest& hash) {
        hash_ = hash;
        if (!problem_) heads_.mark_found(hash);
    }

    Chain& chain_;
    const ChainParts& parts_;
    PastHeads heads_;
    std::size_t next_terms_{0};
    std::int64_t seq_{0};
    Digest hash_;
    std::optional<Damage> problem_;
};

}  // namespace

ChainWalked walk_chain(Chain& chain, const ChainParts& parts) { return ChainWalk(chain, parts).walked(); }

}  // namespace inmail::store
