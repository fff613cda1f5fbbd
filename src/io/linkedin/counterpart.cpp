#include "linkedin/counterpart.hpp"

#include <algorithm>
#include <string_view>

namespace inmail::io::linkedin {
namespace {

struct Person {
    TextId slug;
    TextId name;
};

/// The people of one conversation except the archive's owner. One row may give a person's name, and another the URL.
class OtherPeople {
  public:
    OtherPeople(const Messages& messages, const Owner& owner) : messages_(messages), owner_(owner) {}

    void add(TextId slug, TextId name) {
        const bool is_hidden = slug == no_text && name == messages_.hidden;
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
    /// Ignores credentials, which one row may give and another may not.
    [[nodiscard]] bool same_name(TextId a, TextId b) const { return a == b || without_credentials(a) == without_credentials(b); }
    [[nodiscard]] std::string_view without_credentials(TextId name) const {
        const std::string& text = messages_.texts[name];
        return std::string_view(text).substr(0, text.find(','));
    }

    const Messages& messages_;
    const Owner& owner_;
    std::vector<Person> people_;
};

}  // namespace

Counterpart counterpart_of(const Messages& messages, const Conversation& conversation, Recipients& recipients,
                           const Owner& owner) {
    OtherPeople others(messages, owner);
    Counterpart counterpart;
    for (const MessageRow* row : conversation) {
        others.add(row->from_slug, row->from);
        const Recipients::NamesInCell& names = recipients.names_in(*row);
        const TextId single_slug = messages.single_recipient(*row);
        const auto hidden = std::count(names.people.begin(), names.people.end(), messages.hidden);
        // One URL means one person, even if the name holds commas. Hidden members have no URL.
        const bool names_one = single_slug != no_text ? hidden == 0 : names.people.size() <= 1;
        if (row->has_title || row->recipients > 1 || !names_one) counterpart.is_group = true;
        if (names_one) others.add(single_slug, row->to);
        if (single_slug == no_text && names.is_guess) counterpart.is_guess = true;
    }
    if (others.people().size() > 1) counterpart.is_group = true;
    if (others.people().empty()) return counterpart;
    counterpart.slug = others.people().front().slug;
    counterpart.name = others.people().front().name;
    return counterpart;
}

}  // namespace inmail::io::linkedin
