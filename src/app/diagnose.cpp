#include "inmail/app/diagnose.hpp"

#include "explanations.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::app {
namespace {

/// Today's trouble: the first observation that differs behind the last that agreed.
Parting find_parting(const std::vector<Story::Entry>& story, const AccountName& who, DiagnoseReport& report) {
    Parting parting;
    for (std::size_t i = 0; i < story.size(); ++i) {
        for (const Story::Step& step : story[i].steps) {
            const Posting& p = step.posting;
            if (p.kind != Posting::Kind::observed) continue;
            ++report.observations;
            const Observation seen{who, p.at, p.amount, p.held};
            if (seen.shown == seen.computed) {
                report.last_agreed = seen;
                report.first_differs.reset();
                parting.agreed = p.cause;
                parting.agreed_on = seen.shown;
                parting.agreed_at = p.at;
                parting.from = i + 1;
            } else if (!report.first_differs) {
                report.first_differs = seen;
                parting.differs = p.cause;
                parting.at = p.at;
                parting.shown = seen.shown;
                parting.computed = seen.computed;
                parting.to = i;
            }
        }
    }
    return parting;
}

}  // namespace

DiagnoseReport diagnose(Store& store, const View& view) {
    ensure(view.accounts.size() == 1, "a diagnosis is of one account");
    Story story;
    Books books(store, view, &story);
    books.fold();
    const AccountId id = story.told_account(books, find_account(store, view.accounts.front()));
    DiagnoseReport report;
    report.account = name_account(store, id);
    report.as_of = view.as_of;
    report.known_at = view.known_at;
    const Parting parting = find_parting(story.of(id), report.account, report);
    if (report.first_differs) report.explanations = explanations(store, view, id, story.of(id), parting);
    return report;
}

}  // namespace inmail::app
