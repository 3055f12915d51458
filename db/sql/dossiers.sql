-- name: facts
-- What the next step of one conversation depends on.
SELECT f.state, f.recorder, f.scheduled_at, f.due_on, f.record_by, f.agreed_at, f.proposed_side, f.recorder_asked_side,
       f.final_at, f.employee_handed_in_at, f.manager_handed_in_at, f.edited_side, f.submitted_side, f.review_until,
       f.signature, y.sign_days
FROM conversation_facts f
JOIN dossiers d ON d.id = f.dossier_id
JOIN cycles y ON y.id = d.cycle_id
WHERE f.conversation_id = $id;
