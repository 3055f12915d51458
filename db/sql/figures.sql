-- name: facts
-- Everyone in the population of a cycle on a day, counted per department and per set of facts as of that day.
WITH place AS (
  SELECT employment_id, department_id,
         row_number() OVER (PARTITION BY employment_id ORDER BY valid_from <= $place_day DESC, valid_from DESC) AS place
  FROM placements
), one AS (
  SELECT p.department_id, e.person_id,
         CASE WHEN x.exempt_code IS NOT NULL THEN 'exempt'
              WHEN e.out_of_service_on < c.planning_until THEN 'left'
              WHEN e.in_service_on > $joined_after THEN 'joined'
              WHEN v.state = 'suspended' AND v.suspended_on <= $day THEN 'suspended'
              WHEN v.state = 'cancelled' THEN 'cancelled'
              WHEN v.id IS NULL THEN 'no_dossier' END AS excluded,
         CASE WHEN v.final_at < $until THEN timezone($zone, v.final_at)::DATE END AS final_on,
         CASE WHEN v.recorded_at < $until THEN timezone($zone, v.recorded_at)::DATE END AS recorded_on,
         CASE WHEN v.held_on <= $day THEN v.held_on END AS held_on,
         ($is_present AND v.state <> 'not_started') OR coalesce(v.agreed_at < $until, false)
           OR EXISTS (SELECT 1 FROM preparations r WHERE r.conversation_id = v.id AND r.created_at < $until) AS started,
         v.due_on, v.record_by, coalesce(e.out_of_service_on >= $day, true) AS in_service,
         EXISTS (SELECT 1 FROM preparations r WHERE r.conversation_id = v.id AND r.side = 'employee'
                 AND timezone($zone, r.handed_in_at)::DATE <= v.held_on) AS by_employee,
         EXISTS (SELECT 1 FROM preparations r WHERE r.conversation_id = v.id AND r.side = 'manager'
                 AND timezone($zone, r.handed_in_at)::DATE <= v.held_on) AS by_manager
  FROM cycles c
  JOIN employments e ON e.in_service_on <= least(c.planning_until, $day)
                    AND (e.out_of_service_on IS NULL OR e.out_of_service_on >= c.planning_from)
  LEFT JOIN place p ON p.employment_id = e.id AND p.place = 1
  LEFT JOIN dossiers x ON x.cycle_id = c.id AND x.employment_id = e.id
  LEFT JOIN conversations v ON v.dossier_id = x.id AND v.kind = 'planning' AND v.number = 1
  WHERE c.id = $cycle_id AND $day >= c.planning_from
)
SELECT department_id, excluded, final_on,
       CASE WHEN $by_person THEN person_id END AS person_id,
       CASE WHEN final_on IS NOT NULL THEN 'final' WHEN recorded_on IS NOT NULL THEN 'review'
            WHEN held_on IS NOT NULL THEN 'held' WHEN started THEN 'before' ELSE 'not_started' END AS stage,
       count(*) AS n,
       count(*) FILTER (held_on IS NOT NULL) AS held,
       count(*) FILTER (due_on <= $day) AS due,
       count(*) FILTER (due_on <= $day AND final_on <= due_on) AS on_time,
       count(*) FILTER (due_on < $day AND final_on IS NULL AND in_service) AS late,
       count(*) FILTER (held_on IS NOT NULL AND by_employee) AS prepared_employee,
       count(*) FILTER (held_on IS NOT NULL AND by_manager) AS prepared_manager,
       count(*) FILTER (held_on IS NOT NULL AND record_by <= $day) AS record_due,
       count(*) FILTER (held_on IS NOT NULL AND record_by <= $day AND recorded_on <= record_by) AS recorded_on_time
FROM one
GROUP BY ALL;

-- name: departments
-- The tree, and in which departments somebody is placed on the day.
SELECT d.id, d.name, d.parent_id,
       EXISTS (SELECT 1 FROM placements_on($day) p WHERE p.department_id = d.id) AS staffed
FROM departments d;

