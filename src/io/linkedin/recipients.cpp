#include "linkedin/recipients.hpp"

#include <algorithm>
#include <string>

#include "inmail/text/unicode.hpp"
#include "linkedin/hidden.hpp"

namespace inmail::io::linkedin {
namespace {

/// A name with credentials has a few commas. The limit bounds the time for a hostile cell.
constexpr std::size_t max_name_parts = 6;

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

/// Whether `part` is a credential such as `CPA`, `Ph.D.` or `MBA (Finance)`. A person's name has a space in it, and no dot,
/// bracket or digit.
bool is_credential(const std::string& part) {
    return part.find(' ') == std::string::npos || part.find_first_of(".()/0123456789") != std::string::npos;
}

}  // namespace

Recipients::Recipients(Messages& messages, const Connections& connections)
    : texts_(messages.texts), hidden_(messages.hidden), known_{messages.hidden} {
    for (const auto& row : messages.rows) {
        known_.insert(row.from);
        // One URL means one person, unless the cell also names a hidden member, who has no URL.
        const auto parts = parts_of(texts_[row.to]);
        const bool names_hidden = std::any_of(parts.begin(), parts.end(), is_hidden_for_sure);
        if (row.recipients == 1 && !names_hidden) known_.insert(row.to);
    }
    for (const auto& person : connections.people()) known_.insert(texts_.intern(person.name));
}

const Recipients::NamesInCell& Recipients::names_in(const MessageRow& row) {
    const std::pair<TextId, bool> cell{row.to, row.recipients != 0};
    const auto at = split_.find(cell);
    if (at != split_.end()) return at->second;
    return split_.emplace(cell, split(texts_[row.to], row.recipients != 0)).first->second;
}

Recipients::NamesInCell Recipients::split(std::string_view to, bool has_urls) {
    const std::vector<std::string> parts = parts_of(to);
    NamesInCell names;
    bool all_known = true;
    for (std::size_t i = 0; i < parts.size();) {
        std::size_t matched = 0;  // parts from i that together are a known name, the longest
        TextId person = no_text;
        std::string joined;
        for (std::size_t n = 1; n <= max_name_parts && i + n <= parts.size(); ++n) {
            joined += (n == 1 ? "" : ", ") + parts[i + n - 1];
            const TextId id = texts_.intern(joined);
            if (known_.count(id) == 0) continue;
            matched = n;
            person = id;
        }
        if (matched == 0 && (has_urls ? is_hidden_for_sure(parts[i]) : may_be_hidden(parts[i]))) {
            matched = 1;
            person = hidden_;
        }
        if (matched == 0 && i > 0 && is_credential(parts[i])) {
            ++i;
            continue;
        }
        all_known = all_known && matched != 0;
        names.people.push_back(matched == 0 ? texts_.intern(parts[i]) : person);
        i += std::max<std::size_t>(matched, 1);
    }
    const bool is_one_person = names.people.size() == 1 && names.people.front() != hidden_;
    if (is_one_person) names.people.front() = texts_.intern(to);  // keeps the credentials
    names.is_guess = names.people.size() > 1 && !all_known;
    return names;
}

}  // namespace inmail::io::linkedin
