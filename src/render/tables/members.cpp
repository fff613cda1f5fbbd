// Who may do what in a ledger on a server.

#include "inmail/app/reports/members.hpp"

#include "columns.hpp"
#include "inmail/render/reports.hpp"

namespace inmail::render {

Table table_of(const app::MembersReport& report, const Display&) {
    Table table;
    table.columns = {name("user"), text("role"), name("seat")};
    for (const LedgerMember& member : report.members)
        table.rows.push_back({member.user, std::string(to_string(member.role)), member.seat});
    if (report.members.empty())
        table.notes.emplace_back("Nobody but the owner has rights yet: `inmail grant USER --seat SEAT` gives them.");
    return table;
}

}  // namespace inmail::render
