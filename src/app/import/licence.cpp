#include "import/licence.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "fold/collector.hpp"
#include "fold/fold_run.hpp"
#include "inmail/app/report_query.hpp"

namespace inmail::app {
namespace {

/// The seats that reassigns link with this one, whatever became of them.
std::vector<AccountId> reassigned_with(FoldSource& ledger, SeatId seat) {
    const auto links = ledger.links();
    std::vector<AccountId> found{AccountId::of(seat)};
    for (std::size_t i = 0; i < found.size(); ++i) {
        for (const AccountLink& link : links) {
            if (link.other.is_pool() || (link.seat != found[i] && link.other != found[i])) continue;
            const AccountId other = link.seat == found[i] ? link.other : link.seat;
            if (std::find(found.begin(), found.end(), other) == found.end()) found.push_back(other);
        }
    }
    return found;
}

}  // namespace

Licence::Licence(FoldSource& ledger, const std::string& handle, Instant now) : handles_{handle} {
    const auto seat = ledger.find_seat(handle);
    if (!seat) return;
    const auto seats = reassigned_with(ledger, *seat);
    if (seats.size() == 1) return;
    for (const AccountId linked : seats) linked_.push_back(ledger.name_of(linked.seat()));
    std::set<std::tuple<Instant, SeatId, SeatId>> handovers;  // each account that it moves has it
    Collector collector([&](const Posting& posting) {
        if (posting.kind == Posting::Kind::reassigned) handovers.emplace(posting.at, posting.seat, posting.to);
    });
    ReportQuery query{now, std::nullopt, seats};
    query.leaves_checkpoints = false;
    FoldRun fold_run(ledger, query, &collector);
    fold_run.fold();
    for (const auto& [at, from, to] : handovers) transfers_.push_back({ledger.name_of(from), ledger.name_of(to), at});
    for (std::size_t i = 0; i < handles_.size(); ++i) {
        for (const Transfer& transfer : transfers_) {
            for (const auto& [one, other] : {std::tie(transfer.from, transfer.to), std::tie(transfer.to, transfer.from)}) {
                if (one == handles_[i] && !has(other)) handles_.push_back(other);
            }
        }
    }
}

bool Licence::has(const std::string& handle) const {
    return std::find(handles_.begin(), handles_.end(), handle) != handles_.end();
}

bool Licence::has_had(const std::string& handle) const {
    return has(handle) || std::find(linked_.begin(), linked_.end(), handle) != linked_.end();
}

std::string Licence::holder_at(const std::string& handle, Instant sent, Instant t) const {
    std::string holder = handle;
    for (const Transfer& transfer : transfers_) {
        if (transfer.from == holder && sent < transfer.at && transfer.at <= t) holder = transfer.to;
    }
    return holder;
}

const Licence::Transfer* Licence::transfer_from(const std::string& handle) const {
    const auto transfer = std::find_if(transfers_.begin(), transfers_.end(), [&](const Transfer& s) { return s.from == handle; });
    return transfer == transfers_.end() ? nullptr : &*transfer;
}

}  // namespace inmail::app
