#include "linkedin/receipts.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "csv_header.hpp"
#include "inmail/io/money.hpp"
#include "inmail/text/encoding.hpp"
#include "inmail/text/unicode.hpp"
#include "linkedin/dates.hpp"

namespace inmail::io::linkedin {
namespace {

/// The rows of a file that begins with its header, without blank ones. A row that cannot be read has empty cells.
template <class Take>
void for_each_row(const ArchiveFile& file, const std::vector<const char*>& columns, Take take) {
    CsvReader csv = open_csv(file);
    CsvRecord record;
    if (!csv.next(record)) return;
    const CsvHeader header(record.fields);
    std::vector<std::optional<std::size_t>> index;
    std::vector<std::size_t> used;
    for (const char* column : columns) {
        index.push_back(header.find(column));
        if (index.back()) used.push_back(*index.back());
    }
    if (used.empty()) return;
    csv.read_only(used);
    while (csv.next(record)) {
        if (record.is_blank()) continue;
        const bool is_sound = !flaw_of(record, header.size());
        std::vector<std::string> cells;
        for (const auto& at : index)
            cells.push_back(at && is_sound ? utf8_or_windows_1252(trim(record.fields[*at])) : std::string());
        take(record.line, cells);
    }
}

std::optional<Day> day_in(std::string_view cell) {
    const auto date = parse_message_date(cell);
    return date ? std::optional{day_of(date->at)} : std::nullopt;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words{""};
    for (const char c : canonical_name(text)) {
        constexpr std::string_view separators = " ,.;:()-*/";
        if (separators.find(c) == std::string_view::npos)
            words.back() += c;
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

}  // namespace

Credits credits_sold(std::string_view description) {
    constexpr std::array<std::string_view, 14> fillers{"credit",   "credits", "message",  "messages",   "pack",
                                                       "package",  "bundle",  "of",       "additional", "extra",
                                                       "purchase", "x",       "linkedin", "inmails"};
    Credits credits;
    bool names_inmail = false;
    if (!is_utf8(description)) return {};
    for (const auto& word : words_of(description)) {
        names_inmail = names_inmail || word == "inmail" || word == "inmails";
        if (word == "inmail" || std::find(fillers.begin(), fillers.end(), word) != fillers.end()) continue;
        const auto number = parse_amount(word);
        if (!number || *number <= Credits{0} || credits != Credits{0}) return {};
        credits = *number;
    }
    return names_inmail ? credits : Credits{};
}

std::vector<AccountFact> read_receipts(const ArchiveFile& file) {
    std::vector<AccountFact> facts;
    for_each_row(file, {"Transaction Made At", "Description", "Total Amount", "Currency Code"},
                 [&](auto line, const auto& cells) {
                     AccountFact fact{AccountFact::Kind::receipt, file.name, line, day_in(cells[0]), cells[1]};
                     fact.credits = credits_sold(fact.description);
                     if (const auto paid = parse_money(cells[2], cells[3])) fact.paid = *paid;
                     // A repayment is not a purchase, and does not show when a plan began.
                     if (cells[2].find('-') != std::string::npos || cells[2].find('(') != std::string::npos) fact.day.reset();
                     facts.push_back(std::move(fact));
                 });
    return facts;
}

std::vector<AccountFact> read_registration(const ArchiveFile& file) {
    std::vector<AccountFact> facts;
    for_each_row(file, {"Registered At", "Subscription Types"}, [&](auto line, const auto& cells) {
        std::string_view types = cells[1];
        while (!types.empty()) {
            const std::string_view type = types.substr(0, types.find_first_of(",;|"));
            types.remove_prefix(std::min(type.size() + 1, types.size()));
            if (trim(type).empty()) continue;
            facts.push_back({AccountFact::Kind::registration, file.name, line, day_in(cells[0]), std::string(trim(type))});
        }
    });
    return facts;
}

}  // namespace inmail::io::linkedin
