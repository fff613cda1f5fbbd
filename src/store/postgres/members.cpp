#include "postgres/members.hpp"

#include "inmail/core/ledger_faults.hpp"

namespace inmail::store::postgres {

namespace {

MemberRole role_of(std::string_view name) {
    for (const MemberRole role : {MemberRole::manager, MemberRole::auditor}) {
        if (name == to_string(role)) return role;
    }
    return MemberRole::rep;
}

/// The columns: its name, role and seat.
LedgerMember member_at(const Answer& answer, int row) {
    return {answer.string(row, 0), role_of(answer.text(row, 1)), answer.string(row, 2)};
}

constexpr bool commits = true;

/// The ledger's owner gets an answer about the user of this name: the server's rules for names are not the ledger's.
void ask_about(Connection& connection, const std::string& user, const Question& question) {
    using ledger_fault::LedgerOnServer;
    const auto fail = [&](LedgerOnServer::Why why) { throw InvalidLedgerRequest(LedgerOnServer{why, connection.name(), user}); };
    const Answer answer = connection.ask(question);
    const std::string problem = answer.string(0, 0);
    if (problem == "no_user") fail(LedgerOnServer::Why::no_user);
    if (problem == "owner") fail(LedgerOnServer::Why::owner);
    if (problem == "no_member") fail(LedgerOnServer::Why::no_member);
    ensure(problem.empty(), "a known answer of grant_role and revoke_role");
}

}  // namespace

void grant_role(Connection& connection, const std::string& user, MemberRole role, std::optional<SeatId> seat) {
    const Parameter its_seat = seat ? Parameter(std::int64_t{seat->value}) : Parameter(std::nullopt);
    ask_about(connection, user,
              {"SELECT grant_role($1, $2, $3::integer)", {user, std::string(to_string(role)), its_seat}, commits});
}

void revoke_role(Connection& connection, const std::string& user) {
    ask_about(connection, user, {"SELECT revoke_role($1)", {user}, commits});
}

const char* const of_user =
    "session_user::text, my_role(), (SELECT min(name) FROM seat WHERE left(name, 1) <> '(' AND my_role() = 'rep')";

std::optional<LedgerMember> member_of_user(const Answer& answer) {
    if (answer.text(0, 1) == "owner") return std::nullopt;
    return member_at(answer, 0);
}

Question members_question() {
    return {"SELECT m.name, m.role, s.name FROM member AS m LEFT JOIN seat AS s ON s.id = m.seat ORDER BY m.name"};
}

std::vector<LedgerMember> members_of(const Answer& answer) {
    std::vector<LedgerMember> all;
    for (int row = 0; row < answer.rows(); ++row) all.push_back(member_at(answer, row));
    return all;
}

}  // namespace inmail::store::postgres
