#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "inmail/core/errors.hpp"
#include "inmail/core/value_flaw.hpp"

namespace inmail {

// Why a LinkedIn archive cannot be read (exit 3), as data: io finds it, render words it.

namespace archive_fault {

/// A file that people mistake for an archive.
struct NotAnArchive {
    enum class Kind : std::uint8_t {
        empty,
        without_rows,
        assistant_log,
        recruiter_report,
        navigator_report,
        connections,
        invitations,
        profile,
        receipts,
        registration,
        events,          ///< this program's own
        bad_first_line,  ///< `line`, for the reason `flaw`
        other_columns,   ///< `line` begins with `first_cell`
    };
    Kind kind{Kind::empty};
    std::string file;
    std::int64_t line{0};
    std::string first_cell{};
    ValueFlaw flaw{};
};
/// A file of an archive that lacks what its kind has.
struct BadArchiveFile {
    enum class Why : std::uint8_t { no_header, column_twice, no_messages };
    Why why{Why::no_header};
    std::string file;
    std::int64_t line{0};
    std::string column{};
};

/// A folder, or what is given as one.
struct BadArchiveFolder {
    enum class Why : std::uint8_t {
        nothing_there,
        neither_file_nor_folder,
        unreadable_file,
        unreadable_folder,  ///< `error`
        no_messages,        ///< only `names`
        two_of_a_kind,      ///< both of `names`
        several_exports,    ///< `count`, among them `names`
        no_handle,          ///< a name that is not a seat's, for the reason `flaw`
        same_handle,        ///< `path` and the first of `names`; `handle`
    };
    Why why{Why::nothing_there};
    std::string path;
    std::vector<std::string> names{};
    std::int64_t count{0};
    int error{0};  ///< errno
    std::string handle{};
    ValueFlaw flaw{};
};

struct BadZip {
    enum class Why : std::uint8_t {
        damaged,
        without_entries,
        no_messages,
        zip_in_inner_zip,  ///< `entry`; `zip` is in a zip itself
        several_zips,      ///< `entry` and `other`, neither of which is an archive by its name
        two_archives,      ///< `entry` and `other`
        same_file_twice,   ///< `entry` and `other`
        too_many_files,    ///< `most`
        entry_outside,     ///< `entry`
        entry_too_large,   ///< `most` MiB
        bomb,              ///< `most` times its size
        unreadable_entry,  ///< for the reason `reason`
        damaged_entry,     ///< likewise
        no_directory_entry,
        encrypted,
        unusual_packing,  ///< by the method `reason`
    };
    Why why{Why::damaged};
    std::string zip{};    ///< of what concerns the zip as a whole
    std::string entry{};  ///< a file in it
    std::string other{};
    std::string reason{};  ///< libzip's words
    std::int64_t most{0};
};

/// The archive's owner is unknown, or is not the one that was named.
struct UnclearOwner {
    enum class Why : std::uint8_t { several, nobody_named, no_message_of, no_name };
    Why why{Why::several};
    std::string file{};
    std::string requested{};            ///< of the last two
    std::vector<std::string> likely{};  ///< of `several`
    bool more{false};                   ///< there are more of them
    ValueFlaw flaw{};                   ///< of `no_name`
};

}  // namespace archive_fault
using ArchiveFault = std::variant<archive_fault::NotAnArchive, archive_fault::BadArchiveFile, archive_fault::BadArchiveFolder,
                                  archive_fault::BadZip, archive_fault::UnclearOwner>;
using InvalidArchive = Reasoned<InputError, ArchiveFault>;

}  // namespace inmail
