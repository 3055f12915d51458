-- name: directory
-- Everybody, or one person, with what tells the state of their account.
SELECT p.id, p.number, n.name, n.sort_name, coalesce(p.email, '') AS email,
       a.blocked_at IS NOT NULL AS is_blocked,
       a.password_hash IS NOT NULL OR a.last_sign_in_at IS NOT NULL AS is_active,
       a.person_id IS NOT NULL AS has_account
FROM people p
JOIN person_names n ON n.id = p.id
LEFT JOIN accounts a ON a.person_id = p.id
WHERE $person_id::UUID IS NULL OR p.id = $person_id::UUID;

-- name: jobs
-- The employments with the placement that holds on a day, or the first one to come.
SELECT e.id AS employment_id, e.person_id, e.sequence, e.in_service_on, e.out_of_service_on,
       t.department_id, d.name AS department, t.position, t.hours_per_week, t.manager_id, m.name AS manager_name
FROM employments e
JOIN (SELECT p.employment_id, p.department_id, p.position, p.hours_per_week, p.manager_id,
             row_number() OVER (PARTITION BY p.employment_id ORDER BY p.valid_from) AS place
      FROM placements p
      WHERE p.valid_to IS NULL OR p.valid_to > $day) t ON t.employment_id = e.id AND t.place = 1
JOIN departments d ON d.id = t.department_id
LEFT JOIN person_names m ON m.id = t.manager_id
WHERE $person_id::UUID IS NULL OR e.person_id = $person_id::UUID
ORDER BY e.person_id, e.sequence;

-- name: departments
-- Every department with the one above it.
SELECT d.id, d.code, d.name, d.parent_id, above.name AS parent_name
FROM departments d
LEFT JOIN departments above ON above.id = d.parent_id
ORDER BY lower(d.name);

-- name: person_exists
-- Whether there is such a person.
SELECT count(*) > 0 AS found FROM people WHERE id = $id;

-- name: department_exists
-- Whether there is such a department.
SELECT count(*) > 0 AS found FROM departments WHERE id = $id;

-- name: number_taken
-- Whether somebody has this personnel number.
SELECT count(*) > 0 AS found FROM people WHERE number = $number;

-- name: code_taken
-- Whether a department has this code.
SELECT count(*) > 0 AS found FROM departments WHERE lower(code) = lower($code);

-- name: employment
-- Whose employment it is.
SELECT id, person_id, in_service_on FROM employments WHERE id = $id;

-- name: next_sequence
-- The next free number of an employment within a person.
SELECT coalesce(max(sequence), 0) + 1 AS sequence FROM employments WHERE person_id = $person_id;

-- name: lines
-- Who leads whom on a day.
SELECT e.person_id, t.manager_id
FROM placements t
JOIN employments e ON e.id = t.employment_id
WHERE t.valid_from <= $day AND (t.valid_to IS NULL OR t.valid_to > $day)
  AND (e.out_of_service_on IS NULL OR e.out_of_service_on >= $day)
  AND t.manager_id IS NOT NULL AND e.id <> $except_employment;

-- name: last_placement
-- The newest placement of an employment.
SELECT id, department_id, manager_id, position, hours_per_week, valid_from
FROM placements WHERE employment_id = $employment_id ORDER BY valid_from DESC LIMIT 1;

-- name: add_person
-- One person; the id comes back.
INSERT INTO people (number, given_name, infix, family_name, email, language, created_at)
VALUES ($number, $given_name, $infix, $family_name, $email, $language, $created_at)
RETURNING id;

-- name: add_department
-- One department; the id comes back.
INSERT INTO departments (code, name, parent_id, valid_from)
VALUES ($code, $name, $parent_id, $valid_from)
RETURNING id;

-- name: add_employment
-- One employment; the id comes back.
INSERT INTO employments (person_id, sequence, in_service_on, out_of_service_on)
VALUES ($person_id, $sequence, $in_service_on, $out_of_service_on)
RETURNING id;

-- name: add_placement
-- A placement from a day on; the id comes back.
INSERT INTO placements (employment_id, department_id, manager_id, position, hours_per_week, valid_from)
VALUES ($employment_id, $department_id, $manager_id, $position, $hours_per_week, $valid_from)
RETURNING id;

-- name: close_placement
-- The first day that no longer counts.
UPDATE placements SET valid_to = $day WHERE id = $id;

-- name: change_manager
-- Another manager in the same placement.
UPDATE placements SET manager_id = $manager_id WHERE id = $id;

-- name: add_delegation
-- A stand-in for a manager; the id comes back.
INSERT INTO delegations
  (manager_id, delegate_id, valid_from, valid_until, may_converse, may_record, may_finalise, created_at, created_by)
VALUES ($manager_id, $delegate_id, $valid_from, $valid_until, $may_converse, $may_record, $may_finalise, $created_at,
        $created_by)
RETURNING id;
