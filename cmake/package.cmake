# What `cmake --install` brings besides the program, its module and the man pages, and how cpack makes a Debian package of it.

install(FILES packaging/completions/inmail.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME inmail)
install(FILES packaging/completions/_inmail DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES packaging/completions/inmail.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

set(documentation ${CMAKE_INSTALL_DATADIR}/doc/inmail-ledger)
install(FILES README.md CHANGELOG.md CONTRIBUTING.md vcpkg.json packaging/copyright DESTINATION ${documentation})
install(DIRECTORY docs sample-data DESTINATION ${documentation})

# The licences of what becomes part of the program: archives, and headers that are more than declarations. Debian keeps each with
# the package that brings it. Elsewhere packaging/copyright alone names them.
set(licensed libcli11-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libcsv-dev libfmt-dev libhowardhinnant-date-dev
  libkainjow-mustache-dev libsqlite3-dev libsqlitecpp-dev libssl-dev libtomlplusplus-dev libutf8proc-dev libxxhash-dev
  nlohmann-json3-dev)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  string(REGEX MATCH "^[0-9]+" gcc_version ${CMAKE_CXX_COMPILER_VERSION})
  list(APPEND licensed libstdc++-${gcc_version}-dev)
else()
  file(GLOB libstdcxx RELATIVE /usr/share/doc /usr/share/doc/libstdc++-*-dev)
  list(APPEND licensed ${libstdcxx})
endif()
foreach(package IN LISTS licensed)
  get_filename_component(licence /usr/share/doc/${package}/copyright REALPATH)
  if(EXISTS ${licence})
    install(FILES ${licence} DESTINATION ${documentation}/licenses RENAME ${package})
  endif()
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME inmail-ledger)
set(CPACK_PACKAGE_VENDOR "inmail-ledger")
# Who makes a package answers for it, as Debian's tools have it.
if(DEFINED ENV{DEBEMAIL} AND DEFINED ENV{DEBFULLNAME})
  set(CPACK_PACKAGE_CONTACT "$ENV{DEBFULLNAME} <$ENV{DEBEMAIL}>")
else()
  set(CPACK_PACKAGE_CONTACT "inmail-ledger maintainers <noreply@invalid>")
endif()
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "ledger of LinkedIn InMail credits")
set(CPACK_PACKAGE_DESCRIPTION 
  "inmail keeps a team's ledger of LinkedIn InMail credits: what was sent,\nwhat came back, and what expired or was lost at the cap. It sends nothing,\nand opens no network connection but to a database server that you name.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/packaging/debian_layout.cmake)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS tzdata)  # which a zone other than UTC is read from
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "bash-completion, libpq5, man-db")
include(CPack)
