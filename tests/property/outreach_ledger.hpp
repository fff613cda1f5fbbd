#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "inmail/app/outreach/next.hpp"
#include "inmail/app/outreach/planner.hpp"
#include "inmail/app/report_query.hpp"
#include "outreach/ledger_plan.hpp"
#include "property/random_outreach.hpp"
#include "support/temp_dir.hpp"

namespace reference {

/// The place of a handle among `outreach_handles`.
[[nodiscard]] std::size_t place_of(const std::string& handle);

/// A ledger of random outreach, asked as `route` and `next` ask it, with the sequence connect-first.
class OutreachLedger {
  public:
    explicit OutreachLedger(const Outreach& world);

    /// With small limits, so that lists reach them.
    [[nodiscard]] inmail::app::PlanInput input(const Outreach& world,
                                               inmail::app::InMailsTo inmails_to = inmail::app::InMailsTo::all) const;
    /// What the seat alone may send, by the whole ledger or by the part that it needs.
    [[nodiscard]] inmail::app::PlanInput input_of_seat(const std::vector<inmail::Prospect>& listed, inmail::SeatId seat,
                                                       bool of_part) const;
    [[nodiscard]] inmail::app::NextReport next(const Outreach& world, const std::string& team, inmail::Duration within,
                                               std::optional<inmail::AccountId> only = std::nullopt) const;

    [[nodiscard]] inmail::Store& store() const { return *store_; }
    [[nodiscard]] const inmail::app::ReportQuery& query() const { return query_; }

  private:
    [[nodiscard]] inmail::app::OutreachScope everything() const;

    inmail::test::TempDir directory_{inmail::test::TempDir::Medium::memory};
    std::unique_ptr<inmail::Store> store_;
    inmail::app::ReportQuery query_;
    inmail::Sequence sequence_;
    inmail::app::Sequences sequences_;
};

}  // namespace reference
