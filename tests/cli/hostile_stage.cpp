#include "hostile_stage.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

#include "inmail/text/terminal.hpp"
#include "support/adopt.hpp"
#include "support/catch.hpp"

namespace inmail::test {

namespace fs = std::filesystem;

std::string hostile(const std::string& mark, const std::string& start) {
    return start + mark +
           "<script>'\"><img src=x onerror=alert(1)>\" onmouseover=\"x|`code`*_[a](b) {{name}} $(id);\u202Ee\u2066v\u2069i\u200Bl"
           "\u00AD\u200C\u200D\uFEFF\u2060\u061C\u200F\u2028\u115F\u3164\u180E\uFE0F\U000E0041.";
}

std::string csv_quoted(const std::string& field) { return "\"" + replaced(field, "\"", "\"\"") + "\""; }

void write_file(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

const std::string csv_name = hostile("rows", "-") + "csv";
const std::string archive_name = hostile("archive", "@");
const std::string plans_name = hostile("books", "+");
const std::string roster_name = hostile("roster", "-") + "csv";
const std::string rules_name = hostile("rules") + ".toml";
const std::string totals_name = hostile("totals") + ".toml";
const std::string people_name = hostile("people") + ".toml";
const std::string sequence_name = hostile("sequence", "@") + ".toml";

namespace {

const std::string now = "2026-03-14T09:00:00Z";
const std::string folder_name = hostile("folder");

std::string events_csv() {
    std::string csv = "at,event,seat,pool,team,name,plan,prospect,thread,campaign,amount,note,key,ref,recorded_at,batch\n";
    const std::string stamp = ",2026-03-08T00:00:00Z," + csv_quoted(hostile("batch")) + "\n";
    const auto row = [&](const std::string& fields) { csv += fields + stamp; };
    const std::string prospect = csv_quoted(hostile("prospect"));
    row("2026-01-01,subscribe,,acme,,,recruiter-corporate,,,,,,,");
    row("2026-01-01,subscribe,bo,acme,,,,,,,,,,");
    row("2026-01-01,subscribe,ana,," + csv_quoted(hostile("team")) + "," + csv_quoted(hostile("display")) +
        ",sales-navigator-core,,,,," + csv_quoted(hostile("sub-note")) + "," + csv_quoted(hostile("sub-key", "-")) + ",");
    row("2026-03-02,send,ana,,,,," + prospect + "," + csv_quoted(hostile("thread")) + "," + csv_quoted(hostile("campaign", "@")) +
        ",," + csv_quoted(hostile("note", "+")) + "," + csv_quoted(hostile("key", "-")) + ",");
    row("2026-03-02,send,ana,,,,," + prospect + ",,,,,again,");
    row("2026-03-03,reply,ana,,,,," + prospect + ",,,," + csv_quoted(hostile("reply-note")) + ",the-reply,");
    row("2026-03-04,adjust,ana,,,,,,,,5," + csv_quoted(hostile("adjust-note", "@")) + "," + csv_quoted(hostile("adjust-key")) +
        ",");
    row("2026-03-04,observe,ana,,,,,,,,7,,seen,");
    row("2026-03-05,send,bo,,,,," + csv_quoted(hostile("other", "-")) + ",,,,,bo-sent,");
    row("2026-03-06,send,ana,,,,," + csv_quoted(hostile("unanswered", "+")) + ",,,,," + csv_quoted(hostile("pending-key", "+")) +
        ",");
    row("2026-03-07,send,ana,,,,,jane-doe,,,,,jane,");
    row("2026-03-07,void,,,,,,,,,," + csv_quoted(hostile("void-note")) + "," + csv_quoted(hostile("void-key")) + ",jane");
    return csv;
}

std::string rulebooks_json(const Outcome& plans) {
    auto file = nlohmann::ordered_json::parse(plans.out);
    auto book = file["rulebooks"]["linkedin"];
    book["title"] = hostile("title");
    for (auto& row : book["terms"]) row["source"] = hostile("source", "@");
    return nlohmann::ordered_json{{"schema", 1}, {"rulebooks", {{"own", book}}}}.dump();
}

/// Rules that read the CSV of events as a table.
std::string rules_file() {
    return "name = \"table\"\ncolumns = [\"at\", \"event\"]\n[[row]]\nwhen = { event = \"send\" }\nevent = \"send\"\n"
           "at = \"{at}\"\nseat = \"{seat}\"\nprospect = \"{prospect}\"\ncampaign = \"{campaign}\"\nkey = \"{key}\"\n"
           "[[row]]\nleave_out = 'no InMail'\n";
}

}  // namespace

Stage::Stage() : folder_(directory_ / folder_name) {
    fs::create_directory(folder_);
    must("init");
    must("config set pager " + shell_quoted(hostile("pager")));
    must("config set company " + shell_quoted(hostile("company")));
    write_file(folder_ / csv_name, events_csv());
    must("import events " + shell_quoted("./" + csv_name));
    write_file(folder_ / plans_name, rulebooks_json(must("plans --format json")));
    must("plans import " + shell_quoted("./" + plans_name));
    must("subscribe cy --rulebook own --plan sales-navigator-core");
    write_file(folder_ / archive_name, "FROM,TO,DATE,SUBJECT,CONTENT,CONVERSATION ID\n" + csv_quoted(hostile("owner")) + "," +
                                           csv_quoted(hostile("from-linkedin")) + ",2026-03-09 10:00:00 UTC,=1+1,<b>hello</b>," +
                                           csv_quoted(hostile("conversation")) + "\n");
    must("import linkedin " + shell_quoted("./" + archive_name) + " --seat ana --owner " + shell_quoted(hostile("owner")) +
         " --skip-invalid");
    write_file(folder_ / rules_name, rules_file());
    write_file(folder_ / totals_name,
               "kind = \"totals\"\nname = \"hostile\"\ncolumns = [\"at\", \"event\"]\n[[row]]\nseat = \"{seat}\"\n"
               "from = \"{at}\"\nto = \"{at}\"\nsends = { value = \"{amount}\", map = {}, else = \"7\" }\n"
               "accepted = \"{note}\"\n");
    write_file(folder_ / people_name,
               "kind = \"prospects\"\nname = \"hostile\"\ncolumns = [\"at\", \"event\"]\n[[row]]\n"
               "prospect = [\"{prospect}\", \"{event}\"]\nname = \"{name}\"\ndegree = \"{key}\"\n");
    write_file(folder_ / roster_name, "handle,name,team,plan\nroy," + csv_quoted(hostile("display")) + "," +
                                          csv_quoted(hostile("team")) + ",premium-business\n");
    write_file(folder_ / sequence_name,
               "end = 30\n[[step]]\nchannel = \"connection-note\"\n[[step]]\nchannel = \"email\"\ndays = 1\n"
               "do = '=1+1<b>\u202e@cmd'\n");
    must("send ana " + shell_quoted(hostile("noted")) + " --channel connection-note --campaign " +
         shell_quoted(hostile("campaign", "c")));
    must("rollover");
    must("send ana sent-twice --force");
    must("undo");
    must("backup " + shell_quoted("./" + hostile("backup", "@")));
    fs::copy(folder_, directory_ / "kept", fs::copy_options::recursive);
}

Outcome Stage::run(const std::string& arguments) const { return run_shell("inmail " + arguments, folder_, now); }

Outcome Stage::run_afresh(const std::string& arguments) const {
    fs::remove_all(folder_);
    fs::copy(directory_ / "kept", folder_, fs::copy_options::recursive);
    adopt(folder_ / "ledger.db");
    return run(arguments);
}

Outcome Stage::must(const std::string& arguments) const {
    const Outcome outcome = run(arguments);
    INFO(for_terminal(arguments + ": " + outcome.out + outcome.err));
    REQUIRE(outcome.exit_code == 0);
    return outcome;
}

}  // namespace inmail::test
