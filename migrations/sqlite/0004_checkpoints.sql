-- What the fold knew of a seat or pool at the end of a month, so that the next fold need not begin at the first event. A cache:
-- whatever stands here follows from the events. It may be emptied at any time, is made again, and is no link of the chain.
-- Whoever records an event that takes effect earlier removes it in the same transaction.
CREATE TABLE checkpoint (
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 1),  -- of the subject: pool, seat
    subject INTEGER NOT NULL,
    month INTEGER NOT NULL,     -- months since January 1970
    known_at INTEGER NOT NULL,  -- recorded_at of the last thing that was recorded when it was made
    state BLOB NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32),  -- of all of the row, and of the rules of the program that made it
    UNIQUE (kind, subject, month)
) STRICT;
