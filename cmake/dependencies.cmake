# Loading a dozen shared libraries takes longer than recording a send. Libraries that are small, or that every command uses, are
# linked statically if Debian has an archive of them. Big ones that few commands use are in a module (src/io/module).
find_library(SQLite3_LIBRARY NAMES libsqlite3.a sqlite3)
set(OPENSSL_USE_STATIC_LIBS ON)

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(SQLiteCpp REQUIRED)
find_package(date REQUIRED)
find_package(CLI11 REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
# Use pkg-config: Debian's CMake config of libzip requires command line tools that its -dev package does not contain.
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip)
find_library(UTF8PROC_LIBRARY NAMES libutf8proc.a utf8proc REQUIRED)
find_path(UTF8PROC_INCLUDE_DIR utf8proc.h REQUIRED)
add_library(utf8proc INTERFACE IMPORTED)
target_link_libraries(utf8proc INTERFACE ${UTF8PROC_LIBRARY})
target_include_directories(utf8proc INTERFACE ${UTF8PROC_INCLUDE_DIR})
find_library(LIBCSV_LIBRARY NAMES libcsv.a csv REQUIRED)
find_path(LIBCSV_INCLUDE_DIR csv.h REQUIRED)
add_library(libcsv INTERFACE IMPORTED)
target_link_libraries(libcsv INTERFACE ${LIBCSV_LIBRARY})
target_include_directories(libcsv INTERFACE ${LIBCSV_INCLUDE_DIR})

# toml++ as headers only, because only one source file includes it.
add_library(inmail_toml INTERFACE)
target_compile_definitions(inmail_toml INTERFACE TOML_HEADER_ONLY=1 TOML_ENABLE_FORMATTERS=0)
target_include_directories(inmail_toml SYSTEM INTERFACE $<TARGET_PROPERTY:tomlplusplus::tomlplusplus,INTERFACE_INCLUDE_DIRECTORIES>)

# Compiles fmt's source, which Debian ships as a header, so that no start has to load the shared library.
if(fmt_VERSION VERSION_LESS 10)
  add_library(inmail_fmt STATIC ${PROJECT_SOURCE_DIR}/cmake/fmt.cpp)
  target_include_directories(inmail_fmt SYSTEM PUBLIC $<TARGET_PROPERTY:fmt::fmt,INTERFACE_INCLUDE_DIRECTORIES>)
  target_compile_features(inmail_fmt PUBLIC cxx_std_17)
else()
  add_library(inmail_fmt INTERFACE)
  target_link_libraries(inmail_fmt INTERFACE fmt::fmt)
endif()
