-- name: next_number
-- The number of the next version of a dossier's plan.
SELECT coalesce(max(number), 0) + 1 FROM plan_versions WHERE dossier_id = $dossier_id;

-- name: begin_version
-- A new working copy.
INSERT INTO plan_versions (dossier_id, number, conversation_id, recorder, period_from, period_until, created_at)
VALUES ($dossier_id, $number, $conversation_id, $recorder, $period_from, $period_until, $now)
RETURNING id;

-- name: withdraw_version
-- Somebody else took over the recording: this copy stays its author's.
UPDATE plan_versions SET withdrawn_at = $now WHERE id = $id;

-- name: hold_pen
-- Who is writing, and from which side the unsent changes come.
UPDATE plan_versions SET editor_id = $editor_id, edited_at = $now, edited_side = $edited_side WHERE id = $id;

-- name: drop_pen
-- Nothing unsent is left.
UPDATE plan_versions SET editor_id = NULL, edited_side = NULL WHERE id = $id;

-- name: rows
-- The working copy in the order of the plan.
SELECT r.id, r.agreement_id, a.section, r.position, a.proposed_by, r.fields, r.version, r.saved_at
FROM draft_rows r JOIN agreements a ON a.id = r.agreement_id
WHERE r.plan_version_id = $plan_version_id AND r.removed_at IS NULL
ORDER BY r.position, r.id;

-- name: row
-- One row of the working copy, removed or not.
SELECT r.id, r.plan_version_id, r.agreement_id, a.section, r.position, r.fields, r.saved_at, r.removed_at
FROM draft_rows r JOIN agreements a ON a.id = r.agreement_id
WHERE r.plan_version_id = $plan_version_id AND r.agreement_id = $agreement_id;

-- name: add_agreement
-- A new identity, which stays the same across versions.
INSERT INTO agreements (dossier_id, section, proposed_by, created_by, created_at)
VALUES ($dossier_id, $section, $proposed_by, $created_by, $now) RETURNING id;

-- name: add_row
-- Its first text.
INSERT INTO draft_rows (plan_version_id, agreement_id, position, fields, saved_at, saved_by)
VALUES ($plan_version_id, $agreement_id, $position, $fields, $now, $saved_by);

-- name: last_position
-- Where the last row stands.
SELECT coalesce(max(position), 0) FROM draft_rows WHERE plan_version_id = $plan_version_id;

-- name: change_row
-- The next text of a row.
UPDATE draft_rows SET fields = $fields, version = version + 1, saved_at = $now, saved_by = $saved_by WHERE id = $id;

-- name: move_row
-- Another place in the order.
UPDATE draft_rows SET position = $position WHERE id = $id;

-- name: remove_row
-- Taken out, or put back when empty.
UPDATE draft_rows SET removed_at = $removed_at WHERE id = $id;

-- name: marks
-- The sections that are empty on purpose.
SELECT section, mark FROM draft_marks WHERE plan_version_id = $plan_version_id AND mark != '';

-- name: has_mark
-- Whether a section was ever marked.
SELECT mark FROM draft_marks WHERE plan_version_id = $plan_version_id AND section = $section;

-- name: add_mark
-- Mark a section for the first time.
INSERT INTO draft_marks (plan_version_id, section, mark) VALUES ($plan_version_id, $section, $mark);

-- name: change_mark
-- Mark it otherwise.
UPDATE draft_marks SET mark = $mark WHERE plan_version_id = $plan_version_id AND section = $section;

-- name: submissions
-- Every text that was put before the other side, newest first.
SELECT id, number, submitted_by, submitted_side, submitted_at, review_until, content, sha256
FROM submissions WHERE plan_version_id = $plan_version_id ORDER BY number DESC;

-- name: add_submission
-- A text as it went to the other side.
INSERT INTO submissions
  (plan_version_id, number, submitted_by, submitted_side, submitted_at, review_until, content, sha256)
VALUES ($plan_version_id, $number, $submitted_by, $side, $now, $review_until, $content, $sha256)
RETURNING id;

-- name: add_submission_row
-- One of its rows, for counting.
INSERT INTO submission_rows (submission_id, agreement_id, section, goal_id, development_type, cost_cents)
VALUES ($submission_id, $agreement_id, $section, $goal_id, $development_type, $cost_cents);

-- name: first_recorded
-- When the plan was first submitted; a new text has a window of its own.
UPDATE conversations SET recorded_at = coalesce(recorded_at, $now), paused_days = 0 WHERE id = $id;

-- name: feedback
-- What was written about the texts of a version, oldest first.
SELECT f.id, f.submission_id, u.number AS submission_number, f.agreement_id, f.author_id, n.given_name AS author_name,
       f.text, f.created_at
FROM feedback f
JOIN submissions u ON u.id = f.submission_id
JOIN person_names n ON n.id = f.author_id
WHERE u.plan_version_id = $plan_version_id
ORDER BY f.created_at, f.id;

-- name: add_feedback
-- One remark.
INSERT INTO feedback (submission_id, agreement_id, author_id, text, created_at)
VALUES ($submission_id, $agreement_id, $author_id, $text, $now);

-- name: reactions
-- Who reacted to a text, and how.
SELECT r.author_id, r.kind, r.created_at FROM reactions r WHERE r.submission_id = $submission_id ORDER BY r.created_at;

-- name: add_reaction
-- Feedback was sent, or no remarks.
INSERT INTO reactions (submission_id, author_id, kind, created_at) VALUES ($submission_id, $author_id, $kind, $now);

-- name: finalise_version
-- The text in force from now.
UPDATE plan_versions SET final_submission_id = $submission_id, final_at = $now, editor_id = NULL, edited_side = NULL WHERE id = $id;

-- name: finalise_conversation
-- When it became final, and by whom.
UPDATE conversations SET final_at = $now, final_by = $by WHERE id = $id;

-- name: finalised_by
-- Who made the text final.
SELECT n.name FROM conversations c JOIN person_names n ON n.id = c.final_by WHERE c.id = $id;

-- name: signatures
-- Under the final text: the employee's own, and a refusal that the manager noted.
SELECT s.id, s.kind, s.statement, s.signer_id, s.noted_by, s.signed_at, s.sha256, n.given_name AS noted_by_name
FROM signatures s LEFT JOIN person_names n ON n.id = s.noted_by
WHERE s.submission_id = $submission_id ORDER BY s.signed_at;

-- name: add_signature
-- One signature, or a noted refusal.
INSERT INTO signatures (submission_id, sha256, signer_id, kind, statement, noted_by, signed_at)
VALUES ($submission_id, $sha256, $signer_id, $kind, $statement, $noted_by, $now);

-- name: goals
-- The goals of a year for a department and of the whole organisation.
SELECT id, title FROM goals
WHERE cycle_id = $cycle_id AND withdrawn_at IS NULL AND (department_id IS NULL OR department_id = $department_id)
ORDER BY title;

-- name: add_request
-- A development agreement becomes a request when the plan is final.
INSERT INTO development_requests (dossier_id, agreement_id, type, title, period, cost_cents, hours, mandatory, state, requested_at)
VALUES ($dossier_id, $agreement_id, $type, $title, $period, $cost_cents, $hours, $mandatory, 'requested', $now);
