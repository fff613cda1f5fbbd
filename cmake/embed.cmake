# Builds the text of files into the program.

# The text of a file as a C++ string literal. A change of the file makes CMake configure again.
function(inmail_literal_of file result)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} text)
  set(${result} "R\"embedded(${text})embedded\"" PARENT_SCOPE)
endfunction()

# The migrations of a kind of store in order of their names, NNNN_name.sql. The number is the schema version that the migration makes.
function(inmail_embed_migrations store namespace output)
  file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/migrations/${store}/*.sql)
  list(SORT files)
  set(INMAIL_MIGRATIONS "")
  set(version 0)
  foreach(file IN LISTS files)
    get_filename_component(name ${file} NAME_WE)
    math(EXPR version "${version} + 1")
    if(NOT name MATCHES "^0*${version}_[a-z_]+$")
      message(FATAL_ERROR "migrations/${store}/${name}.sql: expected number ${version} and lower-case letters")
    endif()
    inmail_literal_of(${file} sql)
    string(APPEND INMAIL_MIGRATIONS "        {${version}, \"${name}\", ${sql}},\n")
  endforeach()
  configure_file(${PROJECT_SOURCE_DIR}/cmake/migrations_data.cpp.in ${output} @ONLY)
endfunction()

# What the migrations of a server make.
function(inmail_embed_catalog output)
  inmail_literal_of(${PROJECT_SOURCE_DIR}/migrations/postgres/catalog.txt INMAIL_CATALOG)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/catalog_data.cpp.in ${output} @ONLY)
endfunction()

# C++ pairs of each file's name, without the extension, and its text: inmail_texts_by_name(VARIABLE FILE...)
function(inmail_texts_by_name variable)
  set(pairs "")
  set(files ${ARGN})
  list(SORT files)
  foreach(file IN LISTS files)
    get_filename_component(name ${file} NAME_WE)
    inmail_literal_of(${file} text)
    string(APPEND pairs "        {\"${name}\", ${text}},\n")
  endforeach()
  set(${variable} "${pairs}" PARENT_SCOPE)
endfunction()

# The templates in the caller's folder, by their names without the extension.
function(inmail_embed_templates output)
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.mustache ${CMAKE_CURRENT_SOURCE_DIR}/*.css)
  inmail_texts_by_name(INMAIL_TEMPLATES ${files})
  configure_file(${PROJECT_SOURCE_DIR}/cmake/templates_data.cpp.in ${output} @ONLY)
endfunction()

# The credit rules.
function(inmail_embed_rules output)
  inmail_literal_of(${PROJECT_SOURCE_DIR}/docs/rules.md INMAIL_RULES)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/rules_data.cpp.in ${output} @ONLY)
endfunction()

# The tables of what is published beside the rulebooks.
function(inmail_embed_published output)
  inmail_literal_of(${PROJECT_SOURCE_DIR}/data/benchmarks.csv INMAIL_BENCHMARKS)
  inmail_literal_of(${PROJECT_SOURCE_DIR}/data/limits.csv INMAIL_LIMITS)
  inmail_literal_of(${PROJECT_SOURCE_DIR}/data/prices.csv INMAIL_PRICES)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/published_data.cpp.in ${output} @ONLY)
endfunction()

# The rules files that ship, for tables and for sequences, by their names without the extension.
function(inmail_embed_rules_files output)
  file(GLOB tables CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/data/table-rules/*.toml)
  inmail_texts_by_name(INMAIL_TABLE_RULES ${tables})
  file(GLOB sequences CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/data/sequences/*.toml)
  inmail_texts_by_name(INMAIL_SEQUENCES ${sequences})
  configure_file(${PROJECT_SOURCE_DIR}/cmake/shipped_rules_data.cpp.in ${output} @ONLY)
endfunction()
