#include "session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "aliases.hpp"
#include "descriptor_stream.hpp"
#include "environment.hpp"
#include "inmail/app/names.hpp"
#include "inmail/core/damage.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "inmail/files/durable_file.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/render/messages.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/terminal.hpp"
#include "inmail/text/unicode.hpp"
#include "pager.hpp"
#include "terminal.hpp"

namespace inmail::cli {
namespace {

void say_all(const std::vector<std::string>& lines) {
    constexpr std::size_t hang = 2;
    for (const auto& line : lines) print_error_line(line, hang);
}

Instant read_clock() {
    using std::chrono::milliseconds;
    const auto stand_in = environment("INMAIL_NOW");
    if (!stand_in) {
        const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
        return Instant{std::chrono::duration_cast<milliseconds>(since_1970).count()};
    }
    const auto now = parse_rfc3339(*stand_in);
    if (!now) {
        throw InputError(fmt::format("cannot read INMAIL_NOW '{}' as an RFC 3339 instant", for_terminal(*stand_in)),
                         "an example is 2026-03-14T09:30:00Z; unset it to use the clock");
    }
    return *now;
}

}  // namespace

Session::Session(GlobalOptions global, store::Access access)
    : now_(read_clock()),
      global_(std::move(global)),
      access_(access),
      caching_(global_.no_checkpoints ? store::Caching::ignored : store::Caching::used) {}

Instant Session::read_clock_again() { return now_ = std::max(now_, read_clock()); }

Session::~Session() {
    try {
        close();
        if (!ledger_path_) return;
        for (const auto& risk : store::access_risks(*ledger_path_)) say(render::words_of(risk));
    } catch (const std::exception&) {
        // Without memory it cannot warn.
    }
}

const Settings& Session::settings() const {
    if (settings_) return *settings_;
    settings_.emplace(global_.ledger, global_.color);
    for (const auto& warning : hidden_aliases(settings_->config())) say(warning);
    return *settings_;
}

const std::filesystem::path& Session::ledger_path() {
    if (ledger_path_) return *ledger_path_;
    const auto setting = settings().find("ledger");
    const std::string& path = setting.value;
    if (setting.source == app::SettingSource::file && store::holds_password(path))
        throw InvalidLedgerRequest(ledger_fault::PasswordInLocation{setting.where});
    if (path.empty()) throw InputError("HOME is not set, and no ledger is named", "name one with --ledger PATH or INMAIL_LEDGER");
    ledger_path_ = path;
    return *ledger_path_;
}

std::string Session::server_location() {
    using ledger_fault::LedgerOnServer;
    const std::string location = ledger_path().string();
    if (!store::names_server(location)) throw InvalidLedgerRequest(LedgerOnServer{LedgerOnServer::Why::not_a_server});
    return location;
}

Store& Session::store() {
    if (store_) return *store_;
    store_ = store::open(ledger_path(), access_, caching_, {on_log_found(), copies_}, {foreseen_, cache_folder()});
    note_new_edition();
    note_clock();
    return *store_;
}

bool Session::lacks_ledger() {
    const auto& path = ledger_path();
    const bool was_typed = settings().find("ledger").source == app::SettingSource::flag;
    return !was_typed && !store::names_server(path.string()) && !is_there(path);
}

void Session::need_only_rulebooks() {
    if (!lacks_ledger()) return;
    throwaway_ = std::make_unique<ThrowawayLedger>(now_);
    ledger_path_ = throwaway_->path();
}

void Session::note_clock() {
    if (store_->server() == nullptr || environment("INMAIL_NOW")) return;
    constexpr Duration tolerated{300'000};  // five minutes
    const Duration ahead = read_clock() - store_->server()->opened_at();
    if (ahead > tolerated || Duration{-ahead.value} > tolerated) warnings_.push_back(render::clock_differs(ahead));
}

void Session::note_new_edition() {
    const auto former = store_->file() == nullptr ? std::nullopt : store_->file()->former_edition();
    if (!former) return;
    try {
        for (auto& line : render::edition_words(app::edition_change(*store_, *former, now_)))
            warnings_.push_back(std::move(line));
    } catch (const DamagedLedger&) {
        // The command meets the damage itself, or is `verify`, which lists it.
    }
}

store::OnLogFound Session::on_log_found() {
    return [this](const store::LogFound& found) {
        const auto* aside = std::get_if<store::SetAside>(&found);
        const auto* taken = std::get_if<store::TakenUp>(&found);
        if (aside != nullptr) warnings_.push_back(render::log_set_aside(aside->was.string(), aside->is.string()));
        if (taken != nullptr) warnings_.push_back(render::log_taken_up(taken->log.string(), taken->events));
    };
}

void Session::close() {
    if (store_) {
        try {
            if (access_ == store::Access::write && store_->file() != nullptr) store_->file()->write_back();
        } catch (const MachineFailure& failure) { warnings_.push_back(render::not_written_back(failure)); }
        store_.reset();
    }
    for (const auto& warning : warnings_) say(warning);
    warnings_.clear();
}

const io::Zone& Session::zone() {
    if (settings().zone()) return *settings().zone();
    if (!zone_) zone_ = ledger_zone(store().info());
    return *zone_;
}

io::Zone Session::ledger_zone(const LedgerInfo& info) {
    try {
        return io::Zone::named(info.zone);
    } catch (const InputError&) {
        // `init` checked it, and no program of ours changes it.
        throw DamagedLedger({damage::BadSetting{damage::BadSetting::What::zone}});
    }
}

render::Display Session::display() {
    render::Display display = display_in(zone());
    display.short_key = [this](const std::string& key) { return app::short_key(store(), key); };
    return display;
}

render::Display Session::display_of_errors() {
    try {
        return display_in(store_ || zone_ || settings().zone() ? zone() : io::Zone());
    } catch (const Error&) { return display_in(io::Zone()); }  // the zone itself may be what is wrong
}

render::Display Session::display_in(const io::Zone& zone) const {
    return {now_, [zone](Instant t) { return zone.show(t); }, terminal_width(), color_wanted(settings().find("color").value),
            unicode_wanted()};
}

void Session::rule_out_damage() {
    if (!store_) return;
    store_.reset();
    const auto reader =
        store::open(ledger_path(), store::Access::read, store::Caching::used, {on_log_found(), store::Copies::taken_as_they_are});
    std::vector<Damage> problems;
    try {
        if (reader->maintenance() != nullptr) problems = reader->maintenance()->verify("");
    } catch (const RefusedByLedger&) {
        // A rep cannot know.
    }
    if (!problems.empty()) throw DamagedLedger(problems.front(), store::without_passwords(ledger_path().string()));
}

void Session::print(const render::Rendered& rendered) { print(rendered, global_.quiet); }

void Session::print_report(render::Format format, const Draw& draw) {
    HeldOutput held;
    const auto said = draw(held);
    close();
    if (format != render::Format::table || !was_shown_in_pager(held)) held.print();
    print({{}, said});
}

bool Session::was_shown_in_pager(HeldOutput& text) {
    if (!exceeds_terminal(text.lines())) return false;
    const std::string pager = settings().find("pager").value;
    if (trim(pager).empty() || trim(pager) == no_pager) return false;
    const auto failure = show_in_pager(pager, [&text](const auto& sink) { text.pass_to(sink); });
    if (failure) say(*failure);
    return !failure;
}

void Session::print_refusal(const render::Rendered& rendered) { print(rendered, false); }

void Session::print(const render::Rendered& rendered, bool quiet) {
    close();
    // Messages follow the data they are about, also if both go to one terminal.
    standard_output() << rendered.out << std::flush;
    if (!quiet) say_all(rendered.said);
    print_text({});
}

void print_text(const std::string& text) {
    standard_output() << text << std::flush;
    try {
        check_standard_output();
    } catch (const ReaderLeft&) {
        // The command goes on: it may have more to do, and needs its own exit code.
    }
}

void Session::acknowledge(const render::Rendered& rendered, bool dry_run) {
    try {
        print(rendered);
    } catch (const MachineFailure& failure) {
        if (dry_run) throw;
        throw MachineFailure(render::words_of(failure).what,
                             "only the message is lost: what the command recorded or wrote stays");
    }
}

void Session::acknowledge_in_words(const render::Rendered& rendered, bool dry_run) {
    if (global_.quiet && !dry_run) return close();
    acknowledge(rendered, dry_run);
}

void Session::say(const std::string& line) const {
    if (!global_.quiet) say_all({line});
}

}  // namespace inmail::cli
