-- name: all
-- Every cycle, newest year first.
SELECT id, year, starts_on, ends_on, planning_from, planning_until, feedback_days, revision_days, record_days,
       sign_days, employee_form_id, manager_form_id, state, opened_at, closed_at
FROM cycles ORDER BY year DESC;

-- name: one
-- One cycle by id.
SELECT id, year, starts_on, ends_on, planning_from, planning_until, feedback_days, revision_days, record_days,
       sign_days, employee_form_id, manager_form_id, state, opened_at, closed_at
FROM cycles WHERE id = $id;

-- name: create
-- Add a draft.
INSERT INTO cycles (year, starts_on, ends_on, planning_from, planning_until, feedback_days, revision_days,
                    record_days, sign_days, state, created_at, created_by)
VALUES ($year, $starts_on, $ends_on, $planning_from, $planning_until, $feedback_days, $revision_days,
        $record_days, $sign_days, 'draft', $now, $created_by)
RETURNING id;

-- name: set_open
-- Open it with its frozen forms.
UPDATE cycles SET state = 'open', opened_at = $now, employee_form_id = $employee_form_id,
                  manager_form_id = $manager_form_id
WHERE id = $id;

-- name: set_closed
-- Close it.
UPDATE cycles SET state = 'closed', closed_at = $now WHERE id = $id;

-- name: set_planning_until
-- Move the end of the planning window.
UPDATE cycles SET planning_until = $planning_until WHERE id = $id;

-- name: roster
-- Everyone who may take part: employments that touch the cycle, with their place on the given day.
SELECT e.id AS employment_id, e.person_id, n.name, n.sort_name, e.in_service_on, e.out_of_service_on,
       p.department_id, d.name AS department, p.manager_id,
       EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = e.person_id AND a.password_hash IS NOT NULL
               AND a.blocked_at IS NULL) AS has_account,
       EXISTS (SELECT 1 FROM dossiers x WHERE x.cycle_id = $cycle_id AND x.employment_id = e.id) AS has_dossier
FROM employments e
JOIN person_names n ON n.id = e.person_id
LEFT JOIN placements_on($day) p ON p.employment_id = e.id
LEFT JOIN departments d ON d.id = p.department_id
WHERE e.in_service_on <= $ends_on AND (e.out_of_service_on IS NULL OR e.out_of_service_on >= $left_since)
ORDER BY n.sort_name, e.sequence;

-- name: add_dossiers
-- A dossier for everyone in service on the day who has a manager and no dossier yet.
INSERT INTO dossiers (cycle_id, employment_id, period_from, period_until, created_at)
SELECT c.id, e.id, greatest(c.starts_on, e.in_service_on), least(c.ends_on, coalesce(e.out_of_service_on, c.ends_on)),
       $now
FROM cycles c
JOIN employments e ON e.in_service_on <= $day AND (e.out_of_service_on IS NULL OR e.out_of_service_on >= $day)
JOIN placements_on($day) p ON p.employment_id = e.id AND p.manager_id IS NOT NULL
WHERE c.id = $cycle_id
  AND NOT EXISTS (SELECT 1 FROM dossiers x WHERE x.cycle_id = c.id AND x.employment_id = e.id);

-- name: add_conversations
-- The planning conversation of each dossier that has none; nobody's window is shorter than eight weeks in service.
INSERT INTO conversations (dossier_id, kind, state, due_on, created_at)
SELECT x.id, 'planning', 'not_started', greatest(c.planning_until, e.in_service_on + 56, $not_before), $now
FROM dossiers x
JOIN cycles c ON c.id = x.cycle_id
JOIN employments e ON e.id = x.employment_id
WHERE x.cycle_id = $cycle_id
  AND NOT EXISTS (SELECT 1 FROM conversations v WHERE v.dossier_id = x.id AND v.kind = 'planning')
RETURNING id;

-- name: move_due
-- Give the conversations that run towards the old end of the window the new one, and joiners no less.
UPDATE conversations SET due_on = $planning_until
WHERE kind = 'planning' AND (due_on = $old OR due_on BETWEEN $old AND $planning_until) AND final_at IS NULL AND state <> 'cancelled'
  AND dossier_id IN (SELECT x.id FROM dossiers x WHERE x.cycle_id = $cycle_id)
RETURNING id;

-- name: unfinished
-- How many conversations of a cycle are neither final nor cancelled, exempt people aside.
SELECT count(*) FROM conversations v
JOIN dossiers x ON x.id = v.dossier_id
WHERE x.cycle_id = $cycle_id AND x.exempt_code IS NULL AND v.state NOT IN ('final', 'closed', 'cancelled');

-- name: close_conversations
-- Close what is final.
UPDATE conversations SET state = 'closed', version = version + 1
WHERE state = 'final' AND dossier_id IN (SELECT x.id FROM dossiers x WHERE x.cycle_id = $cycle_id);

-- name: dossier
-- The cycle of a dossier.
SELECT x.id, x.cycle_id, x.exempt_code, c.state FROM dossiers x JOIN cycles c ON c.id = x.cycle_id WHERE x.id = $id;

-- name: set_exempt
-- Exempt a dossier from the count, or count it again.
UPDATE dossiers SET exempt_code = $code WHERE id = $id;

-- name: goals
-- The goals in force of a cycle: of one department with those of the departments above it, or all of them.
SELECT g.id, g.title, g.department_id, d.name AS department
FROM goals g
LEFT JOIN departments d ON d.id = g.department_id
LEFT JOIN departments mine ON mine.id = $department_id
WHERE g.cycle_id = $cycle_id AND g.withdrawn_at IS NULL
  AND ($department_id IS NULL OR g.department_id IS NULL OR g.department_id IN (mine.id, mine.parent_id))
ORDER BY d.name NULLS FIRST, g.created_at;

-- name: goal
-- One goal by id.
SELECT id, cycle_id, withdrawn_at FROM goals WHERE id = $id;

-- name: add_goal
-- Add a goal.
INSERT INTO goals (cycle_id, department_id, title, created_at, created_by)
VALUES ($cycle_id, $department_id, $title, $now, $created_by)
RETURNING id;

-- name: withdraw_goal
-- Take a goal out of the list; plans that name it keep it.
UPDATE goals SET withdrawn_at = $now WHERE id = $id;

-- name: department_exists
-- Whether a department is known.
SELECT count(*) FROM departments WHERE id = $id;
