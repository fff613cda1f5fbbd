#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/core/time.hpp"
#include "inmail/core/value_flaw.hpp"

namespace inmail {

// What reading a file from outside says of it, as data: io finds it, app passes it on, render words it.

/// How much of a file is read.
struct ReadProgress {
    std::int64_t rows{0};
    std::int64_t bytes{0};
    std::int64_t bytes_in_all{0};  ///< never less than `bytes`; 0: not known
};

/// Rows of a file that have something in common.
struct RowsAlike {
    std::int64_t rows{0};
    std::vector<std::int64_t> lines{};  ///< ascending; the first of them

    /// In the order of the file.
    void add(std::int64_t line) {
        constexpr std::size_t most_lines = 1000;  // enough to find them in a spreadsheet; a table may have a million others
        ++rows;
        if (lines.size() < most_lines) lines.push_back(line);
    }
};

/// A cell that is not empty, fit to be shown: what its heading calls a secret is "***".
struct TableCell {
    std::string column;
    std::string text;
};

/// A row that cannot be recorded: where it is and why.
struct RejectedRow {
    std::int64_t line{0};  ///< of the file, from 1 on: where the record starts
    std::string column;    ///< empty: the row as a whole
    ValueFlaw flaw;
    std::string seat{};  ///< whose archive it is in, if several are imported together
};

/// A warning about a row that is read all the same.
struct RowWarning {
    enum class Kind : std::uint8_t {
        // Of events as CSV:
        unused_column,  ///< `column` means nothing to an event of the kind `detail`
        // Of messages.csv:
        repeated_row,         ///< the same row stands in the file before
        zone_missing,         ///< the date has no zone
        time_missing,         ///< the date has no time
        not_utf8,             ///< `column` was read as Windows-1252, as `detail`
        encoded_twice,        ///< `column` was read as `detail`
        group_guessed,        ///< the recipients seem to be several people
        same_second,          ///< another mail of its conversation has its second
        connected_some_time,  ///< to a connection whose date is unknown
        connected_that_day,   ///< to somebody who became a connection on the day `detail`
        // Of a file beside messages.csv, which `file` and `file_line` name:
        unreadable_row,           ///< left out, for the reason `flaw`
        connected_on_unreadable,  ///< for the reason `flaw`
        sent_at_unreadable,       ///< for the reason `flaw`
        direction_unknown,        ///< neither incoming nor outgoing, but `detail`
        unreadable_account_file,  ///< receipts or a registration: nothing is said of them
    };

    std::int64_t line{0};  ///< 0: another file, or the file as a whole
    Kind kind{Kind::unused_column};
    std::string column{};
    std::string detail{};
    std::string file{};
    std::int64_t file_line{0};
    ValueFlaw flaw{};
};

/// What shows the owner of a LinkedIn archive.
struct OwnerProof {
    enum class Kind : std::uint8_t {
        none,           ///< no row could be read
        requested,      ///< named by the person who imports
        invitations,    ///< sender of the outgoing invitations, or receiver of the incoming ones
        profile,        ///< the name in Profile.csv
        directions,     ///< sender of the outgoing messages, or receiver of the incoming ones
        conversations,  ///< in nearly all conversations
        elimination,    ///< the only one who is neither hidden nor a connection
    };

    Kind kind{Kind::none};
    std::int64_t present{0};        ///< the conversations that the owner is in
    std::int64_t conversations{0};  ///< all conversations
};

/// What was assumed about a LinkedIn archive as a whole.
enum class Assumption : std::uint8_t {
    dates_are_utc,                  ///< they carry no zone
    conversations_inferred,         ///< there are no ids: by the two names and the subject
    paid_by_subject,                ///< messages with a subject are InMails, and paid
    connections_unknown,            ///< there is no Connections.csv: free messages to connections count as paid
    other_products_may_be_missing,  ///< InMails from Sales Navigator or Recruiter
};

/// Why rows of a LinkedIn archive were left out on purpose.
enum class LeftOutReason : std::uint8_t { draft, group_conversation, sponsored, spam_folder, same_second, ordinary_message };
constexpr std::size_t left_out_reason_count = 6;

struct LeftOutRows {
    LeftOutReason reason{LeftOutReason::draft};
    std::vector<std::int64_t> lines;  ///< ascending
};

// The names in JSON, which stay as they are: "requested", "dates_are_utc", "group_conversation".
[[nodiscard]] std::string_view to_string(OwnerProof::Kind kind);
[[nodiscard]] std::string_view to_string(Assumption assumption);
[[nodiscard]] std::string_view to_string(LeftOutReason reason);

}  // namespace inmail
