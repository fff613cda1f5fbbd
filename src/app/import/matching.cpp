#include "import/matching.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace inmail::app {
namespace {

/// Messages of one kind with one person, by their places in the two lists.
struct Dialogue {
    std::vector<std::size_t> heard;
    std::vector<std::size_t> logged;
};
using Dialogues = std::map<std::pair<EventKind, std::string>, Dialogue>;

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
std::vector<LocalTime> times_of(const std::vector<Message>& messages, const std::vector<std::size_t>& places, Numbers& numbers) {
    std::vector<LocalTime> times;
    times.reserve(places.size());
    for (const std::size_t place : places) {
        times.push_back(messages[place].time);
        times.back().settled = numbers.of(messages[place].settled_as);
    }
    return times;
}

class Matcher {
  public:
    Matcher(const std::vector<ArchiveMessage>& heard, const std::vector<LoggedMessage>& logged)
        : heard_(heard), logged_(logged), matches_(heard.size()) {}

    std::vector<std::optional<std::size_t>> run() {
        for (const ArchiveMessage& message : heard_) {
            for (const std::string& key : message.people) people_[key].insert(message.people.front());
        }
        Dialogues clear;
        Dialogues ambiguous;
        for (std::size_t i = 0; i < logged_.size(); ++i) {
            const auto people = people_.find(logged_[i].person);
            if (people == people_.end()) continue;
            const bool is_clear = people->second.size() == 1;
            const std::string& person = is_clear ? *people->second.begin() : logged_[i].person;
            (is_clear ? clear : ambiguous)[{logged_[i].kind, person}].logged.push_back(i);
        }
        for (std::size_t i = 0; i < heard_.size(); ++i) add(clear, i, heard_[i].people.front());
        for (const auto& entry : clear) pair(entry.second);
        for (std::size_t i = 0; i < heard_.size(); ++i) {
            if (matches_[i]) continue;
            for (const std::string& key : heard_[i].people) add(ambiguous, i, key);
        }
        for (const auto& entry : ambiguous) pair(entry.second);
        return std::move(matches_);
    }

  private:
    void add(Dialogues& dialogues, std::size_t heard, const std::string& person) const {
        const auto dialogue = dialogues.find({heard_[heard].kind, person});
        if (dialogue == dialogues.end()) return;
        auto& places = dialogue->second.heard;
        if (places.empty() || places.back() != heard) places.push_back(heard);
    }

    void pair(const Dialogue& dialogue) {
        std::vector<std::size_t> open;  // a message may be in the dialogues of two names
        std::copy_if(dialogue.heard.begin(), dialogue.heard.end(), std::back_inserter(open),
                     [this](std::size_t heard) { return !matches_[heard]; });
        std::map<std::string, std::size_t> heard_of;  // by family
        for (std::size_t i = 0; i < open.size(); ++i) heard_of.emplace(heard_[open[i]].family, i);
        std::vector<Repetition> before;
        for (std::size_t j = 0; j < dialogue.logged.size(); ++j) {
            const std::string& replaced_by = logged_[dialogue.logged[j]].replaced_by;
            const auto heard = replaced_by.empty() ? heard_of.end() : heard_of.find(replaced_by);
            if (heard != heard_of.end()) before.push_back({heard->second, j});
        }
        Numbers numbers;
        const auto heard_at = times_of(heard_, open, numbers);
        for (const Repetition& told : pair_up(heard_at, times_of(logged_, dialogue.logged, numbers), before))
            matches_[open[told.heard]] = dialogue.logged[told.logged];
    }

    const std::vector<ArchiveMessage>& heard_;
    const std::vector<LoggedMessage>& logged_;
    std::map<std::string, std::set<std::string>> people_;  ///< by a key that means them
    std::vector<std::optional<std::size_t>> matches_;
};

}  // namespace

std::vector<std::optional<std::size_t>> match(const std::vector<ArchiveMessage>& heard,
                                              const std::vector<LoggedMessage>& logged) {
    return Matcher(heard, logged).run();
}

}  // namespace inmail::app
