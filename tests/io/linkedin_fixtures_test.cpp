// Each export in tests/fixtures/linkedin is read as the page beside it says.

#include <algorithm>

#include "inmail/render/errors.hpp"
#include "linkedin_support.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::io;
using namespace inmail::io::test;

namespace {

using Lines = std::vector<std::string>;

/// Reads a fixture as messages.csv, with the given Connections.csv or Invitations.csv beside it.
ArchiveContents read_fixture(const std::string& name, bool with_connections = false, bool with_invitations = false) {
    const Folder folder;
    folder.put("messages.csv", bytes_of(fixture(name)));
    if (with_connections) folder.put("Connections.csv", bytes_of(fixture("Connections_2026_preamble.csv")));
    if (with_invitations) folder.put("Invitations.csv", bytes_of(fixture("Invitations_2026.csv")));
    return read_linkedin_archive(folder.path(), {});
}

std::int64_t count(const ArchiveContents& reading, EventKind kind, Channel channel = Channel::inmail) {
    return std::count_if(reading.mails.begin(), reading.mails.end(),
                         [&](const ArchiveMail& mail) { return mail.kind == kind && mail.channel == channel; });
}

const std::string hidden = "conversation:421065fa850c40b82f62052d";

}  // namespace

TEST_CASE("messages_2026_allquoted_multiline has 3 sends, 1 of them answered") {
    const auto reading = read_fixture("messages_2026_allquoted_multiline.csv");
    CHECK(reading.owner == "odalys-brandvold");
    CHECK(reading.owner_name == "Odalys Brandvold");
    CHECK(reading.rows == 9);
    CHECK(mails_of(reading) ==
          Lines{"17 inmail 2026-03-02T14:05:09Z ngozi-amadi-strand", "12 reply 2026-03-04T07:41:55Z ngozi-amadi-strand",
                "9 inmail 2026-03-09T10:00:00Z zoë-marchetti-lund", "2 inmail 2026-03-16T18:20:44Z " + hidden});
    CHECK(left_out(reading) == Lines{"sponsored: 7", "ordinary_message: 8 10 23 24"});
    CHECK(reading.rejected.empty());
    CHECK(reading.warnings.empty());
    CHECK(reading.duplicates == 0);
    CHECK(reading.mails[3].prospect_name.empty());
    CHECK(reading.mails[2].prospect_name == "zoë marchetti-lund");
    CHECK(reading.mails[0].thread == "2-NGFmYWY1ZTgtYjcwMS01MDE2LTk1YTktNjAyNjA4OWM5M2UzXzEwMA");
    CHECK(reading.mails[0].key == "li:" + reading.mails[0].thread + ":1772460309000:out");
    CHECK(reading.mails[1].key == "li:" + reading.mails[0].thread + ":1772610115000:in");
}

TEST_CASE("messages_2026_allquoted_multiline with Connections_2026_preamble has a free send") {
    const auto reading = read_fixture("messages_2026_allquoted_multiline.csv", true);
    CHECK(mails_of(reading)[2] == "9 first-degree 2026-03-09T10:00:00Z zoë-marchetti-lund");
    CHECK(count(reading, EventKind::send) == 2);
    CHECK(count(reading, EventKind::send, Channel::first_degree) == 1);
    CHECK(count(reading, EventKind::reply) == 1);
    CHECK(warned(reading) == std::vector<std::int64_t>{0});  // line 15 of Connections.csv
}

TEST_CASE("messages_2021_crlf_9col has 2 sends, 1 answered and 1 to a name with a credential") {
    const auto reading = read_fixture("messages_2021_crlf_9col.csv");
    CHECK(reading.owner == "odalys-brandvold");
    CHECK(mails_of(reading) == Lines{"2 inmail 2021-04-02T09:15:00Z sunniva-halloran",
                                     "3 reply 2021-04-02T10:01:12Z sunniva-halloran",
                                     "4 inmail 2021-04-20T16:00:00Z rafe okonjo, cpa"});
    CHECK(left_out(reading) == Lines{"group_conversation: 5", "ordinary_message: 6"});
    CHECK(reading.rejected.empty());
    CHECK(reading.warnings.empty());
    CHECK(reading.rows == 5);
    // A key leaves out the base64 padding of the id.
    CHECK(reading.mails[0].thread == "2-YzRmZTZhMDYtMTYyNC01YTMzLWJiNzQtN2IxOWYyMjk5NTIwXzEwMA");
}

TEST_CASE("messages_2021_crlf_9col with Connections has the full name and its slug; a later connection frees no send") {
    const auto reading = read_fixture("messages_2021_crlf_9col.csv", true);
    CHECK(mails_of(reading)[2] == "4 inmail 2021-04-20T16:00:00Z rafe-okonjo");
    CHECK(count(reading, EventKind::send) == 2);
    CHECK(left_out(reading) == Lines{"group_conversation: 5", "ordinary_message: 6"});
}

