#include "outbox.hpp"

#include <utility>

#include "inmail/core/errors.hpp"

namespace inmail {

Outbox::Number Outbox::add(OpenMessage message) {
    make_room();
    Bucket& chain = buckets_[place_of(message.prospect)];
    if (chain.latest == none) ++taken_;
    message.older = chain.latest;
    chain.prospect = message.prospect;
    chain.latest = first_ + static_cast<Number>(messages_.size());
    messages_.push_back(std::move(message));
    return chain.latest;
}

void Outbox::erase(Number number) {
    ensure(number >= first_ && number - first_ < messages_.size(), "a message is erased once");
    OpenMessage& message = (*this)[number];
    message.state = OpenMessage::State::erased;
    message.thread = {};
    // Windows end in the order in which they began, unless terms changed between.
    for (; !messages_.empty() && messages_.front().state == OpenMessage::State::erased; ++first_) messages_.pop_front();
}

std::size_t Outbox::place_of(ProspectId prospect) const {
    std::size_t place = home_of(prospect);
    while (buckets_[place].latest != none && buckets_[place].prospect != prospect) place = (place + 1) & (buckets_.size() - 1);
    return place;
}

/// Rebuilds the table when three quarters of it are taken, without the chains whose messages are all erased.
void Outbox::make_room() {
    if (4 * taken_ < 3 * buckets_.size()) return;
    constexpr std::size_t smallest = 16;
    constexpr std::size_t places_a_message = 2;
    std::size_t size = smallest;
    while (size < places_a_message * messages_.size()) size *= 2;
    buckets_.assign(size, Bucket{});
    taken_ = 0;
    Number number = first_;
    for (const OpenMessage& message : messages_) {
        Bucket& chain = buckets_[place_of(message.prospect)];
        if (chain.latest == none) ++taken_;
        chain = {message.prospect, number++};
    }
}

}  // namespace inmail
