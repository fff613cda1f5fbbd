#include "complete/completion.hpp"

#include <unistd.h>

#include <algorithm>
#include <optional>

#include "aliases.hpp"
#include "complete/bash_quoting.hpp"
#include "complete/nouns.hpp"
#include "description.hpp"
#include "global_options.hpp"
#include "inmail/app/plan_names.hpp"
#include "inmail/files/spool.hpp"
#include "inmail/text/shell_words.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/terminal.hpp"
#include "inmail/text/unicode.hpp"
#include "settings.hpp"

namespace inmail::cli {
namespace {

/// A command line as far as it is typed, read from left to right.
class Line {
  public:
    explicit Line(std::vector<std::string> words) : words_(std::move(words)) { read_aliases(); }

    Completion complete() {
        if (!read_program_options()) return completion_;
        replace_aliases();
        if (!read_program_options() || !read_command()) return completion_;
        read_arguments();
        return completion_;
    }

  private:
    [[nodiscard]] bool at_last() const { return at_ + 1 == words_.size(); }
    [[nodiscard]] const std::string& word() const { return words_[at_]; }
    [[nodiscard]] const std::string& last() const { return words_.back(); }

    void offer(const std::string& text, std::string_view description) {
        if (begins_with(to_lower_latin1(text), to_lower_latin1(last()))) add({text, std::string(description)});
    }

    void add(const Candidate& added) {
        const auto same = [&added](const Candidate& candidate) { return candidate.text == added.text; };
        auto& candidates = completion_.candidates;
        if (std::none_of(candidates.begin(), candidates.end(), same)) candidates.push_back(added);
    }

    void offer_options(const std::vector<OptionInfo>& options) {
        for (const auto& option : options) offer(long_name(option), option.help);
    }

    /// Whether there were candidates. `prefix` comes before the value in the same word: "--plan=".
    bool offer_values(const std::string& noun, const std::string& prefix = {}) {
        Completion values = values_of(noun, last().substr(prefix.size()), ledger_);
        for (auto& value : values.candidates) value.text.insert(0, prefix);
        completion_.files = completion_.files || values.files;
        for (const auto& value : values.candidates) add(value);
        return values.files || !values.candidates.empty();
    }

    void offer_value(const OptionInfo& option, const std::string& prefix = {}) {
        for (const auto& choice : option.choices) offer(prefix + choice, "");
        if (option.choices.empty()) offer_values(noun_of(option), prefix);
    }

    /// Reads an option and its value; completes them if the last word is one of them. False if nothing is left to complete.
    bool read_option(const std::vector<OptionInfo>& options) {
        const std::size_t equals = word().find('=');
        const std::string name = word().substr(0, equals);
        const auto* found = option_named(options, name);
        const bool takes_value = found != nullptr && !found->placeholder.empty();
        if (at_last()) {
            if (equals == std::string::npos)
                offer_options(options);
            else if (takes_value)
                offer_value(*found, name + "=");
            return false;
        }
        if (takes_value && equals == std::string::npos) {
            ++at_;
            if (at_last()) {
                offer_value(*found);
                return false;
            }
        }
        if (name == "--ledger") ledger_ = equals == std::string::npos ? word() : word().substr(equals + 1);
        ++at_;
        return true;
    }

    [[nodiscard]] bool is_option() const { return word().size() > 1 && word().front() == '-'; }

    /// The options before the command. False if nothing is left to complete.
    bool read_program_options() {
        while (is_option()) {
            if (!read_option(program_options())) return false;
        }
        if (at_last() && word() == "-") offer_options(program_options());
        return true;
    }

    /// The command's name, of one word or two, perhaps after `help`. False if nothing is left to complete.
    bool read_command() {
        if (!at_last() && word() == "help") {
            is_help_ = true;
            ++at_;
        }
        if (at_last()) {
            for (const auto& entry : commands()) {
                const std::string name(entry.name.substr(0, entry.name.find(' ')));
                // Several commands may begin with this word: no summary fits them all.
                offer(name, name == entry.name || is_only(name) ? entry.summary : std::string_view());
            }
            if (!is_help_) offer("help", "Explain a command");
            for (const auto& [name, alias] : config_.aliases) offer(name, "Your alias");
            return false;
        }
        const std::string first = word();
        ++at_;
        command_ = find_command(first + " " + word());
        if (command_ != nullptr && !at_last()) {
            ++at_;
            return true;
        }
        command_ = find_command(first);
        if (!at_last()) return command_ != nullptr;
        for (const auto& entry : commands()) {
            if (begins_with(entry.name, first + " ")) offer(std::string(entry.name.substr(first.size() + 1)), entry.summary);
        }
        return command_ != nullptr;
    }

    static bool is_only(const std::string& first) {
        return std::count_if(commands().begin(), commands().end(), [&first](const CommandEntry& entry) {
                   return entry.name == first || begins_with(entry.name, first + " ");
               }) == 1;
    }

