-- name: own
-- The actor's own preparation.
SELECT id, side, author_id, form_version_id, handed_in_at FROM preparations
WHERE conversation_id = $conversation_id AND side = $side AND author_id = $author_id;

-- name: handed_in_by
-- The preparation that a side handed in, newest first.
SELECT p.id, p.side, p.author_id, p.form_version_id, p.handed_in_at, n.name AS author_name
FROM preparations p JOIN person_names n ON n.id = p.author_id
WHERE p.conversation_id = $conversation_id AND p.side = $side AND p.handed_in_at IS NOT NULL
ORDER BY p.handed_in_at DESC
LIMIT 1;

-- name: of_side
-- The newest preparation of a side, handed in or not: for answers that its author shares apart.
SELECT id, side, author_id, form_version_id FROM preparations
WHERE conversation_id = $conversation_id AND side = $side ORDER BY created_at DESC LIMIT 1;

-- name: begin
-- A first answer makes the preparation.
INSERT INTO preparations (conversation_id, side, author_id, form_version_id, created_at)
VALUES ($conversation_id, $side, $author_id, $form_version_id, $now)
RETURNING id, side, author_id, form_version_id, handed_in_at;

-- name: answers
-- What was answered.
SELECT question, value, version, saved_at, shared_at FROM answers WHERE preparation_id = $preparation_id;

-- name: answer
-- One answer.
SELECT id, value, version, saved_at, shared_at FROM answers WHERE preparation_id = $preparation_id AND question = $question;

-- name: add_answer
-- The first text of an answer.
INSERT INTO answers (preparation_id, question, value, saved_at) VALUES ($preparation_id, $question, $value, $now);

-- name: change_answer
-- The next text of an answer.
UPDATE answers SET value = $value, version = version + 1, saved_at = $now WHERE id = $id;

-- name: share_answer
-- Let the other side read one answer, or no longer.
UPDATE answers SET shared_at = $shared_at WHERE id = $id;

-- name: hand_in
-- Handed in, or taken back when empty.
UPDATE preparations SET handed_in_at = $handed_in_at WHERE id = $id;

-- name: open
-- The moment at which both preparations opened.
UPDATE conversations SET opened_at = $now WHERE id = $id;
