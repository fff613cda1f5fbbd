#include "options.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <array>
#include <functional>
#include <string_view>
#include <utility>

#include "command.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/suggestion.hpp"

namespace inmail::cli {
namespace {

constexpr int max_words = 1 << 20;  // more than a command line can hold
constexpr const char* words_name = "words";
constexpr const char* help_names = "-h,--help";
constexpr const char* print_help = "Print this help";

/// Appends to `value` as many of the words at `next` as make one value with it. Returns how many.
std::size_t take_phrase(std::string& value, const std::vector<std::string>& words, std::size_t next,
                        bool (*reads)(std::string_view)) {
    constexpr std::size_t most_words = 16;
    std::string phrase = value;
    std::size_t taken = 0;
    for (std::size_t n = 0; n < most_words && next + n < words.size() && words[next + n] != "--"; ++n) {
        phrase += " " + words[next + n];
        if (!reads(phrase)) continue;
        value = phrase;
        taken = n + 1;
    }
    return taken;
}

/// Formats a command's help: an example, then its description, then its usage.
class ExampleFirst : public CLI::Formatter {
  public:
    explicit ExampleFirst(const CommandEntry& command) : command_(command) { column_width(help_column); }

    std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
        std::string example = "    ";
        for (const char c : command_.example) {
            example += c;
            if (c == '\n') example += "    ";
        }
        const std::string alias =
            command_.alias.empty() ? std::string() : fmt::format("`inmail {}` does the same.\n\n", command_.alias);
        return fmt::format("Example:\n{}\n\n{}\n\n{}Usage: {}{}{} [OPTIONS]\n{}", example, command_.text, alias, name,
                           command_.arguments.empty() ? "" : " ", command_.arguments, make_groups(app, mode));
    }

  private:
    static constexpr std::size_t help_column = 34;
    const CommandEntry& command_;
};

}  // namespace

const OptionInfo* option_named(const std::vector<OptionInfo>& options, const std::string& word) {
    const std::string name = word.substr(0, word.find('='));
    const auto known = std::find_if(options.begin(), options.end(), [&name](const OptionInfo& option) {
        const std::string long_one = long_name(option);
        return long_one == name || option.names == name + "," + long_one;
    });
    return known == options.end() ? nullptr : &*known;
}

class Options::Impl {
  public:
    explicit Impl(const CommandEntry& command) : name_(command.name), app_("", "inmail " + name_) {
        app_.formatter(std::make_shared<ExampleFirst>(command));
        app_.set_help_flag(help_names, print_help);
    }

    CLI::Option* add(const std::string& name, const std::string& help, std::function<void(const CLI::results_t&)> take) {
        // Without a type, CLI11 converts nothing: results() holds the typed bytes.
        auto* option = app_.add_option(name, CLI::callback_t(), help);
        takers_.push_back({option, std::move(take)});
        return option;
    }

    bool parse(std::vector<std::string> arguments) {
        std::reverse(arguments.begin(), arguments.end());
        try {
            app_.parse(std::move(arguments));
        } catch (const CLI::CallForHelp&) { return false; } catch (const CLI::ExtrasError&) {
            refuse_extras();
        } catch (const CLI::ParseError& e) { throw UsageError(e.what(), see_help()); }
        for (const auto& [option, take] : takers_) {
            if (option->count() != 0) take(option->results());
        }
        return true;
    }

    [[nodiscard]] std::string help() const { return app_.help(); }
    CLI::App& app() { return app_; }

  private:
    [[noreturn]] void refuse_extras() const {
        const std::string extra = app_.remaining().front();
        if (extra.size() < 2 || extra.front() != '-')
            throw UsageError(fmt::format("{} does not take '{}'", name_, extra), see_help());
        std::vector<std::string> names;
        for (const auto* option : app_.get_options()) {
            for (const auto& name : option->get_lnames()) names.push_back("--" + name);
        }
        const std::string typed = extra.substr(0, extra.find('='));
        const std::string meant(option_meant_by(typed));
        const bool is_known = std::find(names.begin(), names.end(), meant) != names.end();
        const auto hint = is_known ? fmt::format("; did you mean '{}'?", meant) : did_you_mean(typed, names);
        throw UsageError(fmt::format("{} has no option '{}'{}", name_, typed, hint), see_help());
    }

    /// The option that people may mean by another word; empty: none.
    [[nodiscard]] static std::string_view option_meant_by(std::string_view typed) {
        constexpr std::array<std::pair<std::string_view, std::string_view>, 9> meant{{{"--balance", "--holds"},
                                                                                      {"--credits", "--holds"},
                                                                                      {"--date", "--at"},
                                                                                      {"--on", "--at"},
                                                                                      {"--when", "--at"},
                                                                                      {"--comment", "--note"},
                                                                                      {"--reason", "--note"},
                                                                                      {"--preview", "--dry-run"},
                                                                                      {"--file", "--output"}}};
        const auto* const found =
            std::find_if(meant.begin(), meant.end(), [typed](const auto& pair) { return pair.first == typed; });
        return found == meant.end() ? std::string_view{} : found->second;
    }

    [[nodiscard]] std::string see_help() const { return fmt::format("`inmail {} --help` shows what it takes", name_); }

