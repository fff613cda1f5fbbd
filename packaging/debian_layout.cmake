# Run by cpack on the installed files: what Debian wants otherwise than `cmake --install` leaves it.
file(GLOB prefixes ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr)
list(GET prefixes 0 prefix)
set(documentation ${prefix}/share/doc/inmail-ledger)

file(RENAME ${prefix}/share/zsh/site-functions ${prefix}/share/zsh/vendor-completions)

string(TIMESTAMP now "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE ${documentation}/changelog
  "inmail-ledger (${CPACK_PACKAGE_VERSION}) stable; urgency=medium\n\n  * CHANGELOG.md says what changed.\n\n"
  " -- ${CPACK_PACKAGE_CONTACT}  ${now}\n")
file(GLOB compressed ${prefix}/share/man/man*/* ${documentation}/changelog)
execute_process(COMMAND gzip -9n ${compressed} COMMAND_ERROR_IS_FATAL ANY)
