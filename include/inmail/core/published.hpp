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
    enum class What : std::uint8_t {
        purchase,  ///< credits bought
        send,      ///< messages over a channel
        chars,     ///< characters of a message's text
        subject,   ///< characters of its subject
    };
    enum class Period : std::uint8_t {
        refresh,  ///< from one refresh to the next
        week,     ///< any seven days
        month,    ///< any thirty days
        message,
    };

    What what{What::purchase};
    std::optional<Channel> channel;  ///< none: of a purchase
    std::string plan;                ///< empty: of every plan
    std::int64_t count{0};           ///< credits, messages or characters; at least 1
    Period period{Period::refresh};
    Certainty certainty{Certainty::linkedin};
    std::string source;
};

/// What somebody says about how messages fare.
struct PublishedBenchmark {
    enum class Of : std::uint8_t {
        inmail,          ///< InMails answered
        inmail_top,      ///< the same of those who do best
        request,         ///< requests to connect accepted, with and without a note
        short_inmail,    ///< InMails of fewer than 400 characters answered
        midweek_inmail,  ///< InMails sent from Tuesday to Thursday answered
        email,           ///< e-mails answered
    };
    enum class Base : std::uint8_t {
        rate,     ///< the bounds are per cent of the messages
        average,  ///< the bounds are per cent of one's own average rate: 122 is 22 % more
    };

    Of of{Of::inmail};
    int low{0};                 ///< per cent
    std::optional<int> high{};  ///< per cent, not below `low`; none: `low` or more
    Base base{Base::rate};
    std::string dated;  ///< the year of the source; empty: not known
    Certainty certainty{Certainty::third_party};
    std::string source;
};
/// As in the folder `data` and in JSON.
inline constexpr std::array<std::string_view, 6> benchmark_names{"inmail",       "inmail-top",     "request",
                                                                 "short-inmail", "midweek-inmail", "email"};

/// The days of a period that has a length of its own: a week's or a month's.
[[nodiscard]] constexpr int days_of(PublishedLimit::Period period) {
    constexpr int week = 7;
    constexpr int month = 30;
    return period == PublishedLimit::Period::week ? week : month;
}

/// Whether a message over `channel` counts against a limit of `limited`: a note is a request to connect, too.
[[nodiscard]] constexpr bool counts_against(Channel channel, Channel limited) {
    return channel == limited || (limited == Channel::connection_request && channel == Channel::connection_note);
}

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
