#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "inmail/core/errors.hpp"
#include "inmail/io/linkedin.hpp"
#include "io/in_memory.hpp"

namespace inmail::io::test {

/// A temporary folder, removed when this goes out of scope.
class Folder {
  public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    /// Writes a file and the folders it needs, and returns its path.
    std::filesystem::path put(const std::string& name, std::string_view bytes) const;
    /// Writes a zip of (name, bytes) and returns its path.
    [[nodiscard]] std::filesystem::path put_zip(const std::string& name,
                                                const std::vector<std::pair<std::string, std::string>>& files) const;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

[[nodiscard]] std::filesystem::path fixture(const std::string& name);
[[nodiscard]] std::string bytes_of(const std::filesystem::path& path);
/// The text in UTF-16, as it is.
[[nodiscard]] std::string utf16(const std::u16string& text, bool big_endian = false);
[[nodiscard]] std::string replaced(std::string text, std::string_view what, std::string_view by);

/// A message of the archive of Ana Ruiz, /in/ana-ruiz.
struct Message {
    std::string conversation;
    std::string from;
    std::string to;
    std::string date;  ///< `2026-03-02 14:05:09`
    std::string subject;
    std::string title{};
    std::string folder{"INBOX"};
    std::string content{"text"};
    bool with_urls{true};  ///< profile URLs made from the names, of everyone but hidden members
    std::string draft{};
};

/// A messages.csv with today's columns, among them the one for drafts.
[[nodiscard]] std::string messages_csv(const std::vector<Message>& messages);

/// Reads such a messages.csv as Ana's archive, with the given Connections.csv (empty: none).
[[nodiscard]] ArchiveContents read_messages_of_ana(const std::vector<Message>& messages, const std::string& connections = {});

/// Each mail as `line channel instant prospect`, or `line reply instant prospect`.
[[nodiscard]] std::vector<std::string> mails_of(const ArchiveContents& reading);
/// Each reason for leaving out rows, as `reason: lines`.
[[nodiscard]] std::vector<std::string> left_out(const ArchiveContents& reading);
/// Each rejected row as `line column`.
[[nodiscard]] std::vector<std::string> rejected(const ArchiveContents& reading);
/// The line of each warning.
[[nodiscard]] std::vector<std::int64_t> warned(const ArchiveContents& reading);
[[nodiscard]] std::vector<std::string> keys(const ArchiveContents& reading);

/// The text and the next step of the error that `act` throws.
[[nodiscard]] std::string refusal_of(const std::function<void()>& act);
[[nodiscard]] std::string refusal_of_archive(const std::filesystem::path& path);

}  // namespace inmail::io::test
