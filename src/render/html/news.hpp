#pragma once

#include <string>

#include "inmail/app/reports/worth.hpp"
#include "sections.hpp"

namespace inmail::render::html {

/// The page's first sentence: what was lost, the change since the months before, and its cause. "675 credits lost in September,
/// 21% more than in August; 407 of them in one pool, acme, that used 53."
[[nodiscard]] std::string news_of(const AuditSource& source);
/// "August" of an audit of September; "the 3 months before". Only if the report compares.
[[nodiscard]] std::string months_before_words(const app::AuditReport& report);
/// What the credits lost are worth at the plan's own price: "Worth about USD 3,052 at the
/// plan's price." Empty if nothing
/// has one.
[[nodiscard]] std::string worth_of_loss(const app::AuditReport& report);
/// Which of them have no such price, and what all would cost if they were bought one by one. Empty if there is nothing to say.
[[nodiscard]] std::string worth_note(const app::AuditReport& report);

}  // namespace inmail::render::html
