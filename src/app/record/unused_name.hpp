#pragma once

#include <string>
#include <string_view>

#include "inmail/chain/event_record.hpp"
#include "inmail/store/fold_source.hpp"

namespace inmail::app {

/// A new name for a seat or pool that is short enough: `name`, `tail`, and the first number from `first` on with which it is
/// unused ("ana.recruiter", "ana.recruiter2"). The number 1 is left out.
[[nodiscard]] inline std::string unused_name(FoldSource& store, NameKind kind, const std::string& name, std::string_view tail,
                                             int first) {
    constexpr std::size_t longest_tail = max_handle_bytes / 2;
    for (int number = first;; ++number) {
        const std::string end = std::string(tail.substr(0, longest_tail)) + (number == 1 ? "" : std::to_string(number));
        std::string found = name.substr(0, max_handle_bytes - end.size()) + end;
        if (store.ids_of(kind, {found}).front() == 0) return found;
    }
}

}  // namespace inmail::app
