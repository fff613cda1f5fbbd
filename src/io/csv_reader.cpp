#include "csv_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <istream>
#include <new>
#include <utility>

#include "inmail/core/errors.hpp"
#include "inmail/text/encoding.hpp"
#include "inmail/text/strings.hpp"

namespace inmail::io {
namespace {

constexpr std::size_t block_bytes = std::size_t{64} * 1024;
constexpr std::string_view utf16_marks[] = {"\xFF\xFE", "\xFE\xFF"};

bool ends_line(char c) { return c == '\n' || c == '\r'; }

/// libcsv would strip blanks around a field; RFC 4180 has them belong to it.
int no_space(unsigned char) { return 0; }

void start(csv_parser& parser) {
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc();
    csv_set_space_func(&parser, no_space);
}

}  // namespace

CsvReader::CsvReader(std::istream& in, std::string file_name) : in_(in), file_name_(std::move(file_name)) {
    read_block();
    for (const auto mark : utf16_marks) {
        if (begins_with(unread_, mark)) {
            throw InputError(file_name_ + " is UTF-16 text", "Save it as CSV in UTF-8 and import that.");
        }
    }
    unread_ = without_utf8_mark(unread_);
    start(parser_);
}

CsvReader::~CsvReader() { csv_free(&parser_); }

bool CsvReader::next(Record& record) {
    record_ = &record;
    record.flaw.clear();
    record.field_count = 0;
    begun_ = complete_ = false;
    record_bytes_ = longest_field_ = 0;
    while (!complete_) {
        const std::string_view chunk = next_chunk();
        if (!chunk.empty()) {
            feed(chunk);
            continue;
        }
        finish();
        if (!complete_) return false;
    }
    record.fields.resize(std::min(record.field_count, max_columns));
    return true;
}

/// Up to the end of the line or of the block, whichever comes first; empty at the end of the file.
std::string_view CsvReader::next_chunk() {
    if (unread_.empty()) read_block();
    const auto end = std::find_if(unread_.begin(), unread_.end(), ends_line);
    const auto size = static_cast<std::size_t>(end - unread_.begin()) + (end == unread_.end() ? 0 : 1);
    const std::string_view chunk = unread_.substr(0, size);
    unread_.remove_prefix(size);
    return chunk;
}

void CsvReader::read_block() {
    block_.resize(block_bytes);
    in_.read(block_.data(), static_cast<std::streamsize>(block_bytes));
    if (in_.bad())
        throw MachineFailure(fmt::format("{} cannot be read to its end", file_name_), "Check the disk it is on and try again.");
    block_.resize(static_cast<std::size_t>(in_.gcount()));
    unread_ = block_;
}

void CsvReader::feed(std::string_view chunk) {
    if (!begun_ && !ends_line(chunk.front())) {
        begun_ = true;
        record_->line = field_line_ = line_;
    }
    const bool line_ends = ends_line(chunk.back());
    if (!skips_line_) parse(chunk);
    if (skips_line_ && line_ends) {
        skips_line_ = false;
        complete_ = true;
    }
    // The LF of a CRLF comes as a chunk of its own: the CR has ended the line already.
    const char before = chunk.size() > 1 ? chunk[chunk.size() - 2] : last_byte_;
    if (line_ends && !(chunk.back() == '\n' && before == '\r')) ++line_;
    last_byte_ = chunk.back();
}

void CsvReader::parse(std::string_view chunk) {
    if (csv_parse(&parser_, chunk.data(), chunk.size(), field_callback, record_callback, this) == chunk.size())
        return check_bounds();
    if (csv_error(&parser_) != CSV_EPARSE) throw std::bad_alloc();
    misquoted();
}

/// A quote where none may stand. Within one line only that line is lost; past it no one can say where records begin.
void CsvReader::misquoted() {
    if (record_->line != line_) {
        fail(line_, fmt::format("a quote inside of text, in the record that begins on line {}: is the quote on line {} closed "
                                "where it should be?",
                                record_->line, field_line_));
    }
    record_->flaw = "a quote inside of text: put the whole field in quotes and double each quote in it";
    csv_free(&parser_);
    start(parser_);
    skips_line_ = true;
}

void CsvReader::check_bounds() const {
    if (std::max(longest_field_, parser_.entry_pos) > max_field_bytes) {
        fail(field_line_, fmt::format("a field longer than {} bytes: is a quote left open there?", max_field_bytes));
    }
    if (record_bytes_ > max_record_bytes) fail(record_->line, fmt::format("a record longer than {} bytes", max_record_bytes));
}

void CsvReader::finish() {
    if (skips_line_) {
        skips_line_ = false;
        complete_ = true;
        return;
    }
    if (csv_fini(&parser_, field_callback, record_callback, this) != 0)
        fail(field_line_, "the quote that opens here is never closed");
    check_bounds();
}

void CsvReader::on_field(std::string_view field) {
    longest_field_ = std::max(longest_field_, field.size());
    record_bytes_ += field.size() + 1;
    field_line_ = line_;
    const std::size_t index = record_->field_count++;
    if (index >= max_columns) return;
    if (index < record_->fields.size())
        record_->fields[index].assign(field);
    else
        record_->fields.emplace_back(field);
}

void CsvReader::fail(std::int64_t line, const std::string& why) const {
    throw InputError(fmt::format("{}, line {}: {}", file_name_, line, why),
                     "Mend the file and import it again; nothing was recorded.");
}

void CsvReader::field_callback(void* data, std::size_t size, void* self) {
    static_cast<CsvReader*>(self)->on_field({static_cast<const char*>(data), size});
}

void CsvReader::record_callback(int, void* self) { static_cast<CsvReader*>(self)->complete_ = true; }

}  // namespace inmail::io
