#include "inmail/chain/row_key.hpp"

#include <string_view>

#include "inmail/chain/digest.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/strings.hpp"

namespace inmail {
namespace {

constexpr std::string_view row_key_prefix = "row:";
constexpr std::size_t row_key_digits = 32;

/// Each field with its length before it, so that no two rows share a text. Stored keys depend on it: after a change every keyless
/// file would be recorded again. So a change needs a new version here and a way to find the old keys.
std::string identity_of(const EventRecord& r) {
    std::string text = "inmail row 1\n";
    const auto add = [&text](std::string_view field) {
        text.append(std::to_string(field.size())).append(":").append(field) += '\n';
    };
    add(std::to_string(r.bare_date.value_or(r.at).value));
    add(to_string(r.kind));
    add(r.seat);
    add(r.pool);
    add(r.plan);
    add(r.first_spelling.empty() ? r.prospect : r.first_spelling);
    add(r.channel ? to_string(*r.channel) : std::string_view());
    add(r.thread);
    add(r.amount ? std::to_string(r.amount->value) : std::string());
    add(r.ref);
    if (!r.to.empty()) add(r.to);
    return text;
}

}  // namespace

RowKey::RowKey(const EventRecord& record) : identity_(identity_of(record)) {}

std::string RowKey::of_ordinal(std::int64_t n) const {
    ensure(n >= 1, "the first of the rows that are alike is the first");
    return std::string(row_key_prefix) + to_hex(sha256(identity_ + std::to_string(n) + '\n')).substr(0, row_key_digits);
}

bool RowKey::is_one(std::string_view key) { return begins_with(key, row_key_prefix); }

}  // namespace inmail
