-- The whole first schema. No foreign keys, no secondary indexes, UNIQUE only on columns that never change
-- (docs/architecture.md says why); references are checked in the verbs and by the view `orphans`.

CREATE TABLE settings (
  name VARCHAR PRIMARY KEY,
  value VARCHAR NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL,
  updated_by UUID
);

-- People and where they work ---------------------------------------------------------------------
CREATE TABLE people (
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  number VARCHAR UNIQUE,                 -- personnel number, text; never updated; empty for an outside administrator
  given_name VARCHAR NOT NULL,
  infix VARCHAR NOT NULL DEFAULT '',     -- tussenvoegsel
  family_name VARCHAR NOT NULL,
  email VARCHAR,
  language VARCHAR,
  created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE departments (
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  code VARCHAR NOT NULL UNIQUE,
  name VARCHAR NOT NULL,
  parent_id UUID,
  valid_from DATE NOT NULL,
  valid_to DATE
);

CREATE TABLE employments (
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  person_id UUID NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence >= 1),
  in_service_on DATE NOT NULL,
  out_of_service_on DATE,                -- the last day in service
  UNIQUE (person_id, sequence)
);

-- What changes in an employment, one row per period; valid_to is the first day that no longer counts.
CREATE TABLE placements (
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  employment_id UUID NOT NULL,
  department_id UUID NOT NULL,
  manager_id UUID,                       -- a person
  position VARCHAR NOT NULL DEFAULT '',
  hours_per_week DECIMAL(5, 2),
  valid_from DATE NOT NULL,
  valid_to DATE
);

CREATE TABLE delegations (
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  manager_id UUID NOT NULL,
  delegate_id UUID NOT NULL,
  valid_from DATE NOT NULL,
  valid_until DATE NOT NULL,             -- the last day
  may_converse BOOLEAN NOT NULL,
  may_record BOOLEAN NOT NULL,
  may_finalise BOOLEAN NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  created_by UUID NOT NULL,
  revoked_at TIMESTAMPTZ
);

CREATE TABLE import_runs (
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  file_sha256 VARCHAR NOT NULL,
  imported_at TIMESTAMPTZ NOT NULL,
  imported_by UUID,
  new_count INTEGER NOT NULL,
  changed_count INTEGER NOT NULL,
  left_count INTEGER NOT NULL
);

-- Identity ---------------------------------------------------------------------------------------
CREATE TABLE accounts (
  person_id UUID PRIMARY KEY,
  sign_in_name VARCHAR,                  -- besides personnel number and e-mail; checked in the verb
  password_hash VARCHAR,
  password_set_at TIMESTAMPTZ,
  blocked_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL,
  last_sign_in_at TIMESTAMPTZ
);

CREATE TABLE role_grants (
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  person_id UUID NOT NULL,
  role VARCHAR NOT NULL CHECK (role IN ('hr', 'administrator', 'works_council')),
  granted_at TIMESTAMPTZ NOT NULL,
  granted_by UUID,
  revoked_at TIMESTAMPTZ
);

CREATE TABLE one_time_codes (
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  person_id UUID NOT NULL,
  purpose VARCHAR NOT NULL CHECK (purpose IN ('invitation', 'reset')),
  code_sha256 VARCHAR NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  created_by UUID,
  expires_at TIMESTAMPTZ NOT NULL,
  used_at TIMESTAMPTZ,
  withdrawn_at TIMESTAMPTZ
);

CREATE TABLE sessions (
  token_sha256 VARCHAR PRIMARY KEY,
  person_id UUID NOT NULL,
  method VARCHAR NOT NULL CHECK (method IN ('password', 'code', 'set_up', 'demo')),
  created_at TIMESTAMPTZ NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL,
  last_seen_at TIMESTAMPTZ NOT NULL,
  revoked_at TIMESTAMPTZ
);

CREATE TABLE sign_in_throttles (
  name_sha256 VARCHAR PRIMARY KEY,
  failures INTEGER NOT NULL,
  last_failure_at TIMESTAMPTZ NOT NULL
);

