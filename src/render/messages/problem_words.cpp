#include "messages/problem_words.hpp"

#include <fmt/format.h>

#include "inmail/text/terminal.hpp"
#include "messages/damage_words.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

struct ProblemWords {
    std::string operator()(const Damage& damage) const { return damage_words(damage); }
    std::string operator()(const app::problem::WrongCheckpoint& p) const {
        return fmt::format("the checkpoint of {} as of {} does not follow from the events", account_words(p.account),
                           to_string(p.day));
    }
    std::string operator()(const app::problem::Unfoldable& p) const {
        return fmt::format("the events cannot be folded: {}", p.damage ? damage_words(*p.damage) : "see the problems above");
    }
};

}  // namespace

std::string problem_words(const app::Problem& problem) { return for_terminal(sentence_of(std::visit(ProblemWords{}, problem))); }

}  // namespace inmail::render
