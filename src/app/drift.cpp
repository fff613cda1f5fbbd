#include "drift.hpp"

#include "inmail/core/errors.hpp"

namespace inmail::app {

void DriftFinder::on(const Posting& posting) {
    if (posting.kind != Posting::Kind::closed) return;
    if (posting.now != nullptr && *posting.now == *posting.close) return;
    Drift drift;
    drift.refresh = posting.at;
    drift.stored = *posting.close;
    if (posting.now != nullptr) drift.now = *posting.now;
    found_.push_back({posting.account, posting.cause, std::move(drift)});
}

std::vector<Drift> DriftFinder::found(const Books& books) const {
    std::vector<Drift> drifts;
    for (const Found& f : found_) {
        if (!books.asks_about(f.account)) continue;
        Drift drift = f.drift;
        drift.account = name_account(store_, f.account);
        const auto close = store_.find_event(f.close);
        ensure(close.has_value(), "a close that was folded was recorded");
        drift.key = close->key;
        drifts.push_back(std::move(drift));
    }
    return drifts;
}

}  // namespace inmail::app
