#include "linkedin/classify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <unordered_set>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/errors.hpp"
#include "linkedin/cell.hpp"
#include "linkedin/party.hpp"

namespace inmail::io::linkedin {
namespace {

/// Why a row is left out; ArchiveContents lists them in this order.
enum class Why { draft, group, sponsored, spam, same_second, ordinary };
constexpr std::array<std::string_view, 6> reasons{
    "draft",
    "group conversation",
    "sponsored",
    "spam folder",
    "in the same second as another InMail or reply of its conversation",
    "ordinary message",
};

std::string_view end_of_key(EventKind kind) { return kind == EventKind::send ? ":out" : ":in"; }

/// The key that an archive without conversations gives a message; empty for a hidden member, whom nothing tells apart.
std::string key_by_name(Instant at, EventKind kind, const std::string& name) {
    if (name.empty()) return {};
    return "li:~" + short_digest(fmt::format("{}{}:{}", at.value, end_of_key(kind), name));
}

/// What all mails of a conversation share.
struct Conversation {
    std::string id;  ///< as the ledger's thread; empty in eras without
    std::string prospect;
    std::string name;
    const Connection* connection{nullptr};
};

class Classifier {
  public:
    Classifier(Messages& messages, Recipients& recipients, const Owner& owner, const Connections& connections,
               ArchiveContents& to)
        : m_(messages), recipients_(recipients), owner_(owner), connections_(connections), to_(to) {}

    void take(Thread thread) {
        const auto order = [this](const MessageRow* row) { return std::tuple(row->at, !owner_.sent(*row), row->line); };
        std::sort(thread.begin(), thread.end(), [&](auto* a, auto* b) { return order(a) < order(b); });
        const Party party = other_party(m_, thread, recipients_, owner_);
        const bool is_sponsored = std::any_of(thread.begin(), thread.end(), [](auto* row) { return row->is_sponsored; });

        const auto conversation = conversation_with(party, *thread.front());
        bool they_wrote = false;
        std::int64_t unanswered = 0;
        for (const MessageRow* row : thread) {
            if (row->is_draft) {
                skip(Why::draft, *row);
            } else if (is_sponsored) {
                skip(Why::sponsored, *row);
            } else if (party.is_group) {
                skip(Why::group, *row);
                if (party.is_guess && row->has_subject)
                    warn(*row, "TO seems to name several people, so the message counts as one to a group");
            } else if (!owner_.sent(*row)) {
                they_wrote = true;
                if (row->is_spam)
                    skip(Why::spam, *row);
                else if (unanswered == 0)
                    skip(Why::ordinary, *row);
                else if (keep(EventKind::reply, *row, conversation))
                    --unanswered;
            } else if (row->is_spam) {
                skip(Why::spam, *row);
            } else if (!row->has_subject || they_wrote) {
                skip(Why::ordinary, *row);
            } else if (keep(EventKind::send, *row, conversation)) {
                ++unanswered;
            }
        }
    }

    void finish() {
        for (std::size_t i = 0; i < reasons.size(); ++i) {
            auto& lines = skipped_[i];
            std::sort(lines.begin(), lines.end());
            if (!lines.empty()) to_.skipped.push_back({std::string(reasons[i]), std::move(lines)});
        }
        std::sort(to_.mails.begin(), to_.mails.end(), [](const ArchiveMail& a, const ArchiveMail& b) {
            return std::tie(a.at, a.kind, a.line) < std::tie(b.at, b.kind, b.line);
        });
    }

  private:
    void skip(Why why, const MessageRow& row) { skipped_[static_cast<std::size_t>(why)].push_back(row.line); }
    void warn(const MessageRow& row, std::string reason) { to_.warnings.push_back({row.line, std::move(reason)}); }

    Checked<Conversation> conversation_with(const Party& party, const MessageRow& row) const {
        Conversation c;
        c.id = m_.texts[row.conversation];
        c.name = m_.texts[party.name];
        c.connection = connections_.find(m_.texts[party.slug], c.name);
        if (party.slug != no_text) {
            c.prospect = m_.texts[party.slug];
        } else if (c.connection != nullptr && !c.connection->slug.empty()) {
            c.prospect = c.connection->slug;
        } else if (!c.name.empty()) {
            auto key = prospect_key(c.name);
            if (!key) return Checked<Conversation>::bad(key.reason());
            c.prospect = *key;
        } else {
            // The id's case carries meaning, and a prospect's key has none: so its digest.
            c.prospect = "conversation:" + short_digest(c.id.empty() ? m_.texts[row.subject] : c.id);
        }
        return c;
    }

    /// Adds the mail; false where it is none after all.
    bool keep(EventKind kind, const MessageRow& row, const Checked<Conversation>& conversation) {
        if (!conversation) {
            to_.rejected.push_back({row.line, kind == EventKind::send ? "TO" : "FROM", conversation.reason()});
            return false;
        }
        ArchiveMail mail;
        mail.kind = kind;
        mail.at = row.at;
        mail.line = row.line;
        mail.prospect = conversation->prospect;
        mail.prospect_name = conversation->name;
        mail.thread = conversation->id;
        mail.key_by_name = key_by_name(mail.at, kind, mail.prospect_name);
        if (!mail.thread.empty())
            mail.key = fmt::format("li:{}:{}{}", mail.thread, mail.at.value, end_of_key(kind));
        else if (!mail.prospect_name.empty())
            mail.key = mail.key_by_name;
        else
            mail.key = key_by_name(mail.at, kind, mail.prospect);
        if (!keys_.insert(mail.key).second) {
            skip(Why::same_second, row);
            warn(row, "a second InMail or reply of its conversation in the same second: left out");
            return false;
        }
        if (kind == EventKind::send) set_channel(mail, row, conversation->connection);
        to_.mails.push_back(std::move(mail));
        return true;
    }

    /// A message to an existing connection is free. Connected On is a day without a zone, so the same day tells nothing.
    void set_channel(ArchiveMail& mail, const MessageRow& row, const Connection* connection) {
        const Day sent = day_of(mail.at);
        if (connection != nullptr && connection->since && *connection->since < sent) {
            mail.channel = Channel::first_degree;
            return;
        }
        if (connection == nullptr) return;
        if (!connection->since) {
            warn(row, "to a connection, but since when is not known: counted as paid");
        } else if (*connection->since == sent) {
            warn(row, fmt::format("connected on the day of the message, {}: whether it was free cannot be told, counted as paid",
                                  to_string(sent)));
        }
    }

    Messages& m_;
    Recipients& recipients_;
    const Owner& owner_;
    const Connections& connections_;
    ArchiveContents& to_;
    std::array<std::vector<std::int64_t>, reasons.size()> skipped_;
    std::unordered_set<std::string> keys_;
};

}  // namespace

void classify(Messages& messages, const std::vector<Thread>& threads, Recipients& recipients, const Owner& owner,
              const Connections& connections, ArchiveContents& reading) {
    Classifier classifier(messages, recipients, owner, connections, reading);
    for (const auto& thread : threads) classifier.take(thread);
    classifier.finish();
}

}  // namespace inmail::io::linkedin
