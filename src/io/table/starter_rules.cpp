#include "inmail/io/starter_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "inmail/text/unicode.hpp"
#include "table/column_roles.hpp"
#include "table/folded.hpp"
#include "table/table_sample.hpp"
#include "table/toml_text.hpp"

namespace inmail::io {
namespace {

constexpr std::size_t most_listed = 20;
constexpr std::size_t most_columns = 6;
/// More are better told by a pattern.
constexpr std::size_t most_kinds = 12;

/// The name of the table's file as a name of rules.
std::string source_name(const std::string& file) {
    constexpr std::size_t most = 40;
    std::string name;
    for (const char c : to_lower_latin1(std::filesystem::path(file).stem().string())) {
        const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (fits)
            name += c;
        else if (!name.empty() && name.back() != '-')
            name += '-';
        if (name.size() == most) break;
    }
    while (!name.empty() && name.back() == '-') name.pop_back();
    return name.empty() || name == "li" || name == "row" ? "our-table" : name;
}

std::string listed(const std::vector<std::string>& values) {
    std::string text;
    for (std::size_t i = 0; i < std::min(values.size(), most_listed); ++i)
        text += (i == 0 ? "" : ", ") + short_toml_text(values[i]);
    if (values.size() > most_listed) text += fmt::format(" and {} others", values.size() - most_listed);
    return text;
}

/// What says of a message that it was not sent, or not delivered.
const std::vector<std::string_view> unsent_words{"schedul", "draft",  "queued", "pending", "planned",
                                                 "fail",    "cancel", "skip",   "not sent"};

bool mentions_any(std::string_view text, const std::vector<std::string_view>& words) {
    return std::any_of(words.begin(), words.end(), [text](auto word) { return mentions(text, word); });
}

std::string toml_list(const std::vector<std::string>& values) {
    std::vector<std::string> words;
    for (const auto& value : values) words.push_back(toml_text(value));
    return fmt::format("[{}]", fmt::join(words, ", "));
}

class StarterRules {
  public:
    StarterRules(const std::string& file, const TableSample& sample) : file_(file), sample_(sample), roles_(roles_of(sample)) {}

    std::string text() {
        fmt::format_to(
            into(),
            "# Rules for {}, begun from its columns and its first {}. The lines with \"settle\" are guesses, or lack\n"
            "# something. Read them, change them, then see what becomes of each row: inmail import csv FILE --rules THIS "
            "--preview\n",
            short_toml_text(file_), sample_.rows == 1 ? "row" : fmt::format("{} rows", sample_.rows));
        const std::string rows = rows_text();  // they say which columns are used
        write_source();
        write_formats();
        write_seats();
        return text_ + rows;
    }

  private:
    std::back_insert_iterator<std::string> into() { return std::back_inserter(text_); }
    [[nodiscard]] const SampledColumn& column(std::size_t i) const { return sample_.columns[i]; }

    /// "{Sent}" as a value.
    std::string use(std::size_t i) {
        used_.insert(i);
        return toml_text("{" + column(i).name + "}");
    }
    std::string key(std::size_t i) {
        used_.insert(i);
        return toml_text(column(i).name);
    }

    void write_source() {
        std::vector<std::string> names;
        for (const auto i : used_) {
            if (names.size() < most_columns) names.push_back(toml_text(column(i).name));
        }
        std::vector<std::string> unused;
        for (std::size_t i = 0; i < sample_.columns.size(); ++i) {
            if (used_.count(i) == 0 && !column(i).name.empty()) unused.push_back(column(i).name);
        }
        fmt::format_to(into(), "name    = {}  # the source: it stands in keys\n", toml_text(source_name(file_)));
        const bool is_guess = names.empty();
        for (std::size_t i = 0; is_guess && i < sample_.columns.size() && names.size() < most_columns; ++i) {
            if (column(i).is_usable) names.push_back(toml_text(column(i).name));
        }
        fmt::format_to(into(), "columns = [{}]  # {}the table is recognised by these\n", fmt::join(names, ", "),
                       is_guess ? "settle: no column is understood; " : "");
        if (sample_.skip_lines > 0)
            fmt::format_to(into(), "skip_lines = {}  # settle: is the header on line {}?\n", sample_.skip_lines,
                           sample_.skip_lines + 1);
        if (!sample_.empty_words.empty()) {
            std::vector<std::string> words;
            for (const auto& word : sample_.empty_words) words.push_back(toml_text(word));
            fmt::format_to(into(), "empty   = [{}]  # settle: do these mean nothing?\n", fmt::join(words, ", "));
        }
        const auto is_local = [this](std::size_t i) { return column(i).time.is_time && column(i).time.is_local; };
        if (std::any_of(used_.begin(), used_.end(), is_local))
            text_ += "# zone  = \"Europe/Berlin\"  # settle: of its times, which have no offset; else --zone, or the ledger's\n";
        if (!unused.empty()) text_ += "# Not used: " + listed(unused) + "\n";
    }

