#include "inmail/core/import_notes.hpp"

#include <array>

namespace inmail {

std::string_view to_string(OwnerProof::Kind kind) {
    constexpr std::array<std::string_view, 7> names{"none",       "requested",     "invitations", "profile",
                                                    "directions", "conversations", "elimination"};
    return names.at(static_cast<std::size_t>(kind));
}

std::string_view to_string(Assumption assumption) {
    constexpr std::array<std::string_view, 5> names{"dates_are_utc", "conversations_inferred", "paid_by_subject",
                                                    "connections_unknown", "other_products_may_be_missing"};
    return names.at(static_cast<std::size_t>(assumption));
}

std::string_view to_string(LeftOutReason reason) {
    constexpr std::array<std::string_view, left_out_reason_count> names{"draft",       "group_conversation", "sponsored",
                                                                        "spam_folder", "same_second",        "ordinary_message"};
    return names.at(static_cast<std::size_t>(reason));
}

}  // namespace inmail
