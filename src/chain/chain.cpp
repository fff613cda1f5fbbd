#include "inmail/chain/chain.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "inmail/chain/event_record.hpp"

namespace inmail {

namespace {

std::string_view bytes_of(const Digest& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

std::optional<std::int64_t> value_of(const std::optional<Credits>& credits) {
    if (!credits) return std::nullopt;
    return credits->value;
}

}  // namespace

Digest Chain::origin(const LedgerInfo& info) {
    begin("inmail-ledger-1", nullptr);
    field(info.id);
    field(info.default_rulebook);
    field(info.zone);
    number(info.created_at.value);
    return digest();
}

Digest Chain::link(const Digest& previous, const RecordedEvent& event, const EventContext& context) {
    begin("inmail-event-1", &previous);
    number(event.id.value);
    field(event.key);
    number(event.at.value);
    field(to_string(event.kind));
    field(event.seat);
    field(event.pool);
    field(event.team);
    field(event.name);
    field(event.plan);
    field(event.rulebook);
    field(context.prospect ? bytes_of(*context.prospect) : std::string_view{});
    field(event.channel ? to_string(*event.channel) : std::string_view{});
    field(event.outcome ? to_string(*event.outcome) : std::string_view{});
    field(event.thread);
    field(event.campaign);
    number(value_of(event.amount));
    number(event.price ? std::optional{event.price->minor} : std::nullopt);
    field(event.price ? std::string_view{event.price->currency} : std::string_view{});
    field(event.note);
    field(event.ref);
    field(event.figures ? to_string(*event.figures) : std::string{});
    number(event.line);
    number(event.recorded_at.value);
    field(event.recorded_by);
    field(event.batch);
    field(context.command);
    return digest();
}

Digest Chain::link(const Digest& previous, const TermsLink& row) {
    const Terms& terms = row.terms;
    begin("inmail-terms-1", &previous);
    number(row.after_seq);
    field(row.rulebook);
    field(row.title);
    field(row.plan);
    number(terms.effective_from.value);
    number(terms.allowance.value);
    number(terms.cap.value);
    field(to_string(terms.cap_rule));
    field(to_string(terms.refresh));
    number(terms.expiry_days);
    number(terms.refund_window_days);
    field(to_string(terms.window_rule));
    field(to_string(terms.refund_expiry));
    flag(terms.purchasable);
    number(terms.purchase_expiry_days);
    flag(terms.pooled);
    field(to_string(terms.repeat));
    number(terms.price_minor);
    number(terms.credit_price_minor);
    field(terms.currency);
    field(terms.source);
    number(row.recorded_at.value);
    field(row.recorded_by);
    return digest();
}

Digest Chain::seal(std::int64_t version, std::string_view name, std::string_view checksum, Instant applied_at) {
    begin("inmail-migration-1", nullptr);
    number(version);
    field(name);
    field(checksum);
    number(applied_at.value);
    return digest();
}

void Chain::begin(std::string_view tag, const Digest* previous) {
    end_ = 0;
    field(tag);
    if (previous != nullptr) field(bytes_of(*previous));
}

void Chain::field(std::string_view bytes) {
    constexpr unsigned byte_bits = 8;
    const auto length = static_cast<std::uint32_t>(bytes.size());
    const std::size_t end = end_ + sizeof length + bytes.size();
    if (room_.size() < end) room_.resize(2 * end);
    char* to = room_.data() + end_;
    *to++ = static_cast<char>(length >> 3 * byte_bits);
    *to++ = static_cast<char>(length >> 2 * byte_bits);
    *to++ = static_cast<char>(length >> byte_bits);
    *to++ = static_cast<char>(length);
    std::copy(bytes.begin(), bytes.end(), to);
    end_ = end;
}

void Chain::number(std::int64_t value) {
    char digits[std::numeric_limits<std::int64_t>::digits10 + 2];  // one more digit, and a sign
    const auto end = std::to_chars(std::begin(digits), std::end(digits), value).ptr;
    field({digits, static_cast<std::size_t>(end - digits)});
}

void Chain::number(std::optional<std::int64_t> value) { value ? number(*value) : field({}); }

}  // namespace inmail
