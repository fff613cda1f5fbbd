-- Serves what is known of a person before they are written to: who wrote to them, and what they answered. It takes the place of the
-- index of free messages, which served a part of that.
CREATE INDEX event_by_prospect ON event (prospect) WHERE prospect IS NOT NULL;
DROP INDEX event_free_send;
