#include "linkedin/archive.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/errors.hpp"
#include "linkedin/classify.hpp"

namespace inmail::io {
namespace linkedin {
namespace {

const ArchiveFile* find(const ArchiveFiles& files, FileKind kind) {
    const auto at = files.find(kind);
    return at == files.end() ? nullptr : &at->second;
}

void append(std::vector<RowWarning>& to, std::vector<RowWarning> warnings) {
    std::move(warnings.begin(), warnings.end(), std::back_inserter(to));
}

std::int64_t count(const ArchiveContents& reading, EventKind kind, std::optional<Channel> channel = {}) {
    return std::count_if(reading.mails.begin(), reading.mails.end(),
                         [&](const ArchiveMail& mail) { return mail.kind == kind && (!channel || mail.channel == *channel); });
}

std::vector<std::string> assumptions_of(const ArchiveContents& reading, const Messages& messages, bool has_connections) {
    std::vector<std::string> assumed;
    if (messages.has_zoneless_dates) assumed.emplace_back("The dates carry no zone: they are read as UTC.");
    if (!messages.has_conversations) {
        assumed.emplace_back("The file has no conversation ids: conversations are inferred from the two names and the subject.");
    }
    const auto paid = count(reading, EventKind::send, Channel::inmail);
    if (paid != 0) {
        assumed.push_back(
            fmt::format("{} taken for {} because of the subject, and for paid because nothing says otherwise: "
                        "Open Profile messages and answers to applicants look the same.",
                        paid == 1 ? "1 message is" : fmt::format("{} messages are", paid), paid == 1 ? "an InMail" : "InMails"));
    }
    if (paid != 0 && !has_connections) {
        assumed.emplace_back(
            "There is no Connections.csv: messages to people already connected, which were free, count as paid.");
    }
    assumed.emplace_back("InMails sent from Sales Navigator or Recruiter may be missing from a personal archive.");
    return assumed;
}

/// Where the owner is looked for although no row could be read, there is nothing to find; the rows say why.
Owner owner_of(Messages& messages, const std::vector<Thread>& threads, Recipients& recipients, const OwnerEvidence& evidence) {
    return messages.rows.empty() ? Owner{} : find_owner(messages, threads, recipients, evidence);
}

std::string key_of(const Owner& owner, const Messages& messages) {
    if (owner.slug != no_text) return messages.texts[owner.slug];
    const auto key = prospect_key(owner.written);
    return key ? *key : std::string();
}

void check_accounts(const ArchiveContents& reading) {
    std::size_t told = reading.mails.size() + reading.rejected.size() + static_cast<std::size_t>(reading.duplicates);
    for (const auto& skipped : reading.skipped) told += skipped.lines.size();
    ensure(static_cast<std::size_t>(reading.rows) == told, "every row of an archive is told of exactly once");
}

}  // namespace

ArchiveContents read_archive(const ArchiveFiles& files, const ArchiveOptions& options) {
    ArchiveContents reading;

    Connections connections;
    const ArchiveFile* connections_file = find(files, FileKind::connections);
    if (connections_file != nullptr) connections = read_connections(*connections_file);
    Invitations invitations;
    if (const auto* file = find(files, FileKind::invitations)) invitations = read_invitations(*file);
    OwnerEvidence evidence{options.owner, std::move(invitations.clues), {}, &connections};
    if (const auto* file = find(files, FileKind::profile)) evidence.profile_name = read_profile_name(*file);

    Messages messages;
    read_messages(*find(files, FileKind::messages), options.progress, messages);
    const std::vector<Thread> threads = threads_of(messages);
    Recipients recipients(messages, connections);
    const Owner owner = owner_of(messages, threads, recipients, evidence);

    reading.owner = key_of(owner, messages);
    reading.owner_name = owner.written;
    reading.owner_how = owner.how;
    reading.rows = messages.records;
    reading.duplicates = messages.duplicates;
    reading.rejected = std::move(messages.rejected);
    append(reading.warnings, std::move(connections.warnings));
    append(reading.warnings, std::move(invitations.warnings));
    append(reading.warnings, std::move(messages.warnings));
    classify(messages, threads, recipients, owner, connections, reading);
    reading.assumptions = assumptions_of(reading, messages, connections_file != nullptr);

    const auto by_line = [](const auto& a, const auto& b) { return a.line < b.line; };
    std::stable_sort(reading.rejected.begin(), reading.rejected.end(), by_line);
    std::stable_sort(reading.warnings.begin(), reading.warnings.end(), by_line);
    check_accounts(reading);
    return reading;
}

}  // namespace linkedin

ArchiveContents read_linkedin_archive(const std::filesystem::path& path, const ArchiveOptions& options) {
    return linkedin::read_archive(linkedin::files_of_archive(path), options);
}

}  // namespace inmail::io
