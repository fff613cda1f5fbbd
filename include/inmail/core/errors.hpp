#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace inmail {

/// What the program exits with; part of the interface that scripts rely on.
enum class ExitCode : int {
    done = 0,
    failed = 1,    ///< the program or the machine failed
    usage = 2,     ///< the command line cannot be understood
    input = 3,     ///< the input is wrong; nothing was recorded
    refused = 4,   ///< a rule refuses it; nothing was recorded
    damaged = 5,   ///< the ledger is damaged, was tampered with, or is not one of ours
    findings = 6,  ///< `check` has findings
};

/// Something that a person can cause and mend: what is wrong and where, and what to do next.
class Error : public std::runtime_error {
  public:
    Error(ExitCode code, const std::string& what, std::string next_step = {}, std::vector<std::string> further = {})
        : std::runtime_error(what), code_(code), next_step_(std::move(next_step)), further_(std::move(further)) {}

    [[nodiscard]] ExitCode code() const { return code_; }
    /// A sentence that tells what to do next; empty where the error says it all.
    [[nodiscard]] const std::string& next_step() const { return next_step_; }
    /// What else is wrong, each to be shown on a line of its own. No other text breaks a line: a path or a name may hold a line
    /// break, and is not to pass for a message of the program's.
    [[nodiscard]] const std::vector<std::string>& further() const { return further_; }

  private:
    ExitCode code_;
    std::string next_step_;
    std::vector<std::string> further_;
};

struct UsageError : Error {
    explicit UsageError(const std::string& what, std::string next_step = {})
        : Error(ExitCode::usage, what, std::move(next_step)) {}
};
struct InputError : Error {
    explicit InputError(const std::string& what, std::string next_step = {}, std::vector<std::string> further = {})
        : Error(ExitCode::input, what, std::move(next_step), std::move(further)) {}
};
struct Refusal : Error {
    explicit Refusal(const std::string& what, std::string next_step = {})
        : Error(ExitCode::refused, what, std::move(next_step)) {}
};
struct DamagedLedger : Error {
    explicit DamagedLedger(const std::string& what, std::string next_step = {})
        : Error(ExitCode::damaged, what, std::move(next_step)) {}
};
struct MachineFailure : Error {
    explicit MachineFailure(const std::string& what, std::string next_step = {})
        : Error(ExitCode::failed, what, std::move(next_step)) {}
};

/// The reason of an error as data, which render puts into words.
template <class Reason>
class WithReason {
  public:
    explicit WithReason(Reason reason) : reason_(std::move(reason)) {}
    virtual ~WithReason() = default;
    [[nodiscard]] const Reason& reason() const { return reason_; }

  private:
    Reason reason_;
};

/// An error of one of the kinds above, whose reason is data.
template <class Kind, class Reason>
class Reasoned : public Kind, public WithReason<Reason> {
  public:
    explicit Reasoned(Reason reason) : Kind("an error whose reason is data"), WithReason<Reason>(std::move(reason)) {}
};

/// An invariant of ours that does not hold: a defect of the program, never a person's mistake.
class Defect : public std::logic_error {
  public:
    using std::logic_error::logic_error;
};

/// Asserts an invariant in every build: a ledger that cannot be sure of its numbers says so instead of printing them.
inline void ensure(bool holds, const char* invariant) {
    if (!holds) throw Defect(invariant);
}

}  // namespace inmail
