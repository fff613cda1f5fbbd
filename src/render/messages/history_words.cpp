#include "messages/history_words.hpp"

#include <fmt/format.h>

#include "anomaly_names.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

/// Joins what is not empty.
class Phrase {
  public:
    void add(std::string_view more, std::string_view separator = ", ") {
        if (more.empty()) return;
        if (!text_.empty()) text_ += separator;
        text_ += more;
    }
    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    std::string text_;
};

std::string event_words(const RecordedEvent& e) {
    Phrase words;
    words.add(e.plan);
    if (!e.seat.empty()) words.add(e.pool);
    if (!e.rulebook.empty()) words.add("rulebook " + e.rulebook);
    if (e.channel && *e.channel != Channel::inmail) words.add(to_string(*e.channel));
    if (!e.to.empty()) words.add("to " + e.to);
    if (e.outcome) words.add(to_string(*e.outcome));
    if (!e.campaign.empty()) words.add("campaign " + e.campaign);
    if (e.amount && e.kind != EventKind::observe) words.add(fmt::format("{:+}", e.amount->value));
    return words.text();
}

std::string posting_words(const app::AccountEntry::PostingLine& line) {
    if (line.refresh) {
        const Posting::Refresh& r = *line.refresh;
        if (r.join) return fmt::format("{} granted for the new licences", r.allowance.value);
        if (r.forfeited == no_credits && r.granted == r.allowance) return fmt::format("{} granted", r.granted.value);
        return fmt::format("{} of {} granted, {} forfeited: held {}, cap {}", r.granted.value, r.allowance.value,
                           r.forfeited.value, r.held.value, r.cap.value);
    }
    if (line.kind == Posting::Kind::observed)
        return fmt::format("LinkedIn showed {}, the ledger held {}", line.amount.value, line.held.value);
    if (line.close && line.close != line.now) return "drifted: " + to_string(*line.close);
    return {};
}

}  // namespace

std::string detail_words(const app::AccountEntry& entry, const Display& display) {
    Phrase words;
    if (const auto& taken = entry.taken_back) {
        words.add(fmt::format("taken back {}", when_words(taken->at, display)));
        words.add(taken->note, ": ");
    }
    if (entry.event) words.add(event_words(*entry.event), "; ");
    for (const auto& line : entry.postings) words.add(posting_words(line), "; ");
    return words.text();
}

std::vector<std::string> anomaly_names(const app::AccountEntry& entry) {
    std::vector<std::string> names;
    for (const auto& line : entry.postings) {
        if (is_anomaly(line.kind) && !line.changes_price) names.emplace_back(anomaly_name(line.kind));
    }
    return names;
}

}  // namespace inmail::render
