// Whatever was logged by hand, late or by its date alone, under an address or a name, and in whatever order overlapping archives
// of any shape come in: the figures are those of LinkedIn's own times.

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "inmail/app/import/import_events.hpp"
#include "inmail/app/import/import_linkedin.hpp"
#include "inmail/app/import/import_table.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/app/record/undo.hpp"
#include "inmail/app/record/void.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/balance.hpp"
#include "inmail/io/table_rules.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/store/open.hpp"
#include "property/check.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace inmail;
using namespace reference;

namespace {

constexpr int histories = 120;
constexpr std::int64_t second_ms = 1000;
constexpr std::int64_t minute_ms = 60 * second_ms;
constexpr std::int64_t hour_ms = 60 * minute_ms;
constexpr int most_people = 3;
constexpr int shapes = 5;
constexpr int most_conversations = 12;
constexpr int history_hours = 24 * 5;
constexpr int most_archives = 3;

const Instant beginning = start_of(*make_day(2026, 9, 1));
const Instant now = start_of(*make_day(2026, 10, 1));
const std::vector<std::string> zones{"UTC", "America/Los_Angeles", "Asia/Tokyo", "Pacific/Auckland", "America/St_Johns"};

/// How a message was logged by hand.
struct LogSeed {
    int how{0};  ///< 0: not at all, 1: to the second, 2: by its date, else late
    int late_minutes{0};
    bool by_name{false};  ///< under the person's name, not the address
    int in_table{0};      ///< how a table has it. 0: not at all, 1: to the second, 2: by its date, 3: late
};
/// A conversation: one or two InMails, then some answers.
struct ConversationSeed {
    int person{0};
    int start_hour{0};
    int second_send{0};  ///< hours later; 0: none
    int answers{0};
    int answer_minutes{0};
    std::vector<LogSeed> logs;
};
/// What an export shows of conversations and people.
enum class Shape : std::uint8_t {
    whole,
    names_alone,  ///< without addresses
    hidden,       ///< closed accounts: neither name nor address
    old,          ///< without conversation ids and addresses, as exports were until 2020
    dates_alone,  ///< saved again by a spreadsheet
};
struct ArchiveSeed {
    int hours{0};   ///< the history up to then
    int people{0};  ///< a bit for each person that it lacks
    int shape{0};
};
const ArchiveSeed whole{history_hours * 10, 0, 0};
struct HistorySeed {
    int zone{0};
    std::vector<ConversationSeed> conversations;
    std::vector<ArchiveSeed> archives;
    int full_archive{0};  ///< its place among them
    int second_log{0};    ///< before which archive the second half was logged
    int table{0};         ///< before which archive the table came in
    bool updates{false};  ///< each import corrects what is known
};

struct Mail {
    std::size_t conversation{0};
    int person{0};
    bool is_send{false};
    Instant at;
    LogSeed log;
};

std::vector<Mail> mails_of(const HistorySeed& seed) {
    std::vector<Mail> mails;
    for (std::size_t c = 0; c < seed.conversations.size(); ++c) {
        const ConversationSeed& conversation = seed.conversations[c];
        // No two messages have one second, and none begins a date.
        Instant at = beginning + Duration{conversation.start_hour * hour_ms + static_cast<std::int64_t>(7 + c) * second_ms};
        const auto add = [&](bool is_send) {
            const auto place = mails.size();
            LogSeed log = conversation.logs.empty() ? LogSeed{} : conversation.logs[place % conversation.logs.size()];
            mails.push_back({c, conversation.person, is_send, at, log});
        };
        add(true);
        if (conversation.second_send > 0) {
            at = at + Duration{conversation.second_send * hour_ms};
            add(true);
        }
        // An answer counts for each InMail, what comes after it is an ordinary message.
        const int answers = std::min(conversation.answers, conversation.second_send > 0 ? 2 : 1);
        for (int i = 0; i < answers; ++i) {
            at = at + Duration{(conversation.answer_minutes + 1) * minute_ms};
            add(false);
        }
    }
    return mails;
}

std::string name_of(int person) { return fmt::format("P p{}", person); }
std::string address_of(int person) { return fmt::format("p{}", person); }

std::string date_of(Instant at, Shape shape) {
    const std::string time = to_rfc3339(at).substr(0, 19);
    if (shape == Shape::old) return time;
    // The spreadsheet's way to write a date: 3-Sep-26.
    if (shape == Shape::dates_alone)
        return fmt::format("{}-{}-26", std::stoi(time.substr(8, 2)), time.substr(5, 2) == "09" ? "Sep" : "Aug");
    return fmt::format("{} {} UTC", time.substr(0, 10), time.substr(11));
}

std::string archive_of(const std::vector<Mail>& mails, const ArchiveSeed& seed) {
    const auto shape = static_cast<Shape>(seed.shape);
    const std::string url = shape == Shape::whole || shape == Shape::dates_alone ? "https://www.linkedin.com/in/" : "";
    const bool is_old = shape == Shape::old;
    std::string csv = is_old
                          ? "FROM,TO,DATE,SUBJECT,CONTENT,DIRECTION,FOLDER\n"
                          : "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,"
                            "CONTENT,FOLDER\n";
    const auto add = [&](const std::string& conversation, const std::string& name, const std::string& slug, bool is_send,
                         Instant at) {
        const std::string date = date_of(at, shape);
        const std::string to = url.empty() ? "" : url + slug;
        const std::string own = url.empty() ? "" : url + "ana-ruiz";
        const std::string subject = is_send ? "Hello " + conversation : is_old ? "RE: Hello " + conversation : "";
        const auto& [from, from_url] = is_send ? std::pair("Ana Ruiz", own) : std::pair(name.c_str(), to);
        const auto& [whom, whom_url] = is_send ? std::pair(name.c_str(), to) : std::pair("Ana Ruiz", own);
        csv += is_old
                   ? fmt::format("{},{},{},{},Hi,{},INBOX\n", from, whom, date, subject, is_send ? "OUTGOING" : "INCOMING")
                   : fmt::format("{},,{},{},{},{},{},{},Hi,INBOX\n", conversation, from, from_url, whom, whom_url, date, subject);
    };
    add("c-other", "Other", "other", false, beginning - Duration{hour_ms});
    for (const Mail& mail : mails) {
        const bool is_lacking = ((seed.people >> mail.person) & 1) != 0;
        if (is_lacking || mail.at > beginning + Duration{seed.hours * hour_ms}) continue;
        const std::string name = shape == Shape::hidden ? "LinkedIn Member" : name_of(mail.person);
        add("c-" + std::to_string(mail.conversation), name, address_of(mail.person), mail.is_send, mail.at);
    }
    return csv;
}

class TestLedger {
  public:
    explicit TestLedger(const io::Zone& zone) : zone_(zone) {
        store::create(directory_ / "ledger.db", "linkedin", zone.name(), beginning - days(2));
        store_ = store::open(directory_ / "ledger.db", store::Access::write);
        log("at,event,seat,plan\n2026-08-30,subscribe,ana,premium-business\n");
    }

