# Loading a dozen shared libraries takes longer than recording a send. Libraries that are small, or that every command uses, are
# linked statically if there is an archive of them. Big ones that few commands use are in a module (src/io/module).
option(INMAIL_STATIC "Link what every command uses statically, if there is an archive of it" ON)

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
# Use pkg-config: Debian's CMake config of libzip requires command line tools that its -dev package does not contain.
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)

# The libraries of this list are searched for as archives first.
set(shared_first ${CMAKE_FIND_LIBRARY_SUFFIXES})
if(INMAIL_STATIC)
  list(PREPEND CMAKE_FIND_LIBRARY_SUFFIXES ${CMAKE_STATIC_LIBRARY_SUFFIX})
endif()
find_package(SQLite3 REQUIRED)
find_package(SQLiteCpp REQUIRED)
# Not OPENSSL_USE_STATIC_LIBS: it adds what the whole of libcrypto needs, such as zlib and zstd. SHA-256 needs neither.
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_library(LIBCSV_LIBRARY csv REQUIRED)
find_library(UTF8PROC_LIBRARY utf8proc REQUIRED)
find_library(CMARK_GFM_LIBRARY cmark-gfm REQUIRED)
find_library(CMARK_GFM_EXTENSIONS_LIBRARY cmark-gfm-extensions REQUIRED)
set(CMAKE_FIND_LIBRARY_SUFFIXES ${shared_first})

find_package(date REQUIRED)
find_package(CLI11 REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tomlplusplus REQUIRED)
# Its author calls the header mustache.hpp, Debian kainjow/mustache.hpp.
find_path(MUSTACHE_INCLUDE_DIR kainjow/mustache.hpp)
if(NOT MUSTACHE_INCLUDE_DIR)
  find_file(MUSTACHE_HEADER mustache.hpp REQUIRED)
  set(MUSTACHE_INCLUDE_DIR ${PROJECT_BINARY_DIR}/mustache)
  configure_file(${MUSTACHE_HEADER} ${MUSTACHE_INCLUDE_DIR}/kainjow/mustache.hpp COPYONLY)
endif()
find_path(XXHASH_INCLUDE_DIR xxhash.h REQUIRED)
# Only the header: the library is loaded when a location names a server (src/store/postgres/libpq.hpp).
pkg_check_modules(libpq QUIET libpq)
find_path(LIBPQ_INCLUDE_DIR libpq-fe.h HINTS ${libpq_INCLUDE_DIRS} PATH_SUFFIXES postgresql REQUIRED)
find_path(UTF8PROC_INCLUDE_DIR utf8proc.h REQUIRED)
add_library(utf8proc INTERFACE IMPORTED)
target_link_libraries(utf8proc INTERFACE ${UTF8PROC_LIBRARY})
target_include_directories(utf8proc INTERFACE ${UTF8PROC_INCLUDE_DIR})
find_path(CMARK_GFM_INCLUDE_DIR cmark-gfm-core-extensions.h REQUIRED)
add_library(markdown_parser INTERFACE IMPORTED)
target_link_libraries(markdown_parser INTERFACE ${CMARK_GFM_EXTENSIONS_LIBRARY} ${CMARK_GFM_LIBRARY})
target_include_directories(markdown_parser INTERFACE ${CMARK_GFM_INCLUDE_DIR})
find_path(LIBCSV_INCLUDE_DIR csv.h REQUIRED)
add_library(libcsv INTERFACE IMPORTED)
target_link_libraries(libcsv INTERFACE ${LIBCSV_LIBRARY})
target_include_directories(libcsv INTERFACE ${LIBCSV_INCLUDE_DIR})

# toml++ as headers only, because only a few source files of io include it.
add_library(inmail_toml INTERFACE)
target_compile_definitions(inmail_toml INTERFACE TOML_HEADER_ONLY=1 TOML_ENABLE_FORMATTERS=0)
target_include_directories(inmail_toml SYSTEM INTERFACE $<TARGET_PROPERTY:tomlplusplus::tomlplusplus,INTERFACE_INCLUDE_DIRECTORIES>)

# Compiles fmt's source, which Debian ships as a header, so that no start has to load the shared library.
get_target_property(fmt_type fmt::fmt TYPE)
if(INMAIL_STATIC AND fmt_type STREQUAL "SHARED_LIBRARY" AND fmt_VERSION VERSION_GREATER_EQUAL 9 AND fmt_VERSION VERSION_LESS 11)
  add_library(inmail_fmt STATIC ${PROJECT_SOURCE_DIR}/cmake/fmt.cpp)
  target_include_directories(inmail_fmt SYSTEM PUBLIC $<TARGET_PROPERTY:fmt::fmt,INTERFACE_INCLUDE_DIRECTORIES>)
  target_compile_features(inmail_fmt PUBLIC cxx_std_17)
else()
  add_library(inmail_fmt INTERFACE)
  target_link_libraries(inmail_fmt INTERFACE fmt::fmt)
endif()
