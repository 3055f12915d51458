-- name: works
-- Whether the person has an employment that has not ended.
SELECT count(*) FROM employments
WHERE person_id = $person_id AND (out_of_service_on IS NULL OR out_of_service_on >= $today);

-- name: leads
-- How many people report to the person today, or to somebody they stand in for.
SELECT count(*) FROM placements_on($today) t
JOIN employments e ON e.id = t.employment_id
WHERE (e.out_of_service_on IS NULL OR e.out_of_service_on >= $today)
  AND (t.manager_id = $person_id
       OR t.manager_id IN (SELECT manager_id FROM delegations
                           WHERE delegate_id = $person_id AND revoked_at IS NULL
                             AND valid_from <= $today AND valid_until >= $today));

-- name: mine
-- The actor's own conversations, newest year first, main employment first.
SELECT f.conversation_id, f.kind, f.state, f.recorder, f.scheduled_at, f.due_on, f.record_by, f.agreed_at, f.proposed_side,
       f.recorder_asked_side, f.held_on, f.final_at, f.contested_at, f.employee_handed_in_at, f.manager_handed_in_at,
       f.edited_side, f.submitted_side, f.submitted_at, f.review_until, f.signature,
       y.year, y.sign_days, d.period_from, d.period_until, e.sequence, t.position, o.name AS department_name,
       mn.given_name AS other_given_name, mn.name AS other_name, mn.sort_name AS sort_name, t.manager_id AS other_id
FROM employments e
JOIN dossiers d ON d.employment_id = e.id
JOIN cycles y ON y.id = d.cycle_id
JOIN conversation_facts f ON f.dossier_id = d.id
JOIN placements t ON t.employment_id = e.id
  AND t.valid_from = (SELECT max(n.valid_from) FROM placements n WHERE n.employment_id = e.id AND n.valid_from <= greatest($today, e.in_service_on))
JOIN departments o ON o.id = t.department_id
LEFT JOIN person_names mn ON mn.id = t.manager_id
WHERE e.person_id = $person_id
ORDER BY y.year DESC, e.sequence, f.kind;

-- name: board
-- Everybody who reports to the actor today (or to whom the actor stands in for), in one cycle.
SELECT f.conversation_id, f.kind, f.state, f.recorder, f.scheduled_at, f.due_on, f.record_by, f.agreed_at, f.proposed_side,
       f.recorder_asked_side, f.held_on, f.final_at, f.contested_at, f.employee_handed_in_at, f.manager_handed_in_at,
       f.edited_side, f.submitted_side, f.submitted_at, f.review_until, f.signature,
       y.year, y.sign_days, d.period_from, d.period_until, e.sequence, t.position, o.name AS department_name,
       en.given_name AS other_given_name, en.name AS other_name, en.sort_name AS sort_name, e.person_id AS other_id
FROM placements_on($today) t
JOIN employments e ON e.id = t.employment_id
JOIN departments o ON o.id = t.department_id
JOIN person_names en ON en.id = e.person_id
JOIN dossiers d ON d.employment_id = e.id
JOIN cycles y ON y.id = d.cycle_id AND y.state = 'open'
JOIN conversation_facts f ON f.dossier_id = d.id
WHERE e.person_id != $person_id
  AND (e.out_of_service_on IS NULL OR e.out_of_service_on >= $today)
  AND (t.manager_id = $person_id
       OR t.manager_id IN (SELECT manager_id FROM delegations
                           WHERE delegate_id = $person_id AND revoked_at IS NULL AND valid_from <= $today AND valid_until >= $today))
ORDER BY en.sort_name, y.year DESC;

-- name: given_name
-- The first name of a person, for a greeting.
SELECT given_name FROM person_names WHERE id = $person_id;
