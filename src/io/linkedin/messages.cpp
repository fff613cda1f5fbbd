#include "linkedin/messages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_set>

#include "in_quotes.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/encoding.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"
#include "linkedin/cell.hpp"
#include "linkedin/dates.hpp"
#include "linkedin/era.hpp"
#include "linkedin/foreign.hpp"

namespace inmail::io::linkedin {
namespace {

/// Tells how far the reading of a stream has come.
class WatchedStream : public ByteStream {
  public:
    WatchedStream(std::unique_ptr<ByteStream> in, std::int64_t total, const Progress& progress)
        : in_(std::move(in)), total_(total), progress_(progress) {}
    std::size_t read(char* to, std::size_t size) override {
        const std::size_t n = in_->read(to, size);
        read_ += static_cast<std::int64_t>(n);
        progress_(read_, std::max(read_, total_));
        return n;
    }

  private:
    std::unique_ptr<ByteStream> in_;
    std::int64_t read_{0};
    std::int64_t total_;
    const Progress& progress_;
};

ArchiveFile watched(const ArchiveFile& file, const Progress& progress) {
    ArchiveFile result = file;
    if (progress) {
        result.open = [&file, &progress] { return std::make_unique<WatchedStream>(file.open(), file.bytes, progress); };
    }
    return result;
}

/// A preamble that a later era may put before its header would be a few lines; so is one that Connections.csv has.
constexpr std::size_t header_is_among_first = 10;

MessageHeader find_header(CsvReader& csv, const std::string& file) {
    std::vector<CsvRecord> seen;
    CsvRecord record;
    while (seen.size() < header_is_among_first && csv.next(record)) {
        if (record.is_blank()) continue;
        if (auto header = MessageHeader::of(record, file)) return *header;
        seen.push_back(std::move(record));
    }
    refuse_by_header(file, seen);
}

bool is_yes(std::string_view cell) {
    const std::string flag = fold_name(cell);
    return flag == "yes" || flag == "true" || flag == "1" || flag == "y";
}

/// An id that may stand in a key and a thread as it is; any other is represented by its digest.
bool is_plain_id(std::string_view id) {
    constexpr std::size_t longest = 128;
    return id.size() <= longest && std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c <= '~'; });
}

/// Some eras pad the id's base64, some do not: without it they agree.
std::string conversation_id(std::string_view cell) {
    std::string_view id = trim(cell);
    while (!id.empty() && id.back() == '=') id.remove_suffix(1);
    return is_plain_id(id) ? std::string(id) : "~" + short_digest(id);
}

/// A subject as a thread knows it: what mail programs put before an answer's is no part of it.
std::string thread_subject(std::string_view cell) {
    const std::string folded = fold_name(cell);
    std::string_view subject = folded;
    for (bool found = true; found;) {
        found = false;
        for (const std::string_view prefix : {"re:", "fw:", "fwd:"}) {
            if (subject.substr(0, prefix.size()) != prefix) continue;
            subject = trim(subject.substr(prefix.size()));
            found = true;
        }
    }
    return std::string(subject);
}

constexpr std::string_view sponsored_conversation = "sponsored conversation";
constexpr std::string_view talent_solutions = "linkedin talent solutions";
constexpr std::string_view sponsored_markup = "<p class=\"spinmail-quill-editor__spin-break\">";

class Reader {
  public:
    Reader(const MessageHeader& header, Messages& to) : header_(header), m_(to) {}

    void take(const CsvRecord& record) {
        if (record.is_blank()) return;
        ++m_.records;
        if (auto flaw = flaw_of(record, header_.size()); !flaw.empty()) return reject(record, {}, std::move(flaw));
        MessageRow row;
        row.line = record.line;
        if (!read_date(record, row) || !read_conversation(record, row)) return;
        if (!seen_.insert(digest_of(record)).second) {
            ++m_.duplicates;
            m_.warnings.push_back({record.line, "the same row stands in the file before: counted once"});
            return;
        }
        if (!read_people(record, row)) return;
        read_marks(record, row);
        m_.rows.push_back(row);
    }

  private:
    void reject(const CsvRecord& record, std::string_view column, std::string reason) {
        m_.rejected.push_back({record.line, std::string(column), std::move(reason)});
    }
    void warn(const CsvRecord& record, std::string reason) { m_.warnings.push_back({record.line, std::move(reason)}); }

    bool read_date(const CsvRecord& record, MessageRow& row) {
        const auto date = parse_message_date(header_.cell(record, MessageColumn::date));
        if (!date) {
            reject(record, name_of(MessageColumn::date), date.reason());
            return false;
        }
        row.at = date->at;
        if (date->form == DateForm::zone_never) m_.has_zoneless_dates = true;
        if (date->form == DateForm::zone_lost) warn(record, "DATE has no zone: read as UTC");
        if (date->form == DateForm::day_only) {
            warn(record, "DATE has no time (a spreadsheet saved the file again?): read as 00:00 UTC");
        }
        return true;
    }

