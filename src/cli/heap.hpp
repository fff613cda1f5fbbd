#pragma once

namespace inmail::cli {

/// Has the kernel hand over at once the memory that a small command comes to use. Left to itself it hands over page by page, each
/// for an interrupt of the program, a hundred and fifty times a send: a twenty-fifth of its time. Before much else is done.
void take_memory_at_once();

}  // namespace inmail::cli
