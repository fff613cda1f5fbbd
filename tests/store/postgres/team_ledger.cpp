#include "store/postgres/team_ledger.hpp"

#include "inmail/core/errors.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "postgres/connection.hpp"

namespace inmail::test {

Team::Team() {
    EventRecord answered = send("gus", "old-answered", day(1));
    EventRecord pending = send("gus", "old-pending", day(1));
    EventRecord of_ben = send("ben", "secret-prospect", day(3));
    of_ben.thread = "2-secret-thread";
    of_ben.note = "secret note";
    of_ben.campaign = "secret-campaign";
    of_ben.key = "secret-key";
    EventRecord ben_joins = join("ben", "acme", day(0));
    ben_joins.name = "Secret Name";
    ben_joins.team = "secret-team";
    ledger.record({open_pool("acme", day(0)), ben_joins, subscribe("gus", day(0)), answered, pending,
                   reply("gus", "old-answered", day(2)), reassign("gus", "ana", day(4)), join("ana", "acme", day(5)), of_ben,
                   with_key(send("ana", "jane", day(6)), "anas-send"), subscribe("zoe", day(0)),
                   with_key(send("zoe", "other-prospect", day(6)), "zoes-send")});
    ledger.add_members();
}

std::string failure_of(const Team& team, const std::string& user, const std::string& sql) {
    store::postgres::Connection connection(team.ledger.database.location(user));
    try {
        connection.run_script(sql);
    } catch (const store::postgres::ServerFailure& failure) { return failure.state(); } catch (const RefusedByLedger&) {
        return "IM004";
    } catch (const Defect& defect) {  // of wrong SQL, as the program never asks it
        return defect.what();
    }
    return {};
}

}  // namespace inmail::test
