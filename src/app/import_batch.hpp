#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "inmail/app/import.hpp"
#include "names.hpp"

namespace inmail::app {

/// Records on their way into the ledger in one transaction: what every import has in common. Imports record facts: no rule
/// refuses them (RULES section 7); what is wrong is the input's fault and is listed, row by row.
class ImportBatch {
  public:
    /// A seat or a pool by name.
    struct Subject {
        bool is_pool{false};
        std::string name;
        friend bool operator<(const Subject& a, const Subject& b) { return std::tie(a.is_pool, a.name) < std::tie(b.is_pool, b.name); }
    };

    /// `unknown`: subjects that an earlier attempt found no subscribe for; their rows are rejected at once.
    ImportBatch(Store& store, Store::Transaction& transaction, const ImportOptions& options, ImportResult& result, std::set<Subject> unknown = {});

    /// Appends the record, or counts it as a duplicate, or rejects it. `recorded_at` and `origin_batch` are honoured where
    /// given: a whole ledger brought over.
    void append(const EventRecord& record, std::optional<Instant> recorded_at = std::nullopt, const std::string& origin_batch = {});

    /// Subjects that rows named and no subscribe of the ledger or the file did (RULES section 7): a mistake in the input,
    /// known only when all rows have been read. Rejects their rows.
    [[nodiscard]] std::set<Subject> reject_unknown();

    /// Whether a recorded_at came that lies before the one before it: the ledger's never goes back (RULES section 2).
    [[nodiscard]] bool recorded_at_goes_back() const { return goes_back_; }

    /// The end of an import: commits, unless a row was rejected (and that was not asked to be skipped), the transaction holds
    /// rows that it must not (`spoilt`), or it is a dry run.
    void finish(bool spoilt);

  private:
    [[nodiscard]] bool is_sound(const EventRecord& record, std::optional<Instant> recorded_at);
    [[nodiscard]] bool is_known(const Subject& subject);
    [[nodiscard]] bool names_known_subjects(const EventRecord& record);
    void reject(std::int64_t line, std::string column, std::string reason);
    void reject_unknown(const Subject& subject, std::int64_t line);
    void check_stints();
    [[nodiscard]] bool may_commit(bool spoilt);

    Store& store_;
    Store::Transaction& transaction_;
    const ImportOptions& options_;
    ImportResult& result_;
    NameCheck names_;
    std::set<Subject> known_;
    std::set<Subject> unknown_;
    std::map<Subject, std::vector<std::int64_t>> waiting_;  ///< lines of rows whose subject no subscribe has named so far
    Instant last_recorded_at_;
    bool goes_back_{false};
};

}  // namespace inmail::app
