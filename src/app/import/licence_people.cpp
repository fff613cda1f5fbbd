#include "import/licence_people.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "import/fingerprints.hpp"
#include "in_portions.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/text/words.hpp"

namespace inmail::app {
namespace {

std::uint32_t half_of(const std::string& text) { return static_cast<std::uint32_t>(fingerprint_of(text)); }

template <class Found>
void sort(Found& found) {
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    found.shrink_to_fit();
}

}  // namespace

LicencePeople::LicencePeople(Reader& ledger, const Licence& licence, EventId last) : ledger_(ledger), last_(last) {
    for (const std::string& handle : licence.handles()) {
        if (const auto seat = ledger.find_seat(handle)) seats_.push_back(*seat);
    }
    std::vector<std::uint32_t> ids;
    for (const SeatId seat : seats_) {
        ledger.read_message_texts(seat, [&](const MessageText& text) {
            if (text.event <= last && !is_none(text.prospect)) ids.push_back(text.prospect.value);
        });
    }
    sort(ids);
    in_portions(ids, [&](const std::vector<std::uint32_t>& some) {
        const auto names = ledger.names_of(NameKind::prospect, some);
        for (std::size_t i = 0; i < some.size(); ++i) by_words_.emplace_back(half_of(words_of(names[i])), ProspectId{some[i]});
    });
    sort(by_words_);
}

std::string LicencePeople::words_of(const std::string& prospect) {
    return fmt::format("{}", fmt::join(words_in(key_today(prospect)), " "));
}

std::vector<ProspectId> LicencePeople::with(const Found& found, const std::string& text) {
    const std::uint32_t half = half_of(text);
    std::vector<ProspectId> people;
    for (auto next = std::lower_bound(found.begin(), found.end(), std::pair(half, ProspectId{})); next != found.end(); ++next) {
        if (next->first != half) break;
        people.push_back(next->second);
    }
    return people;
}

std::vector<ProspectId> LicencePeople::with_words(const std::string& words) const { return with(by_words_, words); }

std::vector<ProspectId> LicencePeople::in_thread(const std::string& thread) {
    if (!by_thread_) read_threads();
    return with(*by_thread_, thread);
}

void LicencePeople::read_threads() {
    by_thread_.emplace();
    for (const SeatId seat : seats_) {
        ledger_.read_message_texts(seat, [&](const MessageText& text) {
            if (text.event <= last_ && !text.thread.empty() && !is_none(text.prospect))
                by_thread_->emplace_back(half_of(text.thread), text.prospect);
        });
    }
    sort(*by_thread_);
}

}  // namespace inmail::app
