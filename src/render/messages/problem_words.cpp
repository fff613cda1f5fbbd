#include "messages/problem_words.hpp"

#include <fmt/format.h>

#include "inmail/text/terminal.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

struct ProblemWords {
    std::string operator()(const app::problem::OfStore& p) const { return p.finding; }
    std::string operator()(const app::problem::WrongCheckpoint& p) const {
        return fmt::format("What is kept of {} as of {} is not what the events give.", account_words(p.account),
                           to_string(p.day));
    }
    std::string operator()(const app::problem::Unfoldable& p) const {
        return fmt::format("the events cannot be folded: {}", p.reason);
    }
};

}  // namespace

std::string problem_words(const app::Problem& problem) { return std::visit(ProblemWords{}, problem); }

}  // namespace inmail::render
