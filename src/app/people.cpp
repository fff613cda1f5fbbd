#include "inmail/app/people.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "batch_commands.hpp"
#include "import/licence.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/io/when.hpp"
#include "inmail/store/reader.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/unicode.hpp"
#include "key_family.hpp"

namespace inmail::app {
namespace {

/// Whether any message in force names the person: the ledger also has the names of others, such as those of archives' owners.
bool has_messages(Reader& ledger, const std::string& prospect) {
    const auto id = ledger.find_prospect(prospect);
    return id && !ledger.messages_with(*id, last_instant).empty();
}

/// Under which spellings an archive's import put the messages that the ledger had under these. Empty: some are in force under one
/// of these, or nothing stands for them.
std::vector<std::string> renamed_by_archives(Reader& ledger, const std::vector<std::string>& spellings) {
    const auto is_in_force = [&ledger](const std::string& prospect) { return has_messages(ledger, prospect); };
    if (std::any_of(spellings.begin(), spellings.end(), is_in_force)) return {};
    std::vector<RecordedEvent> taken_back;
    ledger.read_records({}, [&](const RecordedEvent& event) {
        const bool is_theirs = std::find(spellings.begin(), spellings.end(), event.prospect) != spellings.end();
        if (is_theirs && event.voided()) taken_back.push_back(event);
    });
    std::set<std::string> people;
    for (const RecordedEvent& event : taken_back) {
        const auto stand_in = stand_in_of(ledger, event);
        if (stand_in && begins_with(ledger.command_of(stand_in->batch), command_import_linkedin))
            people.insert(stand_in->prospect);
    }
    return {people.begin(), people.end()};
}

/// The names that fit, by how they do.
std::map<NameFit, std::vector<std::string>> read_fitting(Reader& ledger, const TypedPerson& typed, NameFit worst) {
    const TypedName name(typed.is_address ? typed.key : typed.text, typed.is_address);
    std::map<NameFit, std::vector<std::string>> found;
    ledger.read_prospects([&](ProspectId, const std::string& known) {
        if (const auto fit = name.fit_of(known, worst)) found[*fit].push_back(known);
    });
    return found;
}

/// Who wrote to people, and who of them has not answered.
class Correspondence {
  public:
    Correspondence(Reader& ledger, std::string seat, Instant until) : ledger_(ledger), seat_(std::move(seat)), until_(until) {}

    /// A row for each person and seat, the latest first.
    [[nodiscard]] std::vector<WrittenTo> with(const std::vector<std::string>& prospects) {
        std::map<std::pair<std::string, std::string>, Exchange> exchanges;
        for (const auto& prospect : prospects) {
            const auto id = ledger_.find_prospect(prospect);
            if (!id) continue;
            for (const auto& message : ledger_.messages_with(*id, until_)) {
                const std::string seat = holder(message.seat);
                if (seat_.empty() || seat == seat_) exchanges[{key_today(prospect), seat}].add(message, seat);
            }
        }
        std::vector<WrittenTo> rows;
        for (auto& [who, exchange] : exchanges) {
            if (exchange.sends == 0) continue;
            exchange.row.awaits_answer = exchange.sends > exchange.answers;
            rows.push_back(std::move(exchange.row));
        }
        std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.sent_at > b.sent_at; });
        return rows;
    }

  private:
    struct Exchange {
        WrittenTo row;
        int sends{0};
        int answers{0};

        void add(const RecordedEvent& message, const std::string& seat) {
            if (message.kind != EventKind::send) {
                ++answers;
                return;
            }
            ++sends;
            if (sends == 1 || message.at >= row.sent_at) row = {message.prospect, seat, message.at, message.campaign, false};
        }
    };

    /// Who has the seat's licence now.
    const std::string& holder(const std::string& seat) {
        const auto [known, is_new] = holders_.emplace(seat, seat);
        if (is_new) known->second = Licence(ledger_, seat, until_).holder_at(seat, first_instant, until_);
        return known->second;
    }

    Reader& ledger_;
    std::string seat_;
    Instant until_;
    std::map<std::string, std::string> holders_;
};

/// Those that wait for an answer, if any does.
std::vector<WrittenTo> likeliest(std::vector<WrittenTo> rows) {
    const auto waits = [](const WrittenTo& row) { return row.awaits_answer; };
    if (std::any_of(rows.begin(), rows.end(), waits))
        rows.erase(std::remove_if(rows.begin(), rows.end(), [&](const auto& row) { return !waits(row); }), rows.end());
    return rows;
}

bool are_one_person(const std::vector<std::string>& prospects) {
    return std::all_of(prospects.begin(), prospects.end(),
                       [&](const auto& prospect) { return key_today(prospect) == key_today(prospects.front()); });
}

bool are_one_person(const std::vector<WrittenTo>& rows) {
    std::vector<std::string> prospects;
    for (const auto& row : rows) prospects.push_back(row.prospect);
    return are_one_person(prospects);
}

}  // namespace

