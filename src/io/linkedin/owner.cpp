#include "linkedin/owner.hpp"

#include <algorithm>
#include <optional>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/archive_faults.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io::linkedin {
namespace {

using Tally = std::map<TextId, std::int64_t>;

/// The id with the highest count; nothing if several share it.
std::optional<TextId> most_frequent(const Tally& tally) {
    std::optional<TextId> best;
    std::int64_t most = 0;
    for (const auto& [who, count] : tally) {
        if (count == most) best.reset();
        if (count <= most) continue;
        best = who;
        most = count;
    }
    return best;
}

class OwnerFinder {
  public:
    OwnerFinder(Messages& messages, const std::vector<Conversation>& conversations, Recipients& recipients,
                const OwnerEvidence& evidence)
        : messages_(messages), conversations_(conversations), recipients_(recipients), evidence_(evidence) {
        for (const auto& row : messages_.rows) {
            link(row.from_slug, row.from);
            link(messages_.single_recipient(row), row.to);
        }
    }

    Owner find() {
        if (!evidence_.requested.empty()) return by_request();
        if (auto owner = by_invitations()) return *owner;
        if (auto owner = by_profile()) return *owner;
        if (auto owner = by_direction()) return *owner;
        count_conversations();
        if (auto owner = by_conversations()) return *owner;
        if (auto owner = by_elimination()) return *owner;
        throw InvalidArchive(unclear_owner());
    }

  private:
    using UnclearOwner = archive_fault::UnclearOwner;

    void link(TextId slug, TextId name) {
        if (slug == no_text || name == messages_.hidden) return;
        ++names_of_slug_[slug][name];
        ++slugs_of_name_[name][slug];
    }

    /// Everything the messages say about the person; either id may be no_text.
    Owner person(TextId slug, TextId name, const OwnerProof& proof) {
        if (slug == no_text && slugs_of_name_.count(name) != 0) slug = most_frequent(slugs_of_name_[name]).value_or(no_text);
        Owner owner;
        owner.slug = slug;
        owner.proof = proof;
        if (name != no_text) owner.names.push_back(name);
        if (const auto names = names_of_slug_.find(slug); names != names_of_slug_.end()) {
            for (const auto& [other, count] : names->second) {
                if (other != name) owner.names.push_back(other);
            }
        }
        for (const TextId known : owner.names) {
            const auto written = messages_.as_written.find(known);
            if (written != messages_.as_written.end()) owner.written = written->second;
        }
        if (owner.written.empty()) owner.written = messages_.texts[owner.names.empty() ? slug : owner.names.front()];
        return owner;
    }

    /// The person of this text, a slug or a name.
    Owner person_called(TextId who, const OwnerProof& proof) {
        return names_of_slug_.count(who) != 0 ? person(who, no_text, proof) : person(no_text, who, proof);
    }

    /// Whether any message is from or to someone of that name.
    bool is_named(TextId name) {
        return std::any_of(messages_.rows.begin(), messages_.rows.end(), [&](const MessageRow& row) {
            if (row.from == name || row.to == name) return true;
            const auto& people = recipients_.names_in(row).people;
            return std::find(people.begin(), people.end(), name) != people.end();
        });
    }

    /// Whom the user named (`--owner`).
    Owner by_request() {
        const auto key = prospect_key(evidence_.requested);
        if (!key) {
            throw InvalidArchive(
                UnclearOwner{UnclearOwner::Why::no_name, messages_.file, evidence_.requested, {}, false, key.flaw()});
        }
        // An archive's addresses are spelled by the rules of today, its names by those of the first edition (RULES section 9).
        for (const auto& spelling : {key, first_prospect_key(evidence_.requested)}) {
            if (!spelling) continue;
            const TextId who = messages_.texts.intern(*spelling);
            if (names_of_slug_.count(who) != 0 || is_named(who)) return person_called(who, {OwnerProof::Kind::requested});
        }
        throw InvalidArchive(UnclearOwner{UnclearOwner::Why::no_message_of, messages_.file, evidence_.requested});
    }

    std::optional<Owner> by_invitations() {
        Tally slugs;
        Tally names;
        for (const auto& candidate : evidence_.owner_candidates) {
            if (!candidate.slug.empty()) ++slugs[messages_.texts.intern(candidate.slug)];
            if (const auto name = canonical_name(candidate.name); !name.empty()) ++names[messages_.texts.intern(name)];
        }
        auto slug = most_frequent(slugs);
        const auto name = most_frequent(names);
        if (!slug && !name) return std::nullopt;
        // A member can change their public URL. Invitations then hold the old one, so prefer the URL in the messages.
        if (slug && name && names_of_slug_.count(*slug) == 0 && slugs_of_name_.count(*name) != 0) slug.reset();
        auto owner = person(slug.value_or(no_text), name.value_or(no_text), {OwnerProof::Kind::invitations});
        for (const auto& candidate : evidence_.owner_candidates) {
            if (name && canonical_name(candidate.name) == messages_.texts[*name]) owner.written = candidate.name;
        }
        return owner;
    }

