#include "inmail/app/spellings.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "inmail/store/reader.hpp"

namespace inmail::app {
namespace {

/// The latest message to any of them, those of the seat before all others.
std::optional<std::string> of_latest_message(Reader& ledger, const std::string& seat, const std::vector<std::string>& spellings) {
    std::optional<std::string> latest;
    std::pair<bool, Instant> best{false, first_instant};
    for (const auto& spelling : spellings) {
        for (const auto& event : ledger.messages_with(*ledger.find_prospect(spelling), last_instant)) {
            const std::pair rank{event.seat == seat, event.at};
            if (event.kind != EventKind::send || (latest && rank < best)) continue;
            best = rank;
            latest = event.prospect;
        }
    }
    return latest;
}

}  // namespace

std::vector<std::string> spellings_of(Reader& ledger, const std::string& prospect, const std::string& first_spelling) {
    std::vector<std::string> found;
    if (ledger.find_prospect(prospect)) found.push_back(prospect);
    for (auto& spelling : ledger.spellings_of(prospect)) found.push_back(std::move(spelling));
    const bool is_new = std::find(found.begin(), found.end(), first_spelling) == found.end();
    if (!first_spelling.empty() && is_new && ledger.find_prospect(first_spelling)) found.push_back(first_spelling);
    return found;
}

std::string spelling_of(Reader& ledger, const EventRecord& record) {
    // Nearly always the person has one spelling, or is new.
    if (record.first_spelling.empty() && ledger.spellings_of(record.prospect).empty()) return record.prospect;
    const auto spellings = spellings_of(ledger, record.prospect, record.first_spelling);
    if (spellings.empty()) return record.prospect;
    if (spellings.size() == 1) return spellings.front();
    return of_latest_message(ledger, record.seat, spellings).value_or(spellings.front());
}

}  // namespace inmail::app
