#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "inmail/chain/digest.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/chain/ledger_info.hpp"
#include "inmail/core/terms.hpp"

namespace inmail {

/// The version of the encoding that new links are hashed in; older ones stay as they were made.
constexpr int hash_version = 1;

/// A row of terms of a user's own, as a link of the chain.
struct TermsLink {
    std::string rulebook;
    std::string title;  ///< of the rulebook
    std::string plan;
    Terms terms;
    Instant recorded_at;
    std::string recorded_by;
    std::int64_t after_seq{0};  ///< the event that it follows; 0: none
};

/// What an event's hash holds beside the event itself.
struct EventContext {
    std::optional<Digest> prospect;  ///< SHA-256(salt || name): the name can be erased, the digest stays
    std::string command;             ///< of its batch
};

/// The hash chain: each link is a SHA-256 over its predecessor's hash and its own content, names resolved, numbers of
/// dictionaries never. docs/ledger-format.md describes the encoding to the byte.
class Chain {
  public:
    /// Where the chain begins.
    [[nodiscard]] Digest origin(const LedgerInfo& info);
    [[nodiscard]] Digest link(const Digest& previous, const RecordedEvent& event, const EventContext& context);
    [[nodiscard]] Digest link(const Digest& previous, const TermsLink& row);
    /// Of a migration's record. No link: what it holds depends on the program that opened the ledger, not on what was recorded.
    [[nodiscard]] Digest seal(std::int64_t version, std::string_view name, std::string_view checksum, Instant applied_at);

  private:
    // Each field is its length, four bytes with the greatest first, and its bytes; one that is not given has length 0.
    void begin(std::string_view tag, const Digest* previous);
    void field(std::string_view bytes);
    void number(std::int64_t value);
    void number(std::optional<std::int64_t> value);
    void flag(bool value) { field(value ? "1" : "0"); }
    [[nodiscard]] Digest digest() const { return sha256({room_.data(), end_}); }

    // What is encoded, and behind it room that stays from link to link: two dozen fields a link are too many to grow a string by.
    std::string room_;
    std::size_t end_{0};
};

}  // namespace inmail
