// A LinkedIn archive: each row is accounted for once, and each mail can be recorded.
//
// An input is a messages.csv. A line `==> Connections.csv <==` begins another file of the archive, and `==> owner <==` the
// owner's name.

#include <set>

#include "inmail/chain/event_record.hpp"
#include "inmail/chain/record_flaws.hpp"
#include "inmail/core/archive_faults.hpp"
#include "io/in_memory.hpp"
#include "linkedin/archive.hpp"
#include "linkedin/cell.hpp"
#include "target.hpp"

namespace inmail::fuzz {
namespace {

using io::linkedin::ArchiveFiles;
using io::linkedin::FileKind;

constexpr std::string_view mark_begins = "\n==> ";
constexpr std::string_view mark_ends = " <==\n";

struct Input {
    ArchiveFiles files;
    io::ArchiveOptions options;
};

void put(Input& to, const std::string& name, std::string_view text) {
    if (name == "owner") {
        to.options.owner = text;
        return;
    }
    auto file = io::test::in_memory(std::string(text), name);
    if (file.kind != FileKind::unrelated) to.files[file.kind] = std::move(file);
}

Input parts_of(std::string_view text) {
    Input input;
    std::string name = "messages.csv";
    for (;;) {
        const auto begin = text.find(mark_begins);
        const auto end = begin == std::string_view::npos ? begin : text.find(mark_ends, begin);
        if (end == std::string_view::npos) break;
        put(input, name, text.substr(0, begin));
        name = text.substr(begin + mark_begins.size(), end - begin - mark_begins.size());
        text.remove_prefix(end + mark_ends.size());
    }
    put(input, name, text);
    if (input.files.count(FileKind::messages) == 0)
        throw InvalidArchive(archive_fault::BadArchiveFolder{archive_fault::BadArchiveFolder::Why::no_messages, {}});
    return input;
}

/// The event that an import records for a mail.
EventRecord event_of(const io::ArchiveMail& mail) {
    EventRecord r;
    r.at = mail.at;
    r.kind = mail.kind;
    r.seat = "ana";
    r.prospect = mail.prospect;
    if (mail.kind == EventKind::send) r.channel = mail.channel;
    r.thread = mail.thread;
    r.key = mail.key;
    return r;
}

void check_mails(const io::ArchiveContents& reading) {
    std::set<std::string> keys;
    Instant before = first_instant;
    for (const auto& mail : reading.mails) {
        ensure(flaws_of(event_of(mail)).empty(), "a mail of an archive can be recorded");
        ensure(is(io::linkedin::key_of_name(mail.prospect), mail.prospect), "a prospect of an archive is normalised");
        ensure(!mail.key.empty() && keys.insert(mail.key).second, "a mail's key is its own");
        ensure(before <= mail.at, "mails stand in the order of time");
        before = mail.at;
    }
}

void check_same(const io::ArchiveContents& a, const io::ArchiveContents& b) {
    ensure(a.owner == b.owner && a.mails.size() == b.mails.size(), "an archive that is read again is the same");
    for (std::size_t i = 0; i < a.mails.size(); ++i) {
        ensure(a.mails[i].key == b.mails[i].key && a.mails[i].prospect == b.mails[i].prospect, "its mails are the same");
    }
}

}  // namespace

void take(std::string_view text) {
    const Input input = parts_of(text);
    const io::ArchiveContents reading = io::linkedin::read_archive(input.files, input.options);
    check_mails(reading);
    ensure(reading.owner.empty() || is(io::linkedin::key_of_name(reading.owner), reading.owner), "the owner's key is normalised");
    for (const auto& row : reading.rejected) ensure(!render::flaw_words(row.flaw).empty(), "a rejected row says why");
    check_same(reading, io::linkedin::read_archive(input.files, input.options));
}

}  // namespace inmail::fuzz
