-- name: orphans
-- How many rows point nowhere, by reference.
SELECT reference, count(*) AS n FROM orphans GROUP BY reference ORDER BY reference;

-- name: count_events
-- How long the log is.
SELECT count(*) FROM audit_events;
