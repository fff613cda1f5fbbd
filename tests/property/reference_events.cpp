#include "property/reference_events.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <tuple>

namespace reference {

int fold_step_of(const Event& e) {
    if (e.event == "subscribe" || e.event == "switch") return names_only_pool(e) ? 2 : 3;
    if (e.event == "assign" || e.event == "reassign") return 3;
    if (e.event == "purchase" || e.event == "limit") return 5;
    if (e.event == "adjust") return *e.amount > 0 ? 5 : 7;
    if (e.event == "send") return 6;
    if (e.event == "reply" || e.event == "bounce") return 8;
    if (e.event == "observe" || e.event == "rollover") return 9;
    if (e.event == "cancel") return 10;
    throw std::logic_error("no such event: " + e.event);
}

namespace {

/// "a seat's, then a pool's" in step 10; by key, bytewise, within one step.
bool happens_before(const Event& a, const Event& b) {
    const auto place = [](const Event& e) {
        const int step = fold_step_of(e);
        return std::make_tuple(e.at, step, step == step_last && names_only_pool(e));
    };
    return place(a) != place(b) ? place(a) < place(b) : a.key < b.key;
}

}  // namespace

std::vector<Event> events_that_count(const Ledger& ledger, Millis as_of, std::optional<Millis> known_at) {
    std::vector<Event> counted;
    std::set<std::string> voided;
    for (const Event& e : ledger.events) {
        if (known_at && e.recorded_at > *known_at) continue;
        if (e.event == "void") {
            voided.insert(e.ref);
        } else if (e.at <= as_of) {
            counted.push_back(e);
        }
    }
    const auto is_voided = [&](const Event& e) { return voided.count(e.key) > 0; };
    counted.erase(std::remove_if(counted.begin(), counted.end(), is_voided), counted.end());
    std::sort(counted.begin(), counted.end(), happens_before);
    return counted;
}

}  // namespace reference
