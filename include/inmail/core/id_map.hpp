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
    IdMap(const IdMap& other) {
        other.for_each([this](Id id, const T& value) { (*this)[id] = value; });
    }
    IdMap(IdMap&&) noexcept = default;
    IdMap& operator=(const IdMap&) = delete;
    IdMap& operator=(IdMap&&) noexcept = default;
    ~IdMap() = default;

    /// Makes the value if there is none.
    T& operator[](Id id) {
        if (T* known = find(id)) return *known;
        if (2 * entries_.size() >= places_.size()) grow();
        Entry& entry = entries_.emplace_back(id, T{});
        place_of(id) = {id.value, &entry};
        return entry.second;
    }

    /// Null if there is none.
    [[nodiscard]] const T* find(Id id) const {
        if (places_.empty()) return nullptr;
        for (std::size_t place = home_of(id.value); places_[place].entry != nullptr; place = (place + 1) & (places_.size() - 1)) {
            if (places_[place].id == id.value) return &places_[place].entry->second;
        }
        return nullptr;
    }
    [[nodiscard]] T* find(Id id) { return const_cast<T*>(std::as_const(*this).find(id)); }

    [[nodiscard]] bool empty() const { return entries_.empty(); }

    /// Calls `each(id, value)` in ascending order of ids.
    template <class Each>
    void for_each(Each&& each) const {
        sort();
        for (const std::uint32_t entry : ascending_) each(entries_[entry].first, entries_[entry].second);
    }
    template <class Each>
    void for_each(Each&& each) {
        sort();
        for (const std::uint32_t entry : ascending_) each(entries_[entry].first, entries_[entry].second);
    }

  private:
    using Number = decltype(Id::value);
    static_assert(std::is_same_v<Number, std::uint32_t>);
    using Entry = std::pair<Id, T>;
    struct Place {
        Number id{0};
        Entry* entry{nullptr};  ///< null: the place is free
    };

    [[nodiscard]] std::size_t home_of(Number id) const {
        // Most ids are given one after the other: the multiplication spreads neighbours over the table.
        constexpr std::uint64_t golden_ratio = 0x9E3779B97F4A7C15;
        constexpr unsigned half = 32;
        return ((id * golden_ratio) >> half) & (places_.size() - 1);
    }
    /// The free place for an id that has none.
    [[nodiscard]] Place& place_of(Id id) {
        std::size_t place = home_of(id.value);
        while (places_[place].entry != nullptr) place = (place + 1) & (places_.size() - 1);
        return places_[place];
    }
    void grow() {
        constexpr std::size_t smallest = 16;
        places_.assign(std::max(smallest, 2 * places_.size()), Place{});
        for (Entry& entry : entries_) place_of(entry.first) = {entry.first.value, &entry};
    }
    void sort() const {
        if (ascending_.size() == entries_.size()) return;
        const auto sorted = static_cast<std::ptrdiff_t>(ascending_.size());
        for (auto entry = static_cast<std::uint32_t>(sorted); entry < entries_.size(); ++entry) ascending_.push_back(entry);
        const auto by_id = [this](std::uint32_t a, std::uint32_t b) { return entries_[a].first < entries_[b].first; };
        std::sort(ascending_.begin() + sorted, ascending_.end(), by_id);
        std::inplace_merge(ascending_.begin(), ascending_.begin() + sorted, ascending_.end(), by_id);
    }

    std::vector<Place> places_;                     ///< as many as a power of two, or none yet; half of them free at least
    std::deque<Entry> entries_;                     ///< in the order in which they were made
    mutable std::vector<std::uint32_t> ascending_;  ///< indices of entries by id; those made last may be missing
};

}  // namespace inmail
