#include "proof.hpp"

#include "inmail/app/reports/verify.hpp"
#include "inmail/core/damage.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/render/reports.hpp"
#include "inmail/store/open.hpp"

namespace inmail::test {

Proof prove(const std::filesystem::path& ledger) {
    constexpr Instant noon{1'773'144'000'000};  // 2026-03-10T12:00:00Z
    try {
        const auto store = store::open(ledger, store::Access::read, store::Caching::used, {{}, store::Copies::taken_as_they_are});
        const app::VerifyReport report = app::verify(*store, noon, "");
        return {report.problems.empty(), render::to_json(report)};
    } catch (const DamagedLedger& damage) { return {false, render::words_of(damage).what}; }
}

}  // namespace inmail::test
