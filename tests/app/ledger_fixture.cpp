#include "app/ledger_fixture.hpp"

#include <sstream>
#include <stdexcept>

#include "inmail/app/import/import.hpp"
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

void LedgerFixture::record(const std::string& csv) {
    std::istringstream in(csv);
    app::ImportOptions options;
    options.now = recorded;
    const auto result = app::import_events(*store_, in, "test", io::Zone::named("UTC"), options);
    if (!result.rejected.empty()) throw std::runtime_error(result.rejected.front().reason);
}

Instant at(const std::string& text) {
    if (const auto day = parse_day(text)) return start_of(*day);
    const auto instant = parse_rfc3339(text);
    if (!instant) throw std::runtime_error(text + " is no instant");
    return *instant;
}

}  // namespace inmail::test
