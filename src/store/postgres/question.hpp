#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/chain/digest.hpp"
#include "inmail/core/time.hpp"

namespace inmail::store::postgres {

/// A parameter of a question in PostgreSQL's text form; none: NULL.
class Parameter {
  public:
    Parameter(std::nullopt_t) {}
    Parameter(std::string text) : text_(std::move(text)) {}
    Parameter(const char* text) : text_(text) {}
    Parameter(std::int64_t number) : text_(std::to_string(number)) {}
    Parameter(Instant instant) : Parameter(instant.value) {}
    Parameter(const Digest& digest) : text_("\\x" + to_hex(digest)) {}
    /// Arrays.
    Parameter(const std::vector<std::string>& texts);
    Parameter(const std::vector<std::int64_t>& numbers);

    [[nodiscard]] const std::optional<std::string>& text() const { return text_; }

  private:
    std::optional<std::string> text_;
};

struct Question {
    std::string sql;
    std::vector<Parameter> parameters{};
    /// What it changes stays. If its answer is lost, it may have taken place.
    bool commits{false};
    /// A session asks it again and again with this text: the server keeps it prepared.
    bool is_repeated{false};
};

[[nodiscard]] inline Question repeated(Question question) {
    question.is_repeated = true;
    return question;
}

[[nodiscard]] inline Question commit_question() { return {"COMMIT", {}, true}; }
/// Waits until all that was committed before is durable, as the server's `synchronous_commit` has it, also on a standby.
[[nodiscard]] inline Question durable_question() {
    return {"SELECT pg_logical_emit_message(true, 'inmail', '')", {}, true, true};
}

}  // namespace inmail::store::postgres
