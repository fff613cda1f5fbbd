#include "inmail/app/seat_people.hpp"

#include "fold/fold_run.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/text/name_match.hpp"

namespace inmail::app {

SeatPeople seat_people(FoldSource& store, Instant as_of, std::optional<Instant> known_at) {
    FoldRun fold_run(store, {as_of, known_at, {}});
    fold_run.fold();
    SeatPeople people;
    const auto handles = store.subscribed(AccountId::Kind::seat);
    const auto ids = store.ids_of(NameKind::seat, handles);
    for (std::size_t i = 0; i < handles.size(); ++i) {
        const SeatState seat = fold_run.reconciler().seat(SeatId{ids[i]});
        if (!seat.name.empty()) people[handles[i]] = seat.name;
    }
    return people;
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
