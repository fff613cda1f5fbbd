#include "linkedin/conversations.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace inmail::io::linkedin {

std::vector<Conversation> conversations_of(const Messages& messages) {
    using Id = std::tuple<TextId, TextId, TextId>;
    std::map<Id, std::size_t> index_of;
    std::vector<Conversation> conversations;
    for (const auto& row : messages.rows) {
        const auto [low, high] = std::minmax(row.from, row.to);
        const Id id = messages.has_conversations ? Id{row.conversation, no_text, no_text} : Id{low, high, row.subject};
        const auto [entry, is_new] = index_of.emplace(id, conversations.size());
        if (is_new) conversations.emplace_back();
        conversations[entry->second].push_back(&row);
    }
    return conversations;
}

}  // namespace inmail::io::linkedin
