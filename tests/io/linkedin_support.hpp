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

/// A folder for the length of a test case.
class Folder {
  public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    /// Writes a file, folders on its way included; the path of it.
    std::filesystem::path put(const std::string& name, std::string_view bytes) const;
    /// Writes a zip of (name, bytes).
    [[nodiscard]] std::filesystem::path put_zip(const std::string& name,
                                                const std::vector<std::pair<std::string, std::string>>& files) const;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

[[nodiscard]] std::filesystem::path fixture(const std::string& name);
[[nodiscard]] std::string bytes_of(const std::filesystem::path& path);
[[nodiscard]] std::string replaced(std::string text, std::string_view what, std::string_view by);

/// A message as a test writes it down; the conversations are with the owner Ana Ruiz, /in/ana-ruiz.
struct Message {
    std::string conversation;
    std::string from;
    std::string to;
    std::string date;  ///< `2026-03-02 14:05:09`
    std::string subject;
    std::string title{};
    std::string folder{"INBOX"};
    std::string content{"text"};
    bool with_urls{true};  ///< of everyone but hidden members, from their names
    std::string draft{};
};

/// A messages.csv of today's columns, drafts included.
[[nodiscard]] std::string messages_csv(const std::vector<Message>& messages);

/// Reads that, with the given Connections.csv (empty: none), as an archive of Ana's.
[[nodiscard]] ArchiveContents read_messages_of_ana(const std::vector<Message>& messages, const std::string& connections = {});

/// Whether Ana wrote it, or who: `line kind channel instant prospect`, one a mail.
[[nodiscard]] std::vector<std::string> told(const ArchiveContents& reading);
/// `reason: lines`
[[nodiscard]] std::vector<std::string> left_out(const ArchiveContents& reading);
/// `line column`
[[nodiscard]] std::vector<std::string> rejected(const ArchiveContents& reading);
/// The lines that are warned of.
[[nodiscard]] std::vector<std::int64_t> warned(const ArchiveContents& reading);
[[nodiscard]] std::vector<std::string> keys(const ArchiveContents& reading);

/// The error that `act` throws: its text and what to do next.
[[nodiscard]] std::string refusal_of(const std::function<void()>& act);
[[nodiscard]] std::string refusal_of_archive(const std::filesystem::path& path);

}  // namespace inmail::io::test
