#include <nlohmann/json.hpp>

#include "examples.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/app/reports/audit.hpp"
#include "inmail/app/reports/balance.hpp"
#include "inmail/app/reports/pending.hpp"
#include "inmail/app/reports/plans.hpp"
#include "inmail/app/reports/verify.hpp"
#include "inmail/render/reports.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::render;
using Json = nlohmann::ordered_json;

namespace {

std::vector<std::string> keys_of(const Json& object) {
    std::vector<std::string> keys;
    for (const auto& item : object.items()) keys.push_back(item.key());
    return keys;
}

using Keys = std::vector<std::string>;

const Keys total_keys{"allotted",  "purchased", "refunded", "adjusted",   "consumed",  "expired",
                      "forfeited", "zeroed",    "unfunded", "repeat",     "unmatched", "over_limit",
                      "outside",   "lapsed",    "sends",    "free_sends", "replies",   "bounces"};

}  // namespace

TEST_CASE("the JSON of balance has exactly these bytes") {
    const auto expected = Json::parse(R"({"schema":1, "as_of":"2026-01-31T23:59:59.999Z", "known_at":null, "accounts":[
      {"account":"ana", "kind":"seat", "team":"emea", "status":"active", "plan":"sales-navigator-core", "rulebook":"linkedin",
       "available":50, "allowance":50, "cap":150, "members":0, "next_refresh":"2026-02-01T00:00:00Z", "pending":0,
       "lots":[{"source":"monthly","granted_at":"2026-01-01T00:00:00Z","expires_at":"2026-04-01T00:00:00Z","remaining":49},
               {"source":"refund","granted_at":"2026-01-07T00:00:00Z","expires_at":"2026-04-07T00:00:00Z","remaining":1}],
       "totals":{"allotted":50,"purchased":0,"refunded":1,"adjusted":0,"consumed":1,"expired":0,"forfeited":0,"zeroed":0,
                 "unfunded":0,"repeat":0,"unmatched":0,"over_limit":0,"outside":0,"lapsed":0,"sends":1,"free_sends":0,"replies":1,"bounces":0},
       "name":null, "cap_total":150, "ends":null, "next_loss":null, "id":"ana"}]})");
    CHECK(to_json(balance_of_ana()) == expected.dump() + "\n");
}

TEST_CASE("the JSON of balance has nulls for a cancelled account and for a pool") {
    app::BalanceReport report = balance_of_ana();
    app::AccountBalance& a = report.accounts.front();
    a.account = pool("acme");
    a.team.reset();
    a.active = false;
    a.allowance.reset();
    a.cap.reset();
    a.next_refresh.reset();
    a.lots.clear();
    report.known_at = at("2026-02-01T00:00:00Z");
    report.shares = {{"ben", "acme", 12, Credits{20}, at("2026-03-01T00:00:00Z")}, {"cem", "acme", 0, std::nullopt}};
    const Json json = Json::parse(to_json(report));
    const Json& account = json["accounts"][0];
    CHECK(account["account"] == "acme");
    CHECK(account["kind"] == "pool");
    CHECK(account["status"] == "cancelled");
    for (const auto* key : {"team", "allowance", "cap", "cap_total", "next_refresh", "name", "ends"})
        CHECK(account[key].is_null());
    CHECK(account["lots"].dump() == "[]");
    CHECK(json["known_at"] == "2026-02-01T00:00:00Z");
    CHECK(
        json["members"].dump() ==
        R"([{"seat":"ben","pool":"acme","paid_sends_since_refresh":12,"limit":20,"leaves_at":"2026-03-01T00:00:00Z","name":null},)"
        R"({"seat":"cem","pool":"acme","paid_sends_since_refresh":0,"limit":null,"leaves_at":null,"name":null}])");
}

TEST_CASE("the JSON of balance has a pool's whole cap, a person's name, and how a plan ends") {
    app::BalanceReport report = balance_of_ana();
    app::AccountBalance& a = report.accounts.front();
    a.account = pool("acme");
    a.members = 3;
    a.account.person = "Ana Ruiz";
    a.plan_end = app::PlanEnd{at("2026-12-20T00:00:00Z"), EventKind::switch_plan, Credits{96}};
    const Json account = Json::parse(to_json(report))["accounts"][0];
    CHECK(account["cap"] == 150);
    CHECK(account["cap_total"] == 450);
    CHECK(account["name"] == "Ana Ruiz");
    CHECK(account["ends"].dump() == R"({"at":"2026-12-20T00:00:00Z","event":"switch"})");
}

