#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

#include "inmail/core/errors.hpp"
#include "inmail/core/time.hpp"
#include "inmail/core/value_flaw.hpp"

namespace inmail {

// What a ledger holds that no program of ours wrote (exit 5), as data: a store or a fold finds it, render words it.

namespace damage {

// The ledger as a whole:
struct NotADatabase {};
struct NotALedger {};  ///< another program's database, or an empty file
struct FromNewerProgram {
    std::string migration;     ///< the ledger's newest
    std::string newest_known;  ///< this program's
};
struct BadHeader {
    enum class What : std::uint8_t { unreadable, of_no_ledger, of_other_version };
    What what{What::unreadable};
};
struct BadSetting {
    enum class What : std::uint8_t { id, default_rulebook, zone };
    What what{What::id};
};
/// Commits that follow a damaged frame of the write-ahead log would be lost.
struct BadLog {
    std::int64_t frame{0};
    std::int64_t commits{0};
};
/// A log or journal beside the file that is not, or may not be, its own.
struct UnknownLog {
    std::string file;
    bool in_use{false};  ///< the log is not the ledger's, and a program has one of them open
};
struct BadPages {
    std::string finding;  ///< SQLite's words; empty: it gave none
};

// Its schema:
struct SchemaChange {
    enum class How : std::uint8_t { missing, changed, foreign };
    How how{How::missing};
    std::string type;  ///< "table", "index", "trigger", "view"; on a server also "function", "right", ...
    std::string name;
};
struct MigrationChange {
    enum class How : std::uint8_t { missing, unsealed, changed, unknown };
    How how{How::missing};
    std::string name{};
};
struct BadIndex {
    enum class What : std::uint8_t { differs_from_table, out_of_order, repeats_unique_value };
    What what{What::differs_from_table};
    std::string index;
    std::string table;
};

// Its rows:
struct BadValue {
    enum class What : std::uint8_t {
        out_of_range,        ///< `number`
        hash_length,         ///< a hash of the wrong length
        hash_version,        ///< a hash of the unknown version `number`
        unknown_choice,      ///< a number that stands for no `column`: a kind, a channel, a rule
        no_account,          ///< a seat or pool with an impossible number
        no_name,             ///< a name with the number 0
        no_prospect,         ///< a prospect who is neither known nor erased
        empty_text,          ///< NULL is stored instead
        unreadable_figures,  ///< of a close
        unreadable_key,      ///< an event key in a form that is not stored
        amount,              ///< an amount that no event may have
        half_a_price,        ///< a price without its currency, or the other way round
        unguarded,           ///< something that links of version `number` have no field for: their hashes do not guard it
        flawed_column,       ///< `column` holds what is never recorded, for the reason `flaw`
    };
    What what{What::out_of_range};
    std::string column{};
    std::int64_t number{0};
    ValueFlaw flaw{};
};
struct MissingRow {
    std::string table;
    std::int64_t row{0};
};
/// A row that refers to a missing row of another table.
struct LooseReference {
    std::string table;
    std::int64_t row{0};
    std::string to_table;
};
/// A row with an impossible number, or a table whose next row would have one.
struct BadRowNumber {
    std::string table;
    std::int64_t row{0};
};
/// Rows are numbered from 1 on without gaps; one was added, removed or moved.
struct NumberingGap {
    std::string table;
};
struct BadProspect {
    enum class What : std::uint8_t { known_and_erased, erased_twice, not_found_by_name, named_twice };
    What what{What::known_and_erased};
    std::int64_t id{0};  ///< 0: not known
};
struct StrayBatch {};  ///< a batch that does not begin with an event of its own

// Its chain:
struct MissingEvent {
    std::int64_t seq{0};
    std::int64_t next{0};  ///< the event that stands there instead
};
struct MissingBeforeTerms {};  ///< the event after which the terms were imported
struct OutsideBatch {};
struct KnownAndErased {};  ///< the event's prospect is both
struct WrongHash {};
struct WrongHead {};  ///< a server's row `head` is not the last link
struct LostHead {
    std::string head;    ///< 64 hex digits
    std::string backup;  ///< the path of the backup that knows it; empty: a person noted it down
    Instant made_at{};   ///< of the backup
};
struct ShippedTermsChanged {};  ///< or missing
struct ForgedShippedTerms {};   ///< terms that pretend to ship

// Its checkpoints:
struct NoFoldState {
    Day day;  ///< whose checkpoint is none
};
struct CheckpointWithoutEvent {
    std::int64_t seq{0};  ///< of the missing event of a message
};

}  // namespace damage

/// Something that a ledger holds and no program of ours wrote, and where.
struct Damage {
    struct OfEvent {
        std::int64_t seq{0};
        std::string key{};  ///< empty: not read
    };
    struct OfTerms {
        std::string rulebook;
        std::string plan;
        Day effective_from;
    };

    std::variant<damage::NotADatabase, damage::NotALedger, damage::FromNewerProgram, damage::BadHeader, damage::BadSetting,
                 damage::BadLog, damage::UnknownLog, damage::BadPages, damage::SchemaChange, damage::MigrationChange,
                 damage::BadIndex, damage::BadValue, damage::MissingRow, damage::LooseReference, damage::BadRowNumber,
                 damage::NumberingGap, damage::BadProspect, damage::StrayBatch, damage::MissingEvent, damage::MissingBeforeTerms,
                 damage::OutsideBatch, damage::KnownAndErased, damage::WrongHash, damage::WrongHead, damage::LostHead,
                 damage::ShippedTermsChanged, damage::ForgedShippedTerms, damage::NoFoldState, damage::CheckpointWithoutEvent>
        what;
    std::variant<std::monostate, OfEvent, OfTerms> place{};
};

/// A ledger, or a copy of one, is damaged or not one of ours.
class DamagedLedger : public Error {
  public:
    enum class Whose : std::uint8_t { ledger, backup, copy };

    /// `path`: of the file; empty: not known here.
    explicit DamagedLedger(Damage damage, std::string path = {}, Whose whose = Whose::ledger)
        : Error(ExitCode::damaged, "damage, which is data"), damage_(std::move(damage)), path_(std::move(path)), whose_(whose) {}

    [[nodiscard]] const Damage& damage() const { return damage_; }
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] Whose whose() const { return whose_; }

  private:
    Damage damage_;
    std::string path_;
    Whose whose_;
};

}  // namespace inmail
