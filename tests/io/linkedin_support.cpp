#include "linkedin_support.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "inmail/render/errors.hpp"
#include "inmail/text/csv.hpp"
#include "inmail/text/unicode.hpp"
#include "support/catch.hpp"
#include "support/places.hpp"

namespace inmail::io::test {
namespace {

namespace fs = std::filesystem;

std::string url_of(const std::string& name) {
    if (name.empty() || name == "LinkedIn Member") return {};
    std::string slug = to_lower_latin1(name.substr(0, name.find(',')));
    std::replace(slug.begin(), slug.end(), ' ', '-');
    return "https://www.linkedin.com/in/" + slug;
}

}  // namespace

Folder::Folder() {
    std::string pattern = (fs::temp_directory_path() / "inmail-linkedin-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
}

Folder::~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

fs::path Folder::put(const std::string& name, std::string_view bytes) const {
    fs::path path = path_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
}

fs::path Folder::put_zip(const std::string& name, const std::vector<std::pair<std::string, std::string>>& files) const {
    fs::path path = path_ / name;
    zip_t* zip = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    REQUIRE(zip != nullptr);
    for (const auto& [entry, bytes] : files) {
        zip_source_t* source = zip_source_buffer(zip, bytes.data(), bytes.size(), 0);
        REQUIRE(zip_file_add(zip, entry.c_str(), source, ZIP_FL_ENC_UTF_8) >= 0);
    }
    REQUIRE(zip_close(zip) == 0);
    return path;
}

fs::path fixture(const std::string& name) { return fs::path(INMAIL_SOURCE_DIR) / "tests/fixtures/linkedin" / name; }

std::string bytes_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    REQUIRE(in);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string utf16(const std::u16string& text, bool big_endian) {
    std::string bytes;
    for (const char16_t unit : text) {
        const auto low = static_cast<char>(unit & 0xFFu);
        const auto high = static_cast<char>(unit >> 8u);
        bytes += big_endian ? high : low;
        bytes += big_endian ? low : high;
    }
    return bytes;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

std::string messages_csv(const std::vector<Message>& messages) {
    std::string csv =
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
        "ATTACHMENTS,IS MESSAGE DRAFT\n";
    for (const auto& m : messages) {
        const std::string sender = m.with_urls ? url_of(m.from) : "";
        const std::string recipient = m.with_urls ? url_of(m.to) : "";
        for (const auto& field : {m.conversation, m.title, m.from, sender, m.to, recipient, m.date + " UTC", m.subject, m.content,
                                  m.folder, std::string()}) {
            csv += csv_field(field) + ",";
        }
        csv += m.draft + "\n";
    }
    return csv;
}

ArchiveContents read_messages_of_ana(const std::vector<Message>& messages, const std::string& connections) {
    const Folder folder;
    folder.put("messages.csv", messages_csv(messages));
    if (!connections.empty()) folder.put("Connections.csv", connections);
    ArchiveOptions options;
    options.owner = "Ana Ruiz";
    return read_linkedin_archive(folder.path(), options);
}

std::vector<std::string> mails_of(const ArchiveContents& reading) {
    std::vector<std::string> lines;
    for (const auto& mail : reading.mails) {
        const std::string what(mail.kind == EventKind::send ? to_string(mail.channel) : to_string(mail.kind));
        lines.push_back(fmt::format("{} {} {} {}", mail.line, what, to_rfc3339(mail.at), mail.prospect));
    }
    return lines;
}

std::vector<std::string> left_out(const ArchiveContents& reading) {
    std::vector<std::string> lines;
    for (const auto& rows : reading.left_out)
        lines.push_back(fmt::format("{}: {}", to_string(rows.reason), fmt::join(rows.lines, " ")));
    return lines;
}

std::vector<std::string> rejected(const ArchiveContents& reading) {
    std::vector<std::string> lines;
    for (const auto& row : reading.rejected) lines.push_back(fmt::format("{} {}", row.line, row.column));
    return lines;
}

std::vector<std::int64_t> warned(const ArchiveContents& reading) {
    std::vector<std::int64_t> lines;
    for (const auto& warning : reading.warnings) lines.push_back(warning.line);
    return lines;
}

std::vector<std::string> keys(const ArchiveContents& reading) {
    std::vector<std::string> all;
    for (const auto& mail : reading.mails) all.push_back(mail.key);
    return all;
}

std::string refusal_of(const std::function<void()>& act) {
    try {
        act();
    } catch (const InputError& error) {
        const auto words = render::words_of(error);
        return words.next_step.empty() ? words.what : fmt::format("{} | {}", words.what, words.next_step);
    }
    return "no error";
}

std::string refusal_of_archive(const fs::path& path) {
    return refusal_of([&] { (void)read_linkedin_archive(path, {}); });
}

}  // namespace inmail::io::test
