#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inmail/app/record/record.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "mode_options.hpp"
#include "options.hpp"
#include "session.hpp"
#include "subject.hpp"

namespace inmail::cli {

/// What every recording command takes: --at, --note, --key, --dry-run, --force, --format.
class RecordOptions {
  public:
    void declare(Options& options);
    /// The same for what may also lie in the future.
    void declare_of_plan(Options& options);

    /// An event of this kind about the subject, at --at, with --note and --key.
    [[nodiscard]] EventRecord event(Session& session, EventKind kind, const Subject& subject) const;

    /// Records the events and prints what that did.
    [[nodiscard]] ExitCode record(Session& session, const char* command, std::vector<EventRecord> events,
                                  std::optional<Credits> holds = std::nullopt) const;
    /// The two halves of `record`, for a command that does something between them.
    [[nodiscard]] app::RecordRequest request(Session& session, const char* command, std::vector<EventRecord> events,
                                             std::optional<Credits> holds) const;
    [[nodiscard]] ExitCode report(Session& session, const app::RecordResult& result) const;

    [[nodiscard]] const std::optional<std::string>& note() const { return note_; }
    [[nodiscard]] const std::optional<std::string>& key() const { return key_; }
    [[nodiscard]] bool has_at() const { return at_.has_value(); }
    [[nodiscard]] bool is_forced() const { return mode_.is_forced(); }

  private:
    void declare_rest(Options& options);

    std::optional<std::string> at_;
    std::optional<std::string> note_;
    std::optional<std::string> key_;
    ModeOptions mode_;
};

/// Refuses surplus words, and missing ones.
void require_words(const std::vector<std::string>& words, std::size_t least, std::size_t most, const char* what);

/// `--key KEY`; empty: none. Throws InputError for a key that only an event of an archive has.
[[nodiscard]] std::string own_key(const std::optional<std::string>& typed);

/// `--channel C`. Throws InputError, with the nearest channel, for an unknown one.
[[nodiscard]] Channel channel_of(const std::string& typed);
[[nodiscard]] std::vector<std::string> channels();
/// `--outcome OUTCOME`, likewise.
[[nodiscard]] Outcome outcome_of(const std::string& typed);
[[nodiscard]] std::vector<std::string> outcomes();
/// `--chars N`, or InputError.
[[nodiscard]] std::int64_t chars_of(const std::string& typed);

/// `--price P --currency C`, both or neither. `example`: how they are written.
[[nodiscard]] std::optional<Money> price_of(const std::optional<std::string>& price, const std::optional<std::string>& currency,
                                            const char* example);

/// `--holds N`: not below zero.
[[nodiscard]] std::optional<Credits> holds_of(const std::optional<std::string>& typed);

}  // namespace inmail::cli
