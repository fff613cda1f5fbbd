#include "inmail/chain/chain.hpp"

#include <algorithm>

#include "inmail/core/errors.hpp"

namespace inmail {

const LinkEncoding* Chain::find(std::int64_t version) const {
    const auto found = std::find_if(encodings_.begin(), encodings_.end(),
                                    [version](const LinkEncoding& encoding) { return encoding.version == version; });
    return found == encodings_.end() ? nullptr : &*found;
}

const LinkEncoding& Chain::encoding_of(std::int64_t version) const {
    const LinkEncoding* encoding = find(version);
    ensure(encoding != nullptr, "a link is encoded in a version that the program knows");
    return *encoding;
}

Digest Chain::origin(const LedgerInfo& info) {
    begin("inmail-ledger-1", nullptr);
    encoder_.text(info.id);
    encoder_.text(info.default_rulebook);
    encoder_.text(info.zone);
    encoder_.number(info.created_at.value);
    return digest();
}

Digest Chain::link(std::int64_t version, const Digest& previous, const RecordedEvent& event, const EventContext& context) {
    const LinkEncoding& encoding = encoding_of(version);
    begin(encoding.event_tag, &previous);
    encoding.event(encoder_, event, context);
    return digest();
}

Digest Chain::link(std::int64_t version, const Digest& previous, const TermsLink& row) {
    const LinkEncoding& encoding = encoding_of(version);
    begin(encoding.terms_tag, &previous);
    encoding.terms(encoder_, row);
    return digest();
}

Digest Chain::seal(std::int64_t version, std::string_view name, std::string_view checksum, Instant applied_at) {
    begin("inmail-migration-1", nullptr);
    encoder_.number(version);
    encoder_.text(name);
    encoder_.text(checksum);
    encoder_.number(applied_at.value);
    return digest();
}

void Chain::begin(const char* tag, const Digest* previous) {
    encoder_.clear();
    encoder_.text(tag);
    if (previous != nullptr) encoder_.digest(*previous);
}

}  // namespace inmail
