#include "linkedin/classify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <unordered_set>

#include "inmail/chain/event_record.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/errors.hpp"
#include "linkedin/cell.hpp"
#include "linkedin/counterpart.hpp"

namespace inmail::io::linkedin {
namespace {

std::string_view key_suffix(EventKind kind) { return kind == EventKind::send ? ":out" : ":in"; }

/// The event key of a message in an export without conversation ids; empty if there is no name.
std::string key_by_name(Instant at, EventKind kind, const std::string& name) {
    if (name.empty()) return {};
    return "li:~" + short_digest(fmt::format("{}{}:{}", at.value, key_suffix(kind), name));
}

/// The person whom a conversation is with.
struct Prospect {
    std::string key;
    std::string name;  ///< canonical; empty if hidden
    TextId name_id{no_text};
    const Connection* connection{nullptr};  ///< null: not a connection
};

class Classifier {
  public:
    Classifier(Messages& messages, Recipients& recipients, const Owner& owner, const Connections& connections,
               ArchiveContents& contents)
        : messages_(messages), recipients_(recipients), owner_(owner), connections_(connections), contents_(contents) {}

    void add(Conversation conversation) {
        const auto order = [this](const MessageRow* row) { return std::tuple(row->at, !owner_.sent(*row), row->line); };
        std::sort(conversation.begin(), conversation.end(), [&](auto* a, auto* b) { return order(a) < order(b); });
        const Counterpart counterpart = counterpart_of(messages_, conversation, recipients_, owner_);
        const bool is_sponsored =
            std::any_of(conversation.begin(), conversation.end(), [](auto* row) { return row->is_sponsored; });
        const auto prospect = prospect_of(counterpart, *conversation.front());

        ConversationState state;
        ordinary_.clear();
        for (const MessageRow* row : conversation) {
            if (row->is_draft)
                leave_out(LeftOutReason::draft, *row);
            else if (is_sponsored)
                leave_out(LeftOutReason::sponsored, *row);
            else if (counterpart.is_group)
                leave_out_group_message(*row, counterpart);
            else if (owner_.sent(*row))
                add_sent(*row, prospect, state);
            else
                add_received(*row, prospect, state);
        }
        const bool may_be_inmails = state.has_subjects && messages_.has_conversations && !ordinary_.empty();
        if (may_be_inmails) contents_.ordinary.push_back({messages_.texts[conversation.front()->conversation], ordinary_});
    }

    void finish() {
        for (std::size_t i = 0; i < left_out_reason_count; ++i) {
            auto& lines = left_out_[i];
            std::sort(lines.begin(), lines.end());
            if (!lines.empty()) contents_.left_out.push_back({static_cast<LeftOutReason>(i), std::move(lines)});
        }
        std::sort(contents_.mails.begin(), contents_.mails.end(), [](const ArchiveMail& a, const ArchiveMail& b) {
            return std::tie(a.at, a.kind, a.line) < std::tie(b.at, b.kind, b.line);
        });
    }

  private:
    /// The state of a conversation before its next message.
    struct ConversationState {
        bool they_wrote{false};
        std::int64_t unanswered{0};  ///< InMails of the owner
        bool has_subjects{false};    ///< the owner sent something with a subject
    };

    void leave_out_group_message(const MessageRow& row, const Counterpart& counterpart) {
        leave_out(LeftOutReason::group_conversation, row);
        if (counterpart.is_guess && row.has_subject) warn(row, RowWarning::Kind::group_guessed);
    }

    void add_sent(const MessageRow& row, const Checked<Prospect>& prospect, ConversationState& state) {
        if (row.is_spam) return leave_out(LeftOutReason::spam_folder, row);
        state.has_subjects = state.has_subjects || row.has_subject;
        if (!row.has_subject) return leave_out(LeftOutReason::ordinary_message, row);
        if (state.they_wrote) return leave_out_ordinary(EventKind::send, row);
        if (keep(EventKind::send, row, prospect)) ++state.unanswered;
    }

    void add_received(const MessageRow& row, const Checked<Prospect>& prospect, ConversationState& state) {
        state.they_wrote = true;
        if (row.is_spam) return leave_out(LeftOutReason::spam_folder, row);
        if (state.unanswered == 0) return leave_out_ordinary(EventKind::reply, row);
        if (keep(EventKind::reply, row, prospect)) --state.unanswered;
    }

