#include "outreach/conversations.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "fold/fold_run.hpp"
#include "inmail/chain/prospect_key.hpp"

namespace inmail::app {

bool Answer::is_about_connecting() const {
    return channel && asks_to_connect(*channel) && (outcome == Outcome::accepted || outcome == Outcome::declined);
}

std::vector<Answer> Conversation::answers() const {
    std::vector<Answer> all = loose_answers;
    for (const SentMessage& message : messages) {
        if (!message.answered_at) continue;
        const Channel channel = message.answered_by.value_or(message.channel);
        all.push_back({message.seat, *message.answered_at, message.is_inherited, channel, message.outcome});
    }
    std::stable_sort(all.begin(), all.end(), [](const Answer& a, const Answer& b) { return a.at < b.at; });
    return all;
}

void ConversationLog::on(const Posting& p) {
    handovers_.on(p);
    if (p.kind == Posting::Kind::sent || p.kind == Posting::Kind::sent_free) messages_[p.cause].seat = p.seat;
    if (p.kind == Posting::Kind::unmatched || p.kind == Posting::Kind::outside) loose_.insert(p.cause);
    const bool bounced = p.kind == Posting::Kind::bounced;
    if (bounced || p.kind == Posting::Kind::replied) messages_[p.message.event].answer = Reply{p.cause, p.at, bounced};
}

std::map<std::string, Conversation> ConversationLog::conversations(
    Store& store, const FoldRun& fold_run, const std::vector<ProspectId>* people,
    const std::function<bool(const std::string& key, Instant at)>& wants) const {
    const ReportQuery& query = fold_run.query();
    std::map<std::string, Conversation> by_person;
    struct Loose {
        std::string person;
        std::string seat;
        Answer answer;
    };
    std::vector<Loose> loose;
    std::map<EventId, std::pair<std::optional<Channel>, std::optional<Outcome>>> replies;
    const auto take = [&](const RecordedEvent& event) {
        if (event.kind == EventKind::reply && (event.channel || event.outcome))
            replies[event.id] = {event.channel, event.outcome};
        if (event.kind == EventKind::reply && !event.prospect_erased && loose_.count(event.id) != 0) {
            std::string person = key_today(event.prospect);
            if (wants(person, event.at))
                loose.push_back({std::move(person), event.seat, {{}, event.at, false, event.channel, event.outcome}});
        }
        const auto found = messages_.find(event.id);
        if (event.kind != EventKind::send || found == messages_.end() || event.prospect_erased) return;
        const std::string person = key_today(event.prospect);
        if (!wants(person, event.at)) return;
        SentMessage message{event.id, handovers_.licensee(found->second.seat, event.at, query.as_of)};
        message.sender = found->second.seat;
        message.channel = event.channel.value_or(Channel::inmail);
        message.sent_at = event.at;
        message.campaign = event.campaign;
        message.prospect = event.prospect;
        by_person[person].messages.push_back(std::move(message));
    };
    if (people != nullptr) {
        for (const RecordedEvent& event : store.records_with(*people)) take(event);
    } else {
        Scope scope;
        scope.until = query.as_of;
        scope.known_at = query.known_at;
        store.read_records(scope, take);
    }
    for (Loose& one : loose) {
        const auto seat = store.find_seat(one.seat);
        if (!seat) continue;
        one.answer.seat = handovers_.licensee(*seat, one.answer.at, query.as_of);
        one.answer.is_inherited = one.answer.seat != *seat;
        by_person[one.person].loose_answers.push_back(one.answer);
    }
    for (auto& [person, conversation] : by_person) {
        auto& messages = conversation.messages;
        for (SentMessage& message : messages) {
            const auto& answer = messages_.at(message.event).answer;
            if (!answer) continue;
            message.bounced = answer->bounced;
            if (message.bounced) continue;
            message.answered_at = answer->at;
            message.is_inherited = handovers_.licensee(message.sender, message.sent_at, answer->at) != message.seat;
            if (const auto reply = replies.find(answer->event); reply != replies.end())
                std::tie(message.answered_by, message.outcome) = reply->second;
        }
        std::stable_sort(messages.begin(), messages.end(),
                         [](const SentMessage& a, const SentMessage& b) { return a.sent_at < b.sent_at; });
    }
    return by_person;
}

ReportQuery of_everyone(ReportQuery query) {
    query.team.clear();
    query.accounts.clear();
    return query;
}

}  // namespace inmail::app