-- name: feedback_open
-- Texts that wait for a reaction within their window, per day on which they were submitted.
WITH newest AS (
  SELECT s.id, s.submitted_at, s.review_until + v.paused_days AS review_until, v.id AS conversation_id,
         row_number() OVER (PARTITION BY v.id ORDER BY w.number DESC, s.number DESC) AS place
  FROM conversations v
  JOIN dossiers x ON x.id = v.dossier_id
  JOIN plan_versions w ON w.conversation_id = v.id AND w.withdrawn_at IS NULL
  JOIN submissions s ON s.plan_version_id = w.id AND s.submitted_at < $until
  WHERE x.cycle_id = $cycle_id AND v.kind = 'planning' AND v.state NOT IN ('suspended', 'cancelled')
    AND (v.final_at IS NULL OR v.final_at >= $until)
)
SELECT timezone($zone, n.submitted_at)::DATE AS submitted_on, count(*) AS n
FROM newest n
WHERE n.place = 1 AND n.review_until >= $day
  AND NOT EXISTS (SELECT 1 FROM reactions r WHERE r.submission_id = n.id AND r.created_at < $until)
GROUP BY submitted_on
ORDER BY submitted_on;

-- name: behind
-- Conversations that are late, or due soon, by name: status only.
WITH newest AS (
  SELECT v.id AS conversation_id, s.submitted_side, s.submitted_at, s.review_until + v.paused_days AS review_until,
         row_number() OVER (PARTITION BY v.id ORDER BY w.number DESC, s.number DESC) AS place
  FROM conversations v
  JOIN dossiers x ON x.id = v.dossier_id
  JOIN plan_versions w ON w.conversation_id = v.id AND w.withdrawn_at IS NULL
  JOIN submissions s ON s.plan_version_id = w.id
  WHERE x.cycle_id = $cycle_id
)
SELECT x.id AS dossier_id, v.id AS conversation_id, n.name, m.name AS manager, d.id AS department_id,
       d.name AS department, v.state, v.recorder, v.due_on, v.record_by, v.held_on,
       v.contested_at IS NOT NULL AS contested,
       timezone($zone, v.scheduled_at)::DATE AS scheduled_on,
       timezone($zone, v.created_at)::DATE AS created_on,
       timezone($zone, s.submitted_at)::DATE AS submitted_on, s.submitted_side, s.review_until,
       EXISTS (SELECT 1 FROM preparations r WHERE r.conversation_id = v.id AND r.side = 'employee'
               AND r.handed_in_at IS NOT NULL) AS in_employee,
       EXISTS (SELECT 1 FROM preparations r WHERE r.conversation_id = v.id AND r.side = 'manager'
               AND r.handed_in_at IS NOT NULL) AS in_manager
FROM dossiers x
JOIN conversations v ON v.dossier_id = x.id AND v.kind = 'planning' AND v.number = 1
JOIN employments e ON e.id = x.employment_id AND (e.out_of_service_on IS NULL OR e.out_of_service_on >= $day)
JOIN person_names n ON n.id = e.person_id
LEFT JOIN placements_on($day) p ON p.employment_id = e.id
LEFT JOIN departments d ON d.id = p.department_id
LEFT JOIN person_names m ON m.id = p.manager_id
LEFT JOIN newest s ON s.conversation_id = v.id AND s.place = 1
WHERE x.cycle_id = $cycle_id AND x.exempt_code IS NULL
  AND v.final_at IS NULL AND v.state NOT IN ('suspended', 'cancelled')
  AND (v.due_on <= $soon OR (v.record_by < $day AND v.state IN ('held', 'draft')))
ORDER BY v.due_on, n.sort_name;

-- name: requests
-- Development requests of a cycle before a moment, per department, kind and person.
WITH place AS (
  SELECT employment_id, department_id,
         row_number() OVER (PARTITION BY employment_id ORDER BY valid_from <= $day DESC, valid_from DESC) AS place
  FROM placements
)
SELECT p.department_id, q.type, e.person_id, count(*) AS n, coalesce(sum(q.cost_cents), 0)::BIGINT AS cents
FROM development_requests q
JOIN dossiers x ON x.id = q.dossier_id
JOIN employments e ON e.id = x.employment_id
LEFT JOIN place p ON p.employment_id = e.id AND p.place = 1
WHERE x.cycle_id = $cycle_id AND q.requested_at < $until AND q.state <> 'cancelled'
GROUP BY p.department_id, q.type, e.person_id;

-- name: people_placed
-- How many people are placed somewhere on the day.
SELECT count(DISTINCT e.person_id) FROM placements_on($day) p JOIN employments e ON e.id = p.employment_id;

-- name: minimum_group
-- The smallest group that HR wants to see.
SELECT value FROM settings WHERE name = 'minimum_group';
