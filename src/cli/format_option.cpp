#include "format_option.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>
#include <vector>

#include "inmail/core/errors.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::cli {
namespace {

constexpr const char* json_name = "json";

/// "table, json, csv or markdown"
std::string listed(const std::vector<std::string>& names, const char* last_word) {
    std::string words;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) words += i + 1 == names.size() ? last_word : ", ";
        words += names[i];
    }
    return words;
}

std::vector<std::string> offered_by(FormatOption::Offer offer) {
    if (offer == FormatOption::Offer::sentences) return {"table", "json"};
    std::vector<std::string> names{"table", "json", "csv", "markdown"};
    if (offer == FormatOption::Offer::tables) return names;
    names.emplace_back("html");
    if (offer == FormatOption::Offer::page_and_calendar_too) names.emplace_back("ics");
    return names;
}

/// The format of files with this ending, such as ".md"; none: it implies none.
std::optional<std::string> format_of_ending(const std::string& typed) {
    static const std::array<std::pair<std::string_view, const char*>, 8> formats{{{".json", json_name},
                                                                                  {".csv", "csv"},
                                                                                  {".md", "markdown"},
                                                                                  {".markdown", "markdown"},
                                                                                  {".html", "html"},
                                                                                  {".htm", "html"},
                                                                                  {".ics", "ics"},
                                                                                  {".txt", "table"}}};
    const std::string ending = to_lower_latin1(typed);
    const auto found = std::find_if(formats.begin(), formats.end(), [&](const auto& f) { return f.first == ending; });
    return found == formats.end() ? std::nullopt : std::optional<std::string>(found->second);
}

}  // namespace

void FormatOption::declare(Options& options) {
    const auto names = offered_by(offer_);
    options.value("-f,--format", format_, "FORMAT", listed(names, " or "), names);
    options.flag("--json", json_, "The same as --format json");
}

std::string FormatOption::endings() const {
    const std::string usual = ".csv, .json, .md, .txt";
    if (offer_ == Offer::page_too) return ".html, " + usual;
    return offer_ == Offer::page_and_calendar_too ? ".html, .ics, " + usual : usual;
}

std::optional<std::string> FormatOption::typed() const {
    if (!json_) return format_;
    if (format_ && *format_ != json_name) throw UsageError("--json and --format differ", "give only one of them");
    return json_name;
}

render::Format FormatOption::format(const Session& session, const std::optional<std::string>& file) const {
    auto asked = typed();
    if (!asked && file) asked = format_of_ending(std::filesystem::path(*file).extension().string());
    std::string name = asked.value_or(session.settings().find("format").value);
    if (!render::parse_format(name)) name = format_of_ending("." + name).value_or(name);
    const auto format = render::parse_format(name);
    const auto names = offered_by(offer_);
    if (format && std::find(names.begin(), names.end(), name) != names.end()) return *format;
    // The default format may be for tables only: sentences then.
    if (!asked) return render::Format::table;
    const auto what = format == render::Format::html
                          ? "only audit, forecast, stats and route can be a page: `inmail audit --format html`"
                      : format == render::Format::ics ? "only the forecast can be a calendar: `inmail forecast --format ics`"
                      : format                        ? fmt::format("this command has no output as {}", name)
                               : fmt::format("unknown format '{}'{}", for_terminal(name), did_you_mean(name, names));
    throw UsageError(what, "the formats are " + listed(names, " and "));
}

}  // namespace inmail::cli
