// Why a LinkedIn archive cannot be read, and what to do about it.

#include <fmt/format.h>

#include <cstring>

#include "inmail/core/archive_faults.hpp"
#include "inmail/text/in_quotes.hpp"
#include "messages/error_words.hpp"

namespace inmail::render {
namespace {

using namespace archive_fault;

constexpr const char* give_the_archive = "Give the archive's zip, its folder or its messages.csv.";
constexpr const char* download_again = "Download the archive from LinkedIn again.";
constexpr const char* order_messages =
    "Order the archive from LinkedIn with 'Messages' ticked (Settings, Data privacy, Get a copy of your data).";
constexpr const char* give_each_archive = "Unpack it and give each archive by itself.";

struct NotAnArchiveWords {
    const char* is_what;
    const char* next_step{give_the_archive};
};

NotAnArchiveWords not_an_archive_words(NotAnArchive::Kind kind) {
    constexpr const char* compare_by_hand = "Compare it with the ledger by hand; to import InMails, give the seat's own archive.";
    constexpr const char* give_the_folder = "Leave it beside the messages.csv of the same export and give their folder.";
    switch (kind) {
        case NotAnArchive::Kind::empty:
            return {"empty", download_again};
        case NotAnArchive::Kind::without_rows:
            return {"empty: it has no header and no rows", download_again};
        case NotAnArchive::Kind::assistant_log:
            return {"a log of LinkedIn's assistants or courses, not of conversations"};
        case NotAnArchive::Kind::recruiter_report:
            return {"a Recruiter usage report: it has totals that include free InMails, but no recipients and no dates",
                    compare_by_hand};
        case NotAnArchive::Kind::navigator_report:
            return {"a Sales Navigator usage report: it has each seat's activity, but no recipients and no credit balance",
                    compare_by_hand};
        case NotAnArchive::Kind::connections:
            return {"a Connections.csv: it shows which messages were free, but holds no messages", give_the_folder};
        case NotAnArchive::Kind::invitations:
            return {"an Invitations.csv: it shows whose archive it is, but holds no InMails", give_the_folder};
        case NotAnArchive::Kind::profile:
            return {"a Profile.csv: it shows whose archive it is, but holds no messages", give_the_folder};
        case NotAnArchive::Kind::receipts:
            return {"a Receipts_v2.csv: it shows what was bought, but holds no messages", give_the_folder};
        case NotAnArchive::Kind::registration:
            return {"a Registration.csv: it shows the account's plan, but holds no messages", give_the_folder};
        case NotAnArchive::Kind::events:
            return {"a CSV of this program's events", "Use: inmail import events FILE"};
        case NotAnArchive::Kind::bad_first_line:
        case NotAnArchive::Kind::other_columns:
            break;
    }
    return {"not a messages.csv from LinkedIn"};
}

struct ArchiveFaultWords {
    ErrorWords operator()(const NotAnArchive& f) const {
        const auto [is_what, next_step] = not_an_archive_words(f.kind);
        std::string words = fmt::format("{} is {}", f.file, is_what);
        if (f.kind == NotAnArchive::Kind::bad_first_line) words += fmt::format(": line {}: {}", f.line, flaw_words(f.flaw));
        if (f.kind == NotAnArchive::Kind::other_columns) {
            words += fmt::format(": line {} begins with {} and has no columns FROM, TO, DATE and SUBJECT", f.line,
                                 in_quotes(f.first_cell));
        }
        return {words, next_step, {}};
    }
    ErrorWords operator()(const BadArchiveFile& f) const {
        switch (f.why) {
            case BadArchiveFile::Why::no_header:
                return {f.file + " has no line with First Name, Last Name and Connected On",
                        "Give the file as LinkedIn exported it, or leave it out.",
                        {}};
            case BadArchiveFile::Why::column_twice:
                return {fmt::format("{}, line {}: the column {} appears twice", f.file, f.line, f.column),
                        "Give the file as LinkedIn exported it.",
                        {}};
            case BadArchiveFile::Why::no_messages:
                break;
        }
        return {f.file + " has a header but no messages", order_messages, {}};
    }
    ErrorWords operator()(const BadArchiveFolder& f) const {
        switch (f.why) {
            case BadArchiveFolder::Why::nothing_there:
                return {fmt::format("there is no file or folder '{}'", f.path), "", {}};
            case BadArchiveFolder::Why::neither_file_nor_folder:
                return {f.path + " is neither a file nor a folder", "", {}};
            case BadArchiveFolder::Why::unreadable_file:
                return {"cannot open " + f.path, "Check who may read it.", {}};
            case BadArchiveFolder::Why::unreadable_folder:
                return {fmt::format("cannot list {}: {}", f.path, std::strerror(f.error)), "Check who may read it.", {}};
            case BadArchiveFolder::Why::no_messages:
                return {fmt::format("{} has no messages.csv{}", f.path,
                                    f.names.empty() ? "" : fmt::format(" (only {})", fmt::join(f.names, ", "))),
                        order_messages,
                        {}};
            case BadArchiveFolder::Why::two_of_a_kind:
                return {fmt::format("{} holds both {}", f.path, fmt::join(f.names, " and ")),
                        "Keep the files of one export in a folder of their own.",
                        {}};
            case BadArchiveFolder::Why::several_exports:
                return {fmt::format("{} holds {} exports ({} ...)", f.path, f.count, fmt::join(f.names, ", ")),
                        "Import them one by one, the oldest first.",
                        {}};
            case BadArchiveFolder::Why::no_handle:
                return {fmt::format("{} is not named after a seat: {}", f.path, flaw_words(f.flaw)),
                        "Name each archive by its seat's handle, as in ana.zip or ana/.",
                        {}};
            case BadArchiveFolder::Why::same_handle:
                break;
        }
        return {fmt::format("{} and {} are both named after the seat {}", f.names.at(0), f.path, f.handle),
                "Keep only the newer one, or import them one by one with --seat.",
                {}};
    }
    ErrorWords operator()(const BadZip& f) const {
        const std::string entry = f.entry + " in the zip";
        switch (f.why) {
            case BadZip::Why::damaged:
                return {f.zip + " is a damaged or incomplete zip", download_again, {}};
            case BadZip::Why::without_entries:
                return {f.zip + " is an empty zip", download_again, {}};
            case BadZip::Why::several_zips:
                return {fmt::format("{} holds several zips, such as {} and {}", f.zip, f.entry, f.other), give_each_archive, {}};
            case BadZip::Why::zip_in_inner_zip:
                return {fmt::format("{} in the zip has no messages.csv, but another zip: {}", f.zip, f.entry),
                        "Unpack it and give the zip that LinkedIn made.",
                        {}};
            case BadZip::Why::no_messages:
                return {f.zip + " has no messages.csv", order_messages, {}};
            case BadZip::Why::two_archives:
                return {fmt::format("{} holds two archives: {} and {}", f.zip, f.entry, f.other), give_each_archive, {}};
            case BadZip::Why::same_file_twice:
                return {f.entry == f.other ? fmt::format("{} holds {} twice", f.zip, f.entry)
                                           : fmt::format("{} holds one file of an export twice: {} and {}", f.zip,
                                                         in_quotes(f.entry), in_quotes(f.other)),
                        "Unpack it and keep only the right file.",
                        {}};
            case BadZip::Why::too_many_files:
                return {fmt::format("{} holds more than {} files of exports", f.zip, f.most), give_each_archive, {}};
            case BadZip::Why::entry_outside:
                return {fmt::format("{} has an entry that points outside its folder ('{}')", f.zip, f.entry),
                        "LinkedIn makes no such zip: do not unpack it.",
                        {}};
            case BadZip::Why::entry_too_large:
                return {fmt::format("{} is larger than {} MiB", entry, f.most),
                        "Unpack the zip and give the folder, if you trust it.",
                        {}};
            case BadZip::Why::bomb:
                return {
                    fmt::format("{} unpacks to more than {} times its size: this is a zip bomb, not an export", entry, f.most),
                    "",
                    {}};
            case BadZip::Why::unreadable_entry:
                return {fmt::format("{} cannot be read: {}", entry, f.reason), "", {}};
            case BadZip::Why::damaged_entry:
                return {fmt::format("{} is damaged: {}", entry, f.reason), download_again, {}};
            case BadZip::Why::no_directory_entry:
                return {entry + " has no readable directory entry", "", {}};
            case BadZip::Why::encrypted:
                return {entry + " is encrypted", "Unpack the zip with its password and give the folder.", {}};
            case BadZip::Why::unusual_packing:
                break;
        }
        return {fmt::format("{} is packed by {}, which this program cannot read", entry, f.reason),
                "Unpack the zip and give the folder.",
                {}};
    }
    ErrorWords operator()(const UnclearOwner& f) const {
        constexpr const char* name_the_owner = "Say whose it is with --owner URL-or-name.";
        switch (f.why) {
            case UnclearOwner::Why::several: {
                std::string names;
                for (const auto& name : f.likely) names += (names.empty() ? "" : " or ") + in_quotes(name);
                return {fmt::format("cannot tell whose archive {} is: {}{}", f.file, names, f.more ? " or another" : ""),
                        name_the_owner,
                        {}};
            }
            case UnclearOwner::Why::nobody_named:
                return {fmt::format("cannot tell whose archive {} is: it hides every name", f.file), name_the_owner, {}};
            case UnclearOwner::Why::no_message_of:
                return {fmt::format("no message of {} is from or to {}", f.file, in_quotes(f.requested)), name_the_owner, {}};
            case UnclearOwner::Why::no_name:
                break;
        }
        return {
            fmt::format("cannot read the owner {} as a URL or a name: {}", in_quotes(f.requested), flaw_words(f.flaw)), "", {}};
    }
};

}  // namespace

ErrorWords words_of(const ArchiveFault& fault) { return std::visit(ArchiveFaultWords{}, fault); }

}  // namespace inmail::render
