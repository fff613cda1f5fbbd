#include "assumptions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "inmail/app/forecast/list_forecast.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::cli {
namespace {

constexpr const char* how = "write it like 'prospects 200, acceptance 30%, replies 20%'";

/// "acceptance 30%" or "30% acceptance": a word and a number.
struct Part {
    std::string word;
    std::string number;
    std::string shown;  ///< as typed, fit for a terminal
};

bool may_be_number(std::string_view word) { return is_digit(word.front()) || word.front() == '-' || word.front() == '+'; }

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    while (!(text = trim(text)).empty()) {
        const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
        const std::string_view word = text.substr(0, end);
        // "30 %" is one number.
        if (word == "%" && !words.empty())
            words.back() += word;
        else
            words.emplace_back(word);
        text.remove_prefix(end);
    }
    return words;
}

Part part_of(std::string_view text) {
    Part part;
    part.shown = for_terminal(std::string(trim(text)));
    for (auto& word : words_of(text)) {
        std::string& place = may_be_number(word) ? part.number : part.word;
        if (!place.empty()) throw UsageError(fmt::format("--if: cannot read '{}'", part.shown), how);
        place = std::move(word);
    }
    if (part.word.empty() && part.number.empty()) throw UsageError("--if: nothing stands before or after a comma", how);
    if (part.word.empty()) throw UsageError(fmt::format("--if: '{}' is a number without a word", part.shown), how);
    part.word = to_lower_latin1(part.word);
    return part;
}

[[noreturn]] void refuse_number(const Part& part) {
    throw UsageError(fmt::format("--if: cannot read the number in '{}'", part.shown), how);
}

/// Per mille of "30%" and "12.5%".
int per_mille_of(const Part& part) {
    constexpr int per_percent = 10;
    if (!ends_with(part.number, "%"))
        throw UsageError(fmt::format("--if: '{}' is no percentage", part.shown),
                         fmt::format("write {} {}%", part.word, for_terminal(part.number)));
    const std::string_view digits = std::string_view(part.number).substr(0, part.number.size() - 1);
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const auto whole = whole_number(digits.substr(0, point));
    const std::string_view tenths = digits.substr(std::min(point + 1, digits.size()));
    if (!whole || (point < digits.size() && tenths.empty())) refuse_number(part);
    if (tenths.size() > 1) throw UsageError(fmt::format("--if: '{}' has more than one decimal", part.shown), "round it: 12.5%");
    if (!tenths.empty() && !is_digit(tenths.front())) refuse_number(part);
    const bool is_negative = digits.front() == '-';
    constexpr std::int64_t most = app::AssumedRate::all / per_percent;
    const std::int64_t tenth = tenths.empty() ? 0 : tenths.front() - '0';
    if (is_negative || *whole > most || (*whole == most && tenth > 0))
        throw InputError(fmt::format("--if: '{}' is not between 0% and 100%", part.shown), how);
    return static_cast<int>(*whole * per_percent + tenth);
}

std::int64_t count_of(const Part& part) {
    const auto count = whole_number(part.number);
    if (!count) refuse_number(part);
    if (*count < 1 || *count > app::max_prospects)
        throw InputError(fmt::format("--if: '{}' is not between 1 and {}", part.shown, app::max_prospects), how);
    return *count;
}

}  // namespace

Assumptions assumptions_of(const std::string& typed) {
    static const std::vector<std::string> known{"prospects", "acceptance", "replies"};
    Assumptions assumptions;
    std::vector<std::string> seen;
    if (trim(typed).empty()) throw UsageError("--if assumes nothing", how);
    std::string_view rest = typed;
    for (bool is_last = false; !is_last;) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        is_last = comma == rest.size();
        const Part part = part_of(rest.substr(0, comma));
        rest.remove_prefix(is_last ? comma : comma + 1);
        if (std::find(known.begin(), known.end(), part.word) == known.end())
            throw UsageError(fmt::format("--if does not know '{}'{}", for_terminal(part.word), did_you_mean(part.word, known)),
                             "it takes prospects, acceptance and replies");
        if (std::find(seen.begin(), seen.end(), part.word) != seen.end())
            throw UsageError(fmt::format("--if names {} twice", part.word), how);
        if (part.number.empty()) throw UsageError(fmt::format("--if: '{}' has no number", part.shown), how);
        seen.push_back(part.word);
        if (part.word == "prospects")
            assumptions.prospects = count_of(part);
        else
            (part.word == "replies" ? assumptions.replies : assumptions.acceptance) = per_mille_of(part);
    }
    return assumptions;
}

}  // namespace inmail::cli
