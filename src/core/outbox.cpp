#include "outbox.hpp"

#include <utility>

#include "inmail/core/errors.hpp"

namespace inmail {

Outbox::Slot Outbox::add(Message message) {
    Slot slot = none;
    message.order = ++added_;
    if (unused_.empty()) {
        slot = static_cast<Slot>(nodes_.size());
        nodes_.emplace_back();
    } else {
        slot = unused_.back();
        unused_.pop_back();
    }
    const auto [chain, fresh] = chains_.try_emplace(key_of(message.seat, message.prospect), none);
    nodes_[slot] = Node{std::move(message), chain->second};
    chain->second = slot;
    return slot;
}

void Outbox::erase(Slot slot) {
    const Message& gone = nodes_[slot].message;
    const auto chain = chains_.find(key_of(gone.seat, gone.prospect));
    ensure(chain != chains_.end(), "a message stands in the chain of its seat and prospect");
    Slot* link = &chain->second;
    while (*link != slot) {
        ensure(*link != none, "a message stands in the chain of its seat and prospect");
        link = &nodes_[*link].older;
    }
    *link = nodes_[slot].older;
    if (chain->second == none) chains_.erase(chain);
    unused_.push_back(slot);
}

}  // namespace inmail
