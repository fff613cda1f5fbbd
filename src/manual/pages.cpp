#include "pages.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "description.hpp"
#include "global_options.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/markdown.hpp"
#include "roff.hpp"

namespace inmail::manual {
namespace {

using Kind = MarkdownBlock::Kind;
using Style = MarkdownSpan::Style;

constexpr int commands_section = 1;

/// The blocks below a heading of level 2, up to the next one.
std::vector<MarkdownBlock> section_of(const std::vector<MarkdownBlock>& page, std::string_view title) {
    const auto is_section = [](const MarkdownBlock& block) { return block.kind == Kind::heading && block.level == 2; };
    const auto heading = std::find_if(page.begin(), page.end(), [&](const MarkdownBlock& block) {
        return is_section(block) && plain_text(block.line) == title;
    });
    ensure(heading != page.end(), "the reference has the sections that the manual shows");
    return {heading + 1, std::find_if(heading + 1, page.end(), is_section)};
}

std::string page_name(const cli::CommandEntry& command) {
    std::string name = fmt::format("inmail-{}", command.name);
    std::replace(name.begin(), name.end(), ' ', '-');
    return name;
}

MarkdownLine reference_to(const std::string& name, int section) {
    return {{name, Style::strong}, {fmt::format("({})", section), Style::plain}};
}

void see_also(RoffPage& page, const std::vector<std::pair<std::string, int>>& pages) {
    MarkdownLine line;
    for (const auto& [name, section] : pages) {
        if (!line.empty()) line.push_back({", ", Style::plain});
        for (auto& span : reference_to(name, section)) line.push_back(span);
    }
    page.heading("SEE ALSO");
    page.paragraph(line);
}

/// "-h, --help", "--channel C"
MarkdownLine tag_of(const cli::OptionInfo& option) {
    MarkdownLine tag;
    const std::size_t comma = option.names.find(',');
    tag.push_back({option.names.substr(0, comma), Style::strong});
    if (comma != std::string::npos) {
        tag.push_back({", ", Style::plain});
        tag.push_back({option.names.substr(comma + 1), Style::strong});
    }
    if (!option.placeholder.empty()) {
        tag.push_back({" ", Style::plain});
        tag.push_back({option.placeholder, Style::emphasis});
    }
    return tag;
}

void list_commands(RoffPage& page) {
    for (const auto& [group, title] : cli::command_groups()) {
        page.subheading(title);
        for (const auto& command : cli::commands()) {
            if (command.group == group) page.tagged(reference_to(page_name(command), 1), plain(command.summary));
        }
    }
}

}  // namespace

Page program_page(const Release& release, std::string_view reference) {
    RoffPage page({"inmail", commands_section, release.version, release.date}, "keep a ledger of LinkedIn InMail credits");
    page.heading("SYNOPSIS");
    page.paragraph(usage_line("inmail [--ledger PATH] [--quiet] [--color auto|always|never] COMMAND [ARGUMENTS]"));
    page.paragraph(usage_line("inmail help [COMMAND]"));
    page.heading("DESCRIPTION");
    page.paragraph(
        plain("Keeps the ledger of a team's LinkedIn InMail credits: what was sent, what came back, and what expired or "
              "was lost at the cap. It records what people did on LinkedIn. It sends nothing and opens no network "
              "connection."));
    page.heading("OPTIONS");
    for (const auto& option : cli::program_options()) page.tagged(tag_of(option), plain(option.help));
    page.heading("EXAMPLES");
    page.verbatim(
        "inmail init\n"
        "inmail subscribe ana --plan sales-navigator-core\n"
        "inmail send ana https://www.linkedin.com/in/jane-doe\n"
        "inmail balance\n");
    page.heading("COMMANDS");
    list_commands(page);
    const auto blocks = parse_markdown(reference);
    page.heading("FINDING THE LEDGER");
    page.blocks(section_of(blocks, "Finding the ledger"));
    page.heading("EXIT STATUS");
    page.blocks(section_of(blocks, "Exit codes"));
    see_also(page, {{"inmail-rules", 7}, {"inmail-ledger", 5}});
    return {"inmail", commands_section, page.text()};
}

Page command_page(const Release& release, const cli::CommandEntry& command) {
    const std::string name = page_name(command);
    RoffPage page({name, commands_section, release.version, release.date}, command.summary);
    page.heading("SYNOPSIS");
    MarkdownLine usage{{fmt::format("inmail {} ", command.name), Style::strong}};
    for (auto& span : usage_line(fmt::format("{}{}[OPTIONS]", command.arguments, command.arguments.empty() ? "" : " ")))
        usage.push_back(span);
    page.paragraph(usage);
    page.heading("DESCRIPTION");
    page.paragraph(plain(command.text));
    if (!command.alias.empty())
        page.paragraph({{fmt::format("inmail {}", command.alias), Style::strong}, {" does the same.", Style::plain}});
    page.heading("OPTIONS");
    for (const auto& option : cli::options_of(command)) page.tagged(tag_of(option), plain(option.help));
    page.heading("EXAMPLES");
    page.verbatim(command.example);
    see_also(page, {{"inmail", 1}, {"inmail-rules", 7}});
    return {name, commands_section, page.text()};
}

Page alias_page(const cli::CommandEntry& command) {
    return {fmt::format("inmail-{}", command.alias), commands_section,
            fmt::format(".so man{0}/{1}.{0}\n", commands_section, page_name(command))};
}

Page docs_page(const Release& release, const std::string& name, int section, std::string_view summary,
               std::string_view markdown) {
    RoffPage page({name, section, release.version, release.date}, summary);
    page.heading("DESCRIPTION");
    page.blocks(parse_markdown(markdown));
    see_also(page, {{"inmail", 1}});
    return {name, section, page.text()};
}

}  // namespace inmail::manual