-- Cycles and forms -------------------------------------------------------------------------------
CREATE TABLE form_versions (
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  form_set VARCHAR NOT NULL,             -- general, short, ...
  form VARCHAR NOT NULL,                 -- employee_preparation, manager_preparation
  version INTEGER NOT NULL CHECK (version >= 1),
  content VARCHAR NOT NULL,              -- canonical JSON
  sha256 VARCHAR NOT NULL,
  published_at TIMESTAMPTZ NOT NULL,
  UNIQUE (form_set, form, version)
);

CREATE TABLE cycles (
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  year INTEGER NOT NULL UNIQUE,
  starts_on DATE NOT NULL,
  ends_on DATE NOT NULL,
  planning_from DATE NOT NULL,
  planning_until DATE NOT NULL,
  feedback_days INTEGER NOT NULL,        -- working days, first window
  revision_days INTEGER NOT NULL,        -- working days, after a changed text
  record_days INTEGER NOT NULL,          -- working days after the talk, proposed record-by date
  sign_days INTEGER NOT NULL,            -- working days after final
  employee_form_id UUID,
  manager_form_id UUID,
  state VARCHAR NOT NULL CHECK (state IN ('draft', 'open', 'closed')),
  created_at TIMESTAMPTZ NOT NULL,
  created_by UUID,
  opened_at TIMESTAMPTZ,
  closed_at TIMESTAMPTZ,
  CHECK (ends_on > starts_on),
  CHECK (planning_until >= planning_from)
);

CREATE TABLE goals (                     -- of a department (or of the whole organisation) for a year
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  cycle_id UUID NOT NULL,
  department_id UUID,
  title VARCHAR NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  created_by UUID NOT NULL,
  withdrawn_at TIMESTAMPTZ
);

CREATE TABLE dossiers (
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  cycle_id UUID NOT NULL,
  employment_id UUID NOT NULL,
  period_from DATE NOT NULL,
  period_until DATE NOT NULL,
  exempt_code VARCHAR CHECK (exempt_code IN ('short_contract', 'intern', 'hired', 'top_position', 'other')),
  created_at TIMESTAMPTZ NOT NULL,
  UNIQUE (cycle_id, employment_id)
);

-- The conversation -------------------------------------------------------------------------------
CREATE TABLE conversations (
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  dossier_id UUID NOT NULL,
  kind VARCHAR NOT NULL CHECK (kind IN ('planning', 'progress', 'assessment', 'interim')),
  number INTEGER NOT NULL DEFAULT 1,
  state VARCHAR NOT NULL,                -- domain/conversation.py holds the list
  version INTEGER NOT NULL DEFAULT 1,    -- optimistic lock
  due_on DATE NOT NULL,                  -- end of the window
  scheduled_at TIMESTAMPTZ,
  place VARCHAR,
  proposed_side VARCHAR,                 -- who proposed the present date
  proposed_at TIMESTAMPTZ,
  agreed_at TIMESTAMPTZ,                 -- when the other side said yes to it
  recorder VARCHAR CHECK (recorder IN ('employee', 'manager')),
  record_by DATE,
  recorder_asked VARCHAR CHECK (recorder_asked IN ('employee', 'manager')),  -- a change that waits for the other
  recorder_asked_side VARCHAR,
  opened_at TIMESTAMPTZ,                 -- when the preparations opened
  held_on DATE,
  held_marked_side VARCHAR,
  held_marked_at TIMESTAMPTZ,
  contested_at TIMESTAMPTZ,
  recorded_at TIMESTAMPTZ,               -- first submission
  final_at TIMESTAMPTZ,
  final_by UUID,
  suspended_on DATE,
  state_before VARCHAR,                  -- to go back to after a suspension
  paused_days INTEGER NOT NULL DEFAULT 0, -- days on hold since the present text was submitted: its window moves along
  cancel_code VARCHAR,
  created_at TIMESTAMPTZ NOT NULL,
  UNIQUE (dossier_id, kind, number)
);

CREATE TABLE attendees (                 -- third persons at the talk; the two parties are implied
  conversation_id UUID NOT NULL,
  position INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  role VARCHAR NOT NULL,
  PRIMARY KEY (conversation_id, position)
);

CREATE TABLE agenda_points (
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  conversation_id UUID NOT NULL,
  author_id UUID NOT NULL,
  side VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  withdrawn_at TIMESTAMPTZ
);

