#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "inmail/chain/digest.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/chain/ledger_info.hpp"
#include "inmail/chain/link_encoder.hpp"
#include "inmail/chain/link_encodings.hpp"

namespace inmail {

/// The hash chain: each link is a SHA-256 over its predecessor's hash and its own content, with names in place of numbers of
/// dictionaries. New links have the newest version; every link is checked in its own.
class Chain {
  public:
    /// `encodings`: oldest first, at least one.
    explicit Chain(std::vector<LinkEncoding> encodings = link_encodings()) : encodings_(std::move(encodings)) {}

    [[nodiscard]] std::int64_t newest_version() const { return encodings_.back().version; }
    [[nodiscard]] bool knows(std::int64_t version) const { return find(version) != nullptr; }
    /// Whether links of this version, which must be known, guard everything that is given.
    [[nodiscard]] bool guards(std::int64_t version, const RecordedEvent& event) const {
        return encoding_of(version).holds_event(event);
    }
    [[nodiscard]] bool guards(std::int64_t version, const TermsLink& row) const { return encoding_of(version).holds_terms(row); }

    /// Where the chain begins.
    [[nodiscard]] Digest origin(const LedgerInfo& info);
    /// `version` must be known.
    [[nodiscard]] Digest link(std::int64_t version, const Digest& previous, const RecordedEvent& event,
                              const EventContext& context);
    [[nodiscard]] Digest link(std::int64_t version, const Digest& previous, const TermsLink& row);
    /// The seal of a migration's record. It is not a link: what it holds depends on the program that opened the ledger, not on
    /// what was recorded.
    [[nodiscard]] Digest seal(std::int64_t version, std::string_view name, std::string_view checksum, Instant applied_at);

  private:
    [[nodiscard]] const LinkEncoding* find(std::int64_t version) const;
    [[nodiscard]] const LinkEncoding& encoding_of(std::int64_t version) const;
    void begin(const char* tag, const Digest* previous);
    [[nodiscard]] Digest digest() const { return sha256(encoder_.bytes()); }

    std::vector<LinkEncoding> encodings_;
    LinkEncoder encoder_;
};

}  // namespace inmail