    void log(const std::string& csv) {
        std::istringstream in(csv);
        app::ImportOptions options;
        options.now = now;
        const auto result = app::import_events(*store_, in, "rows.csv", zone_, options);
        RC_ASSERT(result.rejected.empty());
    }

    void take_table(const std::string& csv) {
        static const io::TableRules rules = io::read_table_rules(
            "name = \"crm\"\ncolumns = [\"Id\", \"Kind\", \"At\", \"Who\"]\n"
            "[[row]]\nwhen = { Kind = \"send\" }\nevent = \"send\"\nat = \"{At}\"\nprospect = \"{Who}\"\nkey = \"{Id}\"\n"
            "[[row]]\nevent = \"reply\"\nat = \"{At}\"\nprospect = \"{Who}\"\nkey = \"{Id}\"\n",
            "crm.toml");
        std::istringstream in(csv);
        app::TableRequest request;
        request.file_name = "crm.csv";
        request.seat = "ana";
        request.options.now = now;
        const auto result = app::import_table(*store_, in, rules, zone_, request);
        RC_ASSERT(result.rejected.empty());
    }

    /// The batch; empty: nothing was recorded.
    std::string take(const std::string& messages, bool updates = false) {
        std::ofstream(directory_ / "messages.csv") << messages;
        app::LinkedInRequest request;
        request.path = directory_ / "messages.csv";
        request.seat = *store_->find_seat("ana");
        request.owner = "Ana Ruiz";
        request.update = updates;
        request.options.now = now;
        return app::import_linkedin(*store_, request, zone_).batch;
    }

