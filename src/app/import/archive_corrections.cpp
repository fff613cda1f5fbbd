#include "import/archive_corrections.hpp"

#include <utility>

#include "import/archive_differences.hpp"

namespace inmail::app {

void ArchiveCorrections::name(std::int64_t line, const RecordedEvent& known, What what, std::string in_ledger,
                              std::string archived) {
    differs_.push_back({line, known.kind, known.key, known.prospect, what, std::move(in_ledger), std::move(archived)});
}

void ArchiveCorrections::apply(const ArchivedMessage& archived, const RecordedEvent& event, EventRecord& record) {
    const io::ArchiveMail& mail = *archived.mail;
    // A free channel that somebody logged is a person's word. An InMail is what no channel means.
    const bool is_logged = archived.logged != nullptr || known_.stands_for_logged(event.key);
    const bool is_typed = is_logged && event.channel != Channel::inmail;
    if (!is_typed && channel_differs(event, mail)) {
        name(mail.line, event, What::channel, std::string(to_string(*event.channel)), std::string(to_string(mail.channel)));
        if (updates_) record.channel = mail.channel;
    }
    if (!known_.is_person_edited(event.key) && person_differs(event.prospect, event.prospect_erased, mail)) {
        name(mail.line, event, What::prospect, event.prospect, mail.prospect);
        if (updates_) record.prospect = mail.prospect;
    }
    // That the ledger lacks it is no difference where it decides nothing. It may be wrong where an export without conversations
    // came behind one with only dates.
    if (event.thread != mail.thread && archived_.conversation_decides(archived)) {
        name(mail.line, event, What::conversation, event.thread, mail.thread);
        if (updates_) record.thread = mail.thread;
    }
    const auto seat = handover_.holder_of(archived);
    if (seat && *seat != event.seat) {
        name(mail.line, event, What::seat, event.seat, *seat);
        if (updates_) record.seat = *seat;
    }
}

void ArchiveCorrections::apply(const ArchivePeople::Respelling& move, const KnownMessage& message, EventRecord* record) {
    differs_.push_back({move.line, message.kind, message.key, message.prospect, What::prospect, message.prospect, move.to});
    if (record != nullptr) record->prospect = move.to;
}

void ArchiveCorrections::name_answer(const io::ArchiveMail& mail, const RecordedEvent& known) {
    name(mail.line, known, What::answered_at, to_rfc3339(known.at), to_rfc3339(mail.at));
}

void ArchiveCorrections::name_ordinary(const KnownOrdinary& ordinary, const RecordedEvent& known) {
    name(ordinary.line, known, What::ordinary, std::string(to_string(known.kind)), "ordinary message");
}

}  // namespace inmail::app
