#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <type_traits>
#include <utility>
#include <vector>

namespace inmail {

/// Values by id. A store may give ids with gaps, so the room taken depends on how many ids there are, not on how large they
/// are. References to values stay valid. An open hash table: the fold looks up several ids for each event.
template <class Id, class T>
class IdMap {
  public:
    IdMap() = default;
    IdMap(const IdMap&) = delete;
    IdMap(IdMap&&) noexcept = default;
    IdMap& operator=(const IdMap&) = delete;
    IdMap& operator=(IdMap&&) noexcept = default;
    ~IdMap() = default;

    /// Makes the value if there is none.
    T& operator[](Id id) {
        if (T* known = find(id)) return *known;
        if (2 * items_.size() >= slots_.size()) grow();
        Item& item = items_.emplace_back(id, T{});
        slot_of(id) = {id.value, &item};
        return item.second;
    }

    /// Null if there is none.
    [[nodiscard]] const T* find(Id id) const {
        if (slots_.empty()) return nullptr;
        for (std::size_t slot = home_of(id.value); slots_[slot].item != nullptr; slot = (slot + 1) & (slots_.size() - 1)) {
            if (slots_[slot].id == id.value) return &slots_[slot].item->second;
        }
        return nullptr;
    }
    [[nodiscard]] T* find(Id id) { return const_cast<T*>(std::as_const(*this).find(id)); }

    [[nodiscard]] bool empty() const { return items_.empty(); }

    /// Calls `each(id, value)` in ascending order of ids.
    template <class Each>
    void for_each(Each&& each) const {
        sort();
        for (const std::uint32_t item : ascending_) each(items_[item].first, items_[item].second);
    }
    template <class Each>
    void for_each(Each&& each) {
        sort();
        for (const std::uint32_t item : ascending_) each(items_[item].first, items_[item].second);
    }

  private:
    using Number = decltype(Id::value);
    static_assert(std::is_same_v<Number, std::uint32_t>);
    using Item = std::pair<Id, T>;
    struct Slot {
        Number id{0};
        Item* item{nullptr};  ///< null: the slot is free
    };

    [[nodiscard]] std::size_t home_of(Number id) const {
        // Most ids are given one after the other: the multiplication spreads neighbours over the table.
        constexpr std::uint64_t golden_ratio = 0x9E3779B97F4A7C15;
        constexpr unsigned half = 32;
        return ((id * golden_ratio) >> half) & (slots_.size() - 1);
    }
    /// The free slot for an id that has none.
    [[nodiscard]] Slot& slot_of(Id id) {
        std::size_t slot = home_of(id.value);
        while (slots_[slot].item != nullptr) slot = (slot + 1) & (slots_.size() - 1);
        return slots_[slot];
    }
    void grow() {
        constexpr std::size_t smallest = 16;
        slots_.assign(std::max(smallest, 2 * slots_.size()), Slot{});
        for (Item& item : items_) slot_of(item.first) = {item.first.value, &item};
    }
    void sort() const {
        if (ascending_.size() == items_.size()) return;
        const auto sorted = static_cast<std::ptrdiff_t>(ascending_.size());
        for (auto item = static_cast<std::uint32_t>(sorted); item < items_.size(); ++item) ascending_.push_back(item);
        const auto by_id = [this](std::uint32_t a, std::uint32_t b) { return items_[a].first < items_[b].first; };
        std::sort(ascending_.begin() + sorted, ascending_.end(), by_id);
        std::inplace_merge(ascending_.begin(), ascending_.begin() + sorted, ascending_.end(), by_id);
    }

    std::vector<Slot> slots_;                       ///< as many as a power of two, or none yet; half of them free at least
    std::deque<Item> items_;                        ///< in the order in which they were made
    mutable std::vector<std::uint32_t> ascending_;  ///< indices of entries by id; those made last may be missing
};

}  // namespace inmail
