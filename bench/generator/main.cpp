// Writes the events of a realistic ledger.

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "generator.hpp"
#include "inmail/chain/event_record.hpp"
#include "writers.hpp"

namespace {

using namespace inmail;
using namespace inmail::bench;

constexpr std::string_view usage = R"(bench_generate --events 1000000 --seats 1000 >events.csv

  --events N    number of rows (1000000)
  --seats N     number of seats (1000); `ana` is the first
  --rate N      events per seat and year (1000); fewer give a longer time span
  --seed N      random seed; each gives another agency (1)
  --keyless     write keys only for rows that a void refers to
  --journal     write transactions for ledger-cli and hledger instead of CSV

The last event is on 2026-06-30; read the ledger at INMAIL_NOW=2026-06-30T23:00:00Z.
)";

std::int64_t number_of(const std::string& option, const char* text, std::int64_t lowest) {
    char* end = nullptr;
    const long long number = text == nullptr ? -1 : std::strtoll(text, &end, 10);
    if (text == nullptr || *end != '\0' || number < lowest) {
        throw std::invalid_argument(option + " needs a whole number of at least " + std::to_string(lowest));
    }
    return number;
}

struct Options {
    Shape shape;
    bool journal{false};
};

Options parse(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string option = argv[i];
        const auto number = [&](std::int64_t lowest) { return number_of(option, argv[++i], lowest); };
        if (option == "--events")
            options.shape.events = number(1);
        else if (option == "--seats")
            options.shape.seats = number(1);
        else if (option == "--rate")
            options.shape.events_a_seat_and_year = number(1);
        else if (option == "--seed")
            options.shape.seed = static_cast<std::uint64_t>(number(0));
        else if (option == "--keyless")
            options.shape.keys = false;
        else if (option == "--journal")
            options.journal = true;
        else
            throw std::invalid_argument("unknown option " + option);
    }
    return options;
}

}  // namespace

int main(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    try {
        const Options options = parse(argc, argv);
        Generator generator(options.shape, [&](const EventRecord& record) {
            if (options.journal)
                write_transaction(std::cout, record);
            else
                write_csv_row(std::cout, record);
        });
        if (!options.journal) write_csv_header(std::cout);
        generator.run();
        std::cout.flush();
        if (!std::cout) throw std::runtime_error("cannot write to standard output");
        return EXIT_SUCCESS;
    } catch (const std::exception& error) {
        std::cerr << "bench_generate: " << error.what() << "\n\n" << usage;
        return EXIT_FAILURE;
    }
}
