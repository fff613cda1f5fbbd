#include "linkedin/party.hpp"

#include <algorithm>
#include <string_view>

namespace inmail::io::linkedin {
namespace {

struct Person {
    TextId slug;
    TextId name;
};

/// The people of one conversation but its owner. A row may show a person by name alone and another by URL.
class Others {
  public:
    Others(const Messages& messages, const Owner& owner) : m_(messages), owner_(owner) {}

    void add(TextId slug, TextId name) {
        const bool is_hidden = slug == no_text && name == m_.hidden;
        if (is_hidden || owner_.is(slug, name)) return;
        for (auto& known : people_) {
            if (slug != no_text && known.slug != no_text ? known.slug != slug : !same_name(known.name, name)) continue;
            if (known.slug == no_text) known.slug = slug;
            return;
        }
        people_.push_back({slug, name});
    }

    [[nodiscard]] const std::vector<Person>& people() const { return people_; }

  private:
    /// One row may name a person with credentials and another without.
    [[nodiscard]] bool same_name(TextId a, TextId b) const { return a == b || bare(a) == bare(b); }
    [[nodiscard]] std::string_view bare(TextId name) const {
        const std::string& text = m_.texts[name];
        return std::string_view(text).substr(0, text.find(','));
    }

    const Messages& m_;
    const Owner& owner_;
    std::vector<Person> people_;
};

}  // namespace

Party other_party(const Messages& messages, const Thread& thread, Recipients& recipients, const Owner& owner) {
    Others others(messages, owner);
    Party party;
    for (const MessageRow* row : thread) {
        others.add(row->from_slug, row->from);
        const Recipients::Named& named = recipients.in(row->to);
        const TextId only = messages.single_recipient(*row);
        const auto hidden = std::count(named.people.begin(), named.people.end(), messages.hidden);
        // One URL is one person, whatever commas the name holds; hidden members are named without a URL though.
        const bool names_one = only != no_text ? hidden == 0 : named.people.size() <= 1;
        if (row->has_title || row->recipients > 1 || !names_one) party.is_group = true;
        if (names_one) others.add(only, row->to);
        if (only == no_text && named.is_guess) party.is_guess = true;
    }
    if (others.people().size() > 1) party.is_group = true;
    if (others.people().empty()) return party;
    party.slug = others.people().front().slug;
    party.name = others.people().front().name;
    return party;
}

}  // namespace inmail::io::linkedin
