#include "app/ledger_fixture.hpp"

#include <sstream>
#include <stdexcept>

#include "inmail/app/import/import_events.hpp"
#include "inmail/app/names.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/store/open.hpp"

namespace inmail::test {
namespace {

const Instant recorded = at("2030-01-01");

}  // namespace

LedgerFixture::LedgerFixture() {
    store::create(directory_ / "ledger.db", "linkedin", "UTC", at("2020-01-01"));
    store_ = store::open(directory_ / "ledger.db", store::Access::write);
}

void LedgerFixture::plan(const std::string& name, const Terms& terms) {
    const auto transaction = store_->begin(recorded, "test");
    transaction->append_terms({{"linkedin", name, terms}}, "");
    transaction->commit();
}

void LedgerFixture::record(const std::string& csv) { record(csv, recorded); }

void LedgerFixture::record(const std::string& csv, Instant now) {
    std::istringstream in(csv);
    app::ImportOptions options;
    options.now = now;
    const auto result = app::import_events(*store_, in, "test", io::Zone::named("UTC"), options);
    if (!result.rejected.empty()) throw std::runtime_error("a row is rejected in column " + result.rejected.front().column);
}

AccountId LedgerFixture::account(const std::string& name) {
    const std::string pool = "pool:";
    if (name.find(pool) == 0) return AccountId::of(app::require_pool(*store_, name.substr(pool.size())));
    return AccountId::of(app::require_seat(*store_, name));
}

Instant at(const std::string& text) {
    if (const auto day = parse_day(text)) return start_of(*day);
    const auto instant = parse_rfc3339(text);
    if (!instant) throw std::runtime_error(text + " is no instant");
    return *instant;
}

}  // namespace inmail::test
