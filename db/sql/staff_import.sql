-- name: people
-- Everybody we know.
SELECT id, number, given_name, infix, family_name, coalesce(email, '') AS email FROM people ORDER BY id;

-- name: departments
-- Every department.
SELECT id, code, name, parent_id FROM departments ORDER BY id;

-- name: jobs
-- Every employment with the placement that holds on a day, or the first one to come.
SELECT e.id AS employment_id, e.person_id, e.sequence, e.in_service_on AS start, e.out_of_service_on AS end_day,
       t.id AS placement_id, t.valid_from AS placed_from, t.valid_to AS placed_until, t.department_id, t.manager_id,
       t.position, t.hours_per_week AS hours
FROM employments e
JOIN (SELECT p.id, p.employment_id, p.valid_from, p.valid_to, p.department_id, p.manager_id, p.position, p.hours_per_week,
             row_number() OVER (PARTITION BY p.employment_id ORDER BY p.valid_from) AS place
      FROM placements p
      WHERE p.valid_to IS NULL OR p.valid_to > $day) t ON t.employment_id = e.id AND t.place = 1
ORDER BY e.id;

-- name: new_ids
-- Fresh ids in time order.
SELECT uuidv7() AS id FROM range($count);

-- name: add_departments
-- New departments; the one above follows in `move_departments`.
INSERT INTO departments (id, code, name, valid_from)
SELECT unnest($ids::UUID[]), unnest($codes::VARCHAR[]), unnest($names::VARCHAR[]), unnest($starts::DATE[]);

-- name: move_departments
-- The name and the department above of each.
UPDATE departments SET name = change.name, parent_id = change.parent_id
FROM (SELECT unnest($ids::UUID[]) AS id, unnest($names::VARCHAR[]) AS name, unnest($parents::UUID[]) AS parent_id) change
WHERE departments.id = change.id;

-- name: add_people
-- New people.
INSERT INTO people (id, number, given_name, infix, family_name, email, created_at)
SELECT unnest($ids::UUID[]), unnest($numbers::VARCHAR[]), unnest($given_names::VARCHAR[]), unnest($infixes::VARCHAR[]),
       unnest($family_names::VARCHAR[]), nullif(unnest($emails::VARCHAR[]), ''), unnest($moments::TIMESTAMPTZ[]);

-- name: give_number
-- The number of somebody who had none: once, so that the unique number never changes afterwards.
UPDATE people SET number = $number WHERE id = $id AND number IS NULL;

-- name: change_people
-- Names and e-mail addresses.
UPDATE people SET given_name = change.given_name, infix = change.infix, family_name = change.family_name,
                  email = nullif(change.email, '')
FROM (SELECT unnest($ids::UUID[]) AS id, unnest($given_names::VARCHAR[]) AS given_name,
             unnest($infixes::VARCHAR[]) AS infix, unnest($family_names::VARCHAR[]) AS family_name,
             unnest($emails::VARCHAR[]) AS email) change
WHERE people.id = change.id;

-- name: add_employments
-- New employments.
INSERT INTO employments (id, person_id, sequence, in_service_on, out_of_service_on)
SELECT unnest($ids::UUID[]), unnest($people::UUID[]), unnest($sequences::INTEGER[]), unnest($starts::DATE[]),
       unnest($ends::DATE[]);

-- name: change_employments
-- First and last day in service.
UPDATE employments SET in_service_on = change.start_day, out_of_service_on = change.end_day
FROM (SELECT unnest($ids::UUID[]) AS id, unnest($starts::DATE[]) AS start_day, unnest($ends::DATE[]) AS end_day) change
WHERE employments.id = change.id;

-- name: move_first_day
-- A corrected first day in service moves the first placement along, unless a later one began before it.
UPDATE placements SET valid_from = change.start_day
FROM (SELECT unnest($ids::UUID[]) AS id, unnest($starts::DATE[]) AS start_day) change
WHERE placements.employment_id = change.id
  AND placements.valid_from = (SELECT min(f.valid_from) FROM placements f WHERE f.employment_id = change.id)
  AND (placements.valid_to IS NULL OR placements.valid_to > change.start_day);

-- name: add_placements
-- New placements.
INSERT INTO placements
  (id, employment_id, department_id, manager_id, position, hours_per_week, valid_from, valid_to)
SELECT unnest($ids::UUID[]), unnest($employments::UUID[]), unnest($departments::UUID[]), unnest($managers::UUID[]),
       unnest($positions::VARCHAR[]), unnest($hours::DECIMAL(5, 2)[]), unnest($starts::DATE[]),
       unnest($ends::DATE[]);

-- name: close_placements
-- The first day that no longer counts.
UPDATE placements SET valid_to = $day
FROM (SELECT unnest($ids::UUID[]) AS id) closed
WHERE placements.id = closed.id;

-- name: change_placements
-- A placement that began today, has yet to begin or is of the past is corrected in place.
UPDATE placements SET department_id = change.department_id, manager_id = change.manager_id,
                      position = change.position, hours_per_week = change.hours
FROM (SELECT unnest($ids::UUID[]) AS id, unnest($departments::UUID[]) AS department_id,
             unnest($managers::UUID[]) AS manager_id, unnest($positions::VARCHAR[]) AS position,
             unnest($hours::DECIMAL(5, 2)[]) AS hours) change
WHERE placements.id = change.id;

-- name: add_run
-- One import that changed something.
INSERT INTO import_runs (id, file_sha256, imported_at, imported_by, new_count, changed_count, left_count)
VALUES ($id, $file_sha256, $imported_at, $imported_by, $new_count, $changed_count, $left_count);
