#include "property/outreach_ledger.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include "inmail/app/import/import_events.hpp"
#include "inmail/io/published.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/store/open.hpp"
#include "property/check.hpp"

namespace reference {

using namespace inmail;
using namespace inmail::app;

namespace {

Sequence connect_first() {
    Sequence sequence;
    sequence.name = "connect-first";
    sequence.end_days = 30;
    Sequence::Step note;
    note.channels = {Channel::connection_note};
    Sequence::Step message;
    message.channels = {Channel::first_degree};
    message.after = Sequence::Step::After::accepted;
    message.only_if = Sequence::Step::OnlyIf::accepted;
    message.from_day = 3;
    message.to_day = 5;
    Sequence::Step inmail;
    inmail.channels = {Channel::inmail};
    inmail.after = Sequence::Step::After::start;
    inmail.only_if = Sequence::Step::OnlyIf::not_accepted;
    inmail.priority = Sequence::Step::Priority::high;
    inmail.from_day = 7;
    inmail.to_day = 10;
    Sequence::Step outside;
    outside.channels = {Channel::email, Channel::phone};
    outside.after = Sequence::Step::After::previous;
    outside.only_if = Sequence::Step::OnlyIf::not_answered;
    outside.from_day = 7;
    outside.to_day = 14;
    sequence.steps = {note, message, inmail, outside};
    return sequence;
}

/// Small limits, so that lists reach them.
std::vector<PublishedLimit> small_limits() {
    std::vector<PublishedLimit> limits = io::published_limits();
    for (PublishedLimit& limit : limits) {
        if (limit.what == PublishedLimit::What::send && limit.plan.empty()) limit.count = 3;
    }
    return limits;
}

PlanInput input_of(LedgerPlan&& plan, const std::vector<Prospect>& listed) {
    std::vector<MergedProspect> merged;
    plan.add_prospects(plan.each_once(listed, "list.csv", merged));
    PlanInput result = plan.input();
    result.limits = small_limits();
    return result;
}

}  // namespace

std::size_t place_of(const std::string& handle) {
    const auto& handles = outreach_handles;
    return static_cast<std::size_t>(std::find(handles.begin(), handles.end(), handle) - handles.begin());
}

OutreachLedger::OutreachLedger(const Outreach& world) : sequence_(connect_first()) {
    sequences_.sequence_of = [this](const std::string&) { return &sequence_; };
    sequences_.longest = days(sequence_.end_days);
    store::create(directory_ / "ledger.db", "linkedin", "UTC", *parse_rfc3339("2026-08-01T00:00:00Z"));
    store_ = store::open(directory_ / "ledger.db", store::Access::write);
    std::istringstream in(world.csv);
    ImportOptions options;
    options.now = outreach_now;
    RC_ASSERT(import_events(*store_, in, "test", io::Zone::named("UTC"), options).rejected.empty());
    query_.as_of = outreach_now;
}

OutreachScope OutreachLedger::everything() const { return outreach_scope(*store_, query_, {}, {}, std::nullopt); }

PlanInput OutreachLedger::input(const Outreach& world, InMailsTo inmails_to) const {
    const WritingSeat anyone;
    return input_of(LedgerPlan(*store_, query_, anyone, sequences_, inmails_to, everything()), world.listed);
}

PlanInput OutreachLedger::input_of_seat(const std::vector<Prospect>& listed, SeatId seat, bool of_part) const {
    WritingSeat writer;
    writer.named = seat;
    if (of_part) return input_of(LedgerPlan(*store_, query_, writer, sequences_, listed), listed);
    return input_of(LedgerPlan(*store_, query_, writer, sequences_, InMailsTo::all, everything()), listed);
}

NextReport OutreachLedger::next(const Outreach& world, const std::string& team, Duration within,
                                std::optional<AccountId> only) const {
    NextRequest request;
    request.only = only;
    request.sequences = sequences_;
    if (one_in(2)) request.sequences.longest.reset();
    for (const Prospect& person : world.listed) {
        const bool is_other = !person.seat.empty() && world.seats[place_of(person.seat)].team != team;
        // A row for a seat of another team is refused.
        if (team.empty() || !is_other) request.prospects.push_back(person);
    }
    request.within = within;
    ReportQuery asked = query_;
    asked.team = team;
    return next_steps(*store_, asked, request);
}

}  // namespace reference
