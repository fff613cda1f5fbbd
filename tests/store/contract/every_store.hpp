#pragma once

#include <memory>
#include <tuple>

#include "store/records.hpp"
#include "store/sqlite/support.hpp"
#include "support/catch.hpp"
#include "support/memory_ledger.hpp"
#ifdef INMAIL_TEST_ON_SERVER
#include "store/postgres/server_ledger.hpp"
#endif

namespace inmail::test {

class InMemory : public AnyLedger {
  public:
    [[nodiscard]] std::unique_ptr<Store> open(store::Access access = store::Access::read) const override {
        return ledger_->open(access);
    }

  private:
    std::unique_ptr<MemoryLedger> ledger_{std::make_unique<MemoryLedger>()};
};

class InFile : public TestLedger {};

/// The stores that keep the contract of include/inmail/store: each of its tests runs over each of them. A further store is one
/// more type here, an AnyLedger with a new ledger of its own. What needs a server is a test program of its own.
#ifdef INMAIL_TEST_ON_SERVER
using EveryStore = std::tuple<OnServer>;
#else
using EveryStore = std::tuple<InMemory, InFile>;
#endif

}  // namespace inmail::test
