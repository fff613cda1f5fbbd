#include <string>

#include "inmail/render/errors.hpp"
#include "linkedin/dates.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::io::linkedin;

TEST_CASE("a message's date is read in every form that exports have used") {
    struct Case {
        std::string text;
        std::string instant;
        DateForm form;
    };
    const Case cases[] = {
        {"2026-03-02 14:05:09 UTC", "2026-03-02T14:05:09Z", DateForm::utc},
        {"2024-02-29 23:59:59 UTC", "2024-02-29T23:59:59Z", DateForm::utc},
        {"2026-03-02 14:05:09 utc ", "2026-03-02T14:05:09Z", DateForm::utc},
        {"2026-03-02T14:05:09+02:00", "2026-03-02T12:05:09Z", DateForm::utc},
        {"2026-02-11 08:00:00", "2026-02-11T08:00:00Z", DateForm::zone_lost},
        {"2019-11-06T02:08:20", "2019-11-06T02:08:20Z", DateForm::zone_never},
        {"11/6/19, 2:08 AM", "2019-11-06T02:08:00Z", DateForm::zone_never},
        {"2/5/26, 2:37 PM", "2026-02-05T14:37:00Z", DateForm::zone_never},         // Invitations_2026, record 2
        {"10/2/25, 11:05 AM", "2025-10-02T11:05:00Z", DateForm::zone_never},       // record 3
        {"9/30/25, 12:05 AM", "2025-09-30T00:05:00Z", DateForm::zone_never},       // record 4: past midnight
        {"1/29/26, 12:30\u202FPM", "2026-01-29T12:30:00Z", DateForm::zone_never},  // record 5: narrow no-break space
        {"1/29/26, 12:30\u00A0pm", "2026-01-29T12:30:00Z", DateForm::zone_never},
        {"1/29/2026 1:30 PM", "2026-01-29T13:30:00Z", DateForm::zone_never},
        {"4-Apr-21", "2021-04-04T00:00:00Z", DateForm::day_only},
        {"12-May-17", "2017-05-12T00:00:00Z", DateForm::day_only},
        {"2021-04-04", "2021-04-04T00:00:00Z", DateForm::day_only},
    };
    for (const auto& c : cases) {
        INFO(c.text);
        const auto date = parse_message_date(c.text);
        REQUIRE(date);
        CHECK(to_rfc3339(date->at) == c.instant);
        CHECK(date->form == c.form);
    }
}

TEST_CASE("a date that does not exist is refused, not rolled over") {
    for (const std::string text : {"2026-02-30 10:00:00 UTC",
                                   "2025-02-29 10:00:00 UTC",
                                   "2026-13-01 10:00:00 UTC",
                                   "2026-03-02 24:00:00 UTC",
                                   "2026-03-02 14:60:00 UTC",
                                   "2026-03-02 14:05:09 CET",
                                   "2026-03-02 14:05:09 UTC UTC",
                                   "1969-12-31 23:59:59 UTC",
                                   "2/30/26, 2:37 PM",
                                   "13/1/26, 2:37 PM",
                                   "1/29/26, 13:30 PM",
                                   "1/29/26, 0:30 AM",
                                   "1/29/26, 2:60 PM",
                                   "1/29/26, 2:30",
                                   "1/29/026, 2:30 PM",
                                   "31-Apr-21",
                                   "32 Frob 2020",
                                   "sometime in spring",
                                   "last spring",
                                   "UTC",
                                   "",
                                   "-",
                                   "99999999999999999999/1/26, 2:37 PM"}) {
        INFO(text);
        const auto date = parse_message_date(text);
        CHECK_FALSE(date);
        CHECK_FALSE(render::flaw_words(date.flaw()).empty());
    }
}

TEST_CASE("Connected On is read in every form that exports have used") {
    struct Case {
        std::string text;
        std::string day;
    };
    const Case cases[] = {
        {"08 Feb 2026", "2026-02-08"}, {"09 Jul 17", "2017-07-09"},        {"15 September 2026", "2026-09-15"},
        {"1 Sept 2024", "2024-09-01"}, {"4-Apr-21", "2021-04-04"},         {"29 FEB 2024", "2024-02-29"},
        {"2021-04-04", "2021-04-04"},  {"3/12/15, 9:41 PM", "2015-03-12"}, {" 30 Nov 2022 ", "2022-11-30"},
    };
    for (const auto& c : cases) {
        INFO(c.text);
        const auto day = parse_connected_on(c.text);
        REQUIRE(day);
        CHECK(to_string(*day) == c.day);
    }
    for (const std::string text : {"32 Frob 2020", "29 Feb 2025", "8 Fe 2026", "08 Febr 2026", "08 Feb", "08-Feb 2026", ""}) {
        INFO(text);
        CHECK_FALSE(parse_connected_on(text));
    }
}
