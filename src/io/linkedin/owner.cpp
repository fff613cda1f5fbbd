#include "linkedin/owner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "in_quotes.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io::linkedin {
namespace {

using Tally = std::map<TextId, std::int64_t>;

/// The one with most, if nobody else has as much.
std::optional<TextId> winner_of(const Tally& tally) {
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

class Finder {
  public:
    Finder(Messages& messages, const std::vector<Thread>& threads, Recipients& recipients, const OwnerEvidence& evidence)
        : m_(messages), threads_(threads), recipients_(recipients), evidence_(evidence) {
        for (const auto& row : m_.rows) {
            link(row.from_slug, row.from);
            link(m_.single_recipient(row), row.to);
        }
    }

    Owner find() {
        if (!evidence_.asked.empty()) return asked_for();
        if (auto owner = by_clues()) return *owner;
        if (auto owner = by_profile()) return *owner;
        if (auto owner = by_direction()) return *owner;
        count_conversations();
        if (auto owner = by_presence()) return *owner;
        if (auto owner = by_elimination()) return *owner;
        throw InputError(fmt::format("whose archive {} is cannot be told: {}", m_.file, candidates()),
                         std::string(name_the_owner));
    }

  private:
    static constexpr std::string_view name_the_owner = "Say whose it is with --owner URL-or-name.";

    void link(TextId slug, TextId name) {
        if (slug != no_text && name != m_.hidden) ++names_of_slug_[slug][name];
        if (slug != no_text && name != m_.hidden) ++slugs_of_name_[name][slug];
    }

    /// All that the messages know of the person; either id may be none.
    Owner person(TextId slug, TextId name, std::string how) {
        if (slug == no_text && slugs_of_name_.count(name) != 0) slug = winner_of(slugs_of_name_[name]).value_or(no_text);
        Owner owner;
        owner.slug = slug;
        owner.how = std::move(how);
        if (name != no_text) owner.names.push_back(name);
        if (const auto names = names_of_slug_.find(slug); names != names_of_slug_.end()) {
            for (const auto& [other, count] : names->second) {
                if (other != name) owner.names.push_back(other);
            }
        }
        for (const TextId known : owner.names) {
            const auto written = m_.as_written.find(known);
            if (written != m_.as_written.end()) owner.written = written->second;
        }
        if (owner.written.empty()) owner.written = m_.texts[owner.names.empty() ? slug : owner.names.front()];
        return owner;
    }

    /// A person by slug or name, whichever the id is of.
    Owner person(TextId who, std::string how) {
        return names_of_slug_.count(who) != 0 ? person(who, no_text, std::move(how)) : person(no_text, who, std::move(how));
    }

    /// Whether any message is from or to someone of that name.
    bool is_named(TextId name) {
        return std::any_of(m_.rows.begin(), m_.rows.end(), [&](const MessageRow& row) {
            if (row.from == name || row.to == name) return true;
            const auto& people = recipients_.in(row.to).people;
            return std::find(people.begin(), people.end(), name) != people.end();
        });
    }

    Owner asked_for() {
        const auto key = prospect_key(evidence_.asked);
        if (!key)
            throw InputError(fmt::format("the owner {} is no URL and no name: {}", in_quotes(evidence_.asked), key.reason()));
        const TextId who = m_.texts.id_of(*key);
        if (names_of_slug_.count(who) != 0 || is_named(who)) return person(who, "as asked for");
        throw InputError(fmt::format("no message of {} is from or to {}", m_.file, in_quotes(evidence_.asked)),
                         std::string(name_the_owner));
    }

    std::optional<Owner> by_clues() {
        Tally slugs;
        Tally names;
        for (const auto& clue : evidence_.clues) {
            if (!clue.slug.empty()) ++slugs[m_.texts.id_of(clue.slug)];
            if (!clue.name.empty()) ++names[m_.texts.id_of(fold_name(clue.name))];
        }
        auto slug = winner_of(slugs);
        const auto name = winner_of(names);
        if (!slug && !name) return std::nullopt;
        // A public URL can be changed, and the file then tells the old one: what the messages say goes before it.
        if (slug && name && names_of_slug_.count(*slug) == 0 && slugs_of_name_.count(*name) != 0) slug.reset();
        auto owner = person(slug.value_or(no_text), name.value_or(no_text),
                            "the sender of the outgoing invitations, or receiver of the incoming ones");
        for (const auto& clue : evidence_.clues) {
            if (name && fold_name(clue.name) == m_.texts[*name]) owner.written = clue.name;
        }
        return owner;
    }

    std::optional<Owner> by_profile() {
        if (evidence_.profile_name.empty()) return std::nullopt;
        const TextId name = m_.texts.id_of(fold_name(evidence_.profile_name));
        if (!is_named(name)) return std::nullopt;
        return person(no_text, name, "the name in Profile.csv");
    }

    /// Eras up to 2020 say of each message which way it went.
    std::optional<Owner> by_direction() {
        Tally names;
        for (const auto& row : m_.rows) {
            if (row.direction == Direction::nothing) continue;
            const TextId name = row.direction == Direction::outgoing ? row.from : row.to;
            if (name != m_.hidden) ++names[name];
        }
        const auto name = winner_of(names);
        if (!name) return std::nullopt;
        return person(no_text, *name, "the sender of the outgoing messages, or receiver of the incoming ones");
    }

    /// A person of a row: by slug where one is known for certain, so that rows with and without a URL agree.
    TextId identity(TextId slug, TextId name) {
        if (slug != no_text) return slug;
        const auto slugs = slugs_of_name_.find(name);
        return slugs != slugs_of_name_.end() && slugs->second.size() == 1 ? slugs->second.begin()->first : name;
    }

    void count_conversations() {
        for (const auto& thread : threads_) {
            std::set<TextId> present;
            for (const MessageRow* row : thread) {
                if (!row->is_sponsored) present.insert(identity(row->from_slug, row->from));
                const auto first = m_.recipient_slugs.begin() + row->first_recipient;
                present.insert(first, first + row->recipients);
                if (row->recipients != 0) continue;
                for (const TextId name : recipients_.in(row->to).people) present.insert(identity(no_text, name));
            }
            present.erase(m_.hidden);
            for (const TextId who : present) ++conversations_[who];
        }
    }

    /// The owner is in every conversation; rows that hide names or URLs make it a few less.
    std::optional<Owner> by_presence() {
        constexpr std::int64_t min_conversations = 2;
        constexpr std::int64_t min_percent = 80;
        const auto total = static_cast<std::int64_t>(threads_.size());
        const auto who = winner_of(conversations_);
        if (!who || total < min_conversations || conversations_[*who] * 100 < total * min_percent) return std::nullopt;
        return person(*who, fmt::format("in {} of {} conversations", conversations_[*who], total));
    }

    std::optional<Owner> by_elimination() {
        std::vector<TextId> left;
        for (const auto& [who, count] : conversations_) {
            const bool has_slug = names_of_slug_.count(who) != 0;
            const std::string slug = has_slug ? m_.texts[who] : "";
            const std::string name = m_.texts[has_slug ? names_of_slug_[who].begin()->first : who];
            if (evidence_.connections->find(slug, name) == nullptr) left.push_back(who);
        }
        if (left.size() != 1) return std::nullopt;
        return person(left.front(), "the only one who is neither hidden nor a connection");
    }

    std::string candidates() {
        constexpr std::size_t most = 5;
        std::vector<std::pair<std::int64_t, TextId>> sorted;
        for (const auto& [who, count] : conversations_) sorted.emplace_back(-count, who);
        std::sort(sorted.begin(), sorted.end());
        std::string text;
        for (std::size_t i = 0; i < std::min(most, sorted.size()); ++i) {
            text += fmt::format("{}{}", i == 0 ? "" : " or ", in_quotes(person(sorted[i].second, {}).written));
        }
        if (text.empty()) return "every name in it is hidden";
        return sorted.size() > most ? text + " or another" : text;
    }

    Messages& m_;
    const std::vector<Thread>& threads_;
    Recipients& recipients_;
    const OwnerEvidence& evidence_;
    std::map<TextId, Tally> names_of_slug_;
    std::map<TextId, Tally> slugs_of_name_;
    Tally conversations_;
};

}  // namespace

bool Owner::is(TextId person_slug, TextId person_name) const {
    if (person_slug != no_text && slug != no_text) return person_slug == slug;
    return std::find(names.begin(), names.end(), person_name) != names.end();
}

bool Owner::sent(const MessageRow& row) const {
    if (row.direction != Direction::nothing) return row.direction == Direction::outgoing;
    return is(row.from_slug, row.from);
}

Owner find_owner(Messages& messages, const std::vector<Thread>& threads, Recipients& recipients, const OwnerEvidence& evidence) {
    return Finder(messages, threads, recipients, evidence).find();
}

}  // namespace inmail::io::linkedin
