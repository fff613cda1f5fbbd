#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "options.hpp"
#include "people.hpp"
#include "record_options.hpp"
#include "session.hpp"

namespace inmail::cli {

/// What `reply` and `bounce` share: `[SEAT] PROSPECT...`, of which the people may be typed from memory, and the seat may be left
/// to whom it was that wrote.
class Answers {
  public:
    void declare(Options& options, const std::string& thread_help);
    /// Records an answer of each person, in one batch. `fill` gives each event the rest.
    [[nodiscard]] ExitCode record(Session& session, EventKind kind, const std::function<void(EventRecord&)>& fill) const;

  private:
    class Finder;

    /// Throws InputError: the text is neither a seat nor anybody who was written to.
    [[noreturn]] void refuse_nobody(Session& session, const std::string& typed) const;

    std::vector<std::string> words_;
    std::optional<std::string> thread_;
    People people_;
    RecordOptions record_options_;
};

}  // namespace inmail::cli
