-- name: actor
-- The person as the one who acts; no row when gone or blocked.
SELECT p.id, n.name, p.language, string_agg(r.role, ',') AS roles
FROM people p
JOIN person_names n ON n.id = p.id
LEFT JOIN accounts a ON a.person_id = p.id
LEFT JOIN role_grants r ON r.person_id = p.id AND r.revoked_at IS NULL
WHERE p.id = $person_id AND a.blocked_at IS NULL
GROUP BY ALL;

-- name: count
-- How many accounts there ever were.
SELECT count(*) FROM accounts;

-- name: person_by_email
-- The one person with this e-mail address; no row when several share it.
SELECT any_value(id) AS id FROM people WHERE lower(email) = lower($email) HAVING count(*) = 1;

-- name: add_person
-- Add a person without a personnel number: the one who sets Jaarplan up.
INSERT INTO people (given_name, infix, family_name, email, language, created_at)
VALUES ($given_name, $infix, $family_name, $email, $language, $now)
RETURNING id;

-- name: add_account
-- Give a person an account that has no password yet.
INSERT INTO accounts (person_id, sign_in_name, created_at)
SELECT $person_id, $sign_in_name, $now
WHERE NOT EXISTS (SELECT 1 FROM accounts WHERE person_id = $person_id);

-- name: add_missing_accounts
-- The same for many people at once.
INSERT INTO accounts (person_id, created_at)
SELECT p.id, $now FROM people p
WHERE p.id IN (SELECT unnest($person_ids::UUID[])) AND p.id NOT IN (SELECT person_id FROM accounts);

-- name: list
-- Everyone with what can be said of their account, by name.
SELECT p.id AS person_id, n.name, p.number, p.email, a.sign_in_name, a.last_sign_in_at,
  a.blocked_at IS NOT NULL AS blocked, a.password_hash IS NOT NULL AS has_password, a.person_id IS NOT NULL AS has_account,
  string_agg(r.role, ',') AS roles
FROM people p
JOIN person_names n ON n.id = p.id
LEFT JOIN accounts a ON a.person_id = p.id
LEFT JOIN role_grants r ON r.person_id = p.id AND r.revoked_at IS NULL
GROUP BY ALL
ORDER BY any_value(n.sort_name), p.number, p.id;

-- name: credentials
-- The account that a typed name means: sign-in name first, then personnel number, then an e-mail address of one person only.
WITH meant AS (
  SELECT person_id, 1 AS place FROM accounts WHERE lower(sign_in_name) = lower($name)
  UNION ALL SELECT id, 2 FROM people WHERE lower(number) = lower($name)
  UNION ALL SELECT any_value(id), 3 FROM people WHERE lower(email) = lower($name) HAVING count(*) = 1
)
SELECT a.person_id, a.password_hash, a.blocked_at IS NOT NULL AS blocked
FROM meant m JOIN accounts a ON a.person_id = m.person_id
ORDER BY m.place LIMIT 1;

-- name: account
-- One account.
SELECT person_id, password_hash, blocked_at IS NOT NULL AS blocked FROM accounts WHERE person_id = $person_id;

-- name: called
-- Everything a person can be called by at sign-in, and the words that their password may not contain.
SELECT p.given_name, p.family_name, p.number, p.email, a.sign_in_name
FROM people p LEFT JOIN accounts a ON a.person_id = p.id
WHERE p.id = $person_id;

-- name: set_password
-- Store a new password's hash.
UPDATE accounts SET password_hash = $password_hash, password_set_at = $now WHERE person_id = $person_id;

-- name: renew_hash
-- Store the same password's hash with today's parameters.
UPDATE accounts SET password_hash = $password_hash WHERE person_id = $person_id AND password_hash = $old_hash;

-- name: signed_in
-- Keep the moment of the last sign-in.
UPDATE accounts SET last_sign_in_at = $now WHERE person_id = $person_id;

-- name: set_language
-- Keep the language that a person chose.
UPDATE people SET language = $language WHERE id = $person_id;

-- name: block
-- Stop an account from signing in.
UPDATE accounts SET blocked_at = $now WHERE person_id = $person_id AND blocked_at IS NULL RETURNING person_id;

-- name: unblock
-- Let an account sign in again.
UPDATE accounts SET blocked_at = NULL WHERE person_id = $person_id AND blocked_at IS NOT NULL RETURNING person_id;

-- name: grant_role
-- Give a role that the person does not have.
INSERT INTO role_grants (person_id, role, granted_at, granted_by)
SELECT $person_id, $role, $now, $granted_by
WHERE NOT EXISTS (SELECT 1 FROM role_grants WHERE person_id = $person_id AND role = $role AND revoked_at IS NULL)
RETURNING id;

-- name: revoke_role
-- Take a role away.
UPDATE role_grants SET revoked_at = $now WHERE person_id = $person_id AND role = $role AND revoked_at IS NULL
RETURNING id;

-- name: other_administrators
-- How many others could do an administrator's work.
SELECT count(*) FROM role_grants r JOIN accounts a ON a.person_id = r.person_id
WHERE r.role = 'administrator' AND r.revoked_at IS NULL AND a.blocked_at IS NULL AND r.person_id <> $person_id;

-- name: is_administrator
-- Whether the person holds the administrator's role.
SELECT count(*) > 0 FROM role_grants WHERE person_id = $person_id AND role = 'administrator' AND revoked_at IS NULL;

-- name: exist
-- How many of these people there are.
SELECT count(*) FROM people WHERE id IN (SELECT unnest($person_ids::UUID[]));

-- name: to_invite
-- Of these people those who may get a code: not blocked and, for an invitation, without a password.
SELECT p.id, n.name, p.number, p.email, a.sign_in_name
FROM people p
JOIN person_names n ON n.id = p.id
LEFT JOIN accounts a ON a.person_id = p.id
WHERE p.id IN (SELECT unnest($person_ids::UUID[])) AND a.blocked_at IS NULL
  AND ($purpose = 'reset' OR a.password_hash IS NULL)
ORDER BY n.sort_name, p.number, p.id;

-- name: withdraw_codes
-- End the unused codes of these people.
UPDATE one_time_codes SET withdrawn_at = $now
WHERE person_id IN (SELECT unnest($person_ids::UUID[])) AND used_at IS NULL AND withdrawn_at IS NULL;

-- name: add_codes
-- Store the hashes of new codes, one a person.
INSERT INTO one_time_codes (person_id, purpose, code_sha256, created_at, created_by, expires_at)
SELECT unnest($person_ids::UUID[]), $purpose, unnest($hashes::VARCHAR[]), $now, $created_by, $expires_at;

-- name: open_code
-- The code of a person that can still be used.
SELECT id, purpose FROM one_time_codes
WHERE person_id = $person_id AND code_sha256 = $code_sha256
  AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > $now;

-- name: use_code
-- Use a code up; no row when somebody was first.
UPDATE one_time_codes SET used_at = $now WHERE id = $id AND used_at IS NULL AND withdrawn_at IS NULL RETURNING id;
