#include "linkedin/threads.hpp"

#include <algorithm>
#include <tuple>

#include "inmail/text/unicode.hpp"

namespace inmail::io::linkedin {
namespace {

/// A name with its credentials has a handful of commas; joining more would only cost time on a hostile cell.
constexpr std::size_t longest_name_parts = 6;

std::vector<std::string> parts_of(std::string_view to) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= to.size();) {
        const std::size_t end = std::min(to.find(',', begin), to.size());
        const std::string_view part = trim(to.substr(begin, end - begin));
        if (!part.empty()) parts.emplace_back(part);
        begin = end + 1;
    }
    return parts;
}

/// `CPA`, `Ph.D.`, `MBA (Finance)`: people have a first and a last name here, and neither dots nor brackets in them.
bool is_credential(const std::string& part) {
    return part.find(' ') == std::string::npos || part.find_first_of(".()/0123456789") != std::string::npos;
}

}  // namespace

std::vector<Thread> threads_of(const Messages& messages) {
    using Id = std::tuple<TextId, TextId, TextId>;
    std::map<Id, std::size_t> places;
    std::vector<Thread> threads;
    for (const auto& row : messages.rows) {
        const auto [low, high] = std::minmax(row.from, row.to);
        const Id id = messages.has_conversations ? Id{row.conversation, no_text, no_text} : Id{low, high, row.subject};
        const auto [place, is_new] = places.emplace(id, threads.size());
        if (is_new) threads.emplace_back();
        threads[place->second].push_back(&row);
    }
    return threads;
}

Recipients::Recipients(Messages& messages, const Connections& connections) : texts_(messages.texts), known_{messages.hidden} {
    for (const auto& row : messages.rows) {
        known_.insert(row.from);
        // One URL is one person, unless a hidden member, who has none, is named beside.
        const bool names_hidden = texts_[row.to].find(hidden_member) != std::string::npos;
        if (row.recipients == 1 && !names_hidden) known_.insert(row.to);
    }
    for (const auto& person : connections.people()) known_.insert(texts_.id_of(person.name));
}

const Recipients::Named& Recipients::in(TextId to) {
    const auto at = split_.find(to);
    if (at != split_.end()) return at->second;
    return split_.emplace(to, split(texts_[to])).first->second;
}

Recipients::Named Recipients::split(std::string_view to) {
    const std::vector<std::string> parts = parts_of(to);
    Named named;
    bool all_known = true;
    for (std::size_t i = 0; i < parts.size();) {
        std::size_t taken = 0;
        TextId person = no_text;
        std::string joined;
        for (std::size_t n = 1; n <= longest_name_parts && i + n <= parts.size(); ++n) {
            joined += (n == 1 ? "" : ", ") + parts[i + n - 1];
            const TextId id = texts_.id_of(joined);
            if (known_.count(id) == 0) continue;
            taken = n;
            person = id;
        }
        if (taken == 0 && i > 0 && is_credential(parts[i])) {
            ++i;
            continue;
        }
        all_known = all_known && taken != 0;
        named.people.push_back(taken == 0 ? texts_.id_of(parts[i]) : person);
        i += std::max<std::size_t>(taken, 1);
    }
    if (named.people.size() == 1) named.people.front() = texts_.id_of(to);  // with the credentials, as the archive shows it
    named.is_guess = named.people.size() > 1 && !all_known;
    return named;
}

}  // namespace inmail::io::linkedin
