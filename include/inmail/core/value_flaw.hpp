#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace inmail {

/// Why a value is refused. Each kind names the fields of ValueFlaw that it fills, besides `given`: the value as it was typed.
enum class FlawKind : std::uint8_t {
    // Text:
    missing,  ///< nothing is given
    empty,
    not_utf8,           ///< in a record that is checked as a whole, without `given`; likewise the next
    control_character,  ///< or a line break
    too_long,           ///< `number` bytes (0: not counted), `most`

    // Words of a command:
    open_quote,  ///< `given`
    ends_in_backslash,

    // Names of people and accounts:
    prospect_empty,
    prospect_not_utf8,
    prospect_control_character,
    prospect_too_long,  ///< `number` bytes, `most`
    url_not_utf8,
    url_control_character,
    url_without_name,
    url_without_id,
    url_in_url,
    // Addresses that are not a person's, likewise `given`:
    address_of_no_person,
    address_of_company,
    address_of_conversation,
    address_of_search,
    address_of_old_profile,
    short_address,
    mention,
    handle_empty,
    handle_too_long,   ///< `number` bytes, `most`
    handle_character,  ///< one that a handle cannot have
    handle_beginning,

    // Choices and names that the ledger knows:
    unknown_choice,        ///< `what`: "event"; `choices`
    unknown_plan,          ///< `what`: the plan that is meant; or `choices`
    ambiguous_plan,        ///< `choices`: those that may be meant
    unpublished_plan,      ///< LinkedIn publishes no figures of it; `what`: its handle
    unknown_rulebook,      ///< `choices`
    unknown_seat,          ///< `choices`
    unknown_pool,          ///< `choices`
    unknown_key,           ///< of an event
    plan_not_in_rulebook,  ///< `what`: the rulebook
    no_terms,              ///< the rulebook that the stint would be under lacks the plan

    // Numbers and money:
    no_currency,
    no_money,
    too_many_decimals,  ///< `what`: the currency; `most`
    too_much_money,     ///< `what`: the currency; `most` minor units
    no_whole_credits,
    no_whole_number,
    too_many_credits,  ///< `most`
    number_too_small,  ///< `number`, `least`
    number_too_large,  ///< `number`, `most`
    no_figures,        ///< of a close

    // Times:
    needs_time,
    needs_date,
    no_time,         ///< of a row
    no_when,         ///< as people type it
    no_month,        ///< as people type it
    vague_time,      ///< `this morning`: not one day or instant
    needs_offset,    ///< a zone is named by letters that several zones have
    long_ago,        ///< more than `most` days
    short_year,      ///< two digits
    ambiguous_time,  ///< `choices`: what to write for each reading
    wrong_weekday,   ///< `what`: the date, which is another day of the week
    time_ahead,     ///< a time without a date, or of the latest such day, lies in the future; `what`: how to write the one before
    year_left_out,  ///< the date may lie in the future; `what`: the latest such date
    outside_years,  ///< 1970 to 2199
    no_calendar_date,
    no_time_of_day,
    no_instant,        ///< a time with an offset
    no_days,           ///< a number of days; `most`
    skipped_by_clock,  ///< local time; `what`: the zone; `choices`: from when to when the clock went
    instant_range,     ///< `choices`: the first and the last instant
    no_message_date,
    no_date,
    in_future,
    future_event,  ///< in the future, which this kind of event may not be

    // Rows of a list of prospects:
    other_seat,        ///< `what`: the seat that was asked for
    other_team,        ///< `given`: a seat; `what`: the team that was asked for
    degree_of_nobody,  ///< a connection, without the seat whose connection it is; `what`: the column of the connection
    two_seats,         ///< `given`: of this row; `what`: of the same person's row on line `number`
    two_degrees,       ///< likewise

    // Rows of tables that rules read:
    no_rule_takes,
    not_in_map,           ///< `what`: the map
    not_in_format,        ///< a time; `what`: the way of writing it
    unproven_order,       ///< a day and a month: nothing shows which is first
    spreadsheet_day,      ///< `given`: what a spreadsheet holds behind a date, days since 1900
    answer_without_time,  ///< the row has an answer, but not when it came
    no_send_in_thread,    ///< `given`: the thread, in which nothing was sent
    ambiguous_seat,       ///< `choices`: whose it may be
    ends_before_start,    ///< `given`: the end of a period; `what`: its start
    period_ahead,         ///< `given`: the start of a period, which lies in the future
    seat_twice,           ///< `given`: the seat; `number`: the line that has it for the same days

    // Rows of a CSV:
    field_count,      ///< `number`; `most`: as many as the header has
    stray_quote,      ///< inside a field that is not quoted
    undoubled_quote,  ///< in the field that opens on line `number`, on line `most`
    unclosed_quote,   ///< of the field that opens on line `number`; lines up to `most` are lost in it (0: none)

    // Events. `what`: the kind of the event:
    needs_event,
    needs_prospect,
    needs_team_or_name,
    needs_ref,
    needs_taker,  ///< the handle that a reassign hands over to
    needs_seat,
    needs_account,
    needs_plan,
    needs_amount,
    needs_currency,
    needs_price,
    billing_without_price,
    pool_on_seats_event,
    seat_and_pool,
    plan_with_pool,
    amount_not_taken,
    channel_not_taken,
    adjusts_nothing,
    key_taken,  ///< `choices`: for each column in which the events differ its name, the known value and the given one
    void_of_void,
    void_before_event,
    // What the ledger's server does not take from a member:
    not_for_auditors,  ///< they record nothing
    not_for_reps,      ///< `what`: the kind of the event
    not_of_seat,       ///< `given`: the seat, or empty; `what`: the rep's
    void_of_others,    ///< the event was recorded by somebody else

    // Terms and files of rulebooks:
    term_range,           ///< `what`: its name; `least`, `most`
    term_range_or_null,   ///< likewise; null is allowed
    days_range_or_never,  ///< likewise; null: never
    cap_below_allowance,  ///< `number`: the cap; `least`: the allowance
    not_an_object,
    not_a_list,
    no_channels,
    no_response_rate,
    not_objects,  ///< an object of at least one rulebook
    not_text,
    not_a_boolean,
    not_whole,
    not_one_of,      ///< `choices`
    not_the_schema,  ///< `number`: the one that is read
    unknown_field,   ///< `choices`
    field_twice,
    unfilled,  ///< `given`: what is to be filled in
    rulebook_twice,
    plan_twice,  ///< `what`: from when on

    // Columns of a header:
    too_many_columns,  ///< `number`, `most`
    no_commas,
    nameless_column,  ///< `number`, from 1
    unknown_column,   ///< `choices`
    column_twice,
    needs_column,
};

/// Why a value is refused, as data: parsers and checks find it, render words it.
struct ValueFlaw {
    FlawKind kind{FlawKind::missing};
    std::string given{};
    std::string what{};
    std::int64_t number{0};
    std::int64_t least{0};
    std::int64_t most{0};
    std::vector<std::string> choices{};
};

}  // namespace inmail