    std::optional<Owner> by_profile() {
        const TextId name = messages_.texts.intern(canonical_name(evidence_.profile_name));
        if (name == no_text) return std::nullopt;
        if (!is_named(name)) return std::nullopt;
        return person(no_text, name, {OwnerProof::Kind::profile});
    }

    /// Exports up to 2020 give the direction of each message.
    std::optional<Owner> by_direction() {
        Tally names;
        for (const auto& row : messages_.rows) {
            if (row.direction == Direction::unknown) continue;
            const TextId name = row.direction == Direction::outgoing ? row.from : row.to;
            if (name != messages_.hidden) ++names[name];
        }
        const auto name = most_frequent(names);
        if (!name) return std::nullopt;
        return person(no_text, *name, {OwnerProof::Kind::directions});
    }

    /// One id for a person: the slug; of a row that gives only a name, the slug that alone has this name, else the name.
    TextId identity(TextId slug, TextId name) {
        if (slug != no_text) return slug;
        const auto slugs = slugs_of_name_.find(name);
        return slugs != slugs_of_name_.end() && slugs->second.size() == 1 ? slugs->second.begin()->first : name;
    }

    void count_conversations() {
        for (const Conversation& conversation : conversations_) {
            std::set<TextId> present;
            for (const MessageRow* row : conversation) {
                if (!row->is_sponsored) present.insert(identity(row->from_slug, row->from));
                const auto first = messages_.recipient_slugs.begin() + row->first_recipient;
                present.insert(first, first + row->recipients);
                if (row->recipients != 0) continue;
                for (const TextId name : recipients_.names_in(*row).people) present.insert(identity(no_text, name));
            }
            present.erase(messages_.hidden);
            for (const TextId who : present) ++conversation_counts_[who];
        }
    }

    /// The owner takes part in every conversation, except for rows that hide names or URLs.
    std::optional<Owner> by_conversations() {
        constexpr std::int64_t min_conversations = 2;
        constexpr std::int64_t min_percent = 80;
        const auto total = static_cast<std::int64_t>(conversations_.size());
        const auto who = most_frequent(conversation_counts_);
        if (!who || total < min_conversations || conversation_counts_[*who] * 100 < total * min_percent) return std::nullopt;
        return person_called(*who, {OwnerProof::Kind::conversations, conversation_counts_[*who], total});
    }

    /// The only person who is not a connection, because nobody is their own connection.
    std::optional<Owner> by_elimination() {
        std::vector<TextId> others;
        for (const auto& [who, count] : conversation_counts_) {
            const bool has_slug = names_of_slug_.count(who) != 0;
            const std::string slug = has_slug ? messages_.texts[who] : "";
            const std::string name = messages_.texts[has_slug ? names_of_slug_[who].begin()->first : who];
            if (evidence_.connections->find(slug, name) == nullptr) others.push_back(who);
        }
        if (others.size() != 1) return std::nullopt;
        return person_called(others.front(), {OwnerProof::Kind::elimination});
    }

    /// Names the people in most conversations.
    UnclearOwner unclear_owner() {
        constexpr std::size_t max_names = 5;
        std::vector<std::pair<std::int64_t, TextId>> sorted;
        for (const auto& [who, count] : conversation_counts_) sorted.emplace_back(-count, who);
        std::sort(sorted.begin(), sorted.end());
        UnclearOwner unclear{sorted.empty() ? UnclearOwner::Why::nobody_named : UnclearOwner::Why::several, messages_.file};
        for (std::size_t i = 0; i < std::min(max_names, sorted.size()); ++i)
            unclear.likely.push_back(person_called(sorted[i].second, {}).written);
        unclear.more = sorted.size() > max_names;
        return unclear;
    }

    Messages& messages_;
    const std::vector<Conversation>& conversations_;
    Recipients& recipients_;
    const OwnerEvidence& evidence_;
    std::map<TextId, Tally> names_of_slug_;
    std::map<TextId, Tally> slugs_of_name_;
    Tally conversation_counts_;
};

}  // namespace

bool Owner::is(TextId person_slug, TextId person_name) const {
    if (person_slug != no_text && slug != no_text) return person_slug == slug;
    return std::find(names.begin(), names.end(), person_name) != names.end();
}

bool Owner::sent(const MessageRow& row) const {
    if (row.direction != Direction::unknown) return row.direction == Direction::outgoing;
    return is(row.from_slug, row.from);
}

Owner find_owner(Messages& messages, const std::vector<Conversation>& conversations, Recipients& recipients,
                 const OwnerEvidence& evidence) {
    return OwnerFinder(messages, conversations, recipients, evidence).find();
}

}  // namespace inmail::io::linkedin
