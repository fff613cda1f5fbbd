# Every target of ours links this: warnings are errors, and the sanitizers where they are asked for.
add_library(inmail_options INTERFACE)
target_compile_options(inmail_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
# Where it optimises, or with the sanitizers' code in it, gcc 12 takes sound code (moves of std::variant) for reads of nothing.
target_compile_options(inmail_options INTERFACE $<$<AND:$<CXX_COMPILER_ID:GNU>,$<OR:$<CONFIG:Release>,$<BOOL:${INMAIL_SANITIZE}>>>:-Wno-maybe-uninitialized>)
if(INMAIL_SANITIZE)
  target_compile_definitions(inmail_options INTERFACE INMAIL_SANITIZED)
  target_compile_options(inmail_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(inmail_options INTERFACE -fsanitize=address,undefined)
  # The sanitizers' descriptions of every line take a third of a million relocations at each start; a fixed address, none.
  set(is_module $<STREQUAL:$<TARGET_PROPERTY:TYPE>,MODULE_LIBRARY>)
  target_compile_options(inmail_options INTERFACE $<$<NOT:${is_module}>:-fno-pie>)
  target_link_options(inmail_options INTERFACE $<$<NOT:${is_module}>:-no-pie>)
endif()
if(INMAIL_FUZZ)
  target_compile_options(inmail_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# One library a layer: its public headers are include/inmail/<layer>, its private ones stay beside its sources, and what
# it may include is what it links. Usage: inmail_layer(store SOURCES a.cpp b.cpp USES core LINKS SQLiteCpp)
function(inmail_layer name)
  cmake_parse_arguments(LAYER "" "" "SOURCES;USES;LINKS" ${ARGN})
  add_library(inmail_${name} STATIC ${LAYER_SOURCES})
  # A layer sees the headers of the layers it uses and no others: each has an include root of links of its own.
  set(root ${CMAKE_BINARY_DIR}/layer-include/${name})
  file(MAKE_DIRECTORY ${root}/inmail)
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/include/inmail/${name} ${root}/inmail/${name} SYMBOLIC)
  target_include_directories(inmail_${name} PUBLIC ${root} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  foreach(used IN LISTS LAYER_USES)
    target_link_libraries(inmail_${name} PUBLIC inmail_${used})
  endforeach()
  target_link_libraries(inmail_${name} PRIVATE inmail_options ${LAYER_LINKS})
endfunction()
