#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "inmail/app/faults.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/event.hpp"
#include "inmail/core/ids.hpp"
#include "inmail/core/import_notes.hpp"
#include "inmail/core/terms.hpp"

namespace inmail::app {

namespace import_warning {
/// Rows are known already, but somebody voided their events.
struct KnownButVoided {
    std::vector<std::string> keys;
};
/// Keyless rows are known already, but differ in more than their note.
struct KnownInOtherWords {
    std::vector<std::int64_t> lines;  ///< ascending
};
/// A close belongs to the ledger that posted it.
struct CloseLeftOut {
    bool lacks_figures{false};  ///< the whole ledger is brought over, but this close came without its figures
};
/// A mail may be one that was logged by hand under another name.
struct PerhapsTwice {
    std::string seat;
    EventKind kind{EventKind::send};
    std::string prospect;
    std::string by_hand;  ///< the prospect as logged
    std::string key;      ///< of the event that was logged
};
/// The archive's owner was a name before and is a slug now, or the other way round: taken for the same person.
struct OwnerSpelledOtherwise {
    std::string owner;
    std::string earlier;
};
/// An answer found nothing to answer, though a later send to the same person is recorded.
struct AnswerBeforeSend {
    std::string seat;
    std::string prospect;
    Instant answered;
    Instant sent;
};
/// Times without a zone are read in the zone of the file's earlier import, and not in the present one.
struct ReadInEarlierZone {
    std::string zone;
    std::string now;
};
/// Rows of a table of which somebody should know.
struct NotedRows {
    enum class What : std::uint8_t {
        behind_end,       ///< they look like rows, but stand behind the record that ends the table
        recorded_before,  ///< they are left out, but an earlier import recorded them
        rejected_before,  ///< they are rejected, likewise
        campaign,         ///< they give an answer a campaign
        not_utf8,         ///< unlike others, they are not UTF-8 in the column
    };
    What what{What::behind_end};
    RowsAlike rows;
    std::int64_t end_line{0};  ///< of the record that ends the table
    std::string column{};
    std::string read_as{};  ///< the first such value of the column
};
}  // namespace import_warning

struct ImportWarning {
    using What = std::variant<RowWarning, import_warning::KnownButVoided, import_warning::KnownInOtherWords,
                              import_warning::CloseLeftOut, import_warning::PerhapsTwice, import_warning::OwnerSpelledOtherwise,
                              import_warning::AnswerBeforeSend, import_warning::ReadInEarlierZone, import_warning::NotedRows>;
    std::int64_t line{0};  ///< 0: the file as a whole, or the lines in `what`
    What what;
    std::string seat{};  ///< whose archive it is about, where several are imported together
};

/// What one LinkedIn archive was understood to be.
struct ArchiveSummary {
    /// A mail that a person had logged already.
    struct Match {
        std::int64_t line{0};
        EventKind kind{EventKind::send};
        Instant at;
        std::string prospect;
        std::string key;  ///< of the event that was logged
    };
    /// A logged event that LinkedIn's record replaced, or an answer that moved with its send.
    struct Superseded {
        std::int64_t line{0};  ///< 0: only an earlier archive has it
        EventKind kind{EventKind::send};
        std::string prospect;
        std::string key;             ///< of the event that was logged
        Instant logged_at;           ///< 00:00 UTC: a bare date
        Instant at;                  ///< where it stands now
        std::string recorded_for{};  ///< the prospect now
        bool is_free_now{false};     ///< logged as an InMail, but a free message to LinkedIn
        bool at_its_send{false};     ///< an answer with only a date, which moved with its send
    };
    /// What differs between the ledger and this archive.
    struct Difference {
        enum class What : std::uint8_t {
            channel,
            prospect,
            answered_at,
            conversation,  ///< lacking or another in the ledger, and it decides which message an answer answers
            seat,          ///< who had the licence
            ordinary,      ///< neither an InMail nor an answer to one
        };
        std::int64_t line{0};
        EventKind kind{EventKind::send};
        std::string key;  ///< of the event
        std::string prospect;
        What what{What::channel};
        /// A channel, a prospect, an RFC 3339 instant, a seat, or a kind of event; empty: nothing.
        std::string in_ledger;
        std::string in_archive;  ///< likewise
    };
    /// Rows that the ledger has for another seat, whose licence this seat never had.
    struct KnownElsewhere {
        std::string seat;
        std::int64_t rows{0};
    };
    /// The messages after the seat's licence went to another handle.
    struct AfterHandover {
        std::string to;
        Instant at;
        std::vector<std::int64_t> sends;    ///< lines; they count for nothing
        std::vector<std::int64_t> answers;  ///< lines of answers to the seat that has the licence
    };
    /// Mails before the seat's first stint, which count for nothing.
    struct EarlyRows {
        std::int64_t rows{0};
        Instant earliest;
        std::string plan;  ///< of the first stint; empty: a pool's
    };
    /// A purchase or plan of a receipt, or of the account's registration, that the ledger lacks. It is not recorded.
    struct Suggestion {
        EventKind kind{EventKind::purchase};  ///< purchase, subscribe or switch_plan
        std::string file;
        std::int64_t line{0};
        Day day;
        Credits credits{};                       ///< of a purchase
        std::optional<Money> paid;               ///< for all of them
        std::string plan;                        ///< of the others
        bool since_registration{false};          ///< the day is that of the account's registration: the plan may have begun later
        std::string seat{};                      ///< whose it is on that day
        bool is_beside{false};                   ///< it is a second subscription, under a handle of its own
        std::optional<RefusalReason> refused{};  ///< why it could not be recorded; none: it could, after those before it
    };
    std::string seat;
    std::string owner;  ///< a prospect key; empty: no row could be read
    OwnerProof proof;   ///< that it is theirs
    std::int64_t sends{0};
    std::int64_t free_sends{0};
    std::int64_t replies{0};
    std::vector<Assumption> assumptions;
    std::vector<Match> matches;
    std::vector<Superseded> superseded;
    std::vector<Difference> differs;
    bool corrected{false};                        ///< what differs was recorded
    std::vector<KnownElsewhere> known_elsewhere;  ///< by seat
    std::optional<EarlyRows> early;
    std::optional<AfterHandover> after_handover;
    std::vector<LeftOutRows> left_out;
    std::vector<Suggestion> suggestions;       ///< in order of time
    std::vector<std::int64_t> other_receipts;  ///< lines of Receipts_v2.csv that were not understood, ascending
};

/// What a file took the place of.
struct ImportReplacement {
    std::string source;
    std::int64_t changed{0};          ///< rows, each of which counts as recorded
    std::int64_t left_alone{0};       ///< changed or gone rows whose events another source has as well
    std::vector<RecordedEvent> gone;  ///< voided, because the file lacks their rows
};

/// What an import did to accounts, earlier events included.
struct ImportEffects {
    std::int64_t refunds{0};
    std::int64_t unmatched{0};  ///< answers that found nothing to answer
    std::int64_t repeats{0};
    std::int64_t unfunded{0};    ///< credits that were wanted and missing
    std::int64_t over_limit{0};  ///< paid InMails past a seat's usage limit
    std::int64_t outside{0};     ///< events that count for nothing

