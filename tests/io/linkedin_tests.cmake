# The tests of the reader of LinkedIn's exports.
set(LINKEDIN_TESTS
  linkedin_archive_test.cpp linkedin_cell_test.cpp linkedin_connections_test.cpp linkedin_dates_test.cpp linkedin_eras_test.cpp
  linkedin_fixtures_test.cpp linkedin_foreign_test.cpp linkedin_owner_test.cpp linkedin_people_test.cpp linkedin_support.cpp
  csv_reader_test.cpp linkedin_team_test.cpp linkedin_zip_test.cpp)
# Parts that are best tested by themselves have their headers beside their sources.
set_source_files_properties(${LINKEDIN_TESTS} PROPERTIES INCLUDE_DIRECTORIES ${PROJECT_SOURCE_DIR}/src/io)
