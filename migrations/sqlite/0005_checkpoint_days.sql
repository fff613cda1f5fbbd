-- Checkpoints within the month, too: a fold then begins some days ago, and not up to a month. A cache: it may begin anew.
DROP TABLE checkpoint;
CREATE TABLE checkpoint (
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 1),  -- of the subject: pool, seat
    subject INTEGER NOT NULL,
    day INTEGER NOT NULL,       -- days since 1970: what the fold knew when it was over
    known_at INTEGER NOT NULL,  -- recorded_at of the last thing that was recorded when it was made
    state BLOB NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32),  -- of all of the row, and of the rules of the program that made it
    UNIQUE (kind, subject, day)
) STRICT;
