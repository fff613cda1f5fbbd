#include <fmt/format.h>

#include "commands/command_table.hpp"
#include "format_option.hpp"
#include "inmail/files/directory_turn.hpp"
#include "inmail/files/durable_file.hpp"
#include "inmail/files/spool.hpp"
#include "inmail/render/reports.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/terminal.hpp"
#include "record_options.hpp"
#include "shipped_rules.hpp"

namespace inmail::cli {
namespace {

namespace fs = std::filesystem;

/// The form of a ledger's path for the config file: it leads to the same file from every folder.
std::string lasting_path(const std::string& typed) {
    const bool is_relative = typed.find_first_of("/~$") != 0 && !store::names_server(typed);
    if (!is_relative) return typed;
    std::error_code error;
    const fs::path current = fs::current_path(error);
    if (error)
        throw InputError(fmt::format("cannot tell where '{}' is: the current directory is gone", for_terminal(typed)),
                         "change to another directory, or give the path from the root");
    std::string folder;
    for (const char c : current.string()) folder += c == '$' ? std::string("\\$") : std::string(1, c);
    return (fs::path(folder) / typed).lexically_normal().string();
}

void write_config(const io::Config& config, const std::string& key, const std::optional<std::string>& value) {
    const std::string text = io::with_setting(config, key, value);
    if (text.size() > io::max_config_bytes)
        throw InputError(fmt::format("{} would be longer than {} bytes", config.path.string(), io::max_config_bytes));
    const fs::path place = without_links(config.path);
    TemporaryFile file(place, Unfinished::report);
    file.keep_permissions();
    if (const int error = write_all(file.descriptor(), text.data(), text.size()); error != 0) throw cannot_write(place, error);
    file.replace_place();
}

class Config : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        format_.declare(options);
    }

    ExitCode run(Session& session) override {
        if (words_.empty()) return print(session, report(session.settings()));
        const std::string& first = words_.front();
        if (first != "set" && first != "unset") {
            require_words(words_, 1, 1, "the SETTING");
            return show(session, first);
        }
        const bool sets = first == "set";
        if (format_.is_given()) throw UsageError(fmt::format("config {} takes no --format: it prints one line", first));
        const std::vector<std::string> rest(words_.begin() + 1, words_.end());
        require_words(rest, sets ? 2 : 1, sets ? 2 : 1, sets ? "the SETTING or the VALUE" : "the SETTING");
        return change(session, rest[0], sets ? std::optional(rest[1]) : std::nullopt);
    }

  private:
    /// Every setting, or the one of `key`.
    [[nodiscard]] static app::SettingsReport report(const Settings& settings, const std::optional<std::string>& key = {}) {
        const io::Config& config = settings.config();
        app::SettingsReport report;
        report.file = config.path.string();
        report.file_exists = is_there(config.path);
        for (const auto& name : io::setting_keys) {
            if (key && key != name) continue;
            report.settings.push_back({std::string(name), settings.find(name)});
            auto& value = report.settings.back().setting.value;
            value = store::without_passwords(value);
        }
        const auto add = [&](const io::Config::ByName& entries, std::string_view prefix, auto& rows) {
            for (const auto& [name, entry] : entries) {
                if (!key || key == std::string(prefix) + name)
                    rows.push_back(
                        {name, {store::without_passwords(entry.value), app::SettingSource::file, config.place_of(entry)}});
            }
        };
        add(config.aliases, io::alias_prefix, report.aliases);
        add(config.sequences, io::sequence_prefix, report.sequences);
        return report;
    }

    [[nodiscard]] ExitCode print(Session& session, const app::SettingsReport& report) const {
        session.print(render::render(report, format_.format(session), session.display_in(io::Zone())));
        return ExitCode::done;
    }

    /// Only the value, unless a format is asked for.
    [[nodiscard]] ExitCode show(Session& session, const std::string& key) const {
        io::check_key(key);
        const auto one = report(session.settings(), key);
        if (format_.is_given()) return print(session, one);
        std::string value;
        for (const auto* rows : {&one.settings, &one.aliases, &one.sequences}) {
            for (const auto& row : *rows) value = row.setting.value;
        }
        if (value.empty())
            session.print({"", {key + " is not set"}});
        else
            session.print({for_terminal(value) + "\n", {}});
        return ExitCode::done;
    }

    /// Reads the file, but does not check its values: the change may correct a wrong one.
    [[nodiscard]] static ExitCode change(Session& session, const std::string& key, std::optional<std::string> value) {
        io::check_key(key);
        if (value) check_setting(key, *value, "config set");
        const bool is_sequence = begins_with(key, io::sequence_prefix);
        if (value && (key == "ledger" || (is_sequence && shipped_unless_file(RulesKind::sequence, *value) == nullptr)))
            value = lasting_path(*value);
        const fs::path path = user_config().path;
        if (path.empty())
            throw InputError("HOME is not set, so there is no place for the config file", "set HOME or XDG_CONFIG_HOME");
        // Two programs that change it at once take turns from reading to writing.
        const fs::path place = fs::absolute(without_links(path));
        make_directories_for(place);
        DirectoryTurn turn;
        turn.take(place);
        const io::Config config = user_config();
        const std::string shown = for_terminal(config.path.string());
        if (!value && config.find(key) == nullptr) {
            session.print({fmt::format("{}: {} was not set\n", shown, for_terminal(key)), {}});
            return ExitCode::done;
        }
        write_config(config, key, value);
        const std::string now = value ? fmt::format("{} = {}", key, for_terminal(*value)) : key + " is no longer set";
        session.acknowledge_in_words({fmt::format("{}: {}\n", shown, now), {}});
        return ExitCode::done;
    }

    std::vector<std::string> words_;
    FormatOption format_;
};

}  // namespace

CommandEntry config_command() {
    return {
        "config",
        "",
        CommandGroup::ledger,
        "[SETTING] | set SETTING VALUE | unset SETTING",
        "Show and change your defaults",
        "inmail config\n"
        "inmail config set ledger ~/team/ledger.db\n"
        "inmail config set zone Europe/Madrid\n"
        "inmail config set alias.fu \"send --channel inmail --campaign followup\"\n"
        "inmail config unset alias.fu",
        "Shows each setting, its value, and where it comes from: a flag, the environment, the config file, or the program. With\n"
        "SETTING it prints only that value. `set` and `unset` change the config file and leave its other lines as they "
        "are.\n\n"
        "The settings: ledger (a path), seat (a handle), format (table, json, csv, markdown), zone (an IANA name, for times\n"
        "that you type and see), color (auto, always, never), pager (a program for tables longer than the terminal, or\n"
        "none), company (a name, for the head of pages), alias.NAME, a command line that NAME then stands for, and\n"
        "sequence.CAMPAIGN, the sequence of a campaign for `inmail next`: a name that ships, or a file.",
        make_command<Config>};
}

}  // namespace inmail::cli
