#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/core/event.hpp"

namespace inmail::io {

class Pattern;

// How a table is read as events (docs/import-rules.md), as a rules file says it.

/// Text with columns in it: "{Owner.Email}", "{1}", "inmail".
struct TextTemplate {
    struct Part {
        enum class Kind : std::uint8_t {
            text,
            column,  ///< `index` in TableRules::columns_used
            group,   ///< `index` of the pattern that took the row
        };
        Kind kind{Kind::text};
        std::string text{};
        std::size_t index{0};
    };
    std::vector<Part> parts;
};

struct ValueRule {
    std::vector<TextTemplate> alternatives;  ///< the first that is not empty
    std::optional<std::size_t> map{};        ///< in TableRules::maps
    std::string split{};                     ///< what separates several values; empty: there is one
};

struct Conditions {
    struct Condition {
        enum class Kind : std::uint8_t { equals, matches, is_empty };
        std::size_t column{0};
        Kind kind{Kind::equals};
        bool negated{false};
        std::vector<std::string> values{};  ///< folded; one of them
        std::shared_ptr<const Pattern> pattern{};
    };
    std::vector<Condition> all;
    std::vector<Conditions> any;  ///< empty, or one of them holds
};

/// What a rule gives an event, a prospect or the totals of a seat.
enum class TableField : std::uint8_t {
    at,
    seat,
    prospect,
    channel,
    outcome,
    thread,
    campaign,
    note,
    key,
    name,
    degree,
    open_profile,
    open_to_work,
    applicant,
    group,
    coworker,
    inmail_first,
    priority,
    from,
    to,
    sends,
    accepted,
    declined
};
constexpr std::array<std::string_view, 23> table_field_names{
    "at",           "seat",     "prospect", "channel",      "outcome",      "thread",    "campaign", "note",
    "key",          "name",     "degree",   "open_profile", "open_to_work", "applicant", "group",    "coworker",
    "inmail_first", "priority", "from",     "to",           "sends",        "accepted",  "declined"};

/// What becomes of a row; of rules for prospects and totals a row has one, and `event` means nothing.
struct EventRule {
    Conditions when;
    EventKind event{EventKind::send};
    std::array<std::optional<ValueRule>, table_field_names.size()> values{};
    bool leaves_out_missing{false};  ///< without a time, the event is left out instead of the row rejected
    bool shares_key{false};          ///< with other events of its row: its kind is added

    [[nodiscard]] const std::optional<ValueRule>& value(TableField field) const {
        return values[static_cast<std::size_t>(field)];
    }
};

struct RowRule {
    Conditions when;
    std::string leave_out{};  ///< the reason; empty: it makes events
    std::vector<EventRule> events{};
    std::uint32_t line{0};  ///< of the rules file
};

struct TableMap {
    std::string name{};                            ///< empty: it stands in a value
    std::map<std::string, std::string> entries{};  ///< by folded text
    std::string file{};
    std::string from{};
    std::string to{};
    std::optional<TextTemplate> otherwise{};  ///< for other values; `{value}` is group 0
    std::uint32_t line{0};
};

struct TableLookup {
    std::string name;
    std::string file;
    std::string on;      ///< the column of both tables
    std::size_t key{0};  ///< that column of the table, in columns_used
    std::uint32_t line{0};
    std::map<std::string, std::map<std::string, std::string>> rows{};  ///< by key; values by folded column
};

struct TableRules {
    enum class Kind : std::uint8_t {
        events,     ///< for `import csv`
        prospects,  ///< for `route`
        totals,     ///< for `compare`
    };
    enum class Encoding : std::uint8_t { automatic, utf8, windows_1252, utf16 };
    struct ColumnUse {
        std::string name;    ///< as the rules write it
        std::string folded;  ///< of the table, or of the lookup
        std::optional<std::size_t> lookup{};
        std::uint32_t line{0};
        bool is_optional{false};  ///< a table may lack it: it is empty then
        std::string format{};     ///< of times; empty: RFC 3339 and ISO dates
    };

    std::string file{};              ///< for messages
    std::filesystem::path folder{};  ///< of the rules file; empty: they are part of the program
    Kind kind{Kind::events};
    std::string name{};
    std::vector<std::string> columns{};  ///< by which a table is recognised, as written
    Encoding encoding{Encoding::automatic};
    std::optional<char> separator{};
    std::int64_t skip_lines{0};
    std::shared_ptr<const Pattern> end_first{};
    std::size_t end_fields{0};               ///< a record of so many fields ends the table; 0: none does
    std::vector<std::string> empty_words{};  ///< folded
    std::string zone{};                      ///< empty: the ledger's
    bool first_reply_only{false};
    bool replies_need_send{false};
    std::vector<std::string> same{};  ///< of "event", "seat", "prospect", "day"
    bool leaves_out_others{false};
    std::vector<ColumnUse> columns_used{};
    std::vector<TableMap> maps{};
    std::vector<TableLookup> lookups{};
    std::vector<RowRule> rows{};
};

constexpr std::array<std::string_view, 3> table_kind_names{"events", "prospects", "totals"};
[[nodiscard]] constexpr std::string_view to_string(TableRules::Kind kind) {
    return table_kind_names[static_cast<std::size_t>(kind)];
}

/// The columns that hold a time by themselves, as places in columns_used: ascending, each once.
[[nodiscard]] std::vector<std::size_t> time_columns(const TableRules& rules);

/// Reads a rules file. `file` is its name, for messages. Throws InvalidRules that names line and key.
[[nodiscard]] TableRules read_table_rules(std::string_view text, const std::string& file);
/// The same from disk.
[[nodiscard]] TableRules read_table_rules(const std::filesystem::path& path);

/// Reads the files of maps and lookups: those given by name, else those that the rules name, in the folder of the rules or of the
/// table. Throws InvalidRules.
using NamedFiles = std::map<std::string, std::filesystem::path>;
void load_table_files(TableRules& rules, const std::filesystem::path& table_folder, const NamedFiles& maps,
                      const NamedFiles& lookups);

}  // namespace inmail::io