TEST_CASE("the JSON of audit has its keys in order") {
    const Json json = Json::parse(to_json(march()));
    CHECK(keys_of(json) == Keys{"schema", "month", "accounts", "teams", "totals", "observations", "policy", "drift",
                                "drift_through_edition", "before", "head"});
    CHECK(json["month"] == "2026-03");
    const Json& ana = json["accounts"][1];
    CHECK(keys_of(ana) == Keys{"account",     "kind",
                               "team",        "plan",
                               "status",      "opening",
                               "closing",     "flow",
                               "pending",     "lost",
                               "worth",       "outreach",
                               "spent",       "credits_per_reply",
                               "cost",        "cost_per_reply",
                               "gross_spent", "gross_credits_per_reply",
                               "gross_cost",  "gross_cost_per_reply",
                               "id",          "name",
                               "cap",         "members",
                               "cap_total",   "before"});
    CHECK(ana["lost"] == 40);
    CHECK(ana["outreach"].dump() == R"({"sent":4,"answered":1,"rate":0.25,"low":0.0456,"high":0.6994,"small_sample":true})");
    CHECK(ana["credits_per_reply"] == 2.0);
    const Json& acme = json["accounts"][0];
    CHECK(acme["outreach"].dump() == R"({"sent":0,"answered":0,"rate":null,"low":null,"high":null,"small_sample":true})");
    CHECK(acme["credits_per_reply"].is_null());
    CHECK(keys_of(ana["flow"]) == total_keys);
    CHECK(json["accounts"][0]["team"].is_null());
    Keys totals{"opening", "closing"};
    totals.insert(totals.end(), total_keys.begin(), total_keys.end());
    for (const char* key : {"pending", "lost", "worth", "outreach", "spent", "credits_per_reply", "cost", "cost_per_reply",
                            "gross_spent", "gross_credits_per_reply", "gross_cost", "gross_cost_per_reply"})
        totals.emplace_back(key);
    CHECK(keys_of(json["totals"]) == totals);
    const Json& emea = json["teams"][0];
    CHECK(keys_of(emea) == Keys{"team", "accounts", "losing", "opening", "closing", "flow", "pending", "lost", "worth",
                                "outreach", "spent", "credits_per_reply", "cost", "cost_per_reply", "gross_spent",
                                "gross_credits_per_reply", "gross_cost", "gross_cost_per_reply"});
    CHECK(emea["losing"] == 1);
    CHECK(json["teams"][1]["team"].is_null());
    CHECK(json["totals"]["allotted"] == 200);
    CHECK(json["drift"][0]["now"]["available"] == 149);
}

TEST_CASE("the JSON of audit marks an unfinished month, and has from and to for several months") {
    app::AuditReport report = march();
    report.so_far = true;
    report.from = *parse_month("2026-01");
    const Json json = Json::parse(to_json(report));
    CHECK(json["so_far"] == true);
    CHECK(json["from"] == "2026-01");
    CHECK(json["to"] == "2026-03");
    CHECK_FALSE(json.contains("month"));
}

TEST_CASE("the JSON of pending, verify and import has its keys in order") {
    app::PendingReport pending;
    pending.as_of = at("2026-03-14T00:00:00Z");
    pending.rows = {{seat("ana"), "ana", "jane-doe", at("2026-03-01T00:00:00Z"), at("2026-05-30T00:00:00Z"), "k1"}};
    CHECK(render::render(pending, Format::json, piped()).out ==
          R"({"schema":1,"as_of":"2026-03-14T00:00:00Z","pending":[{"account":"ana","seat":"ana","prospect":"jane-doe",)"
          R"("sent_at":"2026-03-01T00:00:00Z","refundable_until":"2026-05-30T00:00:00Z","key":"k1","kind":"seat",)"
          R"("name":null,"campaign":null,"days_left":0,"id":"ana"}]})"
          "\n");

    app::VerifyReport verify;
    verify.events = 12;
    verify.head = "c0ffee";
    CHECK(
        to_json(verify) ==
        R"({"schema":1,"ok":true,"events":12,"head":"c0ffee","problems":[],"indexes_checked":true,"drift":[],"drift_through_edition":0})"
        "\n");
    verify.problems = {Damage{damage::WrongHash{}, Damage::OfEvent{7, "mail"}}};
    CHECK(Json::parse(to_json(verify))["ok"] == false);

    app::ImportResult import;
    import.batch = "b2";
    import.rows = 3;
    import.recorded = 1;
    import.rejected = {{ 4, "at", { FlawKind::needs_date } }};
    import.warnings = {{ 0, app::import_warning::CloseLeftOut {} }};
    CHECK(
        to_json(import) ==
        R"({"schema":1,"batch":"b2","rows":3,"recorded":1,"duplicates":0,"matched":0,"skipped":0,)"
        R"("rejected":[{"line":4,"column":"at","reason":"the date is missing"}],"warnings":[{"line":0,"reason":"a close belongs to the ledger that posted it: left out"}],)"
        R"("effects":{"refunds":0,"unmatched":0,"repeats":0,"unfunded":0,"over_limit":0,"outside":0}})"
        "\n");
}

