-- name: last_event
-- The newest event's number and hash.
SELECT id, sha256 FROM audit_events WHERE id = (SELECT max(id) FROM audit_events);

-- name: append
-- Add one event.
INSERT INTO audit_events
  (id, occurred_at, actor_id, action, entity, entity_id, dossier_id, outcome, detail, previous_sha256, sha256)
VALUES ($id, $occurred_at, $actor_id, $action, $entity, $entity_id, $dossier_id, $outcome, $detail, $previous_sha256, $sha256);

-- name: all_events
-- Every event in order, to check the chain.
SELECT id, occurred_at, actor_id, action, entity, entity_id, dossier_id, outcome, detail, previous_sha256, sha256
FROM audit_events ORDER BY id;

-- name: for_dossier
-- What happened to one dossier.
SELECT e.occurred_at, e.action, e.outcome, e.detail, p.name AS actor_name
FROM audit_events e
LEFT JOIN person_names p ON p.id = e.actor_id
WHERE e.dossier_id = $dossier_id
ORDER BY e.id DESC;