    struct Taker {
        CLI::Option* option;
        std::function<void(const CLI::results_t&)> take;
    };
    std::string name_;
    CLI::App app_;
    std::vector<Taker> takers_;
};

Options::Options(const CommandEntry& command) : impl_(std::make_unique<Impl>(command)), all_{{help_names, "", print_help, {}}} {}
Options::~Options() = default;

void Options::words(std::vector<std::string>& into) {
    // Give a number that is never reached. With an open number, CLI11 reads "[a,b]" as two words.
    impl_->add(words_name, "", [&into](const CLI::results_t& typed) { into = typed; })
        ->expected(max_words)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void Options::value(const std::string& name, std::optional<std::string>& into, const std::string& placeholder,
                    const std::string& help, std::vector<std::string> choices) {
    const auto take = [&into, name](const CLI::results_t& typed) {
        if (typed.size() > 1) throw UsageError(name.substr(name.find("--")) + " is given twice");
        into = typed.front();
    };
    impl_->add(name, help, take)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->option_text(placeholder);
    all_.push_back({name, placeholder, help, std::move(choices)});
}

void Options::values(const std::string& name, std::vector<std::string>& into, const std::string& placeholder,
                     const std::string& help) {
    // One value for each time it is given, or CLI11 takes the words behind it, too.
    impl_->add(name, help, [&into](const CLI::results_t& typed) { into = typed; })
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->option_text(placeholder);
    all_.push_back({name, placeholder, help, {}});
}

void Options::phrase(const std::string& name, std::optional<std::string>& into, const std::string& placeholder,
                     const std::string& help, bool (*reads)(std::string_view)) {
    value(name, into, placeholder, help);
    all_.back().reads = reads;
}

void Options::flag(const std::string& name, bool& into, const std::string& help) {
    impl_->app().add_flag(name, into, help);
    all_.push_back({name, "", help, {}});
}

void Options::hidden_flag(const std::string& name, bool& into) {
    constexpr const char* no_group = "";  // which CLI11 leaves out of the help
    impl_->app().add_flag(name, into)->group(no_group);
}

void Options::reading_flag(const std::string& name, bool& into, const std::string& help) {
    flag(name, into, help);
    reading_flags_.push_back(&into);
}

void Options::trial_flag(const std::string& name, bool& into, const std::string& help) {
    flag(name, into, help);
    trial_flags_.push_back(&into);
}

bool Options::is_given(const std::vector<const bool*>& flags) {
    return std::any_of(flags.begin(), flags.end(), [](const bool* given) { return *given; });
}

void Options::join_phrases(std::vector<std::string>& words, std::size_t& from_alias) const {
    std::vector<std::string> joined;
    const std::size_t alias_end = from_alias;
    std::size_t i = 0;
    while (i < words.size() && words[i] != "--") {
        const bool is_of_alias = i < alias_end;
        const std::string& word = words[i++];
        joined.push_back(word);
        const auto* option = option_named(all_, word);
        const bool has_value = word.find('=') != std::string::npos;
        const bool takes_next = option != nullptr && !option->placeholder.empty() && !has_value && i < words.size();
        if (takes_next) joined.push_back(words[i++]);
        if (option != nullptr && option->reads != nullptr && (has_value || takes_next)) {
            std::string value = has_value ? word.substr(word.find('=') + 1) : joined.back();
            const std::size_t taken = take_phrase(value, words, i, option->reads);
            if (taken > 0) {
                if (takes_next) joined.pop_back();
                joined.back() = long_name(*option) + "=" + value;  // "-3d 14:30" after a space would be an option
            }
            i += taken;
        }
        if (is_of_alias) from_alias = joined.size();
    }
    if (i < alias_end) from_alias = joined.size() + (alias_end - i);
    joined.insert(joined.end(), words.begin() + static_cast<std::ptrdiff_t>(i), words.end());
    words = std::move(joined);
}

void Options::drop_overridden(std::vector<std::string>& words, std::size_t count,
                              const std::vector<std::string>& also_given) const {
    struct Given {
        std::string name;
        std::size_t begin;
        std::size_t end;
    };
    std::vector<Given> all_given;
    for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
        const auto* known = option_named(all_, words[i]);
        if (known == nullptr) continue;
        const bool takes_next = !known->placeholder.empty() && words[i].find('=') == std::string::npos;
        all_given.push_back({long_name(*known), i, std::min(i + (takes_next ? 2 : 1), words.size())});
        i = all_given.back().end - 1;
    }
    std::vector<std::string> overridden = also_given;
    for (auto given = all_given.rbegin(); given != all_given.rend(); ++given) {
        const bool is_overridden = std::find(overridden.begin(), overridden.end(), given->name) != overridden.end();
        overridden.push_back(given->name);
        if (!is_overridden || given->begin >= count) continue;
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(given->begin),
                    words.begin() + static_cast<std::ptrdiff_t>(given->end));
    }
}

bool Options::has_words() const {
    const auto* words = impl_->app().get_option_no_throw(words_name);
    return words != nullptr && words->count() > 0;
}
bool Options::parse(const std::vector<std::string>& arguments) { return impl_->parse(arguments); }
std::string Options::help() const { return impl_->help(); }

}  // namespace inmail::cli