std::vector<FittingPeople> people_fitting(Reader& ledger, const TypedPerson& typed) {
    if (!typed.spellings.empty()) {
        auto renamed = renamed_by_archives(ledger, typed.spellings);
        if (!renamed.empty()) return {{NameFit::same, std::move(renamed)}};
        return {{std::nullopt, typed.spellings}};
    }
    if (typed.key.empty()) return {};
    std::vector<FittingPeople> people;
    for (auto& [fit, prospects] : people_like(ledger, typed)) {
        const auto is_idle = [&ledger](const std::string& prospect) { return !has_messages(ledger, prospect); };
        prospects.erase(std::remove_if(prospects.begin(), prospects.end(), is_idle), prospects.end());
        if (!prospects.empty()) people.push_back({fit, std::move(prospects)});
    }
    return people;
}

std::vector<FittingPeople> people_like(Reader& ledger, const TypedPerson& typed, NameFit worst) {
    std::vector<FittingPeople> people;
    for (auto& [fit, prospects] : read_fitting(ledger, typed, worst)) people.push_back({fit, std::move(prospects)});
    return people;
}

std::optional<FittingPeople> person_meant(Reader& ledger, const TypedPerson& typed) {
    auto people = people_fitting(ledger, typed);
    if (people.empty()) return std::nullopt;
    if (!are_one_person(people.front().prospects)) {
        throw InvalidRequest(fault::SeveralPeople{typed.text, who_wrote_to(ledger, people.front().prospects, last_instant)});
    }
    return std::move(people.front());
}

Answerers find_answerers(Reader& ledger, const AnswerQuery& query) {
    Correspondence correspondence(ledger, query.seat, query.at);
    for (const auto& [fit, prospects] : people_fitting(ledger, query.person)) {
        auto rows = likeliest(correspondence.with(prospects));
        if (rows.empty()) continue;
        if (!are_one_person(rows)) throw InvalidRequest(fault::SeveralPeople{query.person.text, std::move(rows), query.kind});
        return {fit, std::move(rows)};
    }
    if (!query.person.spellings.empty() || query.person.key.empty()) return {};
    auto rows = correspondence.with(read_fitting(ledger, query.person, NameFit::typo)[NameFit::typo]);
    const bool is_sure = rows.size() == 1 && rows.front().awaits_answer;
    return {NameFit::typo, is_sure ? std::move(rows) : std::vector<WrittenTo>{}};
}

std::optional<std::string> nearest_person(Reader& ledger, const std::string& text, const std::string& seat) {
    std::vector<std::string> names;
    ledger.read_prospects([&](ProspectId, const std::string& name) { names.push_back(name); });
    Correspondence correspondence(ledger, seat, last_instant);
    constexpr int most_tried = 5;
    for (int tried = 0; tried < most_tried; ++tried) {
        auto found = nearest(text, names);
        if (!found || !correspondence.with({*found}).empty()) return found;
        names.erase(std::remove(names.begin(), names.end(), *found), names.end());
    }
    return std::nullopt;
}

std::vector<WrittenTo> who_wrote_to(Reader& ledger, const std::vector<std::string>& spellings, Instant until) {
    return Correspondence(ledger, {}, until).with(spellings);
}

std::vector<TakenFor> taken_for(Reader& ledger, const std::vector<std::string>& spellings) {
    std::vector<std::string> handles;
    std::vector<std::size_t> places;
    std::vector<TakenFor> all(spellings.size(), TakenFor::person);
    for (std::size_t i = 0; i < spellings.size(); ++i) {
        if (io::is_time_not_name(spellings[i])) {
            all[i] = TakenFor::time;
        } else if (begins_with(to_lower_latin1(spellings[i]), "pool:")) {
            all[i] = TakenFor::pool;
        } else if (const auto handle = parse_handle(spellings[i])) {
            handles.push_back(*handle);
            places.push_back(i);
        }
    }
    const auto ids = ledger.ids_of(NameKind::seat, handles);
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (ids[i] != 0) all[places[i]] = TakenFor::seat;
    }
    return all;
}

std::optional<EventId> find_event_with(Reader& ledger, const TypedPerson& typed, const std::string& seat) {
    const auto person = person_meant(ledger, typed);
    if (!person) return std::nullopt;
    std::vector<RecordedEvent> events;
    for (const auto& prospect : person->prospects) {
        const auto id = ledger.find_prospect(prospect);
        if (!id) continue;
        for (auto& event : ledger.messages_with(*id, last_instant)) {
            if (seat.empty() || event.seat == seat) events.push_back(std::move(event));
        }
    }
    if (events.size() != 1) throw InvalidRequest(fault::NotOneEvent{typed.text, {events.begin(), events.end()}});
    return events.front().id;
}

}  // namespace inmail::app
