-- name: case
-- One conversation with all that decides who may do what: the employee, today's manager and theirs, the text in review.
WITH present AS (
  SELECT p.employment_id, p.department_id, p.manager_id, p.position, p.hours_per_week
  FROM placements p
  WHERE p.employment_id = (SELECT d.employment_id FROM conversations c JOIN dossiers d ON d.id = c.dossier_id WHERE c.id = $id)
  ORDER BY (p.valid_from <= $today AND (p.valid_to IS NULL OR p.valid_to > $today)) DESC, p.valid_from DESC
  LIMIT 1
)
SELECT c.id, c.dossier_id, c.kind, c.state, c.version, c.due_on, c.scheduled_at, c.place, c.proposed_side, c.agreed_at,
       c.recorder, c.record_by, c.recorder_asked, c.recorder_asked_side, c.opened_at, c.held_on, c.held_marked_side,
       c.held_marked_at, c.contested_at, c.recorded_at, c.final_at, c.suspended_on, c.state_before, c.cancel_code,
       d.cycle_id, d.employment_id, d.period_from, d.period_until, y.year, y.feedback_days, y.revision_days, y.record_days,
       y.sign_days, y.employee_form_id, y.manager_form_id, y.state AS cycle_state,
       e.person_id AS employee_id, en.name AS employee_name, en.given_name AS employee_given_name,
       t.department_id, t.position, t.hours_per_week, o.name AS department_name,
       t.manager_id, mn.name AS manager_name, mn.given_name AS manager_given_name,
       (SELECT min(s.manager_id) FROM employments se JOIN placements_on($today) s ON s.employment_id = se.id
        WHERE se.person_id = t.manager_id) AS second_manager_id,
       v.id AS plan_version_id, v.edited_side, v.editor_id, v.edited_at, v.final_submission_id,
       u.id AS submission_id, u.number AS submission_number, u.submitted_side, u.submitted_at, u.review_until, u.sha256
FROM conversations c
JOIN dossiers d ON d.id = c.dossier_id
JOIN cycles y ON y.id = d.cycle_id
JOIN employments e ON e.id = d.employment_id
JOIN person_names en ON en.id = e.person_id
JOIN present t ON t.employment_id = d.employment_id
JOIN departments o ON o.id = t.department_id
LEFT JOIN person_names mn ON mn.id = t.manager_id
LEFT JOIN plan_versions v ON v.conversation_id = c.id AND v.withdrawn_at IS NULL
LEFT JOIN submissions u ON u.plan_version_id = v.id
WHERE c.id = $id
ORDER BY u.number DESC
LIMIT 1;

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
