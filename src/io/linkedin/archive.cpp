#include "linkedin/archive.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "inmail/core/errors.hpp"
#include "inmail/text/unicode.hpp"
#include "linkedin/cell.hpp"
#include "linkedin/classify.hpp"
#include "linkedin/hidden.hpp"
#include "linkedin/receipts.hpp"

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

std::vector<Assumption> assumptions_of(const ArchiveContents& contents, const Messages& messages, bool has_connections) {
    std::vector<Assumption> assumed;
    if (messages.has_zoneless_dates) assumed.push_back(Assumption::dates_are_utc);
    if (!messages.has_conversations) assumed.push_back(Assumption::conversations_inferred);
    const bool holds_inmails = std::any_of(contents.mails.begin(), contents.mails.end(), [](const ArchiveMail& mail) {
        return mail.kind == EventKind::send && mail.channel == Channel::inmail;
    });
    if (holds_inmails) assumed.push_back(Assumption::paid_by_subject);
    if (holds_inmails && !has_connections) assumed.push_back(Assumption::connections_unknown);
    assumed.push_back(Assumption::other_products_may_be_missing);
    return assumed;
}

/// Without a readable row there is no owner to find. The rejected rows say why.
Owner owner_of(Messages& messages, const std::vector<Conversation>& conversations, Recipients& recipients,
               const OwnerEvidence& evidence) {
    return messages.rows.empty() ? Owner{} : find_owner(messages, conversations, recipients, evidence);
}

/// Canonical names of people, from the files beside the messages or from the user.
std::set<std::string> people_of(const OwnerEvidence& evidence) {
    std::set<std::string> people{canonical_name(evidence.profile_name)};
    if (is_utf8(evidence.requested)) people.insert(canonical_name(evidence.requested));
    for (const auto& candidate : evidence.owner_candidates) people.insert(canonical_name(candidate.name));
    for (const auto& person : evidence.connections->people()) people.insert(person.name);
    return people;
}

std::string key_of(const Owner& owner, const Messages& messages) {
    if (owner.slug != no_text) return messages.texts[owner.slug];
    const auto key = key_of_name(owner.written);
    return key ? *key : std::string();
}

/// An import records the same without these files, so one that cannot be read is only reported.
void read_account_files(const ArchiveFiles& files, ArchiveContents& contents) {
    for (const auto& [kind, read] :
         {std::pair(FileKind::receipts, &read_receipts), std::pair(FileKind::registration, &read_registration)}) {
        const ArchiveFile* file = find(files, kind);
        if (file == nullptr) continue;
        try {
            auto facts = read(*file);
            std::move(facts.begin(), facts.end(), std::back_inserter(contents.account_facts));
        } catch (const InputError&) {
            contents.warnings.push_back({0, RowWarning::Kind::unreadable_account_file, {}, {}, file->name});
        }
    }
}

void check_every_row_counted(const ArchiveContents& contents) {
    std::size_t counted = contents.mails.size() + contents.rejected.size() + static_cast<std::size_t>(contents.duplicates);
    for (const auto& rows : contents.left_out) counted += rows.lines.size();
    ensure(static_cast<std::size_t>(contents.rows) == counted, "every row of an archive is counted once");
}

}  // namespace

ArchiveContents read_archive(const ArchiveFiles& files, const ArchiveOptions& options) {
    ArchiveContents contents;

    Connections connections;
    const ArchiveFile* connections_file = find(files, FileKind::connections);
    if (connections_file != nullptr) connections = read_connections(*connections_file);
    Invitations invitations;
    if (const auto* file = find(files, FileKind::invitations)) invitations = read_invitations(*file);
    OwnerEvidence evidence{options.owner, std::move(invitations.owner_candidates), {}, &connections};
    if (const auto* file = find(files, FileKind::profile)) evidence.profile_name = read_profile_name(*file);

    Messages messages;
    read_messages(*find(files, FileKind::messages), options.progress, messages);
    hide_members(messages, people_of(evidence));
    const std::vector<Conversation> conversations = conversations_of(messages);
    Recipients recipients(messages, connections);
    const Owner owner = owner_of(messages, conversations, recipients, evidence);

    contents.owner = key_of(owner, messages);
    contents.owner_name = owner.written;
    contents.owner_proof = owner.proof;
    contents.rows = messages.records;
    contents.duplicates = messages.duplicates;
    contents.rejected = std::move(messages.rejected);
    append(contents.warnings, std::move(connections.warnings));
    append(contents.warnings, std::move(invitations.warnings));
    append(contents.warnings, std::move(messages.warnings));
    classify(messages, conversations, recipients, owner, connections, contents);
    contents.assumptions = assumptions_of(contents, messages, connections_file != nullptr);

    read_account_files(files, contents);

    const auto by_line = [](const auto& a, const auto& b) { return a.line < b.line; };
    std::stable_sort(contents.rejected.begin(), contents.rejected.end(), by_line);
    std::stable_sort(contents.warnings.begin(), contents.warnings.end(), by_line);
    check_every_row_counted(contents);
    return contents;
}

}  // namespace linkedin

ArchiveContents read_linkedin_archive(const std::filesystem::path& path, const ArchiveOptions& options) {
    const bool is_copy = !options.copy_of.empty();
    const linkedin::NamedPath place{path, is_copy ? options.copy_of : path.filename().string(), is_copy};
    return linkedin::read_archive(linkedin::files_of_archive(place), options);
}

}  // namespace inmail::io
