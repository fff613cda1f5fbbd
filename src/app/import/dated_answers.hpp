#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "import/known_messages.hpp"
#include "inmail/io/linkedin.hpp"

namespace inmail::app {

/// Answers with only a date. They stand at that date's send (RULES section 2), so they move when an import brings that send.
class DatedAnswers {
  public:
    struct Move {
        Instant to;
        std::int64_t line;  ///< of the send
    };

    /// A send that the import recorded. `people`: the prospect keys that mean its person. `logged`: the same send as it was
    /// logged; null: it was not.
    void add_send(const io::ArchiveMail& mail, const std::vector<std::string>& people, const KnownMessage* logged);
    /// The answers that move, of those that LinkedIn lacks.
    [[nodiscard]] std::map<EventId, Move> moves(const std::vector<const KnownMessage*>& only_logged) const;

  private:
    struct Send {
        Instant at;
        std::optional<Instant> logged_at;
        std::int64_t line{0};
    };
    /// The latest send that the answer can be to; null: there is none.
    [[nodiscard]] static const Send* send_of(const KnownMessage& answer, const std::vector<Send>& sends);

    std::map<std::string, std::vector<Send>> sends_;  ///< by person
};

}  // namespace inmail::app
