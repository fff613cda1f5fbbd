#include "inmail/io/prospect_csv.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "byte_stream.hpp"
#include "csv_header.hpp"
#include "csv_reader.hpp"
#include "inmail/core/file_faults.hpp"
#include "inmail/text/unicode.hpp"
#include "prospect_row.hpp"

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
            throw InvalidFile(file_fault::BadHeader{file, record.line, std::move(flaws), all_prospect_columns(), true});
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

}  // namespace

ProspectList read_prospect_csv(std::istream& in, const std::string& name) {
    CsvOptions options;
    options.header_names = {"prospect"};
    options.source = file_fault::UnreadableCsv::Source::prospects;
    CsvReader reader(std::make_unique<IstreamBytes>(in, name), name, options);
    CsvRecord record;
    using file_fault::EmptyProspectList;
    if (!reader.next(record)) throw InvalidFile(EmptyProspectList{name, EmptyProspectList::Why::empty});
    const ProspectColumns columns(record, name);
    ProspectList list;
    list.unused_columns = columns.unused();
    while (reader.next(record)) {
        if (record.is_blank()) continue;
        if (auto flaw = flaw_of(record, columns.size())) {
            list.rejected.push_back({record.line, {}, *std::move(flaw)});
            continue;
        }
        const auto field = [&](const char* column) { return columns.field(record, column); };
        if (auto prospect = read_prospect(record.line, field, list.rejected)) list.prospects.push_back(*std::move(prospect));
    }
    if (list.prospects.empty() && list.rejected.empty())
        throw InvalidFile(EmptyProspectList{name, EmptyProspectList::Why::header_only});
    return list;
}

}  // namespace inmail::io
