#include "inmail/io/prospect_csv.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "byte_stream.hpp"
#include "csv_header.hpp"
#include "csv_reader.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/file_faults.hpp"
#include "inmail/text/encoding.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io {
namespace {

constexpr std::array<const char*, 11> prospect_column_names{"prospect",     "name",      "degree", "open_profile",
                                                            "open_to_work", "applicant", "group",  "coworker",
                                                            "inmail_first", "priority",  "seat"};

std::vector<std::string> all_prospect_columns() { return {prospect_column_names.begin(), prospect_column_names.end()}; }

class ProspectColumns {
  public:
    ProspectColumns(const CsvRecord& record, const std::string& file) : header_(record.fields) {
        std::vector<ValueFlaw> flaws;
        if (record.flaw) flaws.push_back(*record.flaw);
        if (!header_.find("prospect")) flaws.push_back({FlawKind::needs_column, "prospect"});
        if (const auto doubled = header_.doubled()) flaws.push_back({FlawKind::column_twice, record.fields[*doubled]});
        if (!flaws.empty())
            throw InvalidFile(file_fault::BadProspectHeader{file, record.line, std::move(flaws), all_prospect_columns()});
        for (std::size_t i = 0; i < header_.size(); ++i) {
            if (header_.names()[i].empty()) continue;
            const auto is_it = [&](const char* name) { return folded_column_name(name) == header_.names()[i]; };
            if (std::none_of(prospect_column_names.begin(), prospect_column_names.end(), is_it))
                unused_.push_back(record.fields[i]);
        }
    }

    /// Empty if the list has no such column.
    [[nodiscard]] std::string_view field(const CsvRecord& record, const char* name) const {
        const auto at = header_.find(name);
        return at && *at < record.fields.size() ? strip(record.fields[*at]) : std::string_view();
    }
    [[nodiscard]] std::size_t size() const { return header_.size(); }
    [[nodiscard]] const std::vector<std::string>& unused() const { return unused_; }

  private:
    CsvHeader header_;
    std::vector<std::string> unused_;
};

/// One row, and what is wrong with it.
class ProspectRow {
  public:
    ProspectRow(const ProspectColumns& columns, const CsvRecord& record, std::vector<RejectedRow>& rejected)
        : columns_(columns), record_(record), rejected_(rejected) {}

    /// None if the row has a flaw.
    std::optional<Prospect> read() {
        const std::size_t before = rejected_.size();
        Prospect p;
        p.line = record_.line;
        p.key = person();
        p.is_address = key_of_address(field("prospect")).has_value();
        p.name = name();
        p.degree = degree();
        p.open_profile = yes("open_profile");
        p.open_to_work = yes("open_to_work");
        p.applicant = yes("applicant");
        p.group = yes("group");
        p.coworker = yes("coworker");
        p.inmail_first = yes("inmail_first");
        p.is_high = choice("priority", {"high", "low"}).value_or(0) == 0;
        p.seat = seat();
        return rejected_.size() == before ? std::optional(std::move(p)) : std::nullopt;
    }

  private:
    [[nodiscard]] std::string_view field(const char* column) const { return columns_.field(record_, column); }
    void reject(const char* column, ValueFlaw flaw) { rejected_.push_back({record_.line, column, std::move(flaw)}); }

    std::string person() {
        const auto key = prospect_key(field("prospect"));
        if (key) return *key;
        reject("prospect", key.flaw());
        return {};
    }
    std::string name() {
        const std::string_view given = field("name");
        if (!is_utf8(given))
            reject("name", {FlawKind::not_utf8, std::string(given)});
        else if (has_control(given))
            reject("name", {FlawKind::control_character, std::string(given)});
        else if (given.size() > max_name_bytes)
            reject("name", {FlawKind::too_long, {}, {}, 0, 0, static_cast<std::int64_t>(max_name_bytes)});
        return std::string(given);
    }
    std::optional<int> degree() {
        const auto at = choice("degree", {"1", "2", "3"});
        return at ? std::optional(static_cast<int>(*at) + 1) : std::nullopt;
    }
    bool yes(const char* column) { return choice(column, {"no", "yes"}).value_or(0) == 1; }
    std::string seat() {
        if (field("seat").empty()) return {};
        const auto handle = parse_handle(field("seat"));
        if (handle) return *handle;
        reject("seat", handle.flaw());
        return {};
    }
    /// Which of the words it is, in any case; none if the field is empty or another.
    std::optional<std::size_t> choice(const char* column, const std::vector<std::string>& words) {
        const std::string given(field(column));
        if (given.empty()) return std::nullopt;
        const auto found = std::find(words.begin(), words.end(), to_lower_latin1(given));
        if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
        ValueFlaw flaw{FlawKind::unknown_choice, given, column};
        flaw.choices = words;
        reject(column, std::move(flaw));
        return std::nullopt;
    }

    const ProspectColumns& columns_;
    const CsvRecord& record_;
    std::vector<RejectedRow>& rejected_;
};

}  // namespace

ProspectList read_prospect_csv(std::istream& in, const std::string& name) {
    CsvOptions options;
    options.header_names = {"prospect"};
    options.source = file_fault::UnreadableCsv::Source::prospects;
    CsvReader reader(std::make_unique<IstreamBytes>(in, name), name, options);
    CsvRecord record;
    if (!reader.next(record)) throw InvalidFile(file_fault::EmptyProspectList{name});
    const ProspectColumns columns(record, name);
    ProspectList list;
    list.unused_columns = columns.unused();
    while (reader.next(record)) {
        if (record.is_blank()) continue;
        if (auto flaw = flaw_of(record, columns.size())) {
            list.rejected.push_back({record.line, {}, *std::move(flaw)});
            continue;
        }
        if (auto prospect = ProspectRow(columns, record, list.rejected).read()) list.prospects.push_back(*std::move(prospect));
    }
    if (list.prospects.empty() && list.rejected.empty()) throw InvalidFile(file_fault::EmptyProspectList{name});
    return list;
}

}  // namespace inmail::io