CREATE TABLE preparations (
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  conversation_id UUID NOT NULL,
  side VARCHAR NOT NULL CHECK (side IN ('employee', 'manager')),
  author_id UUID NOT NULL,
  form_version_id UUID NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  handed_in_at TIMESTAMPTZ,
  UNIQUE (conversation_id, side, author_id)
);

CREATE TABLE answers (
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  preparation_id UUID NOT NULL,
  question VARCHAR NOT NULL,
  value VARCHAR NOT NULL,                -- text, or JSON for rows and choices
  version INTEGER NOT NULL DEFAULT 1,
  saved_at TIMESTAMPTZ NOT NULL,
  shared_at TIMESTAMPTZ,                 -- for an answer that its author shares apart
  UNIQUE (preparation_id, question)
);

-- Long text that is being typed and not yet sent (feedback, a statement): its author's alone.
CREATE TABLE drafts (
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  owner_id UUID NOT NULL,
  subject VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  saved_at TIMESTAMPTZ NOT NULL,
  UNIQUE (owner_id, subject)
);

-- The year plan ----------------------------------------------------------------------------------
CREATE TABLE plan_versions (
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  dossier_id UUID NOT NULL,
  number INTEGER NOT NULL,
  conversation_id UUID NOT NULL,         -- the talk it comes from
  recorder VARCHAR NOT NULL,
  edited_side VARCHAR,                   -- whose changes are not yet submitted
  editor_id UUID,                        -- who holds the pen, for the lock
  edited_at TIMESTAMPTZ,
  period_from DATE NOT NULL,
  period_until DATE NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  withdrawn_at TIMESTAMPTZ,              -- somebody else took over the recording; its author alone still reads it
  final_submission_id UUID,
  final_at TIMESTAMPTZ,
  UNIQUE (dossier_id, number)
);

