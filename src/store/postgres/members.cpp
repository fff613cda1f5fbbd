#include "postgres/members.hpp"

#include "inmail/core/ledger_faults.hpp"

namespace inmail::store::postgres {

namespace {

const char* name_of(MemberRole role) {
    switch (role) {
        case MemberRole::manager:
            return "manager";
        case MemberRole::auditor:
            return "auditor";
        case MemberRole::rep:
            break;
    }
    return "rep";
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
    ask_about(connection, user, {"SELECT grant_role($1, $2, $3::integer)", {user, name_of(role), its_seat}, commits});
}

void revoke_role(Connection& connection, const std::string& user) {
    ask_about(connection, user, {"SELECT revoke_role($1)", {user}, commits});
}

}  // namespace inmail::store::postgres