    void undo() {
        app::VoidRequest request;
        request.at = request.now = now;
        static_cast<void>(app::undo(*store_, request));
    }

    /// Every figure at some instants, a line each.
    [[nodiscard]] std::vector<std::string> figures() const {
        std::vector<std::string> all;
        for (const int hours : {36, 60, 84, history_hours, history_hours + 48, history_hours + 24 * 24}) {
            const Instant as_of = beginning + Duration{hours * hour_ms};
            for (const auto& account : app::balance(*store_, {as_of, std::nullopt, {}}).accounts) {
                std::string line =
                    fmt::format("{}: available {}, pending {}", to_rfc3339(as_of), account.available.value, account.pending);
                for_each_total(account.totals,
                               [&line](const char* name, std::int64_t n) { line += fmt::format(", {} {}", name, n); });
                for (const Lot& lot : account.lots)
                    line += fmt::format(", {} of {}", lot.remaining.value, to_rfc3339(lot.granted_at));
                all.push_back(std::move(line));
            }
        }
        return all;
    }

    [[nodiscard]] std::string events() const {
        std::string all;
        store_->read_records({}, [&all](const RecordedEvent& event) {
            all += fmt::format("{} {} {} {} {} {}{}\n", event.batch, to_rfc3339(event.at), to_string(event.kind), event.prospect,
                               event.key, event.ref, event.voided() ? " (voided)" : "");
        });
        return all;
    }

  private:
    test::TempDir directory_{test::TempDir::Medium::memory};
    const io::Zone& zone_;
    std::unique_ptr<Store> store_;
};

/// `how`: as of LogSeed.
std::string when_of(const Mail& mail, int how, const io::Zone& zone) {
    if (how == 2) return to_string(zone.date_at(mail.at));
    return to_rfc3339(how > 2 ? mail.at + Duration{mail.log.late_minutes * minute_ms} : mail.at);
}

std::string log_of(const std::vector<Mail>& mails, const io::Zone& zone, bool second_half) {
    std::string csv = "at,event,seat,prospect,key\n";
    for (std::size_t i = 0; i < mails.size(); ++i) {
        const Mail& mail = mails[i];
        if (mail.log.how == 0 || (i % 2 == 1) != second_half) continue;
        const std::string prospect = mail.log.by_name ? name_of(mail.person) : address_of(mail.person);
        csv += fmt::format("{},{},ana,{},by-hand-{}\n", when_of(mail, mail.log.how, zone), mail.is_send ? "send" : "reply",
                           prospect, i);
    }
    return csv;
}

std::string table_of(const std::vector<Mail>& mails, const io::Zone& zone) {
    std::string csv = "Id,Kind,At,Who\n";
    for (std::size_t i = 0; i < mails.size(); ++i) {
        const Mail& mail = mails[i];
        if (mail.log.in_table == 0) continue;
        const std::string prospect = mail.log.by_name ? address_of(mail.person) : name_of(mail.person);
        csv += fmt::format("{},{},{},{}\n", i, mail.is_send ? "send" : "reply", when_of(mail, mail.log.in_table, zone), prospect);
    }
    return csv;
}

/// Of all numbers, however small the case: rapidcheck would begin with small ones.
rc::Gen<int> any_below(int end) { return rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, end)); }

