#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "property/difference.hpp"
#include "property/fold.hpp"
#include "support/catch.hpp"

using namespace reference;

// Every ledger of a subscribe and up to N more events, at five instants and with three prospects.

namespace {

Terms small_plan(const std::string& plan, const std::string& cap_rule, const std::string& refresh, const std::string& window_rule,
                 const std::string& refund_expiry) {
    Terms terms;
    terms.rulebook = "house";
    terms.plan = plan;
    terms.allowance = 2;
    terms.cap = 3;
    terms.cap_rule = cap_rule;
    terms.refresh = refresh;
    terms.expiry_days = 29;
    terms.refund_window_days = 2;
    terms.window_rule = window_rule;
    terms.refund_expiry = refund_expiry;
    terms.purchase_expiry_days = 30;
    return terms;
}

const std::vector<Terms>& two_plans() {
    static const std::vector<Terms> plans{small_plan("stops", "stop", "calendar", "elapsed", "fresh"),
                                          small_plan("trims", "trim", "anniversary", "calendar-day", "original")};
    return plans;
}

Millis time(const std::string& text) { return parse_time(text, DateMeans::first_moment).value(); }

/// The subscribe, a calendar refresh, the end of a window, an anniversary refresh, the expiry of the first credits.
const std::vector<Millis>& five_instants() {
    static const std::vector<Millis> instants{time("2026-01-31T12:00Z"), time("2026-02-01"), time("2026-02-02T12:00Z"),
                                              time("2026-02-28"), time("2026-03-01T12:00Z")};
    return instants;
}

Event event(const std::string& kind) {
    Event e;
    e.event = kind;
    e.seat = "ana";
    return e;
}

Event event_to(const std::string& kind, const std::string& prospect, const std::string& channel = "") {
    Event e = event(kind);
    e.prospect = prospect;
    e.channel = channel;
    return e;
}

Event event_of(const std::string& kind, long long amount) {
    Event e = event(kind);
    e.amount = amount;
    return e;
}

Event plan_event(const std::string& kind, const std::string& plan) {
    Event e = event(kind);
    e.plan = plan;
    return e;
}

/// Every kind of event at every instant.
std::vector<Event> alphabet() {
    std::vector<Event> kinds{event("cancel"),
                             plan_event("switch", "stops"),
                             plan_event("subscribe", "trims"),
                             event_of("purchase", 2),
                             event_of("adjust", 1),
                             event_of("adjust", -2),
                             event_to("bounce", "p1"),
                             event_to("send", "p1", "first-degree")};
    for (const std::string prospect : {"p1", "p2", "p3"}) {
        kinds.push_back(event_to("send", prospect));
        kinds.push_back(event_to("reply", prospect));
    }
    std::vector<Event> all;
    for (const Millis at : five_instants()) {
        for (Event e : kinds) {
            e.at = at;
            all.push_back(e);
        }
    }
    return all;
}

class Universe {
  public:
    Universe(const Terms& plan, std::size_t most) : alphabet_(alphabet()), most_(most) {
        ledger_.default_rulebook = plan.rulebook;
        ledger_.terms = two_plans();
        Event subscribe = plan_event("subscribe", plan.plan);
        subscribe.at = five_instants().front();
        add(subscribe);
    }

    /// Compares every ledger and returns their number.
    long long explore() {
        extend(0);
        return compared_;
    }

  private:
    void add(Event e) {
        e.key = "k" + std::to_string(ledger_.events.size());
        ledger_.events.push_back(e);
    }

    void extend(std::size_t from) {
        compare();
        if (ledger_.events.size() > most_) return;
        for (std::size_t i = from; i < alphabet_.size(); ++i) {
            add(alphabet_[i]);
            extend(i + 1);
            ledger_.events.pop_back();
        }
    }

    void compare() {
        ++compared_;
        const Millis well_after = time("2026-04-02");
        const auto lines = differences(replay(ledger_, well_after), fold(ledger_, well_after));
        if (lines.empty()) return;
        std::string all;
        for (const std::string& line : lines) all += line + "\n";
        FAIL(all << show(ledger_));
    }

    std::vector<Event> alphabet_;
    std::size_t most_;
    Ledger ledger_;
    long long compared_{0};
};

void explore(std::size_t most) {
    for (const Terms& plan : two_plans()) {
        const long long compared = Universe(plan, most).explore();
        std::cout << "universe of " << plan.plan << ": " << compared << " ledgers of up to " << most << " events agree\n";
        CHECK(compared > 1);
    }
}

}  // namespace

TEST_CASE("the fold and the reference agree on every ledger of a subscribe and up to 3 events (RULES sections 3 and 4)",
          "[universe]") {
    explore(3);
}

TEST_CASE("the fold and the reference agree on every ledger of a subscribe and up to 4 events (RULES sections 3 and 4)",
          "[.soak]") {
    explore(4);
}
