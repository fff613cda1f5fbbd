#pragma once

#include "command.hpp"
#include "record_options.hpp"

namespace inmail::cli {

/// subscribe and switch: the same words, different kinds of event.
class PlanChange : public Command {
  public:
    explicit PlanChange(EventKind kind) : kind_(kind) {}
    void declare(Options& options) override;
    ExitCode run(Session& session) override;

  private:
    /// Throws UsageError for an option that several seats cannot share.
    void require_one_seat_options() const;
    /// Lets the stint begin before now, if the balance of `--holds` is of now. Whether it does.
    [[nodiscard]] bool begins_midway(Session& session, EventRecord& event) const;
    /// Records it, unless an account would lose what it holds and the person does not agree.
    [[nodiscard]] app::RecordResult record(Session& session, app::RecordRequest request) const;

    EventKind kind_;
    std::vector<std::string> words_;
    std::optional<std::string> plan_;
    std::optional<std::string> pool_;
    std::optional<std::string> team_;
    std::optional<std::string> name_;
    std::optional<std::string> rulebook_;
    std::optional<std::string> price_;
    std::optional<std::string> currency_;
    std::optional<std::string> billed_;
    std::optional<std::string> holds_;
    bool yes_{false};
    RecordOptions record_options_;
};

}  // namespace inmail::cli
