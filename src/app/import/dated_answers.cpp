#include "import/dated_answers.hpp"

namespace inmail::app {

void DatedAnswers::add_send(const io::ArchiveMail& mail, const std::vector<std::string>& people, const KnownMessage* logged) {
    const Send send{mail.at, logged == nullptr ? std::nullopt : std::optional{logged->at}, mail.line};
    for (const std::string& person : people) sends_[person].push_back(send);
}

std::map<EventId, DatedAnswers::Move> DatedAnswers::moves(const std::vector<const KnownMessage*>& only_logged) const {
    std::map<EventId, Move> moves;
    for (const KnownMessage* message : only_logged) {
        if (!is_answer(message->kind)) continue;
        const auto sends = sends_.find(message->person);
        if (sends == sends_.end()) continue;
        if (const Send* send = send_of(*message, sends->second)) moves[message->id] = {send->at, send->line};
    }
    return moves;
}

const DatedAnswers::Send* DatedAnswers::send_of(const KnownMessage& answer, const std::vector<Send>& sends) {
    const Send* latest = nullptr;
    for (const Send& send : sends) {
        // If that date's send was logged, the answer stands at the logged time.
        const bool is_its = send.logged_at == answer.at || (answer.has_only_date && day_of(send.at) == day_of(answer.at));
        if (is_its && send.at > answer.at && (latest == nullptr || send.at > latest->at)) latest = &send;
    }
    return latest;
}

}  // namespace inmail::app
