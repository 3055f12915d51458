-- name: conversation
-- One conversation with its dossier, cycle and employment. Small lookups by key: one wide join costs ten times more.
SELECT c.id, c.dossier_id, c.kind, c.state, c.version, c.due_on, c.scheduled_at, c.place, c.proposed_side, c.proposed_at, c.agreed_at,
       c.recorder, c.record_by, c.recorder_asked, c.recorder_asked_side, c.opened_at, c.held_on, c.held_marked_side,
       c.held_marked_at, c.contested_at, c.recorded_at, c.final_at, c.suspended_on, c.state_before, c.paused_days, c.cancel_code,
       d.cycle_id, d.employment_id, d.period_from, d.period_until, y.year, y.feedback_days, y.revision_days, y.record_days,
       y.sign_days, y.employee_form_id, y.manager_form_id, y.state AS cycle_state, e.person_id AS employee_id
FROM conversations c
JOIN dossiers d ON d.id = c.dossier_id
JOIN cycles y ON y.id = d.cycle_id
JOIN employments e ON e.id = d.employment_id
WHERE c.id = $id;

-- name: placement
-- Where the employment stands today (before the first day or after the last: the nearest period).
SELECT p.department_id, o.name AS department_name, p.manager_id, p.position, p.hours_per_week
FROM placements p
JOIN departments o ON o.id = p.department_id
WHERE p.employment_id = $employment_id
ORDER BY (p.valid_from <= $today AND (p.valid_to IS NULL OR p.valid_to > $today)) DESC, p.valid_from DESC
LIMIT 1;

-- name: people_called
-- How the two sides are called.
SELECT id, name, given_name FROM person_names WHERE id IN ($employee, $manager);

-- name: manager_of
-- Who manages a person today, in their first employment.
SELECT p.manager_id
FROM employments e
JOIN placements_on($today) p ON p.employment_id = e.id
WHERE e.person_id = $person_id
ORDER BY e.sequence
LIMIT 1;

-- name: version
-- The working version of the plan that comes from a conversation.
SELECT id AS plan_version_id, edited_side, editor_id, edited_at, final_submission_id
FROM plan_versions WHERE conversation_id = $id AND withdrawn_at IS NULL;

-- name: submission
-- The newest text of a version, without the text.
SELECT id AS submission_id, number AS submission_number, submitted_side, submitted_at, review_until, sha256
FROM submissions WHERE plan_version_id = $plan_version_id ORDER BY number DESC LIMIT 1;

-- name: former_managers
-- Who managed this employment before and may still read for some days.
SELECT DISTINCT manager_id FROM placements
WHERE employment_id = $employment_id AND manager_id IS NOT NULL AND valid_to IS NOT NULL
  AND valid_to <= $today AND valid_to > $since;

-- name: delegates
-- Who stands in for a manager today, with which rights.
SELECT delegate_id, may_converse, may_record, may_finalise FROM delegations
WHERE manager_id = $manager_id AND revoked_at IS NULL AND valid_from <= $today AND valid_until >= $today;

-- name: handed_in
-- When each side handed in; the newest preparation of a side counts (a new manager writes their own).
SELECT side, max(handed_in_at) AS handed_in_at FROM preparations WHERE conversation_id = $id GROUP BY side;

-- name: move
-- Put a conversation in a new state, unless somebody else changed it since it was read.
UPDATE conversations SET state = $state, version = version + 1 WHERE id = $id AND version = $version RETURNING version;
