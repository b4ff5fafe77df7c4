-- A worker's way back; what each table is for stands in reporting/store/models/returning.py.

CREATE TABLE canned (
  id BLOB NOT NULL,
  circle TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  version INTEGER NOT NULL,
  ciphertext BLOB NOT NULL,
  CONSTRAINT pk_canned PRIMARY KEY (id),
  CONSTRAINT ck_canned_id CHECK (length(id) = 16),
  CONSTRAINT ck_canned_circle CHECK (length(circle) BETWEEN 1 AND 64),
  CONSTRAINT ck_canned_epoch CHECK (epoch >= 1),
  CONSTRAINT ck_canned_version CHECK (version >= 1),
  CONSTRAINT ck_canned_ciphertext CHECK (length(ciphertext) BETWEEN 1 AND 1048576)
) WITHOUT ROWID, STRICT;

CREATE TABLE code_change (
  report BLOB NOT NULL,
  version INTEGER NOT NULL,
  statement BLOB NOT NULL,
  signature BLOB NOT NULL,
  CONSTRAINT pk_code_change PRIMARY KEY (report, version),
  CONSTRAINT ck_code_change_report CHECK (length(report) = 16),
  CONSTRAINT ck_code_change_version CHECK (version >= 1),
  CONSTRAINT ck_code_change_statement CHECK (length(statement) BETWEEN 1 AND 4096),
  CONSTRAINT ck_code_change_signature CHECK (length(signature) = 64)
) WITHOUT ROWID, STRICT;

CREATE TABLE deletion_due (
  report BLOB NOT NULL,
  scope TEXT NOT NULL,
  due TEXT NOT NULL,
  CONSTRAINT pk_deletion_due PRIMARY KEY (report, scope),
  CONSTRAINT ck_deletion_due_report CHECK (length(report) = 16),
  CONSTRAINT ck_deletion_due_scope CHECK (scope IN ('all', 'contact')),
  CONSTRAINT ck_deletion_due_due CHECK (due IS date(due, '+0 days'))
) WITHOUT ROWID, STRICT;

CREATE TABLE first_code (
  report BLOB NOT NULL,
  verifying_key BLOB NOT NULL,
  mailbox_key BLOB NOT NULL,
  token_hash BLOB NOT NULL,
  CONSTRAINT pk_first_code PRIMARY KEY (report),
  CONSTRAINT uq_first_code_token_hash UNIQUE (token_hash),
  CONSTRAINT ck_first_code_report CHECK (length(report) = 16),
  CONSTRAINT ck_first_code_verifying_key CHECK (length(verifying_key) = 32),
  CONSTRAINT ck_first_code_mailbox_key CHECK (length(mailbox_key) = 1216),
  CONSTRAINT ck_first_code_token_hash CHECK (length(token_hash) = 32)
) WITHOUT ROWID, STRICT;
