# Every target links inmail_options: warnings are errors, and INMAIL_SANITIZE adds the sanitizers.
add_library(inmail_options INTERFACE)
target_compile_options(inmail_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Werror)
# In a unit of several sources, one would shadow what only another declares. scripts/check-includes and clang-tidy read each alone.
target_compile_options(inmail_options INTERFACE $<$<NOT:$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>>:-Wshadow>)
# With optimisation or sanitizers, gcc 12 wrongly warns of uninitialised reads in moves of std::variant.
target_compile_options(inmail_options INTERFACE $<$<AND:$<CXX_COMPILER_ID:GNU>,$<OR:$<CONFIG:Release>,$<BOOL:${INMAIL_SANITIZE}>>>:-Wno-maybe-uninitialized>)
if(INMAIL_SANITIZE)
  target_compile_definitions(inmail_options INTERFACE INMAIL_SANITIZED)
  target_compile_options(inmail_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(inmail_options INTERFACE -fsanitize=address,undefined)
  # Programs with sanitizers are big: clang's own linker takes a quarter of the other's time for one.
  find_program(LLD ld.lld)
  if(LLD AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    target_link_options(inmail_options INTERFACE -fuse-ld=lld)
  endif()
  # With -fpie, the sanitizers' tables need a third of a million relocations at each start.
  set(is_module $<STREQUAL:$<TARGET_PROPERTY:TYPE>,MODULE_LIBRARY>)
  target_compile_options(inmail_options INTERFACE $<$<NOT:${is_module}>:-fno-pie>)
  target_link_options(inmail_options INTERFACE $<$<NOT:${is_module}>:-no-pie>)
endif()

# Adds the library of one layer. Its public headers are in include/inmail/<layer>, its private ones beside its sources.
# HIDES lists layers that it uses, but that its public headers do not show: who uses it cannot include theirs.
# Usage: inmail_layer(app SOURCES a.cpp b.cpp USES core HIDES store LINKS inmail_fmt)
function(inmail_layer name)
  cmake_parse_arguments(LAYER "" "" "SOURCES;USES;HIDES;LINKS" ${ARGN})
  add_library(inmail_${name} STATIC ${LAYER_SOURCES})
  # Each layer has its own include root, so that a layer sees only the headers of the layers it uses.
  set(root ${CMAKE_BINARY_DIR}/layer-include/${name})
  file(MAKE_DIRECTORY ${root}/inmail)
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/include/inmail/${name} ${root}/inmail/${name} SYMBOLIC)
  target_include_directories(inmail_${name} PUBLIC ${root} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  foreach(used IN LISTS LAYER_USES)
    target_link_libraries(inmail_${name} PUBLIC inmail_${used})
  endforeach()
  foreach(hidden IN LISTS LAYER_HIDES)
    target_link_libraries(inmail_${name} PRIVATE inmail_${hidden})
  endforeach()
  target_link_libraries(inmail_${name} PRIVATE inmail_options ${LAYER_LINKS})
endfunction()