    void read_arguments() {
        if (is_help_) return;
        const auto options = options_of(*command_);
        std::vector<std::string> given;
        bool only_words = false;
        while (!at_last()) {
            if (!only_words && word() == "--") {
                only_words = true;
                ++at_;
            } else if (!only_words && is_option()) {
                if (!read_option(options)) return;
            } else {
                given.push_back(word());
                ++at_;
            }
        }
        if (!only_words && !word().empty() && word().front() == '-') {
            read_option(options);
            return;
        }
        for (const auto& positionals : positionals_of(*command_)) {
            if (fits(positionals, given)) offer_positional(positionals, given);
        }
    }

    /// Whether the words may belong to this alternative of the usage line.
    static bool fits(const std::vector<Positional>& positionals, const std::vector<std::string>& given) {
        for (std::size_t i = 0; i < std::min(positionals.size(), given.size()); ++i) {
            if (positionals[i].literal && positionals[i].name != given[i]) return false;
        }
        return true;
    }

    /// `inmail reply [SEAT] PROSPECT`: if no seat begins with the word, it may be the prospect.
    void offer_positional(const std::vector<Positional>& positionals, const std::vector<std::string>& given) {
        for (std::size_t index = given.size(); !positionals.empty(); ++index) {
            if (index >= positionals.size() && !positionals.back().repeated) return;
            const Positional& positional = positionals[std::min(index, positionals.size() - 1)];
            if (offer_word(positional, given) || !positional.optional || index >= positionals.size()) return;
        }
    }

    bool offer_word(const Positional& positional, const std::vector<std::string>& given) {
        if (positional.literal) {
            offer(positional.name, "");
            return true;
        }
        if (positional.name == "PLAN" && command_->name == "plans template") {
            for (const auto& plan : app::all_unpublished_plans()) offer(std::string(plan.plan), plan.title);
        }
        const bool is_of_setting = positional.name == "VALUE" && !given.empty();
        if (!is_of_setting) return offer_values(positional.name);
        for (const auto& choice : choices_of_setting(given.back())) offer(choice, "");
        return offer_values(noun_of_setting(given.back()));
    }

    void read_aliases() {
        try {
            config_ = user_config();
        } catch (const std::exception&) {
            config_ = {};  // a config file that cannot be read has no aliases
        }
    }

    void replace_aliases() {
        if (at_last()) return;
        std::vector<std::string> rest(words_.begin() + static_cast<std::ptrdiff_t>(at_), words_.end());
        std::vector<std::string> used;
        try {
            while (expand_alias(config_, rest, used)) continue;
        } catch (const std::exception&) {
            return;  // one that calls itself, or cannot be read
        }
        words_ = std::move(rest);
        at_ = 0;
    }

    std::vector<std::string> words_;
    io::Config config_;
    std::size_t at_{0};
    std::optional<std::string> ledger_;
    const CommandEntry* command_{nullptr};
    bool is_help_{false};
    Completion completion_;
};

/// Whether the text can be shown, and typed, as it is.
bool is_plain(const std::string& text) { return for_terminal(text) == text; }

std::string answer_for_bash(const std::string& line, const std::string& breaks) {
    ShellLine read = read_shell_line(line, breaks);
    read.words.erase(read.words.begin());  // the program's name
    if (read.words.empty()) return {};
    const Completion completion = complete(read.words);
    std::string answer;
    for (const auto& candidate : completion.candidates) {
        if (!is_plain(candidate.text)) continue;
        // A word that is done is followed by a blank; bash closes an open quote itself.
        answer += quoted_for_bash(std::string_view(candidate.text).substr(read.kept), read.open_quote) + "\n";
    }
    return completion.files ? answer + "\t\n" : answer;
}

std::string answer_with_descriptions(const std::vector<std::string>& words) {
    const Completion completion = complete(words);
    std::string answer;
    for (const auto& candidate : completion.candidates) {
        if (!is_plain(candidate.text)) continue;
        answer += candidate.text + (candidate.description.empty() ? "" : "\t" + candidate.description) + "\n";
    }
    return completion.files ? answer + "\t\n" : answer;
}

}  // namespace

Completion complete(const std::vector<std::string>& words) { return words.empty() ? Completion{} : Line(words).complete(); }

void print_completions(const std::vector<std::string>& arguments) noexcept {
    try {
        constexpr std::size_t for_bash = 3;
        std::string answer;
        if (arguments.size() == for_bash && arguments[0] == "--bash")
            answer = answer_for_bash(arguments[1], arguments[2]);
        else if (!arguments.empty() && arguments[0] == "--")
            answer = answer_with_descriptions({arguments.begin() + 1, arguments.end()});
        static_cast<void>(write_all(STDOUT_FILENO, answer.data(), answer.size()));
    } catch (...) {
        // A shell that is completing a word has nowhere to show an error.
        return;
    }
}

}  // namespace inmail::cli