    [[nodiscard]] bool none() const { return refunds + unmatched + repeats + unfunded + over_limit + outside == 0; }
};

/// What a table was understood to be, by its rules.
struct TableReport {
    /// Rows that are left out for one reason.
    struct LeftOut : RowsAlike {
        std::string reason{};  ///< as the rules word it
    };
    /// What became of one row, for a preview.
    struct Row {
        std::int64_t line{0};
        std::uint32_t rule_line{0};  ///< of the rules file; 0: none took it
        std::string left_out{};      ///< empty: it has events, or is rejected
        std::vector<EventRecord> events{};
        bool is_rejected{false};
        std::vector<TableCell> cells{};  ///< of a rejected row
    };
    std::string rules;       ///< the name of the source
    std::string rules_file;  ///< empty: they are part of the program
    std::int64_t sends{0};   ///< paid
    std::int64_t free_sends{0};
    std::int64_t replies{0};
    std::int64_t bounces{0};
    std::vector<LeftOut> left_out;
    std::vector<std::string> unused_columns;
    bool lacks_keys{false};  ///< some events had to get derived keys
    bool is_preview{false};
    std::vector<Row> rows;  ///< of a preview, in the order of the table
};

/// What an import did; the figures add up: rows = recorded + duplicates + matched + skipped + rejected.
struct ImportResult {
    bool dry_run{false};
    std::string batch;  ///< empty: nothing was recorded
    std::int64_t rows{0};
    std::int64_t recorded{0};
    std::int64_t duplicates{0};  ///< known already: the same key, the same event
    std::int64_t matched{0};     ///< known by another record: logged by hand at the same time, or replaced since
    std::int64_t updated{0};     ///< of the recorded: in place of a known event with the same key, by --update
    std::int64_t replaced{0};    ///< of the matched, rows whose event was replaced by a better or corrected record
    std::int64_t skipped{0};     ///< left out by intent
    std::vector<RejectedRow> rejected;
    std::vector<ImportWarning> warnings;
    std::optional<ImportReplacement> replacement;  ///< only of `--replace`
    ImportEffects effects;
    ImportEffects effects_lost;                           ///< what counted before, and no longer does
    std::optional<std::vector<ArchiveSummary>> archives;  ///< only of LinkedIn archives
    std::optional<TableReport> table;                     ///< only of a table that rules read
};

struct ImportOptions {
    Instant now;
    bool skip_invalid{false};  ///< records the sound rows of a file that has bad ones
    bool dry_run{false};
    bool again{false};     ///< records known rows again whose events somebody voided
    bool force{false};     ///< takes what is refused as suspicious: a file that lacks too much, an archive of another owner
    std::string source{};  ///< under which name an events CSV is remembered; empty: the file's
    /// The file is the whole truth of its source: rows that changed since its last import are replaced, rows that are gone are
    /// voided. A bad row refuses the whole file, whatever `skip_invalid` says.
    bool replace{false};
    bool update{false};              ///< a row of a table that differs from the known event with its key replaces it
    bool records_as_now{false};      ///< an empty ledger, too, gives the events of another one its own recorded_at and batch
    bool notes_known{true};          ///< the ledger remembers which of the rows it had already
    std::string replaces_only_of{};  ///< the recorder whose events a better record may replace; empty: anybody's
    /// Bare dates and times without an offset are read in the zone in which a file of that name was read before.
    bool zone_as_before{true};
    std::function<void(const ReadProgress&)> progress{};  ///< of a file of events, whose size is not known; may be empty
};

}  // namespace inmail::app
