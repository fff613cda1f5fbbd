// Why a value is refused.

#include <fmt/format.h>

#include "inmail/core/event.hpp"
#include "inmail/core/money.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/text/in_quotes.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail::render {
namespace {

/// "a send", "an assign"
std::string event_words(const ValueFlaw& flaw) {
    const auto kind = parse_event_kind(flaw.what);
    return kind ? with_article(*kind) : "an event";
}

/// "unknown plan 'gold'; did you mean 'silver'?"
std::string unknown(std::string_view what, const ValueFlaw& flaw) {
    return fmt::format("unknown {} {}{}", what, in_quotes(flaw.given), inmail::did_you_mean(flaw.given, flaw.choices));
}

/// "no subscribe names the seat 'anna'; did you mean 'ana'?"
std::string unnamed(std::string_view what, const ValueFlaw& flaw) {
    return fmt::format("no subscribe names the {} {}{}", what, in_quotes(flaw.given),
                       inmail::did_you_mean(flaw.given, flaw.choices));
}

std::string choice_words(const ValueFlaw& flaw) {
    const bool is_near = nearest(flaw.given, flaw.choices).has_value();
    if (is_near) return unknown(flaw.what, flaw);
    constexpr std::size_t few = 3;
    const bool is_few = flaw.choices.size() <= few;
    return fmt::format("{}: write {}{}", unknown(flaw.what, flaw), is_few ? "" : "one of ",
                       fmt::join(flaw.choices, is_few ? " or " : ", "));
}

std::string range_words(const ValueFlaw& flaw) { return fmt::format("{} must be {} to {}", flaw.what, flaw.least, flaw.most); }

/// ": at is '2026-03-02T00:00:00Z' in the ledger, '2026-03-05T00:00:00Z' here; ..."
std::string differences(const std::vector<std::string>& columns_and_values) {
    const auto value = [](const std::string& text) { return text.empty() ? std::string("empty") : in_quotes(text); };
    std::string words;
    for (std::size_t i = 0; i + 2 < columns_and_values.size(); i += 3) {
        words += fmt::format("{} {} is {} in the ledger, {} here", words.empty() ? ":" : ";", columns_and_values[i],
                             value(columns_and_values[i + 1]), value(columns_and_values[i + 2]));
    }
    return words;
}

std::string unclosed_quote_words(const ValueFlaw& flaw) {
    const std::string opens = fmt::format("the quote that opens on line {} is never closed", flaw.number);
    return flaw.most == 0 ? opens : fmt::format("{}: the lines up to {} are lost in it", opens, flaw.most);
}

std::string words(const ValueFlaw& f) {
    const std::string given = in_quotes(f.given);
    switch (f.kind) {
        case FlawKind::missing:
            return "is missing";
        case FlawKind::empty:
            return "is empty";
        case FlawKind::not_utf8:
            return f.given.empty() ? "is not UTF-8" : given + " is not UTF-8: save the file as CSV in UTF-8";
        case FlawKind::control_character:
            return f.given.empty() ? "holds a control character or a line break"
                                   : given + " holds a control character or a line break";
        case FlawKind::too_long:
            return f.number == 0 ? fmt::format("is longer than {} bytes", f.most)
                                 : fmt::format("{} bytes are too long: at most {}", f.number, f.most);

        case FlawKind::open_quote:
            return fmt::format("a {} is never closed", f.given);
        case FlawKind::ends_in_backslash:
            return "it ends with a backslash";

        case FlawKind::prospect_empty:
            return "a prospect cannot be empty";
        case FlawKind::prospect_not_utf8:
            return "the prospect is not UTF-8";
        case FlawKind::prospect_control_character:
            return "the prospect holds a control character or a line break";
        case FlawKind::prospect_too_long:
            return fmt::format("the prospect has {} bytes: at most {}", f.number, f.most);
        case FlawKind::url_not_utf8:
            return "the name in the profile URL is not UTF-8";
        case FlawKind::url_control_character:
            return "the name in the profile URL holds a control character";
        case FlawKind::url_without_name:
            return "the profile URL has no name";
        case FlawKind::url_without_id:
            return "the Sales Navigator or Recruiter URL has no id";
        case FlawKind::url_in_url:
            return "the profile URL holds another profile URL";
        case FlawKind::address_of_no_person:
            return given +
                   " looks like an address, but not like a person's: copy that of the profile (linkedin.com/in/...), or "
                   "write the name";
        case FlawKind::address_of_company:
            return given + " is the page of a company, not of a person: open the person's profile, and copy its address";
        case FlawKind::address_of_conversation:
            return given + " is a conversation: open the person's profile from it, and copy its address";
        case FlawKind::address_of_search:
            return given + " is a search: open the person's profile, and copy its address";
        case FlawKind::address_of_old_profile:
            return given + " is an address of the old kind: open it, and copy the address that it leads to";
        case FlawKind::short_address:
            return given + " is a short address: open it, and copy the address that it leads to";
        case FlawKind::mention:
            return given +
                   " is not a LinkedIn profile: copy the profile's address (linkedin.com/in/...), or write the name without @";
        case FlawKind::handle_empty:
            return "a handle cannot be empty";
        case FlawKind::handle_too_long:
            return fmt::format("the handle has {} bytes: at most {}", f.number, f.most);
        case FlawKind::handle_character:
            return given + " is not a handle: use only letters a to z, digits and . _ @ -";
        case FlawKind::handle_beginning:
            return given + " is not a handle: begin with a letter or a digit";

        case FlawKind::no_rule_takes:
            return "no rule takes this row: add a [[row]] for it, or otherwise = \"leave out\"";
        case FlawKind::not_in_map:
            return fmt::format("{} is not in the map {}: add it there, or give the map an `else`", given, in_quotes(f.what));
        case FlawKind::not_in_format:
            return fmt::format("cannot read {} as a time written {}", given, f.what);
        case FlawKind::unproven_order:
            return fmt::format("{} may have its day or its month first: say which below [formats] of the rules", given);
        case FlawKind::spreadsheet_day:
            return given + " looks like a spreadsheet's number for a day: format that column as a date there, and save it again";
        case FlawKind::answer_without_time:
            return "the row has an answer, but not when it came: add its time, or missing = \"leave out\" to the rule";
        case FlawKind::no_send_in_thread:
            return fmt::format("nothing was sent in the thread {}, neither in this table nor in the ledger", given);
        case FlawKind::ambiguous_seat:
            return fmt::format("{} may be the seat {}: use a map to say which", given, fmt::join(f.choices, " or "));

        case FlawKind::unknown_choice:
            return choice_words(f);
        case FlawKind::unknown_plan:
            return f.what.empty() ? unknown("plan", f) : fmt::format("unknown plan {}: write {}", given, f.what);
        case FlawKind::ambiguous_plan:
            return fmt::format("{} may be several plans: write one of {}", given, fmt::join(f.choices, ", "));
        case FlawKind::unpublished_plan:
            return fmt::format("LinkedIn publishes no figures for {}: `inmail plans template {}` writes a row to fill in", given,
                               f.what);
        case FlawKind::unknown_rulebook:
            return unknown("rulebook", f);
        case FlawKind::unknown_seat:
            return unnamed("seat", f);
        case FlawKind::unknown_pool:
            return unnamed("pool", f);
        case FlawKind::unknown_key:
            return "no event has the key " + given;
        case FlawKind::plan_not_in_rulebook:
            return fmt::format("the rulebook {} has no plan {}", f.what, f.given);
        case FlawKind::no_terms:
            return "its rulebook has no such plan";

        case FlawKind::no_currency:
            return given + " is not a currency of ISO 4217: write its three letters, such as USD";
        case FlawKind::no_money:
            return given + " is not an amount of money: write digits, with a point before the decimals";
        case FlawKind::too_many_decimals:
            return fmt::format("{} has too many decimals: {} has {}", given, f.what, f.most);
        case FlawKind::too_much_money:
            return fmt::format("{} is too much: at most {} {}", given, to_decimal({f.most, f.what}), f.what);
        case FlawKind::no_whole_credits:
            return given + " is not a whole number of credits";
        case FlawKind::no_whole_number:
            return given + " is not a whole number";
        case FlawKind::too_many_credits:
            return fmt::format("{} is out of range: at most {} credits", given, f.most);
        case FlawKind::number_too_small:
            return fmt::format("{} is out of range: at least {}", f.number, f.least);
        case FlawKind::number_too_large:
            return fmt::format("{} is out of range: at most {} credits", f.number, f.most);
        case FlawKind::no_figures:
            return fmt::format("cannot read {} as figures: write {}", given, to_string(CloseFigures{}));

        case FlawKind::needs_time:
            return "a time is needed";
        case FlawKind::needs_date:
            return "the date is missing";
        case FlawKind::no_time:
            return fmt::format("cannot read {} as a time: write 2026-03-14, 2026-03-14 09:30 or 2026-03-14T09:30:00Z", given);
        case FlawKind::no_when:
            return fmt::format("cannot read {} as a time", given);
        case FlawKind::no_month:
            return fmt::format("cannot read {} as a month", given);
        case FlawKind::vague_time:
            return given + " is not exact: write a day (yesterday, 14 mar), a time (9:30), or both (yesterday 15:00)";
        case FlawKind::needs_offset:
            return given + " names its zone by letters: write an offset such as +01:00";
        case FlawKind::long_ago:
            return fmt::format("{} is too long ago: at most {} days", given, f.most);
        case FlawKind::short_year:
            return given + " has a year of two digits: write all four";
        case FlawKind::ambiguous_time:
            return fmt::format("{} is ambiguous: write {}", given, fmt::join(f.choices, " or "));
        case FlawKind::wrong_weekday:
            return fmt::format("{} names the wrong day of the week for {}", given, f.what);
        case FlawKind::time_ahead:
            return fmt::format("{} lies in the future: for the last one, write {}", given, f.what);
        case FlawKind::year_left_out:
            return fmt::format("{} may lie in the past or the future: write {}", given, f.what);
        case FlawKind::outside_years:
            return f.given.empty() ? "a time from 1970 to 2199 is needed" : given + " is outside the years 1970 to 2199";
        case FlawKind::no_calendar_date:
            return given + " is not a date in the calendar";
        case FlawKind::no_time_of_day:
            return fmt::format(
                "cannot read {} as a time: write 09:30 or 09:30:00 after the date, then Z or an offset such as +01:00", given);
        case FlawKind::no_instant:
            return fmt::format("cannot read {} as a time with an offset, such as 2026-03-14T09:30:00Z", given);
        case FlawKind::no_days:
            return fmt::format("cannot read {} as a number of days: write 30d, 2w or 30, at most {}d", given, f.most);
        case FlawKind::skipped_by_clock:
            return fmt::format("{} does not exist in {}: the clock went from {} to {}", f.given, f.what, f.choices.at(0),
                               f.choices.at(1));
        case FlawKind::instant_range:
            return fmt::format("{} is out of range: {} to {}", f.given, f.choices.at(0), f.choices.at(1));
        case FlawKind::no_message_date:
            return given + " is not a valid date";
        case FlawKind::no_date:
            return fmt::format("cannot read {} as a date such as 2026-01-31", given);
        case FlawKind::in_future:
            return "lies in the future";
        case FlawKind::future_event:
            return f.given + " lies in the future: only subscribe, switch and cancel may";

        case FlawKind::ends_before_start:
            return fmt::format("the period ends before it starts: {} to {}", f.what, f.given);
        case FlawKind::period_ahead:
            return fmt::format("the period starts on {}, but the ledger is compared as of {}", f.given, f.what);
        case FlawKind::seat_twice:
            return fmt::format("line {} has {} for the same days", f.number, given);

        case FlawKind::field_count:
            return fmt::format("{} field{}, but the header has {}: {}", f.number, f.number == 1 ? "" : "s", f.most,
                               f.number > f.most
                                   ? "put a field that holds the separator in quotes"
                                   : "add the separators that are missing, or put a field that holds a line break in quotes");
        case FlawKind::stray_quote:
            return "a quote inside text: put the whole field in quotes and double each quote in it";
        case FlawKind::undoubled_quote:
            return fmt::format("the quoted field that opens on line {} holds a quote that is not doubled (line {})", f.number,
                               f.most);
        case FlawKind::unclosed_quote:
            return unclosed_quote_words(f);

        case FlawKind::needs_event:
            return "a row must name its event";
        case FlawKind::needs_prospect:
            return event_words(f) + " needs the prospect";
        case FlawKind::needs_team_or_name:
            return event_words(f) + " needs a team or a name";
        case FlawKind::needs_ref:
            return event_words(f) + " needs the key of the event it takes back";
        case FlawKind::needs_taker:
            return event_words(f) + " needs the handle that takes over";
        case FlawKind::needs_seat:
            return event_words(f) + " needs a seat";
        case FlawKind::other_seat:
            return fmt::format("the row says seat {}, but the command names {}", given, f.what);
        case FlawKind::other_team:
            return fmt::format("seat {} is not in team {}, which --team says", given, f.what);
        case FlawKind::degree_of_nobody:
            return fmt::format("which seat has this {}? Name it in the column seat, or in the command", f.what);
        case FlawKind::two_seats:
            return fmt::format("{}, but line {} has the same person for {}: keep one of them",
                               f.given.empty() ? "no seat" : "seat " + given, f.number, f.what.empty() ? "any seat" : f.what);
        case FlawKind::two_degrees:
            return fmt::format("degree {}, but line {} has the same person with {}: keep one of them", f.given, f.number, f.what);
        case FlawKind::needs_account:
            return event_words(f) + " needs a seat or a pool";
        case FlawKind::needs_plan:
            return event_words(f) + " needs a plan";
        case FlawKind::needs_amount:
            return event_words(f) + " needs an amount";
        case FlawKind::needs_currency:
            return "a price needs a currency";
        case FlawKind::needs_price:
            return "a currency needs a price";
        case FlawKind::pool_on_seats_event:
            return event_words(f) + " names only a seat: its pool follows from its memberships";
        case FlawKind::seat_and_pool:
            return event_words(f) + " names a seat or a pool, not both";
        case FlawKind::plan_with_pool:
            return "a seat that joins a pool cannot have a plan of its own";
        case FlawKind::amount_not_taken:
            if (!f.given.empty())
                return fmt::format(
                    "a member of pool:{0} has no balance of its own: leave it empty here, and record the pool's with "
                    "`inmail observe --pool {0} N --adjust`",
                    f.given);
            return event_words(f) + " cannot have an amount";
        case FlawKind::channel_not_taken:
            return event_words(f) + " cannot have a channel";
        case FlawKind::adjusts_nothing:
            return "an adjust by 0 changes nothing";
        case FlawKind::key_taken:
            return fmt::format("the key {} belongs to another event{}", given, differences(f.choices));
        case FlawKind::void_of_void:
            return "a void cannot itself be voided";
        case FlawKind::void_before_event:
            return "a void cannot be recorded before the event that it names";
        case FlawKind::not_for_auditors:
            return "an auditor records nothing";
        case FlawKind::not_for_reps:
            return fmt::format("a rep does not record {}", event_words(f));
        case FlawKind::not_of_seat:
            return fmt::format("a rep records only for its own seat, {}", f.what);
        case FlawKind::void_of_others:
            return "a rep takes back only what it recorded itself";

        case FlawKind::term_range:
            return range_words(f);
        case FlawKind::term_range_or_null:
            return range_words(f) + ", or null";
        case FlawKind::days_range_or_never:
            return range_words(f) + ", or null for never";
        case FlawKind::cap_below_allowance:
            return fmt::format("cap {} is below the allowance {}", f.number, f.least);
        case FlawKind::not_an_object:
            return "must be an object { ... }";
        case FlawKind::not_a_list:
            return "must be a list [ ... ] of at least one row";
        case FlawKind::no_channels:
            return "must be a list [ ... ] of channels";
        case FlawKind::no_response_rate:
            return "must be a number from 0.001 to 1, with at most three decimals";
        case FlawKind::billing_without_price:
            return "needs the price of one billing period";
        case FlawKind::not_objects:
            return "must be an object { ... } of at least one rulebook";
        case FlawKind::not_text:
            return "must be text";
        case FlawKind::not_a_boolean:
            return "must be true or false";
        case FlawKind::not_whole:
            return "must be a whole number";
        case FlawKind::not_one_of:
            return fmt::format("must be {}, not {}", fmt::join(f.choices, " or "), given);
        case FlawKind::not_the_schema:
            return fmt::format("must be {}", f.number);
        case FlawKind::unknown_field:
            return unknown("key", f);
        case FlawKind::unfilled:
            return "must be filled in: " + f.given;
        case FlawKind::field_twice:
            return fmt::format("key {} appears twice in one object", given);
        case FlawKind::rulebook_twice:
            return "the name appears twice";
        case FlawKind::plan_twice:
            return fmt::format("there is a second row for {} from {}", f.given, f.what);

        case FlawKind::too_many_columns:
            return fmt::format("{} columns are too many: at most {}", f.number, f.most);
        case FlawKind::no_commas:
            return fmt::format("no commas in {}: are its fields separated by another character?", given);
        case FlawKind::nameless_column:
            return fmt::format("column {} has no name", f.number);
        case FlawKind::unknown_column:
            return unknown("column", f);
        case FlawKind::column_twice:
            return fmt::format("column {} appears twice", given);
        case FlawKind::needs_column:
            return "the column " + given + " is missing";
    }
    return {};
}

}  // namespace

std::string flaw_words(const ValueFlaw& flaw) { return for_terminal(words(flaw)); }

}  // namespace inmail::render
