#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "inmail/chain/digest.hpp"
#include "inmail/core/time.hpp"

namespace inmail::store {

// A ledger as the rows that every kind of store keeps alike, number for number. What each store makes for itself (indexes,
// checkpoints, hashes of names, records of migrations and backups) is not among them.

struct LedgerColumn {
    enum class Type : std::uint8_t { integer, text, bytes };
    const char* name;
    Type type;
};
struct LedgerTable {
    const char* name;
    std::vector<LedgerColumn> columns;  ///< the first is the number of the row
};
/// In an order in which each row comes after those that it names.
[[nodiscard]] const std::vector<LedgerTable>& ledger_tables();

/// "id, name": the table's columns as SQL lists them.
[[nodiscard]] std::string columns_of(const LedgerTable& table);

/// None: NULL.
using LedgerValue = std::variant<std::monostate, std::int64_t, std::string>;
/// One value a column.
using LedgerRow = std::vector<LedgerValue>;

/// The last link of a ledger's chain.
struct LastLink {
    std::int64_t seq{0};  ///< of the last event
    Digest hash{};
    std::optional<Instant> recorded_at;        ///< none: there is no link
    std::optional<Instant> event_recorded_at;  ///< of the last event
};

/// One state of a ledger that is read row by row.
class RowSource {
  public:
    virtual ~RowSource() = default;

    [[nodiscard]] virtual LastLink last_link() = 0;
    /// In the order of their numbers.
    virtual void read(const LedgerTable& table, const std::function<void(const LedgerRow&)>& each) = 0;
};

}  // namespace inmail::store
