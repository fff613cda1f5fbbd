#include "people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <limits>

#include "inmail/app/people.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/io/when.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/terminal.hpp"
#include "inmail/text/unicode.hpp"
#include "input_files.hpp"
#include "names.hpp"
#include "terminal.hpp"

namespace inmail::cli {
namespace {

namespace fs = std::filesystem;

constexpr char separator = ',';

/// A word of the command line, or a line of a list.
struct TypedWord {
    std::string text;
    bool ends_person;  ///< a comma or the end of a line follows it
};

TypedWord word_of(std::string_view typed) {
    const std::string_view text = trim(typed);
    if (text.empty()) return {std::string(typed), false};
    const std::size_t last = text.find_last_not_of(",; ");
    const std::string_view bare = text.substr(0, last + 1);
    return {std::string(bare), bare.size() < text.size()};
}

bool is_list(const std::string& word) {
    std::error_code ignored;
    if (word == "-") return true;
    const bool names_file = word.size() > 1 && word.front() == '@';
    return names_file && fs::exists(word.substr(1), ignored) && !fs::is_directory(word.substr(1), ignored);
}

void add_lines(std::istream& in, std::vector<TypedWord>& to) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    for (std::string line; std::getline(in, line);) {
        if (begins_with(line, byte_order_mark)) line.erase(0, byte_order_mark.size());
        if (trim(line).empty()) continue;
        TypedWord word = word_of(line);
        word.ends_person = true;
        to.push_back(std::move(word));
    }
}

std::vector<TypedWord> with_lists_read(const std::vector<std::string>& typed) {
    std::vector<TypedWord> words;
    for (const auto& word : typed) {
        if (!is_list(word)) {
            words.push_back(word_of(word));
            continue;
        }
        if (!words.empty()) words.back().ends_person = true;
        if (word == "-") {
            add_lines(std::cin, words);
        } else {
            auto file = open_input(word.substr(1));
            add_lines(file, words);
        }
    }
    return words;
}

bool is_address(const std::string& text) { return text.find('/') != std::string::npos; }

bool has_capital(const std::string& word) {
    return std::any_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// A word that may be a part of a name as well as a whole slug.
bool is_bare(const std::string& word) { return word.find_first_of("0123456789-_/:@% ") == std::string::npos; }
/// `Jean-Pierre`: slugs are in lower case.
bool may_be_part_of_name(const std::string& word) {
    return is_bare(word) || (has_capital(word) && word.find_first_of("0123456789_/:@% ") == std::string::npos);
}

/// `Ph.D.`, `MBA`, `Jr`: may follow a name and a comma.
bool may_be_title(const std::string& word) {
    constexpr std::array<std::string_view, 8> titles{"phd", "jr", "sr", "ii", "iii", "iv", "esq", "dr"};
    constexpr std::size_t most_letters = 6;
    const bool is_short = word.size() <= most_letters && word.find(' ') == std::string::npos;
    const bool is_upper = std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    const std::string lower = to_lower_latin1(word);
    return is_short &&
           (is_upper || word.find('.') != std::string::npos || std::find(titles.begin(), titles.end(), lower) != titles.end());
}

/// Whether some words may be one name. One of them has two letters at least.
bool may_be_name(const std::vector<std::string>& words) {
    const auto has_letters = [](const std::string& word) { return word.size() > 1; };
    return words.size() > 1 && std::any_of(words.begin(), words.end(), is_bare) &&
           std::any_of(words.begin(), words.end(), has_letters);
}

std::string joined(const std::vector<std::string>& words, const char* between) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : between) + word;
    return text;
}

/// The parts of a text between commas; one if it has none, or is the address of one person.
std::vector<std::string> parts_of(const std::string& text) {
    std::vector<std::string> parts;
    std::size_t addresses = 0;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(separator, begin), text.size());
        const std::string part(trim(std::string_view(text).substr(begin, end - begin)));
        if (is_address(part)) ++addresses;
        if (!part.empty()) parts.push_back(part);
        begin = end + 1;
    }
    if (is_address(text) && addresses < 2) return {text};
    return parts;
}

std::string quoted(const std::vector<std::string>& people) {
    std::string text;
    for (const auto& person : people) text += fmt::format("{}\"{}\"", text.empty() ? "" : " ", person);
    return text;
}

/// Asks whether `text` is one person, or each of `parts` is one.
std::vector<std::string> ask_who(Session& session, const std::string& text, const std::vector<std::string>& parts,
                                 const std::string& how) {
    // Do not make others wait for the ledger while the person thinks.
    session.close();
    const auto question = fmt::format("is '{}' one person, or {} people?", for_terminal(text), parts.size());
    const std::string several = std::to_string(parts.size());
    const auto answer = ask_for(fmt::format("{} [1/{}, Enter: neither]", question, several));
    if (!answer) throw UsageError(question, for_terminal(how));
    if (*answer == "1") return {text};
    if (*answer == several) return parts;
    throw Refusal("nothing was recorded");
}

/// Finds the people in words.
class PeopleReader {
  public:
    PeopleReader(Session& session, bool each, const People::Fit& fit) : session_(session), each_(each), fit_(fit) {}

