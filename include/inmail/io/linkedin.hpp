#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "inmail/core/event.hpp"
#include "inmail/io/rows.hpp"

namespace inmail::io {

/// A message of an archive that becomes an event. Its body is never stored.
struct ArchiveMail {
    EventKind kind{EventKind::send};   ///< send or reply
    Channel channel{Channel::inmail};  ///< of a send: inmail, or first_degree if sent to a connection
    Instant at;
    std::string prospect;       ///< prospect key from the profile URL, else the name, else the conversation id
    std::string prospect_name;  ///< folded name; empty if LinkedIn hides it ("LinkedIn Member")
    std::string thread;         ///< conversation id without base64 padding; empty if the export has no ids
    std::string key;            ///< event key: conversation, instant and direction, so it is the same in every export
    std::string key_by_name;  ///< the key that an export without conversation ids gives this message; empty if the name is hidden
    std::int64_t line{0};     ///< of messages.csv, from 1
};

/// What one archive holds: the messages to record, and every row that is not recorded with its reason.
struct ArchiveContents {
    std::string owner;               ///< prospect key of the archive's owner
    std::string owner_name;          ///< as the archive spells it
    std::string owner_how;           ///< the evidence, in words ("sender of all outgoing invitations")
    std::vector<ArchiveMail> mails;  ///< in order of time
    std::int64_t rows{0};            ///< records of messages.csv, without blank ones
    std::int64_t duplicates{0};      ///< rows identical to an earlier row of the file

    /// Rows that are no InMail and no reply to one, grouped by reason ("draft", "group conversation", "sponsored").
    struct Skipped {
        std::string why;
        std::vector<std::int64_t> lines;
    };
    std::vector<Skipped> skipped;
    std::vector<RejectedRow> rejected;
    std::vector<RowWarning> warnings;      ///< of messages.csv; for other files `line` is 0 and the text names file and line
    std::vector<std::string> assumptions;  ///< sentences about the whole archive
};

struct ArchiveOptions {
    std::string owner;  ///< the owner's prospect key or name; empty: find the owner in the archive
    std::function<void(std::int64_t bytes_read, std::int64_t bytes_total)> progress;  ///< may be empty
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
