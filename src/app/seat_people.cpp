#include "inmail/app/seat_people.hpp"

#include <functional>

#include "fold/fold_run.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/text/name_match.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::app {

namespace {

void for_each_seat(FoldSource& store, const ReportQuery& query,
                   const std::function<void(const std::string& handle, const SeatState&)>& each) {
    FoldRun fold_run(store, query);
    fold_run.fold();
    const auto handles = store.subscribed(AccountId::Kind::seat);
    const auto ids = store.ids_of(NameKind::seat, handles);
    for (std::size_t i = 0; i < handles.size(); ++i) each(handles[i], fold_run.reconciler().seat(SeatId{ids[i]}));
}

}  // namespace

SeatPeople seat_people(FoldSource& store, Instant as_of, std::optional<Instant> known_at) {
    SeatPeople people;
    for_each_seat(store, {as_of, known_at, {}}, [&people](const std::string& handle, const SeatState& seat) {
        if (!seat.name.empty()) people[handle] = seat.name;
    });
    return people;
}

std::optional<std::string> team_named(FoldSource& store, Instant as_of, const std::string& typed) {
    const std::string wanted = to_lower_latin1(typed);
    std::optional<std::string> found;
    for_each_seat(store, {as_of, std::nullopt, {}}, [&](const std::string&, const SeatState& seat) {
        if (!wanted.empty() && to_lower_latin1(seat.team) == wanted) found = seat.team;
    });
    return found;
}

std::vector<std::string> seats_of_person(const SeatPeople& people, const std::string& typed) {
    const TypedName name(typed);
    std::map<NameFit, std::vector<std::string>> found;
    for (const auto& [handle, person] : people) {
        if (const auto fit = name.fit_of(person, NameFit::part)) found[*fit].push_back(handle);
    }
    return found.empty() ? std::vector<std::string>{} : found.begin()->second;
}

}  // namespace inmail::app
