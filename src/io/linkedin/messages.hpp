#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "inmail/core/time.hpp"
#include "inmail/io/rows.hpp"
#include "linkedin/source.hpp"

namespace inmail::io::linkedin {

/// A text that stands for itself by a number, so that a row is small; 0 is the empty text.
using TextId = std::uint32_t;
constexpr TextId no_text = 0;

/// Texts that repeat from row to row (names, slugs, conversations), each kept once.
class Texts {
  public:
    Texts() { texts_.push_back(&ids_.emplace("", no_text).first->first); }
    Texts(const Texts&) = delete;
    Texts& operator=(const Texts&) = delete;

    TextId id_of(std::string_view text);
    [[nodiscard]] const std::string& operator[](TextId id) const { return *texts_[id]; }

  private:
    std::unordered_map<std::string, TextId> ids_;  // its keys stay where they are
    std::vector<const std::string*> texts_;
};

/// How LinkedIn shows a closed or hidden account, folded.
constexpr std::string_view hidden_member = "linkedin member";

enum class Direction : std::uint8_t { nothing, incoming, outgoing };

/// What the rules need of a message; never its text.
struct MessageRow {
    std::int64_t line{0};
    Instant at;
    TextId conversation{no_text};  ///< id without its padding; none in eras without
    TextId from{no_text};          ///< folded name
    TextId from_slug{no_text};
    TextId to{no_text};                ///< folded cell: one name, or several
    TextId subject{no_text};           ///< folded, without RE: and FW:; in eras without conversations alone
    std::uint32_t first_recipient{0};  ///< in Messages::recipient_slugs
    std::uint32_t recipients{0};       ///< profile URLs; 0 where the era or the row has none
    Direction direction{Direction::nothing};
    bool has_subject{false};
    bool has_title{false};
    bool is_sponsored{false};
    bool is_spam{false};
    bool is_draft{false};
};

/// A messages.csv, read.
struct Messages {
    std::string file;
    bool has_conversations{true};
    bool has_zoneless_dates{false};  ///< of an era that wrote no zone
    Texts texts;
    TextId hidden{no_text};  ///< the name of hidden members
    std::vector<MessageRow> rows;
    std::vector<TextId> recipient_slugs;
    std::map<TextId, std::string> as_written;  ///< senders' names by their folded ones
    std::int64_t records{0};
    std::int64_t duplicates{0};
    std::vector<RejectedRow> rejected;
    std::vector<RowWarning> warnings;

    /// The slug of the one recipient; none where there are more, or no URL.
    [[nodiscard]] TextId single_recipient(const MessageRow& row) const {
        return row.recipients == 1 ? recipient_slugs[row.first_recipient] : no_text;
    }
};

using Progress = std::function<void(std::int64_t bytes_read, std::int64_t bytes_total)>;

/// Reads the file in one pass. Throws InputError where it is no messages.csv, or has no rows. `messages` is new.
void read_messages(const ArchiveFile& file, const Progress& progress, Messages& messages);

}  // namespace inmail::io::linkedin
