-- name: request
-- One request with its employment.
SELECT r.id, r.dossier_id, r.state, r.version, c.id AS conversation_id
FROM development_requests r
JOIN conversations c ON c.dossier_id = r.dossier_id AND c.kind = 'planning'
WHERE r.id = $id;

-- name: move
-- Its next state, unless somebody else was first.
UPDATE development_requests
SET state = $state, reason = CASE WHEN $decides THEN $reason ELSE reason END, version = version + 1,
    decided_at = CASE WHEN $decides THEN $now ELSE decided_at END,
    decided_by = CASE WHEN $decides THEN $by ELSE decided_by END
WHERE id = $id AND version = $version
RETURNING version;

-- name: mine
-- The requests of one person.
SELECT r.id, r.type, r.title, r.period, r.cost_cents, r.hours, r.mandatory, r.state, r.reason, r.version, r.requested_at,
       y.year, n.name AS person_name, n.given_name AS given_name
FROM development_requests r
JOIN dossiers d ON d.id = r.dossier_id
JOIN cycles y ON y.id = d.cycle_id
JOIN employments e ON e.id = d.employment_id
JOIN person_names n ON n.id = e.person_id
WHERE e.person_id = $person_id
ORDER BY r.requested_at DESC, r.title;

-- name: of_team
-- The requests of everybody who reports to a person today.
SELECT r.id, r.type, r.title, r.period, r.cost_cents, r.hours, r.mandatory, r.state, r.reason, r.version, r.requested_at,
       y.year, n.name AS person_name, n.given_name AS given_name
FROM placements_on($today) t
JOIN employments e ON e.id = t.employment_id
JOIN dossiers d ON d.employment_id = e.id
JOIN cycles y ON y.id = d.cycle_id AND y.state = 'open'
JOIN development_requests r ON r.dossier_id = d.id
JOIN person_names n ON n.id = e.person_id
WHERE t.manager_id = $person_id
ORDER BY CASE WHEN r.state IN ('requested', 'on_hold') THEN 0 ELSE 1 END, n.sort_name, r.title;
