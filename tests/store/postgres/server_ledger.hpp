#pragma once

#include <string>

#include "inmail/chain/ledger_info.hpp"
#include "store/records.hpp"

namespace inmail::test {

/// A new database on the server that tests/store/postgres/with-server started, gone when this is.
class TestDatabase {
  public:
    explicit TestDatabase(const std::string& like = "template0");
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }
    /// `user`: empty: who runs the test.
    [[nodiscard]] std::string location(const std::string& user = {}) const;
    /// Runs SQL as the server's superuser.
    void run(const std::string& sql) const;
    [[nodiscard]] std::string value(const std::string& query) const;

  private:
    std::string name_;
};

/// A ledger on a server. Its clock believes what a client says, so that a test may choose when something is recorded.
class OnServer : public AnyLedger {
  public:
    OnServer();
    explicit OnServer(const LedgerInfo& info);

    [[nodiscard]] std::unique_ptr<Store> open(store::Access access = store::Access::read) const override {
        return store::open(database.location(), access);
    }

    /// Gives roles to the users ana (a rep of the seat ana, which must be there), mia (a manager) and aud (an auditor).
    void add_members() const;

    const TestDatabase database;
};

}  // namespace inmail::test