    std::vector<std::string> read(const std::vector<TypedWord>& words) {
        const bool has_commas =
            words.size() > 1 && std::any_of(words.begin(), words.end(), [](const TypedWord& w) { return w.ends_person; });
        std::vector<std::string> group;
        for (const TypedWord& word : words) {
            const bool is_comma_alone = word.text.empty() && word.ends_person;
            if (!is_comma_alone) group.push_back(word.text);
            if (word.ends_person) add_group(group, has_commas);
        }
        add_group(group, has_commas);
        return std::move(people_);
    }

  private:
    /// The words between two commas. Empties them.
    void add_group(std::vector<std::string>& group, bool has_commas) {
        const bool is_name = group.size() > 1 && std::all_of(group.begin(), group.end(), may_be_part_of_name);
        if (has_commas && is_name && !each_) {
            people_.push_back(joined(group, " "));
        } else if (has_commas && group.size() == 1 && !each_ && !people_.empty() && may_be_title(group.front())) {
            add_title(group.front());
        } else {
            add_words(group);
        }
        group.clear();
    }

    void add_words(const std::vector<std::string>& words) {
        for (std::size_t i = 0; i < words.size();) {
            const auto begin = words.begin() + static_cast<std::ptrdiff_t>(i);
            const auto end = std::find_if_not(begin, words.end(), may_be_part_of_name);
            const std::vector<std::string> run(begin, end);
            if (!each_ && may_be_name(run)) {
                const std::string name = joined(run, " ");
                add(decide(name, run,
                           fmt::format("if it is one, quote the name: \"{}\"; if they are {}, add --each", name, run.size())));
                i += run.size();
            } else {
                add_word(words[i++]);
            }
        }
    }

    void add_word(const std::string& word) {
        const auto parts = parts_of(word);
        if (parts.size() < 2 || each_) return people_.push_back(word);
        add(decide(word, parts, fmt::format("if they are {}, write {}; if it is one, add --each", parts.size(), quoted(parts))));
    }

    void add_title(const std::string& title) {
        const std::string name = people_.back();
        const std::string whole = name + ", " + title;
        people_.pop_back();
        add(decide(whole, {name, title}, fmt::format("if it is one, write \"{} {}\"; if they are 2, add --each", name, title)));
    }

    void add(const std::vector<std::string>& people) { people_.insert(people_.end(), people.begin(), people.end()); }

    /// One person or several: what is known, or the answer to a question.
    std::vector<std::string> decide(const std::string& text, const std::vector<std::string>& parts, const std::string& how) {
        if (fit_) {
            constexpr int unknown = std::numeric_limits<int>::max();
            const int whole = fit_(text).value_or(unknown);
            int worst = 0;
            for (const auto& part : parts) worst = std::max(worst, fit_(part).value_or(unknown));
            if (whole != worst) return whole < worst ? std::vector<std::string>{text} : parts;
        }
        return ask_who(session_, text, parts, how);
    }

    Session& session_;
    bool each_;
    const People::Fit& fit_;
    std::vector<std::string> people_;
};

/// Refuses what was typed by mistake in place of a person.
void require_person(Session& session, const std::string& text) {
    if (is_address(text)) return;
    const std::string shown = for_terminal(text);
    const app::TakenFor taken_for = app::taken_for(session.store(), {text}).front();
    if (taken_for == app::TakenFor::time) {
        throw InputError(fmt::format("'{}' is a time, not a prospect", shown),
                         "write a time after --at; for a person of that name, give an address: linkedin.com/in/...");
    }
    if (taken_for == app::TakenFor::pool) throw InputError(fmt::format("'{}' is a pool, not a prospect", shown), "name a person");
    if (taken_for == app::TakenFor::seat) {
        throw InputError(fmt::format("'{}' is a seat of this ledger, not a prospect", shown),
                         fmt::format("for a person of that name, give an address: linkedin.com/in/{}", shown));
    }
}

}  // namespace

void People::declare(Options& options) { options.flag("--each", each_, "Take each argument as one person, without asking"); }

void People::require_no_seat(Session& session, const std::vector<std::string>& words, const std::string& default_seat) const {
    if (each_ || words.size() < 2) return;
    const TypedWord first = word_of(words.front());
    const bool is_one_name = may_be_part_of_name(first.text) && may_be_part_of_name(word_of(words[1]).text);
    const bool may_be_handle = first.text.find_first_of("0123456789-") == std::string::npos && parse_handle(first.text);
    if (first.ends_person || is_one_name || !may_be_handle || is_list(first.text)) return;
    if (io::is_time_not_name(first.text) || !spellings_named(session, first.text).empty()) return;
    const std::string word = for_terminal(first.text);
    const std::string seat = for_terminal(default_seat);
    // Do not make others wait for the ledger while the person thinks.
    session.close();
    const auto is_person =
        ask(fmt::format("'{}' is not a seat of this ledger. Is it a person, to be recorded for {}?", word, seat));
    if (!is_person) {
        throw UsageError(fmt::format("'{}' is not a seat of this ledger, and may be a person", word),
                         fmt::format("if it is a person, add --each; if {} is the seat, write {} before the person", seat, seat));
    }
    if (!*is_person) throw Refusal("nothing was recorded");
}

std::vector<std::string> People::named_by(Session& session, const std::vector<std::string>& words, const Fit& fit) const {
    auto people = PeopleReader(session, each_, fit).read(with_lists_read(words));
    for (const auto& person : people) require_person(session, person);
    return people;
}

}  // namespace inmail::cli
