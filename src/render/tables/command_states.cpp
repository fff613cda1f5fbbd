#include "tables/command_states.hpp"

namespace inmail::render {

std::string_view to_string(app::CommandRow::State state) {
    using State = app::CommandRow::State;
    switch (state) {
        case State::in_force:
            return "in_force";
        case State::partly:
            return "partly_in_force";
        case State::taken_back:
            return "taken_back";
        case State::replaced:
            return "superseded";
        case State::is_void:
            return "void";
    }
    return "";
}

}  // namespace inmail::render
