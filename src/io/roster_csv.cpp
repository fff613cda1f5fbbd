#include "inmail/io/roster_csv.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "byte_stream.hpp"
#include "csv_header.hpp"
#include "csv_reader.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/file_faults.hpp"
#include "inmail/io/money.hpp"
#include "inmail/io/when.hpp"
#include "inmail/text/encoding.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io {
namespace {

constexpr std::array<std::string_view, 7> columns{"handle", "name", "team", "plan", "pool", "since", "holds"};
constexpr std::string_view handle_elsewhere = "seat";  ///< what the CSV of events calls that column

ValueFlaw flaw_in(FlawKind kind, std::string_view given, std::int64_t number = 0) {
    ValueFlaw flaw{kind, std::string(given)};
    flaw.number = number;
    return flaw;
}

/// Throws InvalidFile that names every unknown, repeated or missing column.
void check_header(const CsvRecord& record, const CsvHeader& header, const std::string& file_name) {
    const std::vector<std::string> known(columns.begin(), columns.end());
    std::vector<ValueFlaw> flaws;
    if (record.flaw) flaws.push_back(*record.flaw);
    for (std::size_t i = 0; i < header.size() && flaws.empty(); ++i) {
        const std::string& name = header.names()[i];
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        const FlawKind kind = trim(name).empty() ? FlawKind::nameless_column : FlawKind::unknown_column;
        flaws.push_back(flaw_in(kind, record.fields[i], static_cast<std::int64_t>(i + 1)));
        flaws.back().choices = known;
    }
    if (const auto twice = header.doubled(); twice && flaws.empty())
        flaws.push_back(flaw_in(FlawKind::column_twice, record.fields[*twice]));
    if (flaws.empty() && !header.find(columns.front())) flaws.push_back(flaw_in(FlawKind::needs_column, columns.front()));
    if (!flaws.empty()) throw InvalidFile(file_fault::BadHeader{file_name, record.line, std::move(flaws), known});
}

/// Reads one row, with everything that is wrong with it.
class RowReader {
  public:
    RowReader(const CsvHeader& header, const CsvRecord& record, const Zone& zone, Roster& into)
        : header_(header), record_(record), zone_(zone), into_(into) {}

    void read() {
        RosterRow row;
        row.line = record_.line;
        const std::size_t before = into_.rejected.size();
        row.handle = handle("handle");
        if (row.handle.empty() && before == into_.rejected.size()) reject("handle", {FlawKind::missing});
        row.name = text("name");
        row.team = text("team");
        row.plan = text("plan");
        row.pool = handle("pool");
        if (const std::string typed = text("since"); !typed.empty()) {
            const auto when = parse_row_time(typed, zone_);
            if (when)
                row.since = when->at;
            else
                reject("since", when.flaw());
        }
        if (const std::string typed = text("holds"); !typed.empty()) row.holds = balance(typed);
        if (before == into_.rejected.size()) into_.rows.push_back(std::move(row));
    }

  private:
    void reject(std::string_view column, ValueFlaw flaw) {
        into_.rejected.push_back({record_.line, std::string(column), std::move(flaw)});
    }

    [[nodiscard]] std::string text(std::string_view column) {
        const auto index = header_.find(column);
        if (!index) return {};
        const std::string_view given = trim(record_.fields[*index]);
        if (is_utf8(given) && !has_control(given)) return std::string(given);
        reject(column, {is_utf8(given) ? FlawKind::control_character : FlawKind::not_utf8, std::string(given)});
        return {};
    }

    [[nodiscard]] std::string handle(std::string_view column) {
        const std::string typed = text(column);
        if (typed.empty()) return {};
        const auto parsed = parse_handle(typed);
        if (parsed) return *parsed;
        reject(column, parsed.flaw());
        return {};
    }

    [[nodiscard]] std::optional<Credits> balance(const std::string& typed) {
        const auto amount = parse_amount(typed);
        if (amount && *amount >= no_credits) return *amount;
        if (!amount) {
            reject("holds", amount.flaw());
            return std::nullopt;
        }
        reject("holds", flaw_in(FlawKind::number_too_small, typed, amount->value));
        return std::nullopt;
    }

    const CsvHeader& header_;
    const CsvRecord& record_;
    const Zone& zone_;
    Roster& into_;
};

}  // namespace

Roster read_roster(std::istream& in, const std::string& file_name, const Zone& zone) {
    CsvOptions options;
    options.header_names = {columns.front(), handle_elsewhere};
    CsvReader reader(std::make_unique<IstreamBytes>(in, file_name), file_name, options);
    CsvRecord record;
    Roster roster;
    if (!reader.next(record)) return roster;
    for (auto& field : record.fields) {
        if (folded_column_name(field) == handle_elsewhere) field = columns.front();
    }
    const CsvHeader header(record.fields);
    check_header(record, header, file_name);
    while (reader.next(record)) {
        if (record.is_blank()) continue;
        if (auto flaw = flaw_of(record, header.size())) {
            roster.rejected.push_back({record.line, {}, *std::move(flaw)});
            continue;
        }
        record.fields.resize(std::max(record.fields.size(), header.size()));
        RowReader(header, record, zone, roster).read();
    }
    return roster;
}

}  // namespace inmail::io
