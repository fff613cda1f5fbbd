#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "import/licence.hpp"
#include "inmail/core/ids.hpp"
#include "inmail/store/reader.hpp"

namespace inmail::app {

/// With whom a licence has messages, found by words or by conversation. Takes 8 bytes for each, because it may be a million.
class LicencePeople {
  public:
    /// Of the messages up to `last`, taken back or not.
    LicencePeople(Reader& ledger, const Licence& licence, EventId last);

    /// The words of a person's name or address, which recognise them under either.
    [[nodiscard]] static std::string words_of(const std::string& prospect);
    /// All whose words are these, and perhaps others.
    [[nodiscard]] std::vector<ProspectId> with_words(const std::string& words) const;
    /// All with a message in the conversation, and perhaps others.
    [[nodiscard]] std::vector<ProspectId> in_thread(const std::string& thread);

  private:
    using Found = std::vector<std::pair<std::uint32_t, ProspectId>>;  ///< by the half of a fingerprint, sorted
    [[nodiscard]] static std::vector<ProspectId> with(const Found& found, const std::string& text);
    void read_threads();

    Reader& ledger_;
    std::vector<SeatId> seats_;
    EventId last_;
    Found by_words_;
    std::optional<Found> by_thread_;  ///< once a conversation was asked for
};

}  // namespace inmail::app