TEST_CASE("an import of archives says whose they were, what was assumed and why rows were left out") {
    app::ArchiveSummary ana;
    ana.seat = "ana";
    ana.owner = "ana-ruiz";
    ana.proof = {OwnerProof::Kind::conversations, 6, 6};
    ana.sends = 3;
    ana.free_sends = 2;
    ana.replies = 1;
    ana.assumptions = {Assumption::paid_by_subject, Assumption::other_products_may_be_missing};
    ana.left_out = {{LeftOutReason::sponsored, {7}}, {LeftOutReason::ordinary_message, {8, 10}}};
    app::ArchiveSummary ben;
    ben.seat = "ben";
    app::ImportResult import;
    import.dry_run = true;
    import.archives = {ana, ben};
    const Json j = Json::parse(to_json(import));
    CHECK(j["batch"].is_null());
    CHECK(j["archives"].dump() ==
          R"([{"seat":"ana","owner":"ana-ruiz","evidence":"conversations","sends":3,"free_sends":2,"replies":1,)"
          R"("assumptions":["paid_by_subject","other_products_may_be_missing"],)"
          R"("left_out":[{"reason":"sponsored","lines":[7]},{"reason":"ordinary_message","lines":[8,10]}],)"
          R"("superseded":[],"differs":[],"known_elsewhere":[],"suggestions":[],"other_receipts":[]},)"
          R"({"seat":"ben","owner":null,"evidence":null,"sends":0,"free_sends":0,"replies":0,"assumptions":[],)"
          R"("left_out":[],"superseded":[],"differs":[],"known_elsewhere":[],"suggestions":[],"other_receipts":[]}])");
    import.archives.reset();
    CHECK_FALSE(Json::parse(to_json(import)).contains("archives"));
}

TEST_CASE("the JSON of plans can be read by `plans import`") {
    NamedTerms row;
    row.rulebook = "ours";
    row.plan = "core";
    row.terms.effective_from = *parse_day("2026-01-01");
    row.terms.allowance = Credits{50};
    row.terms.cap = Credits{150};
    row.terms.currency = "USD";
    row.terms.source = "contract";
    app::PlansReport report;
    report.default_rulebook = "ours";
    report.rulebooks = {{"ours", "Our contract", 0, false, {row}}};
    CHECK(
        to_json(report) ==
        R"({"schema":1,"default":"ours","rulebooks":{"ours":{"title":"Our contract","terms":[{"plan":"core","effective_from":"2026-01-01",)"
        R"("allowance":50,"cap":150,"cap_rule":"stop","refresh":"calendar","expiry_days":null,"refund_window_days":90,"window_rule":"elapsed",)"
        R"("refund_expiry":"fresh","purchasable":false,"purchase_expiry_days":null,"pooled":false,"repeat":"warn","price_minor":null,)"
        R"("credit_price_minor":null,"currency":"USD","source":"contract","expiry_refreshes":null,"repeat_refund":"each",)"
        R"("free_channels":["first-degree","open-profile","replied-thread"],"policy":null}]}}})"
        "\n");
}

TEST_CASE("JSON is ASCII, so that stored text is harmless on a terminal and nothing of it is lost") {
    app::PendingReport report;
    app::PendingReport::Row row{seat("ana"), "ana", hostile, at("2026-03-01T00:00:00Z"), at("2026-05-30T00:00:00Z"), "k1"};
    report.rows = {row};
    const std::string json = render::render(report, Format::json, piped()).out;
    for (const char c : json.substr(0, json.size() - 1)) REQUIRE((c >= 0x20 && c < 0x7F));
    CHECK(Json::parse(json)["pending"][0]["prospect"] == hostile);

    row.prospect = "\xff";  // as in a ledger that was tampered with
    report.rows = {row};
    CHECK(Json::parse(render::render(report, Format::json, piped()).out)["pending"][0]["prospect"] == "\xef\xbf\xbd");
}

TEST_CASE("each warning of a recording has its own code, wherever it stands in the list of warnings") {
    using namespace app::record_warning;
    PublishedLimit inmail_limit{};
    inmail_limit.channel = Channel::inmail;
    const std::vector<std::pair<app::RecordWarning, std::string>> codes{
        {VoidedKey{}, "voided_key"},
        {FreeBefore{}, "free_before"},
        {AnsweredThread{}, "answered_thread"},
        {Connected{}, "connected"},
        {ColleaguePending{}, "colleague_pending"},
        {AnsweredBefore{}, "answered_before"},
        {NotCalledFree{}, "not_called_free"},
        {RefreshComesFirst{seat("ana"), at("2026-12-01T00:00:00Z")}, "refresh_comes_first"},
        {PastPurchaseLimit{}, "purchase_limit"},
        {PastChannelLimit{"ana", 6, inmail_limit}, "channel_limit"},
        {PastTextLimit{501, inmail_limit}, "text_limit"},
        {CountForNothing{{"ana"}, 2, {}}, "counts_for_nothing"},
        {InArchive{}, "in_archive"},
        {MayBeOne{}, "may_be_one"},
        {HandoverLoses{}, "handover_loses"},
        {StaysBehind{}, "stays_behind"},
        {PlanEnded{}, "plan_ended"},
        {PoolLeft{}, "pool_left"},
        {LimitWithoutPool{}, "limit_without_pool"},
        {KeepsBalance{}, "keeps_balance"}};
    REQUIRE(codes.size() == std::variant_size_v<app::RecordWarning>);
    for (const auto& [warning, code] : codes) {
        INFO(code);
        app::RecordResult result;
        result.warnings = {warning};
        CHECK(Json::parse(to_json(result))["warnings"][0]["what"] == code);
    }
}
