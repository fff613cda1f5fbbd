#include "event_row.hpp"

#include <algorithm>
#include <utility>

#include "inmail/chain/event_record.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/chain/record_flaws.hpp"
#include "inmail/io/money.hpp"
#include "inmail/io/when.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io {
namespace {

template <class Enum>
std::vector<std::string> choices(std::size_t count) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < count; ++i) all.emplace_back(to_string(static_cast<Enum>(i)));
    return all;
}

template <class Enum>
Checked<Enum> choice(std::string_view text, std::optional<Enum> value, std::string_view what, std::size_t count) {
    if (value) return *value;
    ValueFlaw flaw{FlawKind::unknown_choice, std::string(text), std::string(what)};
    flaw.choices = choices<Enum>(count);
    return Checked<Enum>::bad(flaw);
}

Checked<EventKind> read_kind(std::string_view text) { return choice(text, parse_event_kind(text), "event", event_kind_count); }
Checked<Channel> read_channel(std::string_view text) { return choice(text, parse_channel(text), "channel", channel_count); }
Checked<Outcome> read_outcome(std::string_view text) { return choice(text, parse_outcome(text), "outcome", outcome_count); }

Checked<Billing> read_billing(std::string_view text) { return choice(text, parse_billing(text), "billing", billing_count); }

Checked<std::int64_t> read_chars(std::string_view text) {
    if (const auto number = whole_number(text)) return *number;
    return Checked<std::int64_t>::bad(FlawKind::no_whole_number, text);
}

Checked<CloseFigures> read_figures(std::string_view text) {
    if (const auto figures = parse_close_figures(text)) return *figures;
    return Checked<CloseFigures>::bad(FlawKind::no_figures, text);
}

class RowParser {
  public:
    RowParser(const EventHeader& header, const CsvRecord& record, const Zone& zone)
        : header_(header), fields_(record), zone_(zone) {}

    ParsedRow parse() {
        check_encoding();
        out_.row.record.line = fields_.line;
        read_names();
        read_texts();
        read_event();
        read_price();
        read_provenance();
        read_prospect();
        check_record();
        return std::move(out_);
    }

  private:
    void add(EventColumn column, ValueFlaw flaw) { out_.flaws.push_back({std::string(name_of(column)), std::move(flaw)}); }
    void add(EventColumn column, FlawKind kind, std::string_view given = {}) { add(column, {kind, std::string(given)}); }
    [[nodiscard]] bool is_flawed(std::string_view column) const {
        return std::any_of(out_.flaws.begin(), out_.flaws.end(), [column](const RecordFlaw& f) { return f.column == column; });
    }

    /// The field's text; empty if the field already has a flaw.
    [[nodiscard]] std::string_view text(EventColumn column) const {
        return is_flawed(name_of(column)) ? std::string_view() : header_.field(fields_, column);
    }

    /// The field's value; nothing if it is empty or cannot be parsed. The latter adds a flaw.
    template <class T>
    std::optional<T> read(EventColumn column, Checked<T> (*parse_field)(std::string_view)) {
        const std::string_view given = text(column);
        if (given.empty()) return std::nullopt;
        const auto value = parse_field(given);
        if (value) return *value;
        add(column, value.flaw());
        return std::nullopt;
    }

    void check_encoding() {
        for (std::size_t i = 0; i < column_count; ++i) {
            const auto column = static_cast<EventColumn>(i);
            const std::string_view given = header_.field(fields_, column);
            if (!is_utf8(given)) {
                add(column, FlawKind::not_utf8, given);
            } else if (has_control(given) && !may_be_spaced(column, given)) {
                add(column, FlawKind::control_character, given);
            }
        }
    }

    /// In a prospect's name any white space is a space (RULES section 9).
    static bool may_be_spaced(EventColumn column, std::string_view given) {
        return column == EventColumn::prospect && !has_control(control_space_as_space(given));
    }

    void read_names() {
        EventRecord& r = out_.row.record;
        r.seat = read(EventColumn::seat, parse_handle).value_or("");
        r.pool = read(EventColumn::pool, parse_handle).value_or("");
        // As people write it: the ledger knows which plan is meant.
        const std::string_view plan = trim(text(EventColumn::plan));
        r.plan = parse_handle(plan) ? *parse_handle(plan) : std::string(plan);
        r.rulebook = read(EventColumn::rulebook, parse_handle).value_or("");
        r.to = read(EventColumn::to, parse_handle).value_or("");
    }

