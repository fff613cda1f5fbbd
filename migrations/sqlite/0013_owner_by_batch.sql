-- Tells which import learnt whose archives a seat's are, so that what undoes the import takes that back, too.
ALTER TABLE archive_owner ADD COLUMN batch INTEGER REFERENCES batch (id);
