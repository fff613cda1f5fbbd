-- The file's revision: each transaction gives it a new random id, and keeps the id before. The write-ahead log repeats the row with
-- each transaction, so a file and a log that met by copying can be told from those that belong together. The program also finds
-- the row in raw pages (src/store/sqlite/revision.cpp), so every part of it has a fixed length.
CREATE TABLE revision (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    mark TEXT NOT NULL CHECK (mark = 'inmail-revision'),
    previous BLOB NOT NULL CHECK (length(previous) = 16),  -- zeros: none is known
    id BLOB NOT NULL CHECK (length(id) = 16)
) STRICT;
CREATE TRIGGER revision_no_delete BEFORE DELETE ON revision BEGIN SELECT RAISE(ABORT, 'the revision is never removed'); END;
INSERT INTO revision (only_row, mark, previous, id) VALUES (1, 'inmail-revision', zeroblob(16), randomblob(16));
