#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "inmail/core/import_notes.hpp"
#include "inmail/core/time.hpp"
#include "linkedin/source.hpp"

namespace inmail::io::linkedin {

/// The number of a text in a TextInterner, which keeps a row small. 0 is the empty text.
using TextId = std::uint32_t;
constexpr TextId no_text = 0;

/// Keeps each distinct text once. Names, slugs and conversation ids repeat from row to row.
class TextInterner {
  public:
    TextInterner() { texts_.push_back(&ids_.emplace("", no_text).first->first); }
    TextInterner(const TextInterner&) = delete;
    TextInterner& operator=(const TextInterner&) = delete;

    /// The number of `text`, which is added if it is new.
    TextId intern(std::string_view text);
    [[nodiscard]] const std::string& operator[](TextId id) const { return *texts_[id]; }

  private:
    std::unordered_map<std::string, TextId> ids_;  // inserting does not move its keys
    std::vector<const std::string*> texts_;        // by TextId; the keys of ids_
};

/// LinkedIn's name for a closed or hidden account, folded. It stands for its names in other languages, too (hide_members).
constexpr std::string_view hidden_member = "linkedin member";

/// The cell DIRECTION; exports since 2020 do not have it.
enum class Direction : std::uint8_t { unknown, incoming, outgoing };

/// The fields of a message that the rules need. Of its body only the length is kept.
struct MessageRow {
    std::int64_t line{0};
    Instant at;
    TextId conversation{no_text};  ///< id without base64 padding; no_text if the export has none
    TextId from{no_text};          ///< canonical name
    TextId from_slug{no_text};
    TextId to{no_text};                ///< canonical cell with one name or several
    TextId hidden_as{no_text};         ///< the canonical name of a hidden account in `from` or `to`, if not in English
    TextId subject{no_text};           ///< folded, without RE: and FW:; set only if the export has no conversation ids
    std::uint32_t first_recipient{0};  ///< index into Messages::recipient_slugs
    std::uint32_t recipients{0};       ///< number of profile URLs; 0 if the row has none
    std::uint32_t chars{0};            ///< Unicode code points of the body; 0: it is empty, or not there
    Direction direction{Direction::unknown};
    bool has_subject{false};
    bool has_title{false};
    bool is_sponsored{false};
    bool is_spam{false};
    bool is_draft{false};
};

/// The content of a messages.csv.
struct Messages {
    std::string file;
    bool has_conversations{true};
    bool has_zoneless_dates{false};  ///< an older export, whose dates have no zone
    TextInterner texts;
    TextId hidden{no_text};  ///< the text hidden_member
    std::vector<MessageRow> rows;
    std::vector<TextId> recipient_slugs;
    std::map<TextId, std::string> first_edition_names;  ///< of names that the first edition folded otherwise
    std::map<TextId, std::string> as_written;           ///< by canonical sender name, the name as the file spells it
    std::int64_t records{0};                            ///< without blank ones
    std::int64_t duplicates{0};                         ///< records identical to an earlier one
    std::vector<RejectedRow> rejected;
    std::vector<RowWarning> warnings;

    /// The number of a name, the same for all its spellings (canonical_name). A cell without visible text hides the name.
    TextId intern_name(const std::string& name);
    /// The name as the first edition folded it; keys are made of it.
    [[nodiscard]] const std::string& name_in_keys(TextId name) const;
    /// The slug of the only recipient; no_text if there are several, or no URL.
    [[nodiscard]] TextId single_recipient(const MessageRow& row) const {
        return row.recipients == 1 ? recipient_slugs[row.first_recipient] : no_text;
    }
};

using Progress = std::function<void(const ReadProgress&)>;

/// Reads the file in one pass into an empty `messages`. Throws InputError if it is not a messages.csv or has no rows.
void read_messages(const ArchiveFile& file, const Progress& progress, Messages& messages);

}  // namespace inmail::io::linkedin
