-- name: setting
-- One setting's value.
SELECT value FROM settings WHERE name = $name;

-- name: store
-- Write one setting.
INSERT INTO settings (name, value, updated_at, updated_by) VALUES ($name, $value, $now, $updated_by)
ON CONFLICT (name) DO UPDATE SET value = $value, updated_at = $now, updated_by = $updated_by;
