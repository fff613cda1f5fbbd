#pragma once

#include <memory>
#include <string>

#include "store/postgres/server_ledger.hpp"

namespace inmail::test {

/// A pool of ana and ben, a seat apart, and a handover from gus to ana. The users ana (a rep), mia (a manager) and aud (an
/// auditor).
class Team {
  public:
    Team();

    [[nodiscard]] std::unique_ptr<Store> open_as(const std::string& user, store::Access access = store::Access::read) const {
        return store::open(ledger.database.location(user), access);
    }

    const OnServer ledger;
};

/// Runs SQL as the user; empty, or the SQLSTATE of its failure.
std::string failure_of(const Team& team, const std::string& user, const std::string& sql);

}  // namespace inmail::test
