#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "inmail/core/event.hpp"
#include "inmail/io/rows.hpp"

namespace inmail::io {

/// A message of an archive that the ledger keeps. Its text is not read further than the rules need and never stored.
struct ArchiveMail {
    EventKind kind{EventKind::send};   ///< send or reply
    Channel channel{Channel::inmail};  ///< of a send: inmail, or first_degree to an existing connection
    Instant at;
    std::string prospect;       ///< normalised key: slug, else name, else the conversation's
    std::string prospect_name;  ///< folded name as the archive shows it; empty where hidden ("LinkedIn Member")
    std::string thread;         ///< conversation id without its padding; empty in archives that have none
    std::string key;            ///< of the event: conversation, instant and direction, never a name or URL of a later era
    std::string key_by_name;    ///< that an archive without conversations gives the same message; empty where the name is hidden
    std::int64_t line{0};
};

/// What was understood of one archive, and what was not.
struct ArchiveContents {
    std::string owner;               ///< prospect key of the archive's owner
    std::string owner_name;          ///< as written there
    std::string owner_how;           ///< the evidence, in words ("sender of all outgoing invitations")
    std::vector<ArchiveMail> mails;  ///< by instant
    std::int64_t rows{0};            ///< records of messages.csv, blank ones not counted
    std::int64_t duplicates{0};      ///< rows that repeat an earlier row of the file to the byte

    /// Rows left out by intent, a reason at a time ("draft", "group conversation", "sponsored").
    struct Skipped {
        std::string why;
        std::vector<std::int64_t> lines;
    };
    std::vector<Skipped> skipped;
    std::vector<RejectedRow> rejected;
    std::vector<RowWarning> warnings;      ///< of messages.csv; of another file with line 0, its name and line in the text
    std::vector<std::string> assumptions;  ///< a sentence each, about the archive as a whole
};

struct ArchiveOptions {
    std::string owner;  ///< a prospect key or name that settles whose archive it is; empty: find out
    std::function<void(std::int64_t bytes_read, std::int64_t bytes_total)> progress;  ///< may be empty
};

/// Reads a directory, a zip or a messages.csv with the Connections.csv and Invitations.csv beside it. Throws InputError for
/// what is no archive (a report, another message file, an empty file), naming what it is and what it is good for.
[[nodiscard]] ArchiveContents read_linkedin_archive(const std::filesystem::path& path, const ArchiveOptions& options);

/// An archive of a team's directory: named by the handle.
struct TeamArchive {
    std::string handle;
    std::filesystem::path path;
};

/// The archives of a directory that is no archive itself but holds one a seat (ana/, ben.zip, cem/messages.csv ...), by
/// handle; empty where it holds none.
[[nodiscard]] std::vector<TeamArchive> archives_of_team(const std::filesystem::path& path);

}  // namespace inmail::io
