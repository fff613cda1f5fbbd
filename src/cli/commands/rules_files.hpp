#pragma once

#include <optional>
#include <string>
#include <vector>

#include "command.hpp"
#include "inmail/core/rules_faults.hpp"
#include "inmail/render/table.hpp"

namespace inmail::cli {

/// A command that lists the rules of a kind that ship, prints one to copy, or checks a file: `[show NAME | check FILE]`. Some
/// begin a file: `new FILE`.
class RulesFiles : public Command {
  public:
    /// `command`: its name. `page`: describes such files.
    RulesFiles(RulesKind kind, std::string command, std::string page)
        : kind_(kind), command_(std::move(command)), page_(std::move(page)) {}

    void declare(Options& options) final;
    ExitCode run(Session& session) final;

  private:
    [[nodiscard]] virtual render::Table list() const = 0;
    /// What a sound file holds, as a clause. Throws InvalidRules for another.
    [[nodiscard]] virtual std::string check(const std::string& file) const = 0;
    /// Rules to begin with; none: of this kind nothing is begun.
    [[nodiscard]] virtual std::optional<std::string> begun_for(const std::string& /*table*/) const { return std::nullopt; }
    void write(Session& session, const std::string& text) const;
    [[nodiscard]] UsageError misunderstood() const;

    RulesKind kind_;
    std::string command_;
    std::string page_;
    std::vector<std::string> words_;
    std::optional<std::string> output_;
    bool force_{false};
};

}  // namespace inmail::cli
