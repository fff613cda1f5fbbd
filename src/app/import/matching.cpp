#include "import/matching.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace inmail::app {
namespace {

/// Messages of one kind with one person, by their places in the two lists.
struct MessagePlaces {
    std::vector<std::size_t> archived;
    std::vector<std::size_t> logged;
};
using PlacesByPerson = std::map<std::pair<EventKind, std::string>, MessagePlaces>;

/// Numbers for people, from 1 on.
class Numbers {
  public:
    std::uint32_t of(const std::string& person) {
        if (person.empty()) return 0;
        return numbers_.emplace(person, static_cast<std::uint32_t>(numbers_.size() + 1)).first->second;
    }

  private:
    std::map<std::string, std::uint32_t> numbers_;
};

template <class Message>
std::vector<PossibleTime> times_of(const std::vector<Message>& messages, const std::vector<std::size_t>& places,
                                   Numbers& numbers) {
    std::vector<PossibleTime> times;
    times.reserve(places.size());
    for (const std::size_t place : places) {
        times.push_back(messages[place].time);
        times.back().compared_for = numbers.of(messages[place].settled_as);
    }
    return times;
}

class Matcher {
  public:
    Matcher(const std::vector<ArchivedToMatch>& archived, const std::vector<LoggedToMatch>& logged)
        : archived_(archived), logged_(logged), matches_(archived.size()) {}

    std::vector<std::optional<std::size_t>> run() {
        for (const ArchivedToMatch& message : archived_) {
            for (const std::string& key : message.people) people_[key].insert(message.people.front());
        }
        PlacesByPerson clear;
        PlacesByPerson ambiguous;
        for (std::size_t i = 0; i < logged_.size(); ++i) {
            const auto people = people_.find(logged_[i].person);
            if (people == people_.end()) continue;
            const bool is_clear = people->second.size() == 1;
            const std::string& person = is_clear ? *people->second.begin() : logged_[i].person;
            (is_clear ? clear : ambiguous)[{logged_[i].kind, person}].logged.push_back(i);
        }
        for (std::size_t i = 0; i < archived_.size(); ++i) add(clear, i, archived_[i].people.front());
        for (const auto& entry : clear) pair(entry.second);
        for (std::size_t i = 0; i < archived_.size(); ++i) {
            if (matches_[i]) continue;
            for (const std::string& key : archived_[i].people) add(ambiguous, i, key);
        }
        for (const auto& entry : ambiguous) pair(entry.second);
        return std::move(matches_);
    }

  private:
    void add(PlacesByPerson& dialogues, std::size_t archived, const std::string& person) const {
        const auto dialogue = dialogues.find({archived_[archived].kind, person});
        if (dialogue == dialogues.end()) return;
        auto& places = dialogue->second.archived;
        if (places.empty() || places.back() != archived) places.push_back(archived);
    }

    void pair(const MessagePlaces& dialogue) {
        std::vector<std::size_t> open;  // two names may share a message
        std::copy_if(dialogue.archived.begin(), dialogue.archived.end(), std::back_inserter(open),
                     [this](std::size_t archived) { return !matches_[archived]; });
        std::map<std::string, std::size_t> archived_of;  // by family
        for (std::size_t i = 0; i < open.size(); ++i) {
            for (const std::string& family : archived_[open[i]].families) archived_of.emplace(family, i);
        }
        std::vector<MessagePair> before;
        for (std::size_t j = 0; j < dialogue.logged.size(); ++j) {
            const std::string& replaced_by = logged_[dialogue.logged[j]].replaced_by;
            const auto archived = replaced_by.empty() ? archived_of.end() : archived_of.find(replaced_by);
            if (archived != archived_of.end()) before.push_back({archived->second, j});
        }
        Numbers numbers;
        const auto archived_at = times_of(archived_, open, numbers);
        for (const MessagePair& pair : pair_up(archived_at, times_of(logged_, dialogue.logged, numbers), before))
            matches_[open[pair.archived]] = dialogue.logged[pair.logged];
    }

    const std::vector<ArchivedToMatch>& archived_;
    const std::vector<LoggedToMatch>& logged_;
    std::map<std::string, std::set<std::string>> people_;  ///< by a key that means them
    std::vector<std::optional<std::size_t>> matches_;
};

}  // namespace

std::vector<std::optional<std::size_t>> match(const std::vector<ArchivedToMatch>& archived,
                                              const std::vector<LoggedToMatch>& logged) {
    return Matcher(archived, logged).run();
}

}  // namespace inmail::app
