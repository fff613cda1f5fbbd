#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/core/credits.hpp"
#include "inmail/core/event.hpp"
#include "inmail/core/money.hpp"

// What is published beside the terms of the rulebooks. Only reports and advice read it, never a fold or a hash.

namespace inmail {

/// How well a published figure is founded. The names stand in the folder `data`.
enum class Certainty : std::uint8_t {
    linkedin,          ///< a page of LinkedIn says so today
    linkedin_earlier,  ///< an earlier edition of such a page said so
    third_party,
    unsourced,
};
inline constexpr std::array<std::string_view, 4> certainty_names{"linkedin", "linkedin-earlier", "third-party", "unsourced"};

/// The most of something that LinkedIn allows.
struct PublishedLimit {
    enum class What : std::uint8_t { purchase };   ///< credits bought
    enum class Period : std::uint8_t { refresh };  ///< from one refresh to the next

    What what{What::purchase};
    std::string plan;
    Credits count;
    Period period{Period::refresh};
    Certainty certainty{Certainty::linkedin};
    std::string source;
};

/// LinkedIn's price for one seat of a plan and one billing period.
struct PublishedPrice {
    std::string plan;
    Billing billed{Billing::monthly};
    std::optional<Money> price;  ///< none: the source names no figure
    std::string dated;           ///< the year of the source; empty: not known
    Certainty certainty{Certainty::linkedin};
    std::string source;
};

}  // namespace inmail
