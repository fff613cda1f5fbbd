#include "csv_reader.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "csv_separator.hpp"
#include "file_format.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io {
namespace {

constexpr std::size_t block_bytes = std::size_t{64} * 1024;
constexpr unsigned char strict_options = CSV_STRICT | CSV_STRICT_FINI;

bool ends_line(char c) { return c == '\n' || c == '\r'; }

int no_space(unsigned char) { return 0; }

}  // namespace

std::optional<ValueFlaw> flaw_of(const CsvRecord& record, std::size_t columns) {
    if (record.flaw || (record.field_count >= columns && record.filled_count <= columns)) return record.flaw;
    ValueFlaw flaw{FlawKind::field_count};
    flaw.number = static_cast<std::int64_t>(record.field_count);
    flaw.most = static_cast<std::int64_t>(columns);
    return flaw;
}

CsvReader::CsvReader(std::unique_ptr<ByteStream> in, std::string file_name, const CsvOptions& options)
    : in_(std::move(in)), file_name_(std::move(file_name)), options_(options), block_(new char[block_bytes]) {
    begin_text();
    start_parser();
}

/// Settles the encoding and the separator by the first block.
void CsvReader::begin_text() {
    read_block();
    reject_other_formats(unread_);
    if (const auto order = utf16_order(unread_)) {
        utf16_.emplace(*order);
        decode_block();
    }
    unread_ = without_utf8_mark(unread_);
    if (utf16_) reject_other_formats(unread_);
    if (const auto declared = declared_separator(unread_)) {
        separator_ = declared->character;
        unread_.remove_prefix(declared->declaration_bytes);
        ++line_;
    } else {
        separator_ = options_.separator ? *options_.separator : likely_separator(unread_, options_.header_names);
    }
}

void CsvReader::reject_other_formats(std::string_view first_bytes) const {
    const auto format = format_of(first_bytes);
    using file_fault::FileFormat;
    if (format == FileFormat::text || format == FileFormat::empty) return;
    throw InvalidFile(file_fault::NoCsv{format, options_.source, file_name_});
}

void CsvReader::read_only(const std::vector<std::size_t>& columns) {
    read_columns_.assign(columns.empty() ? 0 : *std::max_element(columns.begin(), columns.end()) + 1, false);
    for (const std::size_t column : columns) read_columns_[column] = true;
}

CsvReader::~CsvReader() { csv_free(&parser_); }

void CsvReader::start_parser() {
    if (csv_init(&parser_, strict_options) != 0) throw std::bad_alloc();
    csv_set_blk_size(&parser_, block_bytes);
    csv_set_delim(&parser_, static_cast<unsigned char>(separator_));
    if (!is_tolerant()) csv_set_space_func(&parser_, no_space);
}

bool CsvReader::next(CsvRecord& record) {
    record_ = &record;
    record.flaw.reset();
    record.field_count = record.filled_count = 0;
    begun_ = complete_ = false;
    record_bytes_ = longest_field_ = 0;
    while (!complete_) {
        const std::string_view chunk = next_chunk();
        if (chunk.empty()) {
            if (!begun_) return false;
            finish_file();
        } else {
            feed(chunk);
        }
    }
    record.fields.resize(std::min(record.field_count, most_columns()));
    return true;
}

/// The bytes up to the end of the line or of the block, whichever comes first; empty at the end of the file. libcsv counts no
/// lines, so it is fed at most one line at a time.
std::string_view CsvReader::next_chunk() {
    if (unread_.empty()) read_block();
    while (unread_.empty() && block_size_ != 0) read_block();  // less than one character came
    const auto end = std::find_if(unread_.begin(), unread_.end(), ends_line);
    const auto size = static_cast<std::size_t>(end - unread_.begin()) + (end == unread_.end() ? 0 : 1);
    const std::string_view chunk = unread_.substr(0, size);
    unread_.remove_prefix(size);
    return chunk;
}

void CsvReader::read_block() {
    block_size_ = in_->read(block_.get(), block_bytes);
    bytes_read_ += static_cast<std::int64_t>(block_size_);
    unread_ = {block_.get(), block_size_};
    if (utf16_) decode_block();
}

void CsvReader::decode_block() {
    text_.clear();
    utf16_->decode(unread_, text_);
    if (block_size_ == 0) utf16_->finish(text_);
    unread_ = text_;
}