    void write_formats() {
        std::string lines;
        for (const auto i : used_) {
            const auto& time = column(i).time;
            if (!time.is_time) continue;
            const std::string name = toml_text(column(i).name);
            if (time.is_open)
                lines += fmt::format(
                    "# {} = \"d/m/y\"  # settle: or \"m/d/y\"? {} may be either; the import looks for proof in the "
                    "whole table\n",
                    name, short_toml_text(time.proof));
            else if (!time.format.empty())
                lines += fmt::format("{} = {}  # as in {}\n", name, toml_text(time.format), short_toml_text(time.proof));
        }
        if (!lines.empty()) text_ += "\n[formats]\n" + lines;
    }

    void write_seats() {
        if (!roles_.seat) return;
        const auto& values = column(*roles_.seat).choices;
        text_ +=
            "\n# settle: a handle, a seat's display name, or an address whose part before the @ is a handle needs no line here\n"
            "[maps.seats]\n";
        std::size_t lines = 0;
        for (const auto& value : values) {
            if (lines++ == most_listed) break;
            fmt::format_to(into(), "# {} = \"\"\n", short_toml_text(value));
        }
        text_ += "else = \"{value}\"\n";
    }

    std::string rows_text() {
        if (roles_.kind) return rows_of_kinds();
        if (roles_.sent && roles_.answered && roles_.sent != roles_.answered) return row_of_both();
        return "\n[[row]]  # settle: is every row an InMail? If not, give it a `when`\n" + send_text();
    }

    std::string rows_of_kinds() {
        const auto& kind = column(*roles_.kind);
        std::vector<std::string> sends;
        std::vector<std::string> open_profiles;
        std::vector<std::string> answers;
        std::vector<std::string> unsent;
        std::vector<std::string> others;
        for (const auto& value : kind.choices) {
            if (!mentions(value, "inmail"))
                others.push_back(value);
            else if (mentions_any(value, {"repl", "accepted", "declined", "answer", "respon", "received"}))
                answers.push_back(value);
            else if (mentions_any(value, unsent_words))
                unsent.push_back(value);
            else
                (mentions_any(value, {"open profile", "open-profile", "free"}) ? open_profiles : sends).push_back(value);
        }
        std::string rows = "\n" + status_text();
        const std::string name = key(*roles_.kind);
        const auto row = [&](const std::vector<std::string>& values, const std::string& event) {
            if (values.empty()) return;
            const bool is_pattern = values.size() > most_kinds;
            const std::string values_text = is_pattern ? "{ matches = 'inmail' }" : toml_list(values);
            rows += fmt::format("[[row]]\nwhen     = {{ {} = {} }}\n{}\n", name, values_text, event);
        };
        const bool has_sends = !sends.empty() || !open_profiles.empty();
        if (!others.empty() || !has_sends)
            rows += fmt::format("# settle: {} {} {}\n", name,
                                has_sends ? "also has the values" : "never says InMail. Which of its values do:", listed(others));
        row(unsent, "leave_out = \"not sent\"  # settle: bounced ones were sent, and are a `send` and a `bounce`\n");
        const bool tell_outcome =
            std::any_of(answers.begin(), answers.end(), [](const auto& value) { return !outcome_of(value).empty(); });
        if (answers.size() <= most_kinds)
            row(answers, reply_text() + (tell_outcome ? outcome_text("", *roles_.kind, answers) : outcome_text("")));
        if (open_profiles.size() <= most_kinds)
            row(open_profiles, send_text() + "channel  = \"open-profile\"  # settle: these cost no credit\n");
        row(sends, send_text());
        if (!has_sends)
            rows += fmt::format("[[row]]\nwhen     = {{ {} = [] }}  # settle: those that do\n{}\n", name, send_text());
        return rows +
               "[[row]]  # settle: this takes every other row; those that count need a [[row]] above\n"
               "leave_out = \"not an InMail\"\n";
    }

    /// What says whether a row happened at all.
    std::string status_text() {
        if (!roles_.status) return {};
        const auto& status = column(*roles_.status);
        const auto is_done = [](const auto& value) { return folded_value(value) == "completed"; };
        if (std::any_of(status.choices.begin(), status.choices.end(), is_done))
            return fmt::format(
                "[[row]]  # settle: are these the rows that did not happen?\nwhen      = {{ {} = {{ not = \"Completed\" }} "
                "}}\nleave_out = \"not completed\"\n\n",
                key(*roles_.status));
        std::vector<std::string> unsent;
        for (const auto& value : status.choices) {
            if (mentions_any(value, unsent_words)) unsent.push_back(value);
        }
        const std::string name = key(*roles_.status);
        std::string text = fmt::format("# settle: {} has the values {}. Which of them were not sent, and which bounced?\n", name,
                                       listed(status.choices));
        if (!unsent.empty())
            text += fmt::format("[[row]]\nwhen      = {{ {} = {} }}\nleave_out = \"not sent\"\n", name, toml_list(unsent));
        return text + "\n";
    }

