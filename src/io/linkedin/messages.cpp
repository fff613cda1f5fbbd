#include "linkedin/messages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_set>
#include <utility>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/archive_faults.hpp"
#include "inmail/text/encoding.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"
#include "linkedin/cell.hpp"
#include "linkedin/dates.hpp"
#include "linkedin/message_header.hpp"
#include "linkedin/not_an_archive.hpp"

namespace inmail::io::linkedin {
namespace {

/// LinkedIn puts a few lines of notes before the header of Connections.csv, and may do so in messages.csv.
constexpr std::size_t max_records_before_header = 10;

MessageHeader find_header(CsvReader& csv, const std::string& file) {
    std::vector<CsvRecord> seen;
    CsvRecord record;
    while (seen.size() < max_records_before_header && csv.next(record)) {
        if (record.is_blank()) continue;
        if (auto header = MessageHeader::of(record, file)) return *header;
        seen.push_back(std::move(record));
    }
    reject_by_header(file, seen);
}

bool is_yes(std::string_view cell) {
    const std::string flag = fold_name(cell);
    return flag == "yes" || flag == "true" || flag == "1" || flag == "y";
}

/// Whether an id is short printable ASCII and can go into an event key as it is.
bool is_plain_id(std::string_view id) {
    constexpr std::size_t max_bytes = 128;
    return id.size() <= max_bytes && std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c <= '~'; });
}

/// The id without base64 padding, which only some exports write; a digest if the id cannot go into a key.
std::string conversation_id(std::string_view cell) {
    std::string_view id = trim(cell);
    while (!id.empty() && id.back() == '=') id.remove_suffix(1);
    return is_plain_id(id) ? std::string(id) : "~" + short_digest(id);
}

