#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inmail::cli {

struct CommandEntry;

/// The declaration of one option, for descriptions of commands.
struct OptionInfo {
    std::string names;        ///< "--channel", "-h,--help"
    std::string placeholder;  ///< of its value; empty: it takes none
    std::string help;
    std::vector<std::string> choices;          ///< all of its values, if they are known
    bool (*reads)(std::string_view){nullptr};  ///< of a phrase: whether some words are one value
};

/// "--help" of "-h,--help".
[[nodiscard]] inline std::string long_name(const OptionInfo& option) { return option.names.substr(option.names.find("--")); }
/// The option that `word` names: "--ledger", "--ledger=x.db", "-h". Null: none of them.
[[nodiscard]] const OptionInfo* option_named(const std::vector<OptionInfo>& options, const std::string& word);

/// The options of one command. Values stay the typed text; the command checks them. Hides CLI11 from everything else.
class Options {
  public:
    explicit Options(const CommandEntry& command);
    ~Options();
    Options(const Options&) = delete;
    Options& operator=(const Options&) = delete;

    // `into` must outlive parse().

    /// All words that are not options.
    void words(std::vector<std::string>& into);
    /// An option with one value. `choices`: all possible values, if they are known.
    void value(const std::string& name, std::optional<std::string>& into, const std::string& placeholder, const std::string& help,
               std::vector<std::string> choices = {});
    /// An option that may be given several times.
    void values(const std::string& name, std::vector<std::string>& into, const std::string& placeholder, const std::string& help);
    /// An option whose value may be several words that need no quotes: as many as `reads` takes for one value.
    void phrase(const std::string& name, std::optional<std::string>& into, const std::string& placeholder,
                const std::string& help, bool (*reads)(std::string_view));
    void flag(const std::string& name, bool& into, const std::string& help);
    /// A flag that neither help nor completion shows.
    void hidden_flag(const std::string& name, bool& into);
    /// A flag with which a recording command only reads the ledger.
    void reading_flag(const std::string& name, bool& into, const std::string& help);
    void dry_run(bool& into, const std::string& help) { reading_flag("--dry-run", into, help); }
    /// A flag with which it records in a copy of the ledger, which is thrown away.
    void trial_flag(const std::string& name, bool& into, const std::string& help);
    /// After `parse`: whether such a flag was given.
    [[nodiscard]] bool is_reading() const { return is_given(reading_flags_); }
    [[nodiscard]] bool is_trial() const { return is_given(trial_flags_); }

    /// After `parse`: whether a word was typed that is no option.
    [[nodiscard]] bool has_words() const;
    /// Removes those options of the first `count` words that are given again later, or that `also_given` names.
    void drop_overridden(std::vector<std::string>& words, std::size_t count,
                         const std::vector<std::string>& also_given = {}) const;
    /// Joins the words of each phrase to one. `from_alias`: how many words at the beginning come from an alias; counted anew.
    void join_phrases(std::vector<std::string>& words, std::size_t& from_alias) const;
    /// Fills in the values. Returns false if the user asked for help. Throws UsageError.
    [[nodiscard]] bool parse(const std::vector<std::string>& arguments);
    [[nodiscard]] std::string help() const;
    /// In the order of the help, `--help` among them.
    [[nodiscard]] const std::vector<OptionInfo>& all() const { return all_; }

  private:
    class Impl;
    [[nodiscard]] static bool is_given(const std::vector<const bool*>& flags);

    std::unique_ptr<Impl> impl_;
    std::vector<OptionInfo> all_;
    std::vector<const bool*> reading_flags_;
    std::vector<const bool*> trial_flags_;
};

}  // namespace inmail::cli
