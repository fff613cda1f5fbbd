#include "import/source_zone.hpp"

#include <algorithm>

#include "record/batch_events.hpp"

namespace inmail::app {

io::Zone zone_as_before(Reader& ledger, const std::string& command, const io::Zone& now) {
    const auto zones = ledger.zones_of_imports(command);
    // Finding out whether an import was taken back means reading all of it.
    const bool is_clear = std::all_of(zones.begin(), zones.end(), [&now](const ImportZone& z) { return z.zone == now.name(); });
    if (is_clear) return now;
    const auto counts = [&ledger](const ImportZone& z) { return z.batch.empty() || !is_taken_back(ledger, z.batch); };
    const auto last = std::find_if(zones.rbegin(), zones.rend(), counts);
    return last == zones.rend() ? now : io::Zone::named(last->zone);
}

}  // namespace inmail::app
