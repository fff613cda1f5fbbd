#include "inmail/app/outreach/next.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "commands/command_table.hpp"
#include "connections_option.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/io/when.hpp"
#include "inmail/text/terminal.hpp"
#include "names.hpp"
#include "prospect_list.hpp"
#include "report_options.hpp"
#include "sequences.hpp"
#include "subject.hpp"
#include "time_options.hpp"

namespace inmail::cli {
namespace {

class Next : public Command {
  public:
    void declare(Options& options) override {
        options.value("--within", within_, "DAYS", "Also what is due within DAYS: 2d, 1w");
        sequence_.declare(options);
        options.value("--prospects", prospects_, "FILE",
                      "What is known of people, as `route` takes it; without it all are of high priority");
        connections_.declare(options);
        report_options_.take_words(words_);
        report_options_.declare(options);
    }

    ExitCode run(Session& session) override {
        refuse_time(session);
        if (words_.size() > 1) throw UsageError("next takes one seat", "leave it out, or give --team");
        const app::ReportQuery query = report_options_.query(session);
        app::NextRequest request;
        request.only = asked_for(session, query);
        const bool names_seat = !words_.empty() && !request.only->is_pool();
        request.writer = connections_.writing_seat(session, names_seat ? request.only->seat() : SeatId{});
        if (within_) request.within = days_of(*within_, "--within");
        if (prospects_) {
            InputFile file(*prospects_);
            request.list = file.name();
            request.prospects = listed_prospects(session, file);
        }
        request.sequences = sequence_.read(session);
        return report_options_.print(session, app::next_steps(session.store(), query, request));
    }

  private:
    /// Names --within to who types a time in place of a seat, or behind it.
    void refuse_time(Session& session) const {
        const auto is_known = [&](const std::string& word) {
            const auto handle = parse_handle(word);
            return handle && session.store().find_seat(*handle);
        };
        const std::size_t first = !words_.empty() && is_known(words_.front()) ? 1 : 0;
        const std::string typed =
            fmt::format("{}", fmt::join(words_.begin() + static_cast<std::ptrdiff_t>(first), words_.end(), " "));
        if (!io::parse_days(typed) && !io::reads_as_when(typed)) return;
        const std::string seat = first == 0 ? std::string() : for_terminal(words_.front()) + " ";
        throw UsageError(fmt::format("'{}' is a time, not a seat", for_terminal(typed)),
                         fmt::format("`inmail next {}--within {}d` lists what is due by then", seat, days_until(session, typed)));
    }

    /// A week if the time is not exact.
    static std::int32_t days_until(Session& session, const std::string& typed) {
        constexpr Duration week = days(7);
        const Instant now = session.now();
        const auto ahead = io::parse_days(typed);
        const bool is_exact = ahead || io::parse_when(typed, now, session.zone());
        const Instant until = ahead      ? now + *ahead
                              : is_exact ? coming_when_of(session, typed, "--within", now).inclusive()
                                         : now + week;
        return std::max(session.zone().date_at(until).value - session.zone().date_at(now).value, 0);
    }

    /// The seat or pool that is named, else one's own seat; none: all seats.
    [[nodiscard]] std::optional<AccountId> asked_for(Session& session, const app::ReportQuery& query) const {
        auto asked = accounts_named(session, words_);
        if (asked.empty() && query.team.empty()) {
            if (const auto own = default_seat(session)) asked.push_back(AccountId::of(*own));
        }
        follow_handovers(session, asked, query.as_of, query.known_at);
        return asked.empty() ? std::nullopt : std::optional(asked.front());
    }

    std::vector<std::string> words_;
    std::optional<std::string> within_;
    SequenceOption sequence_;
    std::optional<std::string> prospects_;
    ConnectionsOption connections_;
    ReportOptions report_options_;
};

}  // namespace

CommandEntry next_command() {
    return {
        "next",
        "",
        CommandGroup::reading,
        "[SEAT]",
        "The next step to each prospect that is due",
        "inmail next ana\n"
        "inmail next --within 2d --prospects prospects.csv\n"
        "inmail next ana --connections Connections.csv\n"
        "inmail next --team emea --sequence ours.toml",
        "Lists the steps of sequences that are due or overdue, the soonest first, each with its channel, its cost and the\n"
        "command that records it. Everyone whose first message was a request to connect is in the sequence connect-first, or\n"
        "in that of the first message's campaign (`inmail config set sequence.CAMPAIGN NAME|FILE`). An answer on any channel\n"
        "ends a sequence; an accepted request leads to its accepted steps: one that is recorded, or that the seat's\n"
        "Connections.csv shows. `inmail sequences` lists what ships. Nothing is recorded or sent.\n"
        "Without SEAT, it lists the steps of your seat (INMAIL_SEAT), else of all; --team T lists those of a team, and pool:P "
        "in\n"
        "place of SEAT those of a pool's members.",
        make_command<Next>};
}

}  // namespace inmail::cli
