# The reader of LinkedIn's exports, as paths relative to src/io.
set(LINKEDIN_SOURCES
  linkedin/archive.cpp
  linkedin/cell.cpp
  linkedin/classify.cpp
  linkedin/connections.cpp
  linkedin/dates.cpp
  linkedin/era.cpp
  linkedin/foreign.cpp
  linkedin/invitations.cpp
  linkedin/messages.cpp
  linkedin/owner.cpp
  linkedin/party.cpp
  linkedin/source.cpp
  linkedin/table.cpp
  linkedin/team.cpp
  linkedin/threads.cpp
  linkedin/zip.cpp)
