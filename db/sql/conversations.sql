-- name: schedule
-- Set date, place, recorder and record-by of a talk.
UPDATE conversations
SET scheduled_at = $scheduled_at, place = $place, proposed_side = $side, proposed_at = $now, agreed_at = NULL,
    recorder = $recorder, record_by = $record_by, recorder_asked = $asked, recorder_asked_side = $asked_side,
    opened_at = $opened_at
WHERE id = $id;

-- name: agree
-- The other side said yes to the date.
UPDATE conversations SET agreed_at = $now WHERE id = $id;

-- name: ask_recorder
-- A change of recorder that waits for the other side (empty: none waits).
UPDATE conversations SET recorder_asked = $recorder, recorder_asked_side = $side WHERE id = $id;

-- name: set_recorder
-- Who records, by when.
UPDATE conversations
SET recorder = $recorder, record_by = $record_by, recorder_asked = NULL, recorder_asked_side = NULL WHERE id = $id;

-- name: hold
-- The talk took place.
UPDATE conversations
SET held_on = $held_on, held_marked_side = $side, held_marked_at = $now, recorder = $recorder, record_by = $record_by,
    recorder_asked = NULL, recorder_asked_side = NULL, opened_at = $opened_at
WHERE id = $id;

-- name: clear_attendees
-- Forget the third persons.
DELETE FROM attendees WHERE conversation_id = $id;

-- name: add_attendee
-- One third person at the talk.
INSERT INTO attendees (conversation_id, position, name, role) VALUES ($id, $position, $name, $role);

-- name: attendees
-- The third persons at the talk.
SELECT name, role FROM attendees WHERE conversation_id = $id ORDER BY position;

-- name: contest
-- Somebody says that the talk did not take place (empty: settled).
UPDATE conversations SET contested_at = $contested_at WHERE id = $id;

-- name: undo_held
-- HR found that the talk did not take place.
UPDATE conversations SET held_on = NULL, held_marked_side = NULL, held_marked_at = NULL, contested_at = NULL WHERE id = $id;

-- name: suspend
-- Stop the clock; remember where it stood.
UPDATE conversations SET suspended_on = $suspended_on, state_before = $state_before WHERE id = $id;

-- name: resume
-- Start the clock again: every open date moves by the days that it stood still.
UPDATE conversations
SET suspended_on = NULL, state_before = NULL, due_on = due_on + $days, record_by = record_by + $days,
    paused_days = paused_days + $days
WHERE id = $id;

-- name: cancel
-- Why it will not take place.
UPDATE conversations SET cancel_code = $code WHERE id = $id;

-- name: add_agenda_point
-- A point that both sides see at once.
INSERT INTO agenda_points (conversation_id, author_id, side, text, created_at)
VALUES ($conversation_id, $author_id, $side, $text, $now) RETURNING id;

-- name: agenda
-- The points of both sides in order of coming in.
SELECT a.id, a.side, a.author_id, a.text, a.created_at, n.given_name AS author_name
FROM agenda_points a JOIN person_names n ON n.id = a.author_id
WHERE a.conversation_id = $id AND a.withdrawn_at IS NULL
ORDER BY a.created_at, a.id;

-- name: agenda_point
-- One point.
SELECT id, conversation_id, author_id, withdrawn_at FROM agenda_points WHERE id = $id;

-- name: withdraw_agenda_point
-- Its author takes a point off the list.
UPDATE agenda_points SET withdrawn_at = $now WHERE id = $id;
