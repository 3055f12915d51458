-- name: newest_version
-- The newest version of one form of a set.
SELECT id, version, sha256 FROM form_versions
WHERE form_set = $form_set AND form = $form ORDER BY version DESC LIMIT 1;

-- name: publish
-- Add a version; it never changes again.
INSERT INTO form_versions (form_set, form, version, content, sha256, published_at)
VALUES ($form_set, $form, $version, $content, $sha256, $published_at)
RETURNING id;

-- name: content
-- The questions of one version.
SELECT content FROM form_versions WHERE id = $id;
