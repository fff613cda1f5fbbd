#include "inmail/render/errors.hpp"

#include "examples.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/core/money.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::render;

namespace {

std::string lines_of(const Error& error) {
    const ErrorWords words = words_of(error);
    std::string lines = words.what;
    for (const auto& line : words.further) lines += "\n" + line;
    return lines + (words.next_step.empty() ? "" : "\n" + words.next_step);
}

}  // namespace

TEST_CASE("a fault of a request is told with what to do next, and exits 3") {
    const app::InvalidRequest unknown(app::fault::UnknownName{app::fault::NameKind::seat, "anna", "ana"});
    CHECK(unknown.code() == ExitCode::input);
    CHECK(lines_of(unknown) ==
          "unknown seat 'anna'; did you mean 'ana'?\n"
          "`inmail balance` lists the seats; `inmail subscribe` adds one");
    CHECK(lines_of(app::InvalidRequest(app::fault::FlawedRecord{{"plan", "no such plan"}})) ==
          "plan: no such plan\n`inmail plans` lists them");
    CHECK(lines_of(app::InvalidRequest(app::fault::FlawedRecord{{"amount", "too large"}})) == "amount: too large");
}

TEST_CASE("a refusal says how to record it anyway, and exits 4") {
    const app::Refused broke(app::refusal::NoCredits{seat("ana"), at("2026-03-14T09:00:00Z"),
                                                     app::refusal::NoCredits::Grant{at("2026-04-01T00:00:00Z"), Credits{50}}});
    CHECK(broke.code() == ExitCode::refused);
    CHECK(lines_of(broke) ==
          "no credits left: ana holds none on 2026-03-14\n"
          "50 credits come on 2026-04-01; name the --channel if the message was free, or use --force to record it anyway");
    CHECK(lines_of(app::Refused(app::refusal::NothingToCancel{pool("acme"), at("2026-03-14T09:00:00Z")})) ==
          "pool:acme has no plan to cancel on 2026-03-14\n"
          "use --force to record it anyway");
}

TEST_CASE("an error that brings its words keeps them") {
    CHECK(lines_of(InputError("a.csv is empty", "add a header line", {"b.csv too"})) ==
          "a.csv is empty\nb.csv too\nadd a header line");
    try {
        (void)sum_minor(INT64_MAX, 1);
        FAIL("money past counting was counted");
    } catch (const Error& error) { CHECK(words_of(error).next_step == "`inmail plans` shows the prices"); }
}