TEST_CASE("messages_2021_crlf_9col with two known names in TO has a group, even without a title") {
    const Folder folder;
    folder.put("messages.csv", replaced(replaced(bytes_of(fixture("messages_2021_crlf_9col.csv")), "Dock group", ""),
                                        "08:00:00 UTC,,Agenda", "08:00:00 UTC,Agenda,Agenda"));
    folder.put("Connections.csv", bytes_of(fixture("Connections_2026_preamble.csv")));
    const auto reading = read_linkedin_archive(folder.path(), {});
    CHECK(left_out(reading) == Lines{"group_conversation: 5", "ordinary_message: 6"});
    CHECK(warned(reading) == std::vector<std::int64_t>{0});  // of Connections.csv alone: both names are known
}

TEST_CASE("messages_2019_legacy_7col has 2 sends, 1 answered, matched by the names and the subject") {
    const auto reading = read_fixture("messages_2019_legacy_7col.csv");
    CHECK(reading.owner == "odalys brandvold");
    CHECK(mails_of(reading) == Lines{"5 inmail 2019-10-30T11:45:00Z imke de wolff", "3 inmail 2019-11-06T02:08:20Z tiberiu falk",
                                     "2 reply 2019-11-08T05:12:40Z tiberiu falk"});
    CHECK(left_out(reading) == Lines{"ordinary_message: 4"});
    CHECK(reading.rejected.empty());
    for (const auto& mail : reading.mails) {
        CHECK(mail.thread.empty());
        CHECK(mail.key == mail.key_by_name);
        CHECK_THAT(mail.key, Catch::Matches("li:~[0-9a-f]{24}"));
    }
    using Assumptions = std::vector<Assumption>;
    CHECK(reading.assumptions == Assumptions{Assumption::dates_are_utc, Assumption::conversations_inferred,
                                             Assumption::paid_by_subject, Assumption::connections_unknown,
                                             Assumption::other_products_may_be_missing});
}

TEST_CASE("messages_malformed has 5 good sends, 5 rejected rows with line and column, and 1 duplicate") {
    const auto reading = read_fixture("messages_malformed.csv");
    CHECK(reading.rows == 11);
    CHECK(mails_of(reading) ==
          Lines{"2 inmail 2026-02-02T09:00:00Z ngozi-amadi-strand", "7 inmail 2026-02-06T10:00:00Z lucan-petrescu",
                "11 inmail 2026-02-08T10:00:00Z sunniva-halloran", "12 inmail 2026-02-09T10:00:00Z jose-tavarnier",
                "13 inmail 2026-02-11T08:00:00Z tiberiu-falk"});
    CHECK(rejected(reading) == Lines{"3 DATE", "4 DATE", "5 ", "6 ", "14 "});
    CHECK(render::flaw_words(reading.rejected[0].flaw) == "'2026-02-30 10:00:00 UTC' is not a valid date");
    CHECK(
        render::flaw_words(reading.rejected[2].flaw) ==
        "6 fields, but the header has 11: add the separators that are missing, or put a field that holds a line break in quotes");
    CHECK(render::flaw_words(reading.rejected[3].flaw) ==
          "13 fields, but the header has 11: put a field that holds the separator in quotes");
    CHECK(render::flaw_words(reading.rejected[4].flaw) == "the quote that opens on line 14 is never closed");
    CHECK(reading.duplicates == 1);
    CHECK(warned(reading) == std::vector<std::int64_t>{8, 12, 13});  // the copy, the byte E9, the date without UTC
    CHECK(reading.mails[3].prospect_name == "josé tavarnier");
    CHECK(reading.left_out.empty());
}

TEST_CASE("a fixture read twice gives the same mails under the same keys") {
    for (const std::string name : {"messages_2019_legacy_7col.csv", "messages_2021_crlf_9col.csv",
                                   "messages_2026_allquoted_multiline.csv", "messages_malformed.csv"}) {
        INFO(name);
        const auto first = read_fixture(name);
        const auto second = read_fixture(name, true, true);
        CHECK(keys(first) == keys(second));
        CHECK_FALSE(keys(first).empty());
    }
}

TEST_CASE("Invitations_2026 gives the owner and no event") {
    const auto with = read_fixture("messages_2026_allquoted_multiline.csv", false, true);
    CHECK(with.owner == "odalys-brandvold");
    CHECK(with.owner_proof.kind == OwnerProof::Kind::invitations);
    CHECK(mails_of(with) == mails_of(read_fixture("messages_2026_allquoted_multiline.csv")));
    CHECK(warned(with) == std::vector<std::int64_t>{0, 0});
}

TEST_CASE("recruiter_usage_report is refused by what it is, with its use") {
    CHECK_THAT(refusal_of_archive(fixture("recruiter_usage_report.csv")),
               Catch::Contains("recruiter_usage_report.csv is a Recruiter usage report") &&
                   Catch::Contains("Compare it with the ledger"));
}

TEST_CASE("a messages file under another name is read with the files beside it") {
    const auto reading = read_linkedin_archive(fixture("messages_2026_allquoted_multiline.csv"), {});
    CHECK(reading.mails.size() == 4);
    // Connections_2026_preamble.csv beside it is not called Connections.csv.
    CHECK(count(reading, EventKind::send, Channel::first_degree) == 0);

    const Folder folder;
    const auto path = folder.put("march.csv", bytes_of(fixture("messages_2026_allquoted_multiline.csv")));
    folder.put("connections.CSV", bytes_of(fixture("Connections_2026_preamble.csv")));
    CHECK(count(read_linkedin_archive(path, {}), EventKind::send, Channel::first_degree) == 1);
}
