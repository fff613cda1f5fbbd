#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/chain/digest.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/chain/link_encoder.hpp"
#include "inmail/core/terms.hpp"

namespace inmail {

/// An imported row of terms, as a link of the chain.
struct TermsLink {
    std::string rulebook;
    std::string title;  ///< of the rulebook
    std::string plan;
    Terms terms;
    Instant recorded_at;
    std::string recorded_by;
    std::int64_t after_seq{0};  ///< the event before it; 0: none
};

/// What the hash of an event holds besides the event.
struct EventContext {
    std::optional<Digest> prospect;  ///< SHA-256(salt || name); it stays when the name is erased
    std::string command;             ///< of its batch
};

/// How the links of one version are encoded, behind their tag and their predecessor's hash.
struct LinkEncoding {
    std::int64_t version;
    const char* event_tag;
    void (*event)(LinkEncoder& to, const RecordedEvent& event, const EventContext& context);
    /// Whether the encoding has a field for everything that the event holds. Its hash would not guard what has no field.
    bool (*holds_event)(const RecordedEvent& event);
    const char* terms_tag;
    void (*terms)(LinkEncoder& to, const TermsLink& row);
    bool (*holds_terms)(const TermsLink& row);  ///< likewise
};

/// Every version that this program knows, oldest first. A version that landed never changes.
[[nodiscard]] const std::vector<LinkEncoding>& link_encodings();

}  // namespace inmail
