#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "inmail/app/row_list.hpp"
#include "inmail/core/state_stream.hpp"
#include "spooled_texts.hpp"

namespace inmail::app {

/// Rows that are gathered before they are drawn. The first thousand stay in memory, the others as SpooledTexts keeps texts.
/// `stream_fields(stream, row)` names the fields of a row.
template <class Row>
class SpooledRows {
  public:
    /// `name`: of what is kept, for messages.
    explicit SpooledRows(std::string name) : rest_(std::move(name)) {}

    void add(Row row) {
        if (first_.size() < most_in_memory) {
            first_.push_back(std::move(row));
            return;
        }
        StateWriter writer;
        stream_fields(writer, row);
        rest_.add(writer.take());
        ++in_rest_;
    }

    [[nodiscard]] static RowList<Row> list(SpooledRows rows) {
        const auto kept = std::make_shared<SpooledRows>(std::move(rows));
        return {kept->first_.size() + kept->in_rest_, [kept](const auto& take) { kept->each(take); }};
    }

  private:
    static constexpr std::size_t most_in_memory = 1000;

    void each(const typename RowList<Row>::Take& take) {
        for (const Row& row : first_) take(row);
        rest_.each([&take](std::string_view text) {
            StateReader reader(text);
            Row row;
            stream_fields(reader, row);
            take(row);
        });
    }

    std::vector<Row> first_;
    SpooledTexts rest_;
    std::size_t in_rest_{0};
};

}  // namespace inmail::app
