#include "store/sqlite/stray_logs.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <fstream>
#include <sstream>

namespace inmail::test {

std::string text_of(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

void put(const fs::path& file, const std::string& content) { std::ofstream(file, std::ios::binary) << content; }

void send_to(const fs::path& path, const std::string& prospect) {
    const auto store = store::open(path, Access::write);
    const auto transaction = store->begin(day(5), "send");
    transaction->append(send("ana", prospect, day(5)));
    transaction->commit();
}

std::string written_back(const Files& files) {
    const TempDir folder;
    put(folder / "ledger.db", files.file);
    put(folder / "ledger.db-wal", files.log);
    SQLite::Database((folder / "ledger.db").string(), SQLite::OPEN_READWRITE).exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return text_of(folder / "ledger.db");
}

std::vector<std::string> states_of_write_back(const Files& files) {
    const std::string after = written_back(files);
    std::string now = files.file;
    std::vector<std::string> states{now};
    for (std::size_t at = 0; at < after.size(); at += page_bytes) {
        if (now.compare(at < now.size() ? at : 0, at < now.size() ? page_bytes : 0, after, at, page_bytes) == 0) continue;
        if (now.size() < at) now.resize(at, '\0');
        now.replace(at, page_bytes, after, at, page_bytes);
        states.push_back(now);
    }
    if (now.size() != after.size()) states.push_back(after);
    return states;
}

Opened open(const fs::path& path, Access access) {
    Opened opened;
    try {
        const auto note = [&opened](const store::LogFound& found) {
            if (const auto* aside = std::get_if<store::SetAside>(&found)) opened.set_aside.push_back(*aside);
            if (const auto* taken = std::get_if<store::TakenUp>(&found)) opened.taken_up.push_back(*taken);
        };
        const auto store = store::open(path, access, store::Caching::used, {note});
        opened.events = store->extent().events;
        CHECK(verified(*store).empty());
    } catch (const DamagedLedger& e) {
        opened.code = e.code();
        opened.message = e.what();
        opened.damage = e.damage();
    } catch (const Error& e) {
        opened.code = e.code();
        opened.message = e.what();
    }
    return opened;
}

}  // namespace inmail::test
