#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "inmail/core/event.hpp"
#include "inmail/core/import_notes.hpp"
#include "inmail/core/money.hpp"

namespace inmail::io {

/// A message of an archive that becomes an event. Its body is never stored.
struct ArchiveMail {
    EventKind kind{EventKind::send};   ///< send or reply
    Channel channel{Channel::inmail};  ///< of a send: inmail, or first_degree if sent to a connection
    bool channel_is_known{false};      ///< Connections.csv says on which day the two connected, before or after the send
    Instant at;
    std::string prospect;       ///< prospect key from the profile URL, else the name, else the conversation id
    std::string prospect_name;  ///< canonical name; empty if LinkedIn hides it ("LinkedIn Member", in any language)
    std::string thread;         ///< conversation id without base64 padding; empty if the export has no ids
    std::string key;            ///< event key: conversation, instant and direction, so it is the same in every export
    std::string key_by_name;  ///< the key that an export without conversation ids gives this message; empty if the name is hidden
    std::int64_t line{0};     ///< of messages.csv, from 1
    std::optional<std::int64_t> chars{};  ///< of a send: the length of its text; none: the export lacks the text
};

/// The event key of a message in an export with conversation ids: the same in every export.
[[nodiscard]] std::string key_of_message(const std::string& thread, Instant at, EventKind kind);

/// Messages of a conversation that are neither an InMail nor an answer to one, though an archive that lacks others may show them
/// as such: what the owner sent with a subject, and all that the other party wrote.
struct OrdinaryMessages {
    struct Message {
        EventKind kind{EventKind::send};  ///< which it would be: send or reply
        Instant at;
        std::int64_t line{0};
    };
    std::string thread;
    std::vector<Message> messages;  ///< in order of time
};

/// What a row of Receipts_v2.csv or Registration.csv says. It makes no event.
struct AccountFact {
    enum class Kind { receipt, registration };
    Kind kind{Kind::receipt};
    std::string file;
    std::int64_t line{0};
    std::optional<Day> day;   ///< of the transaction or the registration; none: it cannot be used
    std::string description;  ///< of what was bought, or a subscription type, in LinkedIn's words
    Credits credits{};        ///< InMail credits that were bought; 0: it says nothing of them
    std::optional<Money> paid{};
};

/// What one archive holds: the messages to record, and every row that is not recorded with its reason.
struct ArchiveContents {
    std::string owner;       ///< prospect key of the archive's owner
    std::string owner_name;  ///< as the archive spells it
    OwnerProof owner_proof;
    std::vector<ArchiveMail> mails;  ///< in order of time
    std::int64_t rows{0};            ///< records of messages.csv, without blank ones
    std::int64_t duplicates{0};      ///< rows identical to an earlier row of the file

    std::vector<LeftOutRows> left_out;       ///< rows that are no InMail and no reply to one
    std::vector<OrdinaryMessages> ordinary;  ///< some of these, by conversation; only of exports with conversation ids
    std::vector<RejectedRow> rejected;
    std::vector<RowWarning> warnings;
    std::vector<Assumption> assumptions;
    std::vector<AccountFact> account_facts;  ///< in order of the files
};

struct ArchiveOptions {
    std::string owner;    ///< the owner's prospect key or name; empty: find the owner in the archive
    std::string copy_of;  ///< what the path is a copy of, such as "standard input"; empty: it is not a copy
    std::function<void(const ReadProgress&)> progress;  ///< may be empty
};

/// Reads an archive: a directory, a zip, or a messages.csv with the Connections.csv and Invitations.csv beside it
/// (docs/linkedin-exports.md). Throws InputError for any other file (a report, a PDF, an empty file) and says what it is.
[[nodiscard]] ArchiveContents read_linkedin_archive(const std::filesystem::path& path, const ArchiveOptions& options);

/// A seat's archive in a team's directory, named after the seat's handle.
struct TeamArchive {
    std::string handle;
    std::filesystem::path path;
};

/// The archives in a team's directory, one for each seat (ana/, ben.zip, cem/messages.csv ...), in order of handle. Empty
/// if `path` is itself an archive or holds none. Throws InputError for an archive that is not named after a handle, and
/// for two archives with one handle.
[[nodiscard]] std::vector<TeamArchive> archives_of_team(const std::filesystem::path& path);

}  // namespace inmail::io
