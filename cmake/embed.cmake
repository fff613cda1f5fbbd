# Builds the text of files into the program.

# The text of a file as a C++ string literal. A change of the file makes CMake configure again.
function(inmail_literal_of file result)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} text)
  set(${result} "R\"embedded(${text})embedded\"" PARENT_SCOPE)
endfunction()

# The migrations in order of their names, NNNN_name.sql. The number is the schema version that the migration makes.
function(inmail_embed_migrations output)
  file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/migrations/sqlite/*.sql)
  list(SORT files)
  set(INMAIL_MIGRATIONS "")
  set(version 0)
  foreach(file IN LISTS files)
    get_filename_component(name ${file} NAME_WE)
    math(EXPR version "${version} + 1")
    if(NOT name MATCHES "^0*${version}_[a-z_]+$")
      message(FATAL_ERROR "migrations/sqlite/${name}.sql: expected number ${version} and lower-case letters")
    endif()
    inmail_literal_of(${file} sql)
    string(APPEND INMAIL_MIGRATIONS "        {${version}, \"${name}\", ${sql}},\n")
  endforeach()
  configure_file(${PROJECT_SOURCE_DIR}/cmake/migrations_data.cpp.in ${output} @ONLY)
endfunction()

# A digest of all that a fold follows (its sources, and the rulebooks that ship), by which a program tells whether a cached state
# was made by the same rules.
function(inmail_take_fold_version output)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/core/*.[ch]pp ${PROJECT_SOURCE_DIR}/include/inmail/core/*.hpp
       ${PROJECT_SOURCE_DIR}/migrations/sqlite/*.sql)
  foreach(feeds app/fold/fold_run app/fold/account_groups store/sqlite/checkpoints store/sqlite/key_column store/sqlite/fold_reader store/sqlite/terms_table store/sqlite/linked_accounts)
    list(APPEND sources ${PROJECT_SOURCE_DIR}/src/${feeds}.cpp)
  endforeach()
  list(SORT sources)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${sources})
  set(digests "")
  foreach(source IN LISTS sources)
    file(SHA256 ${source} digest)
    string(APPEND digests ${digest})
  endforeach()
  string(SHA256 INMAIL_FOLD_VERSION "${digests}")
  configure_file(${PROJECT_SOURCE_DIR}/cmake/fold_version.cpp.in ${output} @ONLY)
endfunction()

# The templates in the caller's folder, by their names without the extension.
function(inmail_embed_templates output)
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.mustache ${CMAKE_CURRENT_SOURCE_DIR}/*.css)
  list(SORT files)
  set(INMAIL_TEMPLATES "")
  foreach(file IN LISTS files)
    get_filename_component(name ${file} NAME_WE)
    inmail_literal_of(${file} text)
    string(APPEND INMAIL_TEMPLATES "        {\"${name}\", ${text}},\n")
  endforeach()
  configure_file(${PROJECT_SOURCE_DIR}/cmake/templates_data.cpp.in ${output} @ONLY)
endfunction()
