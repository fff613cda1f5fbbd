#include "outbox.hpp"

#include <utility>

#include "inmail/core/errors.hpp"

namespace inmail {

Outbox::Number Outbox::add(Message message) {
    make_room();
    Chain& chain = chains_[place_of(message.prospect)];
    if (chain.latest == none) ++taken_;
    message.older = chain.latest;
    chain.prospect = message.prospect;
    chain.latest = first_ + static_cast<Number>(messages_.size());
    messages_.push_back(std::move(message));
    return chain.latest;
}

void Outbox::erase(Number number) {
    ensure(number >= first_ && number - first_ < messages_.size(), "a message is erased once");
    Message& message = (*this)[number];
    message.state = Message::State::erased;
    message.thread = {};
    // Windows end in the order in which they began, unless terms changed between.
    for (; !messages_.empty() && messages_.front().state == Message::State::erased; ++first_) messages_.pop_front();
}

std::size_t Outbox::place_of(ProspectId prospect) const {
    std::size_t place = home_of(prospect);
    while (chains_[place].latest != none && chains_[place].prospect != prospect) place = (place + 1) & (chains_.size() - 1);
    return place;
}

/// Rebuilds the table when half of it is taken, without the chains whose messages are all erased.
void Outbox::make_room() {
    if (2 * taken_ < chains_.size()) return;
    constexpr std::size_t smallest = 16;
    constexpr std::size_t places_a_message = 3;
    std::size_t size = smallest;
    while (size < places_a_message * messages_.size()) size *= 2;
    chains_.assign(size, Chain{});
    taken_ = 0;
    Number number = first_;
    for (const Message& message : messages_) {
        Chain& chain = chains_[place_of(message.prospect)];
        if (chain.latest == none) ++taken_;
        chain = {message.prospect, number++};
    }
}

}  // namespace inmail