rc::Gen<HistorySeed> any_history() {
    const auto log = rc::gen::build<LogSeed>(
        rc::gen::set(&LogSeed::how, any_below(6)), rc::gen::set(&LogSeed::late_minutes, any_below(24 * 60 + 1)),
        rc::gen::set(&LogSeed::by_name, rc::gen::arbitrary<bool>()), rc::gen::set(&LogSeed::in_table, any_below(4)));
    const auto conversation = rc::gen::build<ConversationSeed>(
        rc::gen::set(&ConversationSeed::person, any_below(most_people)),
        rc::gen::set(&ConversationSeed::start_hour, any_below(history_hours)),
        rc::gen::set(&ConversationSeed::second_send, rc::gen::weightedOneOf<int>({{2, rc::gen::just(0)}, {1, any_below(40)}})),
        rc::gen::set(&ConversationSeed::answers, any_below(3)),
        rc::gen::set(&ConversationSeed::answer_minutes, any_below(40 * 60)),
        rc::gen::set(&ConversationSeed::logs, rc::gen::container<std::vector<LogSeed>>(3, log)));
    const auto archive = rc::gen::build<ArchiveSeed>(rc::gen::set(&ArchiveSeed::hours, any_below(history_hours + 72)),
                                                     rc::gen::set(&ArchiveSeed::people, any_below(1 << most_people)),
                                                     rc::gen::set(&ArchiveSeed::shape, any_below(shapes)));
    return rc::gen::build<HistorySeed>(
        rc::gen::set(&HistorySeed::zone, any_below(static_cast<int>(zones.size()))),
        rc::gen::set(&HistorySeed::conversations,
                     rc::gen::resize(most_conversations, rc::gen::container<std::vector<ConversationSeed>>(conversation))),
        rc::gen::set(&HistorySeed::archives, rc::gen::container<std::vector<ArchiveSeed>>(2, archive)),
        rc::gen::set(&HistorySeed::full_archive, any_below(3)), rc::gen::set(&HistorySeed::second_log, any_below(3)),
        rc::gen::set(&HistorySeed::table, any_below(4)), rc::gen::set(&HistorySeed::updates, rc::gen::arbitrary<bool>()));
}

}  // namespace

namespace {

std::ostream& operator<<(std::ostream& out, const HistorySeed& seed) {
    const io::Zone zone = io::Zone::named(zones[static_cast<std::size_t>(seed.zone)]);
    const auto mails = mails_of(seed);
    out << zone.name() << ", full archive at " << seed.full_archive << ", second log before " << seed.second_log
        << (seed.updates ? ", each corrects" : "") << "\n"
        << archive_of(mails, whole) << log_of(mails, zone, false) << log_of(mails, zone, true);
    if (seed.table < most_archives) out << "table before " << seed.table << "\n" << table_of(mails, zone);
    for (const ArchiveSeed& archive : seed.archives)
        out << "archive of " << archive.hours << " h, lacking " << archive.people << ", shape " << archive.shape << "\n";
    return out;
}

}  // namespace

namespace {

void require_same_figures(const char* what, const std::vector<std::string>& expected, const char* where,
                          const TestLedger& ledger) {
    const auto actual = ledger.figures();
    for (std::size_t i = 0; i < std::max(expected.size(), actual.size()); ++i) {
        const std::string left = i < expected.size() ? expected[i] : "";
        const std::string right = i < actual.size() ? actual[i] : "";
        if (left != right) RC_FAIL(fmt::format("{}: {}\n{}: {}\n{}", what, left, where, right, ledger.events()));
    }
}

}  // namespace

TEST_CASE("imports give the figures of LinkedIn's own times, and are taken back whole", "[laws]") {
    const bool held = holds("logs by hand and overlapping archives", histories, [] {
        const HistorySeed seed = *any_history();
        const io::Zone zone = io::Zone::named(zones[static_cast<std::size_t>(seed.zone)]);
        const auto mails = mails_of(seed);
        std::vector<ArchiveSeed> archives = seed.archives;
        archives.insert(archives.begin() + seed.full_archive, whole);

        TestLedger linkedin(zone);
        static_cast<void>(linkedin.take(archive_of(mails, whole)));

        TestLedger both(zone);
        const auto take = [&](const ArchiveSeed& archive, bool updates) {
            const auto before = both.figures();
            if (both.take(archive_of(mails, archive), updates).empty()) return;
            const auto after = both.figures();
            both.undo();
            require_same_figures("before", before, "taken back", both);
            static_cast<void>(both.take(archive_of(mails, archive), updates));
            require_same_figures("taken in", after, "taken in again", both);
        };
        both.log(log_of(mails, zone, false));
        for (std::size_t i = 0; i < archives.size(); ++i) {
            if (static_cast<int>(i) == seed.second_log) both.log(log_of(mails, zone, true));
            if (static_cast<int>(i) == seed.table) both.take_table(table_of(mails, zone));
            take(archives[i], seed.updates);
        }
        // Where another shape came before, the ledger has names until it is corrected.
        take(whole, true);
        require_same_figures("LinkedIn", linkedin.figures(), "both", both);
    });
    REQUIRE(held);
}
