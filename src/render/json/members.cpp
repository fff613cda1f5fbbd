#include "inmail/app/reports/members.hpp"

#include "inmail/render/reports.hpp"
#include "support.hpp"

namespace inmail::render {

std::string to_json(const app::MembersReport& report) {
    Json j = schema_1();
    j["members"] = Json::array();
    for (const LedgerMember& member : report.members)
        j["members"].push_back({{"user", member.user}, {"role", to_string(member.role)}, {"seat", text_or_null(member.seat)}});
    return line_of(j);
}

}  // namespace inmail::render
