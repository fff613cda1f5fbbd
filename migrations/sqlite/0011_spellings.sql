-- Spellings of the first edition of the rules (RULES section 9): the prospects whose name is another one by the rules of today.
-- A derived table: no hash covers it, `verify` compares it with the names, and a name that is erased leaves it.
CREATE TABLE earlier_spelling (
    prospect INTEGER PRIMARY KEY REFERENCES prospect (id) DEFERRABLE INITIALLY DEFERRED,
    key_hash INTEGER NOT NULL  -- as prospect.name_hash, of the name's key of today
) STRICT;
CREATE INDEX earlier_spelling_by_key ON earlier_spelling (key_hash);
INSERT INTO earlier_spelling SELECT id, other_key_hash(name) FROM prospect WHERE other_key_hash(name) IS NOT NULL;
