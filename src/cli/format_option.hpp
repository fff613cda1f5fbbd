#pragma once

#include <optional>
#include <string>

#include "inmail/render/format.hpp"
#include "inmail/render/messages.hpp"
#include "inmail/render/reports.hpp"
#include "options.hpp"
#include "session.hpp"

namespace inmail::cli {

/// `--format`: as typed, else by the name of the output file, else the config's, else a table.
class FormatOption {
  public:
    /// The formats of a command: those of a table, those and a page (html), those and a calendar (ics), too, or only sentences
    /// and JSON.
    enum class Offer { tables, page_too, page_and_calendar_too, sentences };

    explicit FormatOption(Offer offer = Offer::tables) : offer_(offer) {}
    /// Call before `declare`, for a report that can also be drawn as a page or a calendar.
    void offer(Offer offer) { offer_ = offer; }
    void declare(Options& options);
    /// `file`: `--output`. Throws UsageError for a format that is not offered.
    [[nodiscard]] render::Format format(const Session& session, const std::optional<std::string>& file = std::nullopt) const;
    [[nodiscard]] bool is_json(const Session& session) const { return format(session) == render::Format::json; }
    /// The same for commands that offer only sentences and JSON.
    [[nodiscard]] FormatOption of_sentences() const {
        FormatOption option = *this;
        option.offer_ = Offer::sentences;
        return option;
    }
    /// The endings of files that it can write: ".csv, .json, .md, .txt".
    [[nodiscard]] std::string endings() const;
    /// Whether it was typed.
    [[nodiscard]] bool is_given() const { return format_ || json_; }
    /// Prints what a recording did, in sentences or as JSON.
    template <class Result>
    void acknowledge(Session& session, const Result& result, bool dry_run) const {
        if (is_json(session)) return session.acknowledge({render::to_json(result), {}}, dry_run);
        session.acknowledge_in_words(render::message_of(result, session.display()), dry_run);
    }

  private:
    [[nodiscard]] std::optional<std::string> typed() const;

    std::optional<std::string> format_;
    bool json_{false};
    Offer offer_;
};

}  // namespace inmail::cli
