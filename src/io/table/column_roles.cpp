#include "table/column_roles.hpp"

#include <algorithm>
#include <cctype>
#include <initializer_list>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"
#include "table/folded.hpp"

namespace inmail::io {
namespace {

using Words = std::initializer_list<std::string_view>;

/// Few enough to list them.
constexpr std::size_t most_choices = 12;

bool holds_any(const std::string& folded, Words words) {
    return std::any_of(words.begin(), words.end(), [&](auto word) { return folded.find(word) != std::string::npos; });
}

class RoleFinder {
  public:
    explicit RoleFinder(const TableSample& sample) : sample_(sample) {}

    ColumnRoles find() {
        ColumnRoles roles;
        const auto is_time = [](const SampledColumn& c) { return c.time.is_time && !names_other_time(c.folded); };
        const auto is_answer = [](const SampledColumn& c) {
            return holds_any(c.folded, {"repl", "response", "respond", "answer"});
        };
        roles.sent = first({"inmailsent", "sentdate", "datesent", "senton", "sentat", "sent", "completed", "timestamp",
                            "activitydate", "occurred", "created", "date", "time", "when", "day", ""},
                           [&](const auto& c) { return is_time(c) && !is_answer(c); });
        // A sheet with a column for each event does not say on each row what it is.
        const bool names_inmail = roles.sent && holds_any(sample_.columns[*roles.sent].folded, {"inmail"});
        if (!names_inmail) roles.kind = kind();
        roles.answered = first({"inmailrep", "repl", "response", "respond", "answer"}, [&](const auto& c) { return is_time(c); });
        const auto is_text = [](const SampledColumn& c) { return !c.time.is_time && !c.is_private; };
        const auto is_name = [&](const SampledColumn& c) {
            return is_text(c) && !holds_any(c.folded, {"email", "phone", "status", "type", "title"}) && !names_id(c);
        };
        find_addresses(roles);
        roles.seat =
            first({"owneremail", "owner.email", "useremail", "senduseremail", "senderemail", "seatholder", "owner", "seat",
                   "assignedto", "sender", "salesrep", "recruiter", "consultant", "sentby", "rep=", "user=", "username", "user"},
                  is_text);
        find_name(roles, is_name);
        roles.outcome = first({"inmailresponse", "outcome", "replystatus", "response", "disposition", "result", "reply="},
                              [&](const auto& c) { return is_text(c) && c.choices.size() <= most_choices; });
        roles.status = first({"taskstatus", "status="}, [](const auto& c) {
            const auto is_done = [](const auto& v) { return folded_value(v) == "completed"; };
            return std::any_of(c.choices.begin(), c.choices.end(), is_done) && c.choices.size() <= most_choices;
        });
        if (!roles.status) roles.status = delivery();
        roles.campaign = first({"campaignname", "campaign", "sequence", "cadence", "project"}, is_name);
        roles.thread = first({"thread", "conversation"}, is_text);
        roles.key = first({"inmailid", "messageid", "activityid", "eventid", "taskid", "recordid", "id=", "ref="},
                          [&](const auto& c) { return is_text(c) && is_unique(c); });
        roles.key_is_guess = !roles.key;
        if (!roles.key) roles.key = first({""}, [&](const auto& c) { return is_text(c) && is_unique(c) && is_id_of_row(c); });
        return roles;
    }

  private:
    /// A time of something else than a message. "Send date" and "Gesendet" speak of no end.
    static bool names_other_time(std::string folded) {
        constexpr std::string_view send = "send";
        for (auto place = folded.find(send); place != std::string::npos; place = folded.find(send))
            folded.erase(place, send.size());
        return holds_any(folded, {"email", "conn", "call", "due", "birth", "modified", "updated", "start", "end"});
    }
    static bool names_id(const SampledColumn& c) { return ends_with(c.folded, "id"); }
    /// "Log ID", "log_id" and "logId", but not "Paid", nor what a person or a campaign has on all its rows.
    static bool is_id_of_row(const SampledColumn& c) {
        constexpr std::size_t size = 2;
        if (!names_id(c) || c.name.size() <= size || !ends_with(to_lower_latin1(c.name), "id")) return false;
        const auto is_letter = [](char letter) { return std::isalpha(static_cast<unsigned char>(letter)) != 0; };
        const char before = c.name[c.name.size() - size - 1];
        const bool begins_word = std::isupper(static_cast<unsigned char>(c.name[c.name.size() - size])) != 0 &&
                                 std::islower(static_cast<unsigned char>(before)) != 0;
        if (is_letter(before) && !begins_word) return false;
        return !holds_any(c.folded, {"lead",     "contact", "candidate", "prospect", "person",  "profile",      "member",
                                     "user",     "owner",   "seat",      "sender",   "account", "company",      "campaign",
                                     "sequence", "cadence", "thread",    "template", "project", "conversation", "workspace"});
    }
    [[nodiscard]] bool is_unique(const SampledColumn& c) const {
        return sample_.rows > 0 && c.choices.size() == c.values.size() && c.values.size() == sample_.rows;
    }

