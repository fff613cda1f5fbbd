#include "linkedin/table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "inmail/core/errors.hpp"
#include "inmail/text/encoding.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io::linkedin {
namespace {

/// Far above any message; what is longer is a quote that was never closed.
constexpr std::size_t max_record_bytes = std::size_t{16} * 1024 * 1024;
constexpr std::size_t max_fields = 1000;
/// libcsv grows its buffer by this much at a time; its default of 128 bytes suits short fields alone.
constexpr std::size_t parser_block_bytes = std::size_t{64} * 1024;

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

/// Where libcsv's callbacks put what it found.
struct Target {
    Record* record;
    bool* complete;
};
void field_done(void* bytes, std::size_t size, void* target) {
    static_cast<Target*>(target)->record->fields.emplace_back(static_cast<const char*>(bytes), size);
}
void record_done(int /*line_end*/, void* target) { *static_cast<Target*>(target)->complete = true; }

}  // namespace

bool Record::is_blank() const {
    return flaw.empty() &&
           std::all_of(fields.begin(), fields.end(), [](const std::string& field) { return trim(field).empty(); });
}

std::string flaw_of(const Record& record, std::size_t columns) {
    if (!record.flaw.empty() || record.fields.size() == columns) return record.flaw;
    return fmt::format("{} fields where the header has {}", record.fields.size(), columns);
}

TolerantCsv::TolerantCsv(const ArchiveFile& file) : name_(file.name), in_(file.open()) {
    ensure(csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) == 0, "libcsv starts");
    csv_set_blk_size(&parser_, parser_block_bytes);
}

TolerantCsv::~TolerantCsv() { csv_free(&parser_); }

bool TolerantCsv::next(Record& record) {
    current_ = {};
    started_ = complete_ = false;
    bytes_ = fields_at_line_start_ = 0;
    quote_line_ = 0;
    while (!complete_) {
        if (rest_.empty() && !refill()) break;
        feed(take_piece());
    }
    if (!complete_ && !started_) return false;
    if (!complete_) finish_file();
    std::swap(record, current_);
    return true;
}

bool TolerantCsv::refill() {
    const std::size_t n = in_->read(buffer_.data(), buffer_.size());
    rest_ = {buffer_.data(), n};
    if (rest_.find('\0') != std::string_view::npos) {
        throw InputError(fmt::format("{} is no CSV in UTF-8: it holds zero bytes", name_),
                         "Give the file as LinkedIn made it, or save it as 'CSV UTF-8'.");
    }
    if (at_start_) rest_ = without_utf8_mark(rest_);
    at_start_ = false;
    return n != 0;
}

/// Up to the end of the line: a record ends with a line, so that what the parser has not handed over by then is a quoted
/// field that runs on.
std::string_view TolerantCsv::take_piece() {
    const auto end = std::find_if(rest_.begin(), rest_.end(), is_line_end);
    const std::size_t size = static_cast<std::size_t>(end - rest_.begin()) + (end == rest_.end() ? 0 : 1);
    const std::string_view piece = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return piece;
}

void TolerantCsv::feed(std::string_view piece) {
    if (!started_ && piece.find_first_not_of(" \t\r\n") != std::string_view::npos) {
        started_ = true;
        current_.line = line_;
    }
    bytes_ += started_ ? piece.size() : 0;
    if (bytes_ > max_record_bytes || current_.fields.size() > max_fields) {
        throw InputError(fmt::format("{}, line {}: the row runs on past line {}, larger than any row of an export", name_,
                                     current_.line, line_),
                         "A quote is probably never closed there: download the archive from LinkedIn again.");
    }
    parse(piece);
    end_of_piece(piece);
}

void TolerantCsv::parse(std::string_view bytes) {
    Target target{&current_, &complete_};
    while (!bytes.empty()) {
        const std::size_t taken = csv_parse(&parser_, bytes.data(), bytes.size(), field_done, record_done, &target);
        if (taken == bytes.size()) return;
        if (csv_error(&parser_) != CSV_EPARSE) throw MachineFailure(fmt::format("{}: out of memory", name_));
        // In an unquoted field a quote is a character as any other. In a quoted one nobody can say where the field ends:
        // a quote that was never closed swallows rows, until the first quote of a later row "closes" it.
        if (parser_.quoted != 0 && current_.flaw.empty()) {
            current_.flaw = fmt::format("the quoted field that opens on line {} holds a quote that is not doubled (line {})",
                                        quote_opened_on(), line_);
        }
        bytes.remove_prefix(taken);
        csv_set_opts(&parser_, CSV_STRICT_FINI);
        csv_parse(&parser_, bytes.data(), 1, field_done, record_done, &target);
        csv_set_opts(&parser_, CSV_STRICT | CSV_STRICT_FINI);
        bytes.remove_prefix(1);
    }
}

void TolerantCsv::end_of_piece(std::string_view piece) {
    const bool ends_crlf = after_cr_ && piece == "\n";
    after_cr_ = piece.back() == '\r';
    if (!ends_crlf) last_line_ = line_;
    if (ends_crlf || !is_line_end(piece.back())) return;
    if (started_) {
        quote_line_ = quote_opened_on();
        fields_at_line_start_ = current_.fields.size();
    }
    ++line_;
}

std::int64_t TolerantCsv::quote_opened_on() const {
    const bool on_this_line = quote_line_ == 0 || current_.fields.size() > fields_at_line_start_;
    return on_this_line ? line_ : quote_line_;
}

void TolerantCsv::finish_file() {
    Target target{&current_, &complete_};
    if (csv_fini(&parser_, field_done, record_done, &target) == 0) return;
    const std::int64_t opened = last_line_ == line_ ? quote_opened_on() : quote_line_;
    current_.flaw = fmt::format("the quote that opens on line {} is never closed", opened);
    if (last_line_ > opened) current_.flaw += fmt::format(": the lines up to {} are lost in it", last_line_);
}

Header::Header(const std::vector<std::string>& fields) {
    for (const auto& field : fields) {
        std::string_view name = trim(field);
        if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = trim(name.substr(1, name.size() - 2));
        names_.push_back(to_lower_latin1(name));
    }
}

std::optional<std::size_t> Header::find(std::string_view name) const {
    const auto at = std::find(names_.begin(), names_.end(), name);
    if (at == names_.end()) return std::nullopt;
    return static_cast<std::size_t>(at - names_.begin());
}

std::string Header::doubled() const {
    for (auto at = names_.begin(); at != names_.end(); ++at) {
        if (!at->empty() && std::find(at + 1, names_.end(), *at) != names_.end()) return *at;
    }
    return {};
}

}  // namespace inmail::io::linkedin
