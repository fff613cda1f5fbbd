#include "import/typed_seats.hpp"

#include <algorithm>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::app {
namespace {

std::string without_dots(std::string handle) {
    handle.erase(std::remove(handle.begin(), handle.end(), '.'), handle.end());
    return handle;
}

}  // namespace

const Checked<std::string>& TypedSeats::find(const std::string& typed) {
    const auto known = found_.find(typed);
    if (known != found_.end()) return known->second;
    return found_.emplace(typed, find_new(typed)).first->second;
}

Checked<std::string> TypedSeats::find_new(const std::string& typed) {
    if (typed.empty()) return Checked<std::string>::bad(FlawKind::needs_seat);
    const auto handle = parse_handle(typed);
    if (handle && store_.find_seat(*handle)) return *handle;
    read_seats();
    const std::string name = canonical_name(typed);
    std::vector<std::string> fitting;
    for (const auto& [seat, person] : people_) {
        if (canonical_name(person) == name) fitting.push_back(seat);
    }
    const auto at = typed.find('@');
    if (fitting.empty() && at != std::string::npos) {
        const std::string local = without_dots(to_lower_latin1(typed.substr(0, at)));
        std::copy_if(handles_.begin(), handles_.end(), std::back_inserter(fitting),
                     [&local](const std::string& seat) { return without_dots(seat) == local; });
    }
    if (fitting.size() == 1) return fitting.front();
    ValueFlaw flaw{fitting.empty() ? FlawKind::unknown_seat : FlawKind::ambiguous_seat, typed};
    flaw.choices = fitting.empty() ? handles_ : std::move(fitting);
    return Checked<std::string>::bad(std::move(flaw));
}

void TypedSeats::read_seats() {
    if (is_read_) return;
    is_read_ = true;
    handles_ = store_.subscribed(AccountId::Kind::seat);
    people_ = seat_people(store_, now_);
}

}  // namespace inmail::app
