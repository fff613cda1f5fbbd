#include "linkedin/invitations.hpp"

#include "csv_header.hpp"
#include "inmail/text/encoding.hpp"
#include "inmail/text/unicode.hpp"
#include "linkedin/cell.hpp"
#include "linkedin/dates.hpp"

namespace inmail::io::linkedin {
namespace {

/// The cells of one record by column name, as UTF-8.
class Cells {
  public:
    Cells(const CsvHeader& header, const CsvRecord& record) : header_(header), record_(record) {}
    [[nodiscard]] std::string operator[](std::string_view column) const {
        const auto at = header_.find(column);
        if (!at || *at >= record_.fields.size()) return {};
        const std::string_view cell = trim(record_.fields[*at]);
        return utf8_or_windows_1252(cell);
    }

  private:
    const CsvHeader& header_;
    const CsvRecord& record_;
};

}  // namespace

Invitations read_invitations(const ArchiveFile& file) {
    Invitations invitations;
    CsvReader csv = open_csv(file);
    CsvRecord record;
    if (!csv.next(record)) return invitations;
    const CsvHeader header(record.fields);
    while (csv.next(record)) {
        if (record.is_blank()) continue;
        const auto warn = [&, line = record.line](RowWarning::Kind kind, const ValueFlaw& flaw, const std::string& detail = {}) {
            invitations.warnings.push_back({0, kind, {}, detail, file.name, line, flaw});
        };
        if (const auto flaw = flaw_of(record, header.size())) {
            warn(RowWarning::Kind::unreadable_row, *flaw);
            continue;
        }
        const Cells cells(header, record);
        const std::string direction = fold_name(cells["direction"]);
        if (direction == "outgoing")
            invitations.owner_candidates.push_back({profile_in(cells["inviterprofileurl"]), cells["from"]});
        else if (direction == "incoming")
            invitations.owner_candidates.push_back({profile_in(cells["inviteeprofileurl"]), cells["to"]});
        else
            warn(RowWarning::Kind::direction_unknown, {}, cells["direction"]);
        if (const auto date = parse_message_date(cells["sent at"]); !date)
            warn(RowWarning::Kind::sent_at_unreadable, date.flaw());
    }
    return invitations;
}

std::string read_profile_name(const ArchiveFile& file) {
    CsvReader csv = open_csv(file);
    CsvRecord names;
    CsvRecord values;
    if (!csv.next(names) || !csv.next(values)) return {};
    const CsvHeader header(names.fields);
    const Cells cells(header, values);
    return std::string(trim(cells["first name"] + " " + cells["last name"]));
}

}  // namespace inmail::io::linkedin
