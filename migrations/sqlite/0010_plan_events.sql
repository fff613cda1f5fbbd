-- Serves reports that look ahead: which subscribe, switch, cancel and reassign lie after an instant. They are few among all events.
CREATE INDEX event_plan ON event (occurred_at) WHERE kind IN (0, 1, 2, 13);