CREATE TABLE agreements (                -- identity only: stays the same across versions
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  dossier_id UUID NOT NULL,
  section VARCHAR NOT NULL,              -- domain/plan.py holds the list
  proposed_by VARCHAR NOT NULL,          -- employee, manager or together
  created_by UUID NOT NULL,
  created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE draft_rows (                -- the working copy of one version
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  plan_version_id UUID NOT NULL,
  agreement_id UUID NOT NULL,
  position INTEGER NOT NULL,
  fields VARCHAR NOT NULL,               -- JSON, keys as in domain/plan.py
  version INTEGER NOT NULL DEFAULT 1,
  saved_at TIMESTAMPTZ NOT NULL,
  saved_by UUID NOT NULL,
  removed_at TIMESTAMPTZ,
  UNIQUE (plan_version_id, agreement_id)
);

CREATE TABLE draft_marks (               -- 'not discussed' or 'not applicable' for an empty section
  plan_version_id UUID NOT NULL,
  section VARCHAR NOT NULL,
  mark VARCHAR NOT NULL,                 -- '', not_discussed, not_applicable
  PRIMARY KEY (plan_version_id, section)
);

CREATE TABLE submissions (               -- append-only: each text that the other side got to read
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  plan_version_id UUID NOT NULL,
  number INTEGER NOT NULL,
  submitted_by UUID NOT NULL,
  submitted_side VARCHAR NOT NULL,
  submitted_at TIMESTAMPTZ NOT NULL,
  review_until DATE NOT NULL,
  content VARCHAR NOT NULL,              -- canonical JSON of the whole plan
  sha256 VARCHAR NOT NULL,
  UNIQUE (plan_version_id, number)
);

CREATE TABLE submission_rows (           -- append-only: the same rows, for counting only
  submission_id UUID NOT NULL,
  agreement_id UUID NOT NULL,
  section VARCHAR NOT NULL,
  goal_id UUID,
  development_type VARCHAR,
  cost_cents BIGINT,
  PRIMARY KEY (submission_id, agreement_id)
);

CREATE TABLE feedback (                  -- append-only
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  submission_id UUID NOT NULL,
  agreement_id UUID,                     -- empty: about the whole plan
  author_id UUID NOT NULL,
  text VARCHAR NOT NULL,
  created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE reactions (                 -- append-only: feedback sent, or no remarks
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  submission_id UUID NOT NULL,
  author_id UUID NOT NULL,
  kind VARCHAR NOT NULL CHECK (kind IN ('feedback', 'no_remarks')),
  created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE signatures (                -- append-only
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  submission_id UUID NOT NULL,
  sha256 VARCHAR NOT NULL,
  signer_id UUID NOT NULL,
  kind VARCHAR NOT NULL CHECK (kind IN ('agreed', 'seen', 'seen_disagree', 'refused')),
  statement VARCHAR NOT NULL DEFAULT '',
  noted_by UUID,                         -- the manager, for a refusal
  signed_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE development_requests (
  id UUID PRIMARY KEY DEFAULT uuidv7(),
  dossier_id UUID NOT NULL,
  agreement_id UUID,
  type VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  period VARCHAR NOT NULL DEFAULT '',
  cost_cents BIGINT,
  hours DECIMAL(7, 2),
  mandatory BOOLEAN NOT NULL DEFAULT false,
  state VARCHAR NOT NULL,                -- domain/development.py holds the list
  reason VARCHAR NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  requested_at TIMESTAMPTZ NOT NULL,
  decided_at TIMESTAMPTZ,
  decided_by UUID
);

-- What happened ----------------------------------------------------------------------------------
CREATE TABLE audit_events (              -- append-only, chained by hash; never holds what people wrote
  id BIGINT PRIMARY KEY,
  occurred_at TIMESTAMPTZ NOT NULL,
  actor_id UUID,                         -- empty: the system, the console or somebody not signed in
  action VARCHAR NOT NULL,
  entity VARCHAR NOT NULL,
  entity_id VARCHAR NOT NULL,
  dossier_id UUID,
  outcome VARCHAR NOT NULL CHECK (outcome IN ('done', 'denied')),
  detail VARCHAR NOT NULL DEFAULT '{}',  -- JSON
  previous_sha256 VARCHAR NOT NULL,
  sha256 VARCHAR NOT NULL
);

-- Display name and sorting name: Dutch lists sort on the family name without its infix.
CREATE VIEW person_names AS
  SELECT id, trim(given_name || ' ' || CASE WHEN infix = '' THEN '' ELSE infix || ' ' END || family_name) AS name,
         given_name, lower(family_name || ' ' || given_name) AS sort_name
  FROM people;

-- The placements that hold on a day.
CREATE MACRO placements_on(day) AS TABLE
  SELECT * FROM placements WHERE valid_from <= day AND (valid_to IS NULL OR valid_to > day);

-- What the next step of a conversation depends on, one row each.
CREATE VIEW conversation_facts AS
  WITH handed AS (
    SELECT conversation_id,
           max(CASE WHEN side = 'employee' THEN handed_in_at END) AS employee_handed_in_at,
           max(CASE WHEN side = 'manager' THEN handed_in_at END) AS manager_handed_in_at
    FROM preparations GROUP BY conversation_id
  ),
  latest AS (
    SELECT plan_version_id, max(number) AS number FROM submissions GROUP BY plan_version_id
  ),
  signed AS (
    SELECT submission_id, min(kind) AS kind FROM signatures WHERE kind != 'refused' GROUP BY submission_id
    UNION ALL
    SELECT submission_id, 'refused' FROM signatures r WHERE kind = 'refused'
      AND NOT EXISTS (SELECT 1 FROM signatures o WHERE o.submission_id = r.submission_id AND o.kind != 'refused')
  )
  SELECT c.id AS conversation_id, c.dossier_id, c.kind, c.state, c.recorder, c.scheduled_at, c.due_on, c.record_by,
         c.agreed_at, c.proposed_side, c.recorder_asked_side, c.held_on, c.recorded_at, c.final_at, c.contested_at,
         h.employee_handed_in_at, h.manager_handed_in_at,
         v.edited_side, u.submitted_side, u.submitted_at, u.review_until + c.paused_days AS review_until,
         g.kind AS signature
  FROM conversations c
  LEFT JOIN handed h ON h.conversation_id = c.id
  LEFT JOIN plan_versions v ON v.conversation_id = c.id AND v.withdrawn_at IS NULL
  LEFT JOIN latest l ON l.plan_version_id = v.id
  LEFT JOIN submissions u ON u.plan_version_id = v.id AND u.number = l.number
  LEFT JOIN signed g ON g.submission_id = v.final_submission_id;

-- Rows whose reference points nowhere; empty in a sound file.
CREATE VIEW orphans AS
  SELECT 'employments.person_id' AS reference, e.id::VARCHAR AS id FROM employments e ANTI JOIN people p ON p.id = e.person_id
  UNION ALL SELECT 'placements.employment_id', t.id::VARCHAR FROM placements t ANTI JOIN employments e ON e.id = t.employment_id
  UNION ALL SELECT 'placements.department_id', t.id::VARCHAR FROM placements t ANTI JOIN departments d ON d.id = t.department_id
  UNION ALL SELECT 'placements.manager_id', t.id::VARCHAR FROM placements t ANTI JOIN people p ON p.id = t.manager_id WHERE t.manager_id IS NOT NULL
  UNION ALL SELECT 'departments.parent_id', d.id::VARCHAR FROM departments d ANTI JOIN departments p ON p.id = d.parent_id WHERE d.parent_id IS NOT NULL
  UNION ALL SELECT 'accounts.person_id', a.person_id::VARCHAR FROM accounts a ANTI JOIN people p ON p.id = a.person_id
  UNION ALL SELECT 'role_grants.person_id', r.id::VARCHAR FROM role_grants r ANTI JOIN people p ON p.id = r.person_id
  UNION ALL SELECT 'sessions.person_id', s.token_sha256 FROM sessions s ANTI JOIN people p ON p.id = s.person_id
  UNION ALL SELECT 'one_time_codes.person_id', c.id::VARCHAR FROM one_time_codes c ANTI JOIN people p ON p.id = c.person_id
  UNION ALL SELECT 'dossiers.cycle_id', x.id::VARCHAR FROM dossiers x ANTI JOIN cycles c ON c.id = x.cycle_id
  UNION ALL SELECT 'dossiers.employment_id', x.id::VARCHAR FROM dossiers x ANTI JOIN employments e ON e.id = x.employment_id
  UNION ALL SELECT 'goals.cycle_id', g.id::VARCHAR FROM goals g ANTI JOIN cycles c ON c.id = g.cycle_id
  UNION ALL SELECT 'conversations.dossier_id', c.id::VARCHAR FROM conversations c ANTI JOIN dossiers x ON x.id = c.dossier_id
  UNION ALL SELECT 'preparations.conversation_id', p.id::VARCHAR FROM preparations p ANTI JOIN conversations c ON c.id = p.conversation_id
  UNION ALL SELECT 'answers.preparation_id', a.id::VARCHAR FROM answers a ANTI JOIN preparations p ON p.id = a.preparation_id
  UNION ALL SELECT 'agenda_points.conversation_id', a.id::VARCHAR FROM agenda_points a ANTI JOIN conversations c ON c.id = a.conversation_id
  UNION ALL SELECT 'plan_versions.dossier_id', v.id::VARCHAR FROM plan_versions v ANTI JOIN dossiers x ON x.id = v.dossier_id
  UNION ALL SELECT 'plan_versions.conversation_id', v.id::VARCHAR FROM plan_versions v ANTI JOIN conversations c ON c.id = v.conversation_id
  UNION ALL SELECT 'draft_rows.plan_version_id', r.id::VARCHAR FROM draft_rows r ANTI JOIN plan_versions v ON v.id = r.plan_version_id
  UNION ALL SELECT 'draft_rows.agreement_id', r.id::VARCHAR FROM draft_rows r ANTI JOIN agreements a ON a.id = r.agreement_id
  UNION ALL SELECT 'submissions.plan_version_id', s.id::VARCHAR FROM submissions s ANTI JOIN plan_versions v ON v.id = s.plan_version_id
  UNION ALL SELECT 'submission_rows.submission_id', r.submission_id::VARCHAR FROM submission_rows r ANTI JOIN submissions s ON s.id = r.submission_id
  UNION ALL SELECT 'feedback.submission_id', f.id::VARCHAR FROM feedback f ANTI JOIN submissions s ON s.id = f.submission_id
  UNION ALL SELECT 'reactions.submission_id', r.id::VARCHAR FROM reactions r ANTI JOIN submissions s ON s.id = r.submission_id
  UNION ALL SELECT 'signatures.submission_id', g.id::VARCHAR FROM signatures g ANTI JOIN submissions s ON s.id = g.submission_id
  UNION ALL SELECT 'development_requests.dossier_id', r.id::VARCHAR FROM development_requests r ANTI JOIN dossiers x ON x.id = r.dossier_id;