    std::string row_of_both() {
        std::string rows =
            fmt::format("\n[[row]]\nwhen      = {{ {} = {{ empty = true }} }}\nleave_out = \"no InMail\"\n", key(*roles_.sent));
        rows += "\n[[row]]  # settle: every row with a sent date is a paid InMail, unless you add a `channel`\n" + shared_text();
        rows += "  [[row.events]]\n  event = \"send\"\n  at    = " + use(*roles_.sent) + "\n";
        rows += fmt::format("  [[row.events]]\n  when  = {{ {} = {{ empty = false }} }}\n  event = \"reply\"\n  at    = {}\n",
                            key(roles_.outcome.value_or(*roles_.answered)), use(*roles_.answered));
        return rows + outcome_text("  ");
    }

    std::string send_text() { return event_text("send", roles_.sent) + shared_text(); }
    /// An answer counts in the campaign of its send.
    std::string reply_text() { return event_text("reply", roles_.sent) + shared_text(false); }

    std::string event_text(const char* event, std::optional<std::size_t> at) {
        std::string text = fmt::format("event    = \"{}\"\n", event);
        text += at ? "at       = " + use(*at) + "\n" : "at       = \"{}\"  # settle: the column of the time\n";
        const std::size_t lacking = at ? sample_.rows - column(*at).values.size() : 0;
        if (lacking != 0)
            text += fmt::format(
                "# settle: of the first {} rows, {} no such time. Another column may stand in: at = [\"{{A}}\", \"{{B}}\"]\n",
                sample_.rows, lacking == 1 ? "1 has" : fmt::format("{} have", lacking));
        return text;
    }

    std::string shared_text(bool has_campaign = true) {
        std::string text;
        if (roles_.seat)
            text += fmt::format("seat     = {{ value = {}, map = \"seats\" }}\n", use(*roles_.seat));
        else
            text += "# settle: no column names the seat, so give it with --seat\n";
        std::vector<std::string> people;
        for (const auto i : roles_.addresses) people.push_back(use(i));
        std::string name;
        for (const auto i : roles_.name) {
            used_.insert(i);
            name += (name.empty() ? "{" : " {") + column(i).name + "}";
        }
        if (!name.empty()) people.push_back(toml_text(name));
        text += people.empty() ? "prospect = \"{}\"  # settle: the column of the person written to\n"
                               : fmt::format("prospect = [{}]\n", fmt::join(people, ", "));
        if (roles_.campaign && has_campaign) text += "campaign = " + use(*roles_.campaign) + "\n";
        if (roles_.thread) text += "thread   = " + use(*roles_.thread) + "\n";
        const char* guess = roles_.key_is_guess ? "  # settle: has each row another one, which stays?" : "";
        text += roles_.key
                    ? "key      = " + use(*roles_.key) + guess + "\n"
                    : "# key   = \"{...}\"  # settle: what stays when a row is corrected; without it, such a row comes twice\n";
        return text;
    }

    /// Of an answer's value: a name of an outcome; empty: it is not known.
    static std::string outcome_of(const std::string& value) {
        if (mentions_any(value, {"declin", "reject", "not interested"})) return "declined";
        return mentions_any(value, {"accept", "interested"}) ? "accepted" : "";
    }

    std::string outcome_text(const std::string& indent) {
        return roles_.outcome ? outcome_text(indent, *roles_.outcome, column(*roles_.outcome).choices) : std::string();
    }

    std::string outcome_text(const std::string& indent, std::size_t of, const std::vector<std::string>& values) {
        std::vector<std::string> entries;
        std::set<std::string> known;
        for (const auto& value : values) {
            if (known.insert(folded_value(value)).second)
                entries.push_back(fmt::format("{} = \"{}\"", toml_text(value), outcome_of(value)));
        }
        return fmt::format(
            "{}outcome = {{ value = {}, map = {{ {} }}, else = \"\" }}  # settle: accepted, declined, quick, auto or \"\"\n",
            indent, use(of), fmt::join(entries, ", "));
    }

    const std::string& file_;
    const TableSample& sample_;
    ColumnRoles roles_;
    std::set<std::size_t> used_;
    std::string text_;
};

}  // namespace

std::string starter_rules(std::istream& table, const std::string& name) {
    const TableSample sample = sample_table(table, name);
    return StarterRules(name, sample).text();
}

}  // namespace inmail::io
