-- name: failures
-- How often a name failed in a row, and when last.
SELECT failures, last_failure_at FROM sign_in_throttles WHERE name_sha256 = $name_sha256;

-- name: count
-- One more attempt on a name.
INSERT INTO sign_in_throttles (name_sha256, failures, last_failure_at) VALUES ($name_sha256, 1, $now)
ON CONFLICT (name_sha256) DO UPDATE SET failures = failures + 1, last_failure_at = $now;

-- name: clear
-- Forget the failures of these names.
DELETE FROM sign_in_throttles WHERE name_sha256 IN (SELECT unnest($names::VARCHAR[]));

-- name: prune
-- Forget names with few failures, long ago.
DELETE FROM sign_in_throttles WHERE failures <= $failures AND last_failure_at < $before;