    void read_texts() {
        EventRecord& r = out_.row.record;
        r.team = text(EventColumn::team);
        r.name = text(EventColumn::name);
        r.thread = text(EventColumn::thread);
        r.campaign = text(EventColumn::campaign);
        r.note = text(EventColumn::note);
        r.key = text(EventColumn::key);
        r.ref = text(EventColumn::ref);
    }

    void read_event() {
        EventRecord& r = out_.row.record;
        if (!is_flawed(name_of(EventColumn::at))) {
            const auto when = parse_row_time(text(EventColumn::at), zone_);
            if (when) {
                r.at = when->at;
                if (when->whole_day) r.bare_date = when->at;
                out_.row.is_of_zone = when->whole_day || when->is_local;
            } else {
                add(EventColumn::at, when.flaw());
            }
        }
        const auto kind = read(EventColumn::event, read_kind);
        if (kind)
            r.kind = *kind;
        else if (!is_flawed(name_of(EventColumn::event)))
            add(EventColumn::event, FlawKind::needs_event);

        r.channel = read(EventColumn::channel, read_channel);
        if (kind == EventKind::send && !r.channel) r.channel = Channel::inmail;
        r.outcome = read(EventColumn::outcome, read_outcome);
        r.amount = read(EventColumn::amount, parse_amount);
        r.figures = read(EventColumn::figures, read_figures);
        r.chars = read(EventColumn::chars, read_chars);
        r.billed = read(EventColumn::billed, read_billing);
    }

    void read_price() {
        const std::string_view price = text(EventColumn::price);
        const std::string_view currency = text(EventColumn::currency);
        const bool unreadable = is_flawed(name_of(EventColumn::price)) || is_flawed(name_of(EventColumn::currency));
        if (unreadable || (price.empty() && currency.empty())) return;
        if (currency.empty()) return add(EventColumn::currency, FlawKind::needs_currency);
        if (price.empty()) return add(EventColumn::price, FlawKind::needs_price);
        // What a ledger has, stays.
        const bool is_exported = !text(EventColumn::recorded_at).empty();
        const auto money = parse_money(price, currency, is_exported ? CurrencyCodes::any : CurrencyCodes::known);
        if (money)
            out_.row.record.price = *money;
        else
            add(EventColumn::price, money.flaw());
    }

    void read_provenance() {
        out_.row.recorded_at = read(EventColumn::recorded_at, parse_instant);
        out_.row.batch = text(EventColumn::batch);
        if (out_.row.batch.size() <= max_key_bytes) return;
        ValueFlaw flaw{FlawKind::too_long};
        flaw.number = static_cast<std::int64_t>(out_.row.batch.size());
        flaw.most = static_cast<std::int64_t>(max_key_bytes);
        add(EventColumn::batch, std::move(flaw));
    }

    void read_prospect() {
        EventRecord& r = out_.row.record;
        const std::string_view given = text(EventColumn::prospect);
        if (given.empty()) return;
        const auto key = prospect_key(given);
        const auto first = first_prospect_key(given);
        if (first) r.first_spelling = *first;
        if (out_.row.recorded_at)
            r.prospect = given;  // as the ledger that exported it has it
        else if (key)
            r.prospect = *key;
        else if (first)
            r.prospect = *first;
        else
            add(EventColumn::prospect, key.flaw());
        if (!key && !out_.row.recorded_at) out_.row.prospect_flaw = key.flaw();
        if (r.first_spelling == r.prospect) r.first_spelling.clear();
    }

    /// Checks the columns against each other. That makes no sense if the kind or the account could not be read.
    void check_record() {
        for (const EventColumn column : {EventColumn::event, EventColumn::seat, EventColumn::pool}) {
            if (is_flawed(name_of(column))) return;
        }
        EventRecord& r = out_.row.record;
        out_.unused_columns = drop_unused(r);
        if (r.prospect.empty()) {
            r.first_spelling.clear();
            out_.row.prospect_flaw.reset();
        }
        for (auto& flaw : flaws_of(out_.row.record)) {
            if (!is_flawed(flaw.column)) out_.flaws.push_back(std::move(flaw));
        }
    }

    const EventHeader& header_;
    const CsvRecord& fields_;
    const Zone& zone_;
    ParsedRow out_;
};

}  // namespace

ParsedRow parse_event_row(const EventHeader& header, const CsvRecord& record, const Zone& zone) {
    return RowParser(header, record, zone).parse();
}

}  // namespace inmail::io
