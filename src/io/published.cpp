#include "inmail/io/published.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "csv_reader.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/io/money.hpp"
#include "published_data.hpp"

namespace inmail::io {
namespace {

class TextBytes : public ByteStream {
  public:
    explicit TextBytes(std::string_view text) : text_(text) {}
    std::size_t read(char* to, std::size_t size) override {
        const std::size_t count = text_.copy(to, size);
        text_.remove_prefix(count);
        return count;
    }

  private:
    std::string_view text_;
};

using Row = std::map<std::string, std::string>;

/// The rows of a table that the program was built with, by the names of the columns.
std::vector<Row> rows_of(std::string_view csv, const char* name) {
    CsvOptions options;
    options.separator = ',';
    CsvReader reader(std::make_unique<TextBytes>(csv), name, options);
    CsvRecord header;
    CsvRecord record;
    std::vector<Row> rows;
    if (!reader.next(header)) return rows;
    while (reader.next(record)) {
        ensure(!record.flaw && record.fields.size() == header.fields.size(), "a shipped table has a field for each column");
        Row row;
        for (std::size_t i = 0; i < record.fields.size(); ++i) row[header.fields[i]] = record.fields[i];
        rows.push_back(std::move(row));
    }
    return rows;
}

template <class Enum, std::size_t count>
Enum choice(const std::array<std::string_view, count>& names, const std::string& name) {
    const auto* found = std::find(names.begin(), names.end(), name);
    ensure(found != names.end(), "a shipped table has the names that the program knows");
    return static_cast<Enum>(found - names.begin());
}

template <class T>
T sound(const Checked<T>& checked) {
    ensure(static_cast<bool>(checked), "a shipped table has readable figures");
    return *checked;
}

PublishedLimit limit_of(const Row& row) {
    constexpr std::array<std::string_view, 4> things{"purchase", "send", "chars", "subject"};
    constexpr std::array<std::string_view, 4> periods{"refresh", "week", "month", "message"};
    const auto channel = parse_channel(row.at("channel"));
    ensure(channel.has_value() != row.at("channel").empty(), "a shipped table has the names that the program knows");
    return {choice<PublishedLimit::What>(things, row.at("what")),
            channel,
            row.at("plan"),
            sound(parse_amount(row.at("count"))).value,
            choice<PublishedLimit::Period>(periods, row.at("period")),
            choice<Certainty>(certainty_names, row.at("certainty")),
            row.at("source")};
}

PublishedBenchmark benchmark_of(const Row& row) {
    constexpr std::array<std::string_view, 2> bases{"rate", "average"};
    const auto percent = [&](const char* column) { return static_cast<int>(sound(parse_amount(row.at(column))).value); };
    PublishedBenchmark benchmark;
    benchmark.of = choice<PublishedBenchmark::Of>(benchmark_names, row.at("of"));
    benchmark.low = percent("low");
    if (!row.at("high").empty()) benchmark.high = percent("high");
    benchmark.base = choice<PublishedBenchmark::Base>(bases, row.at("base"));
    benchmark.dated = row.at("dated");
    benchmark.certainty = choice<Certainty>(certainty_names, row.at("certainty"));
    benchmark.source = row.at("source");
    return benchmark;
}

PublishedPrice price_of(const Row& row) {
    const auto billed = parse_billing(row.at("billed"));
    ensure(billed.has_value(), "a shipped table has the names that the program knows");
    PublishedPrice price{row.at("plan"),  *billed, {}, row.at("dated"), choice<Certainty>(certainty_names, row.at("certainty")),
                         row.at("source")};
    if (!row.at("price").empty()) price.price = sound(parse_money(row.at("price"), row.at("currency")));
    return price;
}

template <class Published>
std::vector<Published> all_of(const std::vector<Row>& rows, Published (*read)(const Row&)) {
    std::vector<Published> all;
    for (const Row& row : rows) all.push_back(read(row));
    return all;
}

}  // namespace

const std::vector<PublishedBenchmark>& published_benchmarks() {
    static const std::vector<PublishedBenchmark> benchmarks = all_of(rows_of(benchmarks_csv(), "benchmarks.csv"), benchmark_of);
    return benchmarks;
}

const std::vector<PublishedLimit>& published_limits() {
    static const std::vector<PublishedLimit> limits = all_of(rows_of(limits_csv(), "limits.csv"), limit_of);
    return limits;
}

const std::vector<PublishedPrice>& published_prices() {
    static const std::vector<PublishedPrice> prices = all_of(rows_of(prices_csv(), "prices.csv"), price_of);
    return prices;
}

}  // namespace inmail::io