/// The folded subject without the prefixes of replies, so that all messages of a conversation have the same one.
std::string conversation_subject(std::string_view cell) {
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

/// The length of a text in characters: Unicode code points, a line break as one, as people count when they type it.
std::size_t length_of(std::string_view text) {
    std::string decoded;
    if (!is_utf8(text)) {
        decoded = from_windows_1252(text);
        text = decoded;
    } else if (auto undone = undo_double_encoding(text)) {
        decoded = std::move(*undone);
        text = decoded;
    }
    std::size_t length = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool continues = (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U;
        const bool is_half_break = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
        if (!continues && !is_half_break) ++length;
    }
    return length;
}

constexpr std::string_view sponsored_conversation = "sponsored conversation";
constexpr std::string_view talent_solutions = "linkedin talent solutions";
constexpr std::string_view sponsored_markup = "<p class=\"spinmail-quill-editor__spin-break\">";

class MessageReader {
  public:
    MessageReader(const MessageHeader& header, Messages& messages) : header_(header), messages_(messages) {}

    void add(const CsvRecord& record) {
        if (record.is_blank()) return;
        ++messages_.records;
        if (auto flaw = flaw_of(record, header_.size())) return reject(record, {}, *std::move(flaw));
        MessageRow row;
        row.line = record.line;
        if (!read_date(record, row) || !read_conversation(record, row)) return;
        if (!seen_.insert(digest_of(record)).second) {
            ++messages_.duplicates;
            warn(record, RowWarning::Kind::repeated_row);
            return;
        }
        if (!read_people(record, row)) return;
        read_flags(record, row);
        messages_.rows.push_back(row);
    }

  private:
    void reject(const CsvRecord& record, std::string_view column, ValueFlaw flaw) {
        messages_.rejected.push_back({record.line, std::string(column), std::move(flaw)});
    }
    void warn(const CsvRecord& record, RowWarning::Kind kind, std::string_view column = {}, std::string detail = {}) {
        messages_.warnings.push_back({record.line, kind, std::string(column), std::move(detail)});
    }

    bool read_date(const CsvRecord& record, MessageRow& row) {
        const auto date = parse_message_date(header_.cell(record, MessageColumn::date));
        if (!date) {
            reject(record, name_of(MessageColumn::date), date.flaw());
            return false;
        }
        row.at = date->at;
        if (date->form == DateForm::zone_never) messages_.has_zoneless_dates = true;
        if (date->form == DateForm::zone_lost) warn(record, RowWarning::Kind::zone_missing);
        if (date->form == DateForm::day_only) warn(record, RowWarning::Kind::time_missing);
        return true;
    }

    bool read_conversation(const CsvRecord& record, MessageRow& row) {
        if (!header_.has_conversations()) return true;
        const std::string id = conversation_id(header_.cell(record, MessageColumn::conversation));
        if (id.empty()) {
            reject(record, name_of(MessageColumn::conversation), {FlawKind::empty});
            return false;
        }
        row.conversation = messages_.texts.intern(id);
        return true;
    }

    bool read_people(const CsvRecord& record, MessageRow& row) {
        const std::string from = name_in(record, MessageColumn::from);
        const std::string to = name_in(record, MessageColumn::to);
        for (const auto& [column, name] : {std::pair(MessageColumn::from, &from), std::pair(MessageColumn::to, &to)}) {
            if (!has_control(*name)) continue;
            reject(record, name_of(column), {FlawKind::control_character});
            return false;
        }
        row.from = messages_.intern_name(from);
        row.to = messages_.intern_name(to);
        messages_.as_written.emplace(row.from, from);
        row.from_slug = messages_.texts.intern(profile_in(header_.cell(record, MessageColumn::sender_url)));
        row.first_recipient = static_cast<std::uint32_t>(messages_.recipient_slugs.size());
        std::set<TextId> slugs;
        for (const auto& slug : profiles_in(header_.cell(record, MessageColumn::recipient_urls)))
            slugs.insert(messages_.texts.intern(slug));
        messages_.recipient_slugs.insert(messages_.recipient_slugs.end(), slugs.begin(), slugs.end());
        row.recipients = static_cast<std::uint32_t>(slugs.size());
        return true;
    }

    void read_flags(const CsvRecord& record, MessageRow& row) {
        const std::string title = fold_name(header_.cell(record, MessageColumn::title));
        const std::string& from = messages_.texts[row.from];
        const std::string_view content = trim(header_.cell(record, MessageColumn::content));
        const bool has_markup = begins_with(content, sponsored_markup);
        row.chars = static_cast<std::uint32_t>(length_of(content));
        row.is_sponsored = title == sponsored_conversation || from == sponsored_conversation || from == talent_solutions ||
                           (has_markup && row.from_slug == no_text);
        row.has_title = !title.empty() && title != sponsored_conversation;

        const std::string_view subject = trim(header_.cell(record, MessageColumn::subject));
        row.has_subject = !subject.empty();
        if (!header_.has_conversations()) row.subject = messages_.texts.intern(conversation_subject(subject));

        row.is_spam = fold_name(header_.cell(record, MessageColumn::folder)) == "spam";
        row.is_draft = is_yes(header_.cell(record, MessageColumn::message_draft)) ||
                       is_yes(header_.cell(record, MessageColumn::conversation_draft));
        const std::string direction = fold_name(header_.cell(record, MessageColumn::direction));
        if (direction == "incoming") row.direction = Direction::incoming;
        if (direction == "outgoing") row.direction = Direction::outgoing;
    }

    /// A cell of names in UTF-8. Undoes the encoding errors of programs that saved the file again.
    std::string name_in(const CsvRecord& record, MessageColumn column) {
        std::string name(trim(header_.cell(record, column)));
        if (!is_utf8(name)) {
            name = from_windows_1252(name);
            warn(record, RowWarning::Kind::not_utf8, name_of(column), name);
        } else if (auto undone = undo_double_encoding(name)) {
            name = std::move(*undone);
            warn(record, RowWarning::Kind::encoded_twice, name_of(column), name);
        }
        return has_control(name) ? control_space_as_space(name) : name;
    }

    static std::string digest_of(const CsvRecord& record) {
        std::string all;
        for (const auto& field : record.fields) all += fmt::format("{}:", field.size()) + field;
        return short_digest(all);
    }

    const MessageHeader& header_;
    Messages& messages_;
    std::unordered_set<std::string> seen_;
};

}  // namespace

TextId TextInterner::intern(std::string_view text) {
    const auto [at, is_new] = ids_.emplace(std::string(text), static_cast<TextId>(texts_.size()));
    if (is_new) texts_.push_back(&at->first);
    return at->second;
}

TextId Messages::intern_name(const std::string& name) {
    const std::string canonical = canonical_name(name);
    if (canonical.empty()) return hidden;
    const TextId id = texts.intern(canonical);
    if (auto first = fold_name(name); first != canonical) first_edition_names.emplace(id, std::move(first));
    return id;
}

const std::string& Messages::name_in_keys(TextId name) const {
    const auto at = first_edition_names.find(name);
    return at == first_edition_names.end() ? texts[name] : at->second;
}

void read_messages(const ArchiveFile& file, const Progress& progress, Messages& messages) {
    CsvReader csv = open_csv(file);
    const MessageHeader header = find_header(csv, file.name);
    messages.file = file.name;
    messages.hidden = messages.texts.intern(hidden_member);
    messages.has_conversations = header.has_conversations();

    MessageReader reader(header, messages);
    CsvRecord record;
    std::int64_t bytes_reported = 0;
    while (csv.next(record)) {
        reader.add(record);
        if (progress && csv.bytes_read() != std::exchange(bytes_reported, csv.bytes_read()))
            progress({messages.records, bytes_reported, std::max(bytes_reported, file.bytes)});
    }
    using archive_fault::BadArchiveFile;
    if (messages.records == 0) throw InvalidArchive(BadArchiveFile{BadArchiveFile::Why::no_messages, file.name});
}

}  // namespace inmail::io::linkedin