    /// The first column that the earliest of the words fits. "id=": the whole name.
    template <class Fits>
    [[nodiscard]] std::optional<std::size_t> first(Words words, Fits fits) const {
        for (auto word : words) {
            const bool is_whole = !word.empty() && word.back() == '=';
            if (is_whole) word.remove_suffix(1);
            for (std::size_t i = 0; i < sample_.columns.size(); ++i) {
                const auto& column = sample_.columns[i];
                const bool has_word = is_whole ? column.folded == word : column.folded.find(word) != std::string::npos;
                if (has_word && column.is_usable && fits(column)) return i;
            }
        }
        return std::nullopt;
    }

    /// The column whose values say InMail, if not all do; else one that is named like it.
    [[nodiscard]] std::optional<std::size_t> kind() const {
        std::optional<std::size_t> best;
        for (std::size_t i = 0; i < sample_.columns.size(); ++i) {
            const auto& column = sample_.columns[i];
            const bool is_prose = holds_any(column.folded, {"note", "description", "message", "body", "comment", "text"});
            if (!column.is_usable || column.is_private || column.time.is_time || is_prose) continue;
            const bool says_inmail =
                std::any_of(column.values.begin(), column.values.end(), [](const auto& v) { return mentions(v, "inmail"); });
            if (says_inmail && (!best || column.choices.size() < sample_.columns[*best].choices.size())) best = i;
        }
        if (best) return best;
        return first({"activitytype", "eventtype", "tasktype", "messagetype", "channel", "type=", "kind="}, [](const auto& c) {
            return !c.time.is_time && !c.is_private && !c.choices.empty() && c.choices.size() <= most_choices;
        });
    }

    /// The column that says of each message whether it went out.
    [[nodiscard]] std::optional<std::size_t> delivery() const {
        return first({"delivery", "status", "outcome", "state", "result"}, [](const auto& c) {
            const auto tells_it = [](const auto& value) {
                const std::string folded = folded_value(value);
                return holds_any(folded, {"schedul", "draft", "queued", "pending", "bounce", "deliver", "fail"});
            };
            return !c.time.is_time && !c.is_private && c.choices.size() <= most_choices &&
                   std::any_of(c.choices.begin(), c.choices.end(), tells_it);
        });
    }

    void find_addresses(ColumnRoles& roles) const {
        for (std::size_t i = 0; i < sample_.columns.size(); ++i) {
            const auto& column = sample_.columns[i];
            if (!column.is_usable || column.is_private) continue;
            const bool has_address = std::any_of(column.values.begin(), column.values.end(),
                                                 [](const auto& v) { return key_of_address(v).has_value(); });
            const bool is_named_so =
                holds_any(column.folded, {"linkedin"}) && holds_any(column.folded, {"url", "profile", "link="});
            if (has_address || (is_named_so && column.values.empty())) roles.addresses.push_back(i);
        }
    }

    template <class IsName>
    void find_name(ColumnRoles& roles, IsName is_name) const {
        const auto is_other = [&](const SampledColumn& c) {
            const auto place = static_cast<std::size_t>(&c - sample_.columns.data());
            const bool is_address = std::find(roles.addresses.begin(), roles.addresses.end(), place) != roles.addresses.end();
            return is_name(c) && place != roles.seat && place != roles.kind && !is_address &&
                   !holds_any(c.folded, {"owner", "seat", "user", "company", "account", "campaign"});
        };
        const auto given = first({"firstname"}, is_other);
        const auto family = first({"lastname"}, is_other);
        if (const auto whole = first(
                {"namedcontact", "associatedcontact", "candidatename", "leadname", "contactname", "prospectname", "who.name",
                 "fullname", "prospect", "name=", "contact=", "candidate=", "lead=", "recipient", "who=", "to="},
                is_other)) {
            roles.name = {*whole};
        } else if (given && family) {
            roles.name = {*given, *family};
        }
    }

    const TableSample& sample_;
};

}  // namespace

bool mentions(std::string_view text, std::string_view word) { return folded_value(text).find(word) != std::string::npos; }

ColumnRoles roles_of(const TableSample& sample) { return RoleFinder(sample).find(); }

}  // namespace inmail::io
