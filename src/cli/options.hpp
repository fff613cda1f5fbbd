#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inmail::cli {

struct CommandEntry;

/// The options of one command. Values stay the typed text; the command checks them. Hides CLI11 from everything else.
class Options {
  public:
    explicit Options(const CommandEntry& command);
    ~Options();
    Options(const Options&) = delete;
    Options& operator=(const Options&) = delete;

    // `into` must outlive parse().

    /// All words that are not options.
    void words(std::vector<std::string>& into);
    /// An option with one value.
    void value(const std::string& name, std::optional<std::string>& into, const std::string& placeholder,
               const std::string& help);
    void flag(const std::string& name, bool& into, const std::string& help);
    /// `--dry-run`, with which a recording command only reads the ledger.
    void dry_run(bool& into, const std::string& help);
    /// After `parse`: whether that was given.
    [[nodiscard]] bool is_dry_run() const { return dry_run_ != nullptr && *dry_run_; }

    /// Fills in the values. Returns false if the user asked for help. Throws UsageError.
    [[nodiscard]] bool parse(const std::vector<std::string>& arguments);
    [[nodiscard]] std::string help() const;

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
    const bool* dry_run_{nullptr};
};

}  // namespace inmail::cli
