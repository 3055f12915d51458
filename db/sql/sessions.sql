-- name: start
-- Add one session.
INSERT INTO sessions (token_sha256, person_id, method, created_at, expires_at, last_seen_at)
VALUES ($token_sha256, $person_id, $method, $now, $expires_at, $now);

-- name: live
-- One session that was not ended, with what decides how long it may idle.
SELECT s.token_sha256, s.person_id, s.method, s.expires_at, s.last_seen_at,
  EXISTS (SELECT 1 FROM role_grants r
          WHERE r.person_id = s.person_id AND r.revoked_at IS NULL AND r.role IN ('hr', 'administrator')) AS privileged
FROM sessions s
LEFT JOIN accounts a ON a.person_id = s.person_id
WHERE s.token_sha256 = $token_sha256 AND s.revoked_at IS NULL AND s.expires_at > $now AND a.blocked_at IS NULL;

-- name: is_privileged
-- Whether the person has a role with the shorter idle time.
SELECT count(*) > 0 FROM role_grants
WHERE person_id = $person_id AND revoked_at IS NULL AND role IN ('hr', 'administrator');

-- name: of_person
-- The person's sessions that were not ended, the one used last first.
SELECT token_sha256 FROM sessions
WHERE person_id = $person_id AND revoked_at IS NULL AND expires_at > $now
ORDER BY last_seen_at DESC, created_at DESC;

-- name: by_id
-- The full key of a session, by the short id that starts it.
SELECT token_sha256, person_id FROM sessions WHERE starts_with(token_sha256, $session_id) AND revoked_at IS NULL;

-- name: revoke
-- End one session.
UPDATE sessions SET revoked_at = $now WHERE token_sha256 = $token_sha256 AND revoked_at IS NULL
RETURNING person_id;

-- name: seen
-- Keep when the person was last active.
UPDATE sessions SET last_seen_at = $now WHERE token_sha256 = $token_sha256;
