#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "import/known_messages.hpp"
#include "inmail/io/linkedin.hpp"
#include "key_family.hpp"

namespace inmail::app {

/// A message that LinkedIn has, in this archive or an earlier one.
struct ArchivedMessage {
    const io::ArchiveMail* mail{nullptr};            ///< null: only an earlier archive has it
    const KnownMessage* earlier{nullptr};            ///< its event, if only an earlier archive has it
    KeyStanding standing{};                          ///< of the mail
    std::string person{};                            ///< a prospect key, the same in all messages of that person
    const KnownMessage* logged{nullptr};             ///< the same event as somebody logged it, in force; null: nobody did
    std::vector<const KnownMessage*> also_logged{};  ///< the same from other sources: a table, or another one
    const KnownMessage* by_date{nullptr};          ///< the same event from an earlier archive without times; null: there is none
    const ArchivedMessage* other_answer{nullptr};  ///< of a new answer: the one in force to the same send; null: there is none
    bool is_ordinary{false};                       ///< new, but what the ledger has of the conversation makes it ordinary

    /// Whether it is to be recorded, unless another event is the same.
    [[nodiscard]] bool is_new() const { return mail != nullptr && standing.is_new(); }
    [[nodiscard]] bool is_in_force() const { return mail == nullptr || standing.what == KeyStanding::What::in_force; }
    [[nodiscard]] EventKind kind() const { return mail != nullptr ? mail->kind : earlier->kind; }
    /// The event in force.
    [[nodiscard]] EventId event() const { return mail != nullptr ? standing.event->id : earlier->id; }
};

/// An event in force whose message turns out to be an ordinary one.
struct KnownOrdinary {
    const ArchivedMessage* archived{nullptr};
    std::int64_t line{0};  ///< of the message in this archive, or of the one that makes it ordinary; 0: it has neither
};

}  // namespace inmail::app