void CsvReader::feed(std::string_view chunk) {
    const std::string_view blanks = !is_tolerant() ? "\r\n" : separator_ == '\t' ? " \r\n" : " \t\r\n";
    if (!begun_ && chunk.find_first_not_of(blanks) != std::string_view::npos) {
        begun_ = true;
        record_->line = field_line_ = line_;
    }
    if (is_tolerant() && chunk.find('\0') != std::string_view::npos) fail(Why::zero_bytes);
    if (!skips_line_) parse(chunk);
    end_chunk(chunk);
}

void CsvReader::end_chunk(std::string_view chunk) {
    const bool ends_crlf = chunk == "\n" && last_byte_ == '\r';
    last_byte_ = chunk.back();
    if (ends_crlf) return;  // the CR has ended the line already
    last_line_ = line_;
    if (!ends_line(chunk.back())) return;
    ++line_;
    if (!skips_line_) return;
    skips_line_ = false;
    complete_ = true;
}

void CsvReader::parse(std::string_view chunk) {
    if (begun_) record_bytes_ += chunk.size();
    while (!chunk.empty()) {
        const std::size_t taken = csv_parse(&parser_, chunk.data(), chunk.size(), field_callback, record_callback, this);
        if (taken == chunk.size()) break;
        if (csv_error(&parser_) != CSV_EPARSE) throw std::bad_alloc();
        if (!is_tolerant()) return skip_misquoted_line();
        take_leniently(chunk[taken]);
        chunk.remove_prefix(taken + 1);
    }
    check_bounds();
}

/// If the record began on this line, only the line is lost. If not, the quote may close one that was left open lines before, and
/// where records begin is unknown.
void CsvReader::skip_misquoted_line() {
    if (record_->line != line_) fail(Why::stray_quote, line_);
    record_->flaw = ValueFlaw{FlawKind::stray_quote};
    csv_free(&parser_);
    start_parser();
    skips_line_ = true;
}

/// Parses the character that a strict parser stopped at. A quote inside an unquoted field is a character. Inside a quoted field
/// it may belong to a later row, if the field's own end was forgotten.
void CsvReader::take_leniently(char c) {
    if (parser_.quoted != 0 && !record_->flaw) {
        record_->flaw = ValueFlaw{FlawKind::undoubled_quote};
        record_->flaw->number = field_line_;
        record_->flaw->most = line_;
    }
    csv_set_opts(&parser_, CSV_STRICT_FINI);
    csv_parse(&parser_, &c, 1, field_callback, record_callback, this);
    csv_set_opts(&parser_, strict_options);
}

void CsvReader::check_bounds() const {
    const std::size_t current = is_read(record_->field_count) ? parser_.entry_pos : 0;
    if (std::max(longest_field_, current) > options_.max_field_bytes)
        fail(Why::long_field, field_line_, options_.max_field_bytes);
    if (record_bytes_ > options_.max_record_bytes) fail(Why::long_record, record_->line, options_.max_record_bytes);
}

void CsvReader::finish_file() {
    complete_ = true;
    if (skips_line_) return;
    if (csv_fini(&parser_, field_callback, record_callback, this) == 0) return check_bounds();
    if (!is_tolerant()) fail(Why::unclosed_quote, field_line_);
    record_->flaw = ValueFlaw{FlawKind::unclosed_quote};
    record_->flaw->number = field_line_;
    if (last_line_ > field_line_) record_->flaw->most = last_line_;
}

void CsvReader::on_field(std::string_view field) {
    field_line_ = line_;
    const std::size_t index = record_->field_count++;
    if (!trim(field).empty()) record_->filled_count = record_->field_count;
    const bool is_kept = is_read(index);
    if (is_kept) longest_field_ = std::max(longest_field_, field.size());
    if (index >= most_columns()) return;
    if (index >= record_->fields.size()) record_->fields.resize(index + 1);
    record_->fields[index].assign(is_kept ? field : std::string_view());
}

void CsvReader::fail(Why why, std::int64_t line, std::size_t most) const {
    const std::int64_t record_line = record_ == nullptr ? 0 : record_->line;
    throw InvalidFile(file_fault::UnreadableCsv{why, options_.source, file_name_, line, record_line, field_line_,
                                                static_cast<std::int64_t>(most)});
}

void CsvReader::field_callback(void* data, std::size_t size, void* self) {
    static_cast<CsvReader*>(self)->on_field({static_cast<const char*>(data), size});
}

void CsvReader::record_callback(int, void* self) { static_cast<CsvReader*>(self)->complete_ = true; }

}  // namespace inmail::io
