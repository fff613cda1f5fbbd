#include "import/owner_check.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "fold/fold_run.hpp"
#include "import/licence.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/handovers.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"
#include "inmail/text/words.hpp"
#include "record/batch_events.hpp"

namespace inmail::app {
namespace {

using Why = refusal::OtherOwner::Why;
using Words = std::set<std::string>;

/// The owner of each seat's last archive whose import was not taken back whole.
std::map<SeatId, std::string> known_owners(Store& ledger) {
    std::map<SeatId, std::string> owners;
    const auto learnt = ledger.archive_owners();
    // Go from the latest back: finding out whether an import was taken back means reading all of it.
    for (auto it = learnt.rbegin(); it != learnt.rend(); ++it) {
        if (owners.count(it->seat) != 0) continue;
        if (it->batch.empty() || !is_taken_back(ledger, it->batch)) owners[it->seat] = it->owner;
    }
    return owners;
}

/// Two owners are comparable only if both are slugs or both are names: an older layout has only the name.
bool is_name(const std::string& owner) { return owner.find(' ') != std::string::npos; }

bool is_owned_by(const io::ArchiveContents& archive, const std::string& owner) {
    const std::string person = key_today(owner);
    return person == key_today(archive.owner) || person == key_today(fold_name(archive.owner_name));
}

/// Handles are often cut short: "anar" of Ana Ruiz.
bool share_beginning(const Words& a, const Words& b) {
    constexpr std::size_t letters = 3;
    const auto begins_alike = [](const std::string& x, const std::string& y) {
        return x.size() >= letters && y.size() >= letters && x.compare(0, letters, y, 0, letters) == 0;
    };
    return std::any_of(a.begin(), a.end(), [&](const std::string& x) {
        return std::any_of(b.begin(), b.end(), [&](const std::string& y) { return begins_alike(x, y); });
    });
}

Words words_of_owner(const io::ArchiveContents& archive) {
    Words words = words_in(archive.owner);
    words.merge(words_in(archive.owner_name));
    return words;
}

class OwnerCheck {
  public:
    OwnerCheck(Store& ledger, const LinkedInRequest& request, ImportResult& result)
        : ledger_(ledger), request_(request), result_(result), owners_(known_owners(ledger)) {}

    void check(const SeatArchive& archive) {
        const auto earlier = owners_.find(archive.seat);
        if (earlier != owners_.end()) {
            if (is_owned_by(archive.contents, earlier->second)) return;
            check_earlier(archive, earlier->second);
        }
        check_other_seats(archive);
        check_name(archive, earlier != owners_.end());
    }

    void check_beside(const SeatArchive& archive, const SeatArchive& other) const {
        if (is_owned_by(archive.contents, other.contents.owner)) refuse(archive, Why::same_as_beside, other.handle);
    }

  private:
    [[noreturn]] static void refuse(const SeatArchive& archive, Why why, std::string other = {}) {
        throw Refused(refusal::OtherOwner{why, archive.handle, archive.contents.owner, std::move(other)});
    }

    void check_earlier(const SeatArchive& archive, const std::string& earlier) {
        const bool may_be_one = is_name(earlier) != is_name(archive.contents.owner) &&
                                share_word(words_in(earlier), words_of_owner(archive.contents));
        if (!may_be_one) refuse(archive, Why::earlier_owner, earlier);
        result_.warnings.push_back({0, import_warning::OwnerSpelledOtherwise{archive.contents.owner, earlier}});
    }

    void check_other_seats(const SeatArchive& archive) {
        std::optional<std::vector<std::string>> current;
        for (const auto& [seat, owner] : owners_) {
            if (seat == archive.seat || !is_owned_by(archive.contents, owner)) continue;
            const std::string handle = ledger_.name_of(seat);
            if (!current) current = current_seats(ledger_, request_.options.now);
            const bool is_current = std::find(current->begin(), current->end(), handle) != current->end();
            if (is_current && !Licence(ledger_, archive.handle, request_.options.now).has(handle))
                refuse(archive, Why::other_seat, handle);
        }
    }

    void check_name(const SeatArchive& archive, bool has_earlier) {
        const Words owner = words_of_owner(archive.contents);
        ReportQuery query{request_.options.now, std::nullopt, {AccountId::of(archive.seat)}};
        query.leaves_checkpoints = false;
        FoldRun fold_run(ledger_, query);
        fold_run.fold();
        const std::string name = fold_run.reconciler().seat(archive.seat).name;
        if (!name.empty()) {
            if (!share_word(words_in(name), owner)) refuse(archive, Why::other_name, name);
            return;
        }
        if (request_.seat_is_named || has_earlier) return;
        const Words handle = words_in(archive.handle);
        if (!share_word(handle, owner) && !share_beginning(handle, owner)) refuse(archive, Why::other_handle);
    }

    Store& ledger_;
    const LinkedInRequest& request_;
    ImportResult& result_;
    std::map<SeatId, std::string> owners_;
};

}  // namespace

void check_owners(Store& ledger, const std::vector<SeatArchive>& archives, const LinkedInRequest& request, ImportResult& result) {
    if (request.options.force) return;
    OwnerCheck check(ledger, request, result);
    for (auto archive = archives.begin(); archive != archives.end(); ++archive) {
        if (archive->contents.owner.empty()) continue;
        check.check(*archive);
        for (auto other = archives.begin(); other != archive; ++other) {
            if (!other->contents.owner.empty()) check.check_beside(*archive, *other);
        }
    }
}

}  // namespace inmail::app