    void leave_out_ordinary(EventKind kind, const MessageRow& row) {
        leave_out(LeftOutReason::ordinary_message, row);
        ordinary_.push_back({kind, row.at, row.line});
    }
    void leave_out(LeftOutReason reason, const MessageRow& row) {
        left_out_[static_cast<std::size_t>(reason)].push_back(row.line);
    }
    void warn(const MessageRow& row, RowWarning::Kind kind, std::string detail = {}) {
        contents_.warnings.push_back({row.line, kind, {}, std::move(detail)});
    }

    Checked<Prospect> prospect_of(const Counterpart& counterpart, const MessageRow& row) const {
        const auto& texts = messages_.texts;
        Prospect prospect;
        prospect.name = texts[counterpart.name];
        prospect.name_id = counterpart.name;
        prospect.connection = connections_.find(texts[counterpart.slug], prospect.name);
        if (counterpart.slug != no_text) {
            prospect.key = texts[counterpart.slug];
        } else if (prospect.connection != nullptr && !prospect.connection->slug.empty()) {
            prospect.key = prospect.connection->slug;
        } else if (!prospect.name.empty()) {
            const auto key = key_of_name(prospect.name);
            if (!key) return Checked<Prospect>::bad(key.flaw());
            prospect.key = *key;
        } else {
            // A digest, because the id is case-sensitive and a prospect's key is not.
            prospect.key = std::string(hidden_person_prefix) +
                           short_digest(texts[messages_.has_conversations ? row.conversation : row.subject]);
        }
        return prospect;
    }

    /// Adds the message. Returns false if it cannot become an event.
    bool keep(EventKind kind, const MessageRow& row, const Checked<Prospect>& prospect) {
        if (!prospect) {
            contents_.rejected.push_back({row.line, kind == EventKind::send ? "TO" : "FROM", prospect.flaw()});
            return false;
        }
        ArchiveMail mail;
        mail.kind = kind;
        mail.at = row.at;
        mail.line = row.line;
        mail.prospect = prospect->key;
        mail.prospect_name = prospect->name;
        mail.thread = messages_.texts[row.conversation];
        const TextId name = prospect->name_id == no_text ? row.hidden_as : prospect->name_id;
        mail.key_by_name = key_by_name(mail.at, kind, messages_.name_in_keys(name));
        if (!mail.thread.empty())
            mail.key = key_of_message(mail.thread, mail.at, kind);
        else if (!mail.key_by_name.empty())
            mail.key = mail.key_by_name;
        else
            mail.key = key_by_name(mail.at, kind, mail.prospect);
        if (!keys_.insert(mail.key).second) {
            leave_out(LeftOutReason::same_second, row);
            warn(row, RowWarning::Kind::same_second);
            return false;
        }
        if (kind == EventKind::send) set_channel(mail, row, prospect->connection);
        if (kind == EventKind::send && row.chars > 0 && row.chars <= max_chars) mail.chars = row.chars;
        contents_.mails.push_back(std::move(mail));
        return true;
    }

    /// A message to an existing connection is free. Connected On has no time and no zone, so it does not decide on its own day.
    void set_channel(ArchiveMail& mail, const MessageRow& row, const Connection* connection) {
        const Day sent = day_of(mail.at);
        mail.channel_is_known = connection != nullptr && connection->since && *connection->since != sent;
        if (connection != nullptr && connection->since && *connection->since < sent) {
            mail.channel = Channel::first_degree;
            return;
        }
        if (connection == nullptr) return;
        if (!connection->since)
            warn(row, RowWarning::Kind::connected_some_time);
        else if (*connection->since == sent)
            warn(row, RowWarning::Kind::connected_that_day, to_string(sent));
    }

    Messages& messages_;
    Recipients& recipients_;
    const Owner& owner_;
    const Connections& connections_;
    ArchiveContents& contents_;
    std::array<std::vector<std::int64_t>, left_out_reason_count> left_out_;
    std::unordered_set<std::string> keys_;
    std::vector<OrdinaryMessages::Message> ordinary_;  ///< of the conversation
};

}  // namespace

void classify(Messages& messages, const std::vector<Conversation>& conversations, Recipients& recipients, const Owner& owner,
              const Connections& connections, ArchiveContents& contents) {
    Classifier classifier(messages, recipients, owner, connections, contents);
    for (const auto& conversation : conversations) classifier.add(conversation);
    classifier.finish();
}

}  // namespace inmail::io::linkedin

namespace inmail::io {

std::string key_of_message(const std::string& thread, Instant at, EventKind kind) {
    return fmt::format("li:{}:{}{}", thread, at.value, linkedin::key_suffix(kind));
}

}  // namespace inmail::io
