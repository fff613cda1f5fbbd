// The encodings of links, one for each version (docs/ledger-format.md, The hash chain). A landed version never changes.

#include "inmail/chain/link_encodings.hpp"

namespace inmail {

namespace version_1 {
namespace {

std::optional<std::int64_t> number_of(const std::optional<Credits>& credits) {
    if (!credits) return std::nullopt;
    return credits->value;
}

template <class Enum>
void encode_word(LinkEncoder& to, const std::optional<Enum>& word) {
    to.text(word ? to_string(*word) : std::string_view{});
}

void encode_event(LinkEncoder& to, const RecordedEvent& event, const EventContext& context) {
    to.number(event.id.value);
    to.text(event.key);
    to.number(event.at.value);
    to.text(to_string(event.kind));
    to.text(event.seat);
    to.text(event.pool);
    to.text(event.team);
    to.text(event.name);
    to.text(event.plan);
    to.text(event.rulebook);
    context.prospect ? to.digest(*context.prospect) : to.text({});
    encode_word(to, event.channel);
    encode_word(to, event.outcome);
    to.text(event.thread);
    to.text(event.campaign);
    to.number(number_of(event.amount));
    to.number(event.price ? std::optional{event.price->minor} : std::nullopt);
    to.text(event.price ? std::string_view{event.price->currency} : std::string_view{});
    to.text(event.note);
    to.text(event.ref);
    to.text(event.figures ? to_string(*event.figures) : std::string{});
    to.number(event.line);
    to.number(event.recorded_at.value);
    to.text(event.recorded_by);
    to.text(event.batch);
    to.text(context.command);
}

template <int version>
void encode_terms_link(LinkEncoder& to, const TermsLink& row) {
    to.number(row.after_seq);
    to.text(row.rulebook);
    to.text(row.title);
    to.text(row.plan);
    encode_terms(to, row.terms, version);
    to.number(row.recorded_at.value);
    to.text(row.recorded_by);
}

bool holds_event(const RecordedEvent& event) { return event.to.empty() && !event.chars && !event.billed; }
bool holds_terms(const TermsLink& row) { return has_only_terms_of(row.terms, 1); }

}  // namespace
}  // namespace version_1

namespace version_2 {
namespace {

void encode_event(LinkEncoder& to, const RecordedEvent& event, const EventContext& context) {
    version_1::encode_event(to, event, context);
    to.text(event.to);
    to.number(event.chars);
    version_1::encode_word(to, event.billed);
}

bool holds_event(const RecordedEvent&) { return true; }
bool holds_terms(const TermsLink&) { return true; }

}  // namespace
}  // namespace version_2

const std::vector<LinkEncoding>& link_encodings() {
    static const std::vector<LinkEncoding> known{
        {1, "inmail-event-1", version_1::encode_event, version_1::holds_event, "inmail-terms-1", version_1::encode_terms_link<1>,
         version_1::holds_terms},
        {2, "inmail-event-2", version_2::encode_event, version_2::holds_event, "inmail-terms-2", version_1::encode_terms_link<2>,
         version_2::holds_terms},
    };
    return known;
}

}  // namespace inmail