    bool read_conversation(const CsvRecord& record, MessageRow& row) {
        if (!header_.has_conversations()) return true;
        const std::string id = conversation_id(header_.cell(record, MessageColumn::conversation));
        if (id.empty()) {
            reject(record, name_of(MessageColumn::conversation), "is empty, so the row belongs to no conversation");
            return false;
        }
        row.conversation = m_.texts.id_of(id);
        return true;
    }

    bool read_people(const CsvRecord& record, MessageRow& row) {
        const std::string from = name_in(record, MessageColumn::from);
        const std::string to = name_in(record, MessageColumn::to);
        for (const auto& [column, name] : {std::pair(MessageColumn::from, &from), std::pair(MessageColumn::to, &to)}) {
            if (!has_control(*name)) continue;
            reject(record, name_of(column), "holds a control character or a line break, as no name does");
            return false;
        }
        row.from = from.empty() ? m_.hidden : m_.texts.id_of(fold_name(from));
        row.to = to.empty() ? m_.hidden : m_.texts.id_of(fold_name(to));
        m_.as_written.emplace(row.from, from);
        row.from_slug = m_.texts.id_of(profile_in(header_.cell(record, MessageColumn::sender_url)));
        row.first_recipient = static_cast<std::uint32_t>(m_.recipient_slugs.size());
        std::set<TextId> slugs;
        for (const auto& slug : profiles_in(header_.cell(record, MessageColumn::recipient_urls)))
            slugs.insert(m_.texts.id_of(slug));
        m_.recipient_slugs.insert(m_.recipient_slugs.end(), slugs.begin(), slugs.end());
        row.recipients = static_cast<std::uint32_t>(slugs.size());
        return true;
    }

    void read_marks(const CsvRecord& record, MessageRow& row) {
        const std::string title = fold_name(header_.cell(record, MessageColumn::title));
        const std::string& from = m_.texts[row.from];
        const bool has_markup = begins_with(trim(header_.cell(record, MessageColumn::content)), sponsored_markup);
        row.is_sponsored = title == sponsored_conversation || from == sponsored_conversation || from == talent_solutions ||
                           (has_markup && row.from_slug == no_text);
        row.has_title = !title.empty() && title != sponsored_conversation;

        const std::string_view subject = trim(header_.cell(record, MessageColumn::subject));
        row.has_subject = !subject.empty();
        if (!header_.has_conversations()) row.subject = m_.texts.id_of(thread_subject(subject));

        row.is_spam = fold_name(header_.cell(record, MessageColumn::folder)) == "spam";
        row.is_draft = is_yes(header_.cell(record, MessageColumn::message_draft)) ||
                       is_yes(header_.cell(record, MessageColumn::conversation_draft));
        const std::string direction = fold_name(header_.cell(record, MessageColumn::direction));
        if (direction == "incoming") row.direction = Direction::incoming;
        if (direction == "outgoing") row.direction = Direction::outgoing;
    }

    /// A cell of names in UTF-8, whatever a re-save made of it.
    std::string name_in(const CsvRecord& record, MessageColumn column) {
        std::string name(trim(header_.cell(record, column)));
        if (!is_utf8(name)) {
            name = from_windows_1252(name);
            warn(record, fmt::format("{} is not UTF-8: read as Windows-1252, {}", name_of(column), in_quotes(name)));
        } else if (auto undone = undo_double_encoding(name)) {
            name = std::move(*undone);
            warn(record, fmt::format("{} was encoded twice: read as {}", name_of(column), in_quotes(name)));
        }
        return name;
    }

    static std::string digest_of(const CsvRecord& record) {
        std::string all;
        for (const auto& field : record.fields) all += fmt::format("{}:", field.size()) + field;
        return short_digest(all);
    }

    const MessageHeader& header_;
    Messages& m_;
    std::unordered_set<std::string> seen_;
};

}  // namespace

TextId Texts::id_of(std::string_view text) {
    const auto [at, is_new] = ids_.emplace(std::string(text), static_cast<TextId>(texts_.size()));
    if (is_new) texts_.push_back(&at->first);
    return at->second;
}

void read_messages(const ArchiveFile& file, const Progress& progress, Messages& messages) {
    CsvReader csv = open_csv(watched(file, progress));
    const MessageHeader header = find_header(csv, file.name);
    messages.file = file.name;
    messages.hidden = messages.texts.id_of(hidden_member);
    messages.has_conversations = header.has_conversations();

    Reader reader(header, messages);
    CsvRecord record;
    while (csv.next(record)) reader.take(record);
    if (messages.records == 0) {
        throw InputError(
            fmt::format("{} has a header and no messages", file.name),
            "Order the archive from LinkedIn with 'Messages' ticked (Settings, Data privacy, Get a copy of your data).");
    }
}

}  // namespace inmail::io::linkedin
