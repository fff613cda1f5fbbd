#include "inmail/store/maintenance.hpp"

#include <functional>
#include <optional>

#include "inmail/app/faults.hpp"
#include "inmail/app/record/erase.hpp"
#include "inmail/app/reports/verify.hpp"
#include "support/catch.hpp"
#include "support/memory_ledger.hpp"

using namespace inmail;

namespace {

/// What the store is said not to do; none: it did it.
std::optional<app::fault::NoMaintenance::Use> lacking_use(const std::function<void()>& act) {
    try {
        act();
    } catch (const app::InvalidRequest& request) { return std::get<app::fault::NoMaintenance>(request.reason()).use; }
    return std::nullopt;
}

}  // namespace

TEST_CASE("a store without maintenance refuses to verify and to erase") {
    using Use = app::fault::NoMaintenance::Use;
    test::MemoryLedger ledger;
    const auto store = ledger.open(store::Access::write);
    REQUIRE(store->maintenance() == nullptr);
    CHECK(lacking_use([&] { static_cast<void>(app::verify(*store, Instant{0}, "")); }) == Use::verify);
    CHECK(lacking_use([&] { static_cast<void>(app::forget(*store, {}, Instant{0}, true)); }) == Use::erase);
}
