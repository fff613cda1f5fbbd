#pragma once

#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "linkedin/connections.hpp"
#include "linkedin/messages.hpp"

namespace inmail::io::linkedin {

/// The messages of one conversation, in the order of the file.
using Thread = std::vector<const MessageRow*>;

/// The conversations: by id, or, where the era has none, by the pair of names and the subject.
[[nodiscard]] std::vector<Thread> threads_of(const Messages& messages);

/// Who a TO cell names. It joins names with commas, and names hold commas themselves (`Rafe Okonjo, CPA`), so names that
/// are known from elsewhere are looked for first; of the rest, what can only be a credential belongs to the name before.
class Recipients {
  public:
    /// Known: all senders, everyone who alone got a message by URL, all connections.
    Recipients(Messages& messages, const Connections& connections);

    struct Named {
        std::vector<TextId> people;  ///< folded names
        bool is_guess{false};        ///< more than one, and not all of them are known names
    };
    [[nodiscard]] const Named& in(TextId to);

  private:
    [[nodiscard]] Named split(std::string_view to);

    Texts& texts_;
    std::set<TextId> known_;
    std::map<TextId, Named> split_;
};

}  // namespace inmail::io::linkedin
