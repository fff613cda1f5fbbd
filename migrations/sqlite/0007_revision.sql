-- Each transaction gives the file a new random id and keeps the previous one. The write-ahead log repeats this row, so the program can
-- tell whether a log belongs to the file. The program also looks for the row in raw pages, so each column has a fixed length.
CREATE TABLE revision (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    mark TEXT NOT NULL CHECK (mark = 'inmail-revision'),
    previous BLOB NOT NULL CHECK (length(previous) = 16),  -- zeros: none is known
    id BLOB NOT NULL CHECK (length(id) = 16)
) STRICT;
CREATE TRIGGER revision_no_delete BEFORE DELETE ON revision BEGIN SELECT RAISE(ABORT, 'the revision is never removed'); END;
INSERT INTO revision (only_row, mark, previous, id) VALUES (1, 'inmail-revision', zeroblob(16), randomblob(16));
