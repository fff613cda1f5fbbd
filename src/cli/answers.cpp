#include "answers.hpp"

#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>

#include "foresee.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/people.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/render/messages.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"
#include "names.hpp"
#include "subject.hpp"
#include "terminal.hpp"

namespace inmail::cli {

/// Finds the person, and the seat's message, that each typed name means.
class Answers::Finder {
  public:
    /// `answer`: without its person; without its seat, too, if the words and the settings name none.
    Finder(Session& session, EventRecord answer) : session_(session), answer_(std::move(answer)) {}

    /// The answer of one person. None: nobody in the ledger fits the text.
    [[nodiscard]] std::optional<EventRecord> find(const std::string& typed) {
        app::AnswerQuery query;
        query.person = typed_person(session_, typed);
        query.seat = answer_.seat;
        query.at = answer_.bare_date ? std::min(*answer_.bare_date + days(1), session_.now()) : answer_.at;
        query.kind = answer_.kind;
        const auto found = answerers(query);
        if (found.rows.empty()) return std::nullopt;
        const app::WrittenTo& row = found.rows.size() == 1 ? found.rows.front() : chosen_seat(typed, found.rows);
        EventRecord event = found.fit ? answer_ : with_prospect(typed);
        if (found.fit) event.prospect = row.prospect;
        event.seat = row.seat;
        if (found.fit || answer_.seat.empty()) guesses_.emplace_back(typed, row);
        return event;
    }

    [[nodiscard]] const std::vector<std::pair<std::string, app::WrittenTo>>& guesses() const { return guesses_; }

  private:
    [[nodiscard]] EventRecord with_prospect(const std::string& typed) {
        EventRecord event = answer_;
        set_prospect(session_, typed, event);
        return event;
    }

    /// Of several people who fit, the one whom somebody on a terminal chooses.
    [[nodiscard]] app::Answerers answerers(const app::AnswerQuery& query) {
        try {
            return app::find_answerers(session_.store(), query);
        } catch (const app::InvalidRequest& error) {
            const auto* several = std::get_if<app::fault::SeveralPeople>(&error.reason());
            if (several == nullptr) throw;
            const auto* row = choose(query.person.text, several->people);
            if (row == nullptr) throw;
            return {NameFit::part, {*row}};
        }
    }

    [[nodiscard]] const app::WrittenTo& chosen_seat(const std::string& typed, const std::vector<app::WrittenTo>& rows) {
        if (const auto* row = choose(typed, rows)) return *row;
        std::set<std::string> seats;
        for (const auto& row : rows) seats.insert(row.seat);
        refuse_missing_seat(to_string(answer_.kind), rows.front().prospect, typed, seats);
    }

    /// Null if there is no terminal to ask on.
    [[nodiscard]] const app::WrittenTo* choose(const std::string& typed, const std::vector<app::WrittenTo>& rows) {
        std::vector<std::string> entries;
        for (const auto& row : rows) entries.push_back(render::person_words(row, session_.display()));
        // Do not make others wait for the ledger while the person thinks.
        session_.close();
        const auto choice = ask_which(fmt::format("'{}' may be one of these:", for_terminal(typed)), entries);
        if (!choice) return nullptr;
        if (choice->entry) return &rows[*choice->entry];
        throw Refusal("nothing was recorded");
    }

    Session& session_;
    EventRecord answer_;
    std::vector<std::pair<std::string, app::WrittenTo>> guesses_;  ///< by what was typed
};

void Answers::refuse_nobody(Session& session, const std::string& typed) const {
    const bool is_nearly_a_seat = nearest(words_.front(), session.store().subscribed(AccountId::Kind::seat)).has_value();
    // Throws: no seat comes out.
    if (words_.size() > 1 || is_nearly_a_seat) static_cast<void>(subject_of(session, words_, std::nullopt, Rest::prospects));
    throw InputError(fmt::format("nobody like '{}' was written to, and it is no seat", for_terminal(typed)),
                     "`inmail pending` lists who may still answer; `inmail find TEXT` searches campaigns and notes, too");
}

void Answers::declare(Options& options, const std::string& thread_help) {
    options.words(words_);
    options.value("--thread", thread_, "ID", thread_help);
    people_.declare(options);
    record_options_.declare(options);
}

ExitCode Answers::record(Session& session, EventKind kind, const std::function<void(EventRecord&)>& fill) const {
    foresee(session, words_, {record_options_.key(), true});
    const bool is_seat_known = has_seat(session, words_);
    const Subject subject = is_seat_known ? subject_of(session, words_, std::nullopt, Rest::prospects) : Subject{{}, {}, words_};
    const EventRecord of_all = record_options_.event(session, kind, subject);
    const auto fit = [&session](const std::string& text) -> std::optional<int> {
        const auto people = app::people_fitting(session.store(), typed_person(session, text));
        if (people.empty()) return std::nullopt;
        return people.front().fit ? 1 + static_cast<int>(*people.front().fit) : 0;
    };
    const auto people = people_.named_by(session, subject.rest, fit);
    require_words(people, 1, people.size(), "the PROSPECT");
    if (people.size() > 1 && (record_options_.key() || thread_)) {
        throw UsageError(fmt::format("{} names one event, and there are several prospects", thread_ ? "--thread" : "--key"),
                         "record them one by one");
    }
    Finder finder(session, of_all);
    std::vector<EventRecord> events;
    for (const auto& typed : people) {
        // With --force and a seat, the name is recorded as it is typed.
        auto event = is_seat_known && record_options_.is_forced() ? std::nullopt : finder.find(typed);
        if (!event) {
            if (!is_seat_known) refuse_nobody(session, typed);
            event = of_all;
            set_prospect(session, typed, *event);
        }
        event->thread = thread_.value_or("");
        fill(*event);
        events.push_back(std::move(*event));
    }
    const auto result = app::record(
        session.store(), record_options_.request(session, std::string(to_string(kind)).c_str(), std::move(events), {}));
    for (const auto& [typed, row] : finder.guesses())
        session.say(render::recorded_for(typed, row, result.dry_run, session.display()));
    return record_options_.report(session, result);
}

}  // namespace inmail::cli
