-- name: draft
-- One text that is being typed.
SELECT id, value, saved_at FROM drafts WHERE owner_id = $owner_id AND subject = $subject;

-- name: of_subject
-- Everything that the owner is typing about a subject.
SELECT subject, value, saved_at FROM drafts WHERE owner_id = $owner_id AND starts_with(subject, $prefix) AND value != '';

-- name: add
-- Its first text.
INSERT INTO drafts (owner_id, subject, value, saved_at) VALUES ($owner_id, $subject, $value, $now);

-- name: change
-- Its next text.
UPDATE drafts SET value = $value, version = version + 1, saved_at = $now WHERE id = $id;

-- name: discard
-- It was sent: nothing of it is kept here.
UPDATE drafts SET value = '' WHERE owner_id = $owner_id AND starts_with(subject, $prefix);
