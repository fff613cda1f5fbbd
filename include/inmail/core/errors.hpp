#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace inmail {

/// The exit codes of the program. Scripts rely on them.
enum class ExitCode : int {
    done = 0,
    failed = 1,    ///< the program or the machine failed
    usage = 2,     ///< the command line makes no sense
    input = 3,     ///< the input is wrong; nothing was recorded
    refused = 4,   ///< a rule forbids it; nothing was recorded
    damaged = 5,   ///< the file is damaged, was tampered with, or is not a ledger of ours
    findings = 6,  ///< `check` has findings
};

/// What a person can cause and mend. Only the command line throws words (`what`, `next_step`). Below it, errors carry data: see
/// Reasoned and DamagedLedger. `render::words_of` words both; print nothing else.
class Error : public std::runtime_error {
  public:
    Error(ExitCode code, const std::string& what, std::string next_step = {})
        : std::runtime_error(what), code_(code), next_step_(std::move(next_step)) {}

    [[nodiscard]] ExitCode code() const { return code_; }
    /// What to do next, a sentence; empty if the error says it all.
    [[nodiscard]] const std::string& next_step() const { return next_step_; }

  private:
    ExitCode code_;
    std::string next_step_;
};

struct UsageError : Error {
    explicit UsageError(const std::string& what, std::string next_step = {})
        : Error(ExitCode::usage, what, std::move(next_step)) {}
};
struct InputError : Error {
    explicit InputError(const std::string& what, std::string next_step = {})
        : Error(ExitCode::input, what, std::move(next_step)) {}
};
struct Refusal : Error {
    explicit Refusal(const std::string& what, std::string next_step = {})
        : Error(ExitCode::refused, what, std::move(next_step)) {}
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

/// A broken invariant: a defect of the program, never a person's mistake and never a damaged ledger.
class Defect : public std::logic_error {
  public:
    using std::logic_error::logic_error;
};

/// Asserts an invariant, in every build: better no figures than wrong ones.
inline void ensure(bool holds, const char* invariant) {
    if (!holds) throw Defect(invariant);
}

}  // namespace inmail
