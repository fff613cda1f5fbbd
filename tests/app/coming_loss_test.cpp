#include "inmail/app/forecast/coming_loss.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "app/ledger_fixture.hpp"
#include "support/catch.hpp"

namespace inmail::app {
namespace {

using test::at;
using Kind = Posting::Kind;

ComingLoss loss_of(Kind kind, const char* when, std::int64_t amount, std::int64_t beyond_saving = 0, std::int64_t above_cap = 0) {
    ComingLoss loss;
    loss.kind = kind;
    loss.at = at(when);
    loss.amount = Credits{amount};
    loss.beyond_saving = Credits{beyond_saving};
    loss.above_cap = Credits{above_cap};
    return loss;
}

/// "15 for 10 by 2026-12-05; ..."
std::string deadlines_text(const std::vector<ComingLoss>& losses) {
    std::string text;
    for (const Deadline& d : deadlines_of(losses)) {
        text += fmt::format("{}{} for {} by {}", text.empty() ? "" : "; ", d.to_send.value, d.lost.value,
                            to_string(day_of(d.too_late)));
    }
    return text;
}

TEST_CASE("what is lost next is all that the first instant takes") {
    CHECK_FALSE(next_loss_of({}));
    const auto next = next_loss_of({loss_of(Kind::expired, "2026-12-05", 48), loss_of(Kind::withheld, "2026-12-05", 3, 1),
                                    loss_of(Kind::zeroed, "2026-12-20", 96)});
    REQUIRE(next);
    CHECK(next->amount == Credits{51});
    CHECK(next->saveable() == Credits{50});
    CHECK(to_string(day_of(next->at)) == "2026-12-05");
}

TEST_CASE("losses of one instant are one deadline") {
    CHECK(deadlines_text({}).empty());
    CHECK(deadlines_text({loss_of(Kind::expired, "2026-12-05", 48), loss_of(Kind::withheld, "2026-12-05", 3),
                          loss_of(Kind::zeroed, "2026-12-20", 96)}) == "51 for 51 by 2026-12-05; 96 for 96 by 2026-12-20");
}

TEST_CASE("what no send can save has no deadline") {
    CHECK(deadlines_text({loss_of(Kind::zeroed, "2026-12-05", 50, 50)}).empty());
    CHECK(deadlines_text({loss_of(Kind::zeroed, "2026-12-05", 80, 50)}) == "30 for 30 by 2026-12-05");
}

TEST_CASE("above the cap more must be sent than is lost, once") {
    const auto withheld = [](const char* when, std::int64_t above_cap) { return loss_of(Kind::withheld, when, 5, 0, above_cap); };
    CHECK(deadlines_text({loss_of(Kind::expired, "2026-12-05", 5), withheld("2026-12-05", 5)}) == "15 for 10 by 2026-12-05");
    CHECK(deadlines_text({withheld("2026-12-05", 20), withheld("2027-01-05", 20)}) ==
          "25 for 5 by 2026-12-05; 5 for 5 by 2027-01-05");
    CHECK(deadlines_text({withheld("2026-12-05", 20), loss_of(Kind::expired, "2027-01-05", 20), withheld("2027-01-05", 0)}) ==
          "25 for 5 by 2026-12-05; 5 for 25 by 2027-01-05");
}

}  // namespace
}  // namespace inmail::app
