-- The first tables; what each is for stands in reporting/store/models.

CREATE TABLE audit (
  number INTEGER NOT NULL,
  previous BLOB NOT NULL,
  day TEXT NOT NULL,
  actor TEXT NOT NULL,
  digest BLOB NOT NULL,
  signature BLOB NOT NULL,
  ciphertext BLOB,
  wrap BLOB,
  CONSTRAINT pk_audit PRIMARY KEY (number),
  CONSTRAINT uq_audit_previous UNIQUE (previous),
  CONSTRAINT ck_audit_number CHECK (number >= 1),
  CONSTRAINT ck_audit_previous CHECK (length(previous) = 32),
  CONSTRAINT ck_audit_day CHECK (day IS date(day, '+0 days')),
  CONSTRAINT ck_audit_actor CHECK (length(actor) BETWEEN 1 AND 64),
  CONSTRAINT ck_audit_digest CHECK (length(digest) = 32),
  CONSTRAINT ck_audit_signature CHECK (length(signature) = 64),
  CONSTRAINT ck_audit_ciphertext CHECK (length(ciphertext) BETWEEN 1 AND 1048576),
  CONSTRAINT ck_audit_wrap CHECK (length(wrap) BETWEEN 1 AND 1048576),
  CONSTRAINT ck_audit_purged_together CHECK ((ciphertext IS NULL) = (wrap IS NULL))
) STRICT;

CREATE TABLE counter (
  name TEXT NOT NULL,
  value INTEGER NOT NULL,
  CONSTRAINT pk_counter PRIMARY KEY (name),
  CONSTRAINT ck_counter_name CHECK (length(name) BETWEEN 1 AND 64),
  CONSTRAINT ck_counter_value CHECK (value >= 1)
) STRICT;

CREATE TABLE draft (
  id BLOB NOT NULL,
  circle TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  version INTEGER NOT NULL,
  ciphertext BLOB NOT NULL,
  CONSTRAINT pk_draft PRIMARY KEY (id),
  CONSTRAINT ck_draft_id CHECK (length(id) = 16),
  CONSTRAINT ck_draft_circle CHECK (length(circle) BETWEEN 1 AND 64),
  CONSTRAINT ck_draft_epoch CHECK (epoch >= 1),
  CONSTRAINT ck_draft_version CHECK (version >= 1),
  CONSTRAINT ck_draft_ciphertext CHECK (length(ciphertext) BETWEEN 1 AND 1048576)
) WITHOUT ROWID, STRICT;

CREATE TABLE edition (
  number INTEGER NOT NULL,
  edition INTEGER NOT NULL,
  status TEXT NOT NULL,
  visible_from INTEGER NOT NULL,
  body BLOB,
  author TEXT NOT NULL,
  author_signature BLOB NOT NULL,
  approver TEXT,
  approver_signature BLOB,
  CONSTRAINT pk_edition PRIMARY KEY (number, edition),
  CONSTRAINT ck_edition_number CHECK (number >= 1),
  CONSTRAINT ck_edition_edition CHECK (edition >= 1),
  CONSTRAINT ck_edition_status CHECK (status IN ('live', 'superseded', 'recalled')),
  CONSTRAINT ck_edition_visible_from CHECK (visible_from >= 0 AND visible_from % 3600 = 0),
  CONSTRAINT ck_edition_body_by_status CHECK (CASE status WHEN 'live' THEN body IS NOT NULL WHEN 'recalled' THEN body IS NULL ELSE 1 = 1 END),
  CONSTRAINT ck_edition_body CHECK (length(body) BETWEEN 1 AND 1048576),
  CONSTRAINT ck_edition_author CHECK (length(author) BETWEEN 1 AND 64),
  CONSTRAINT ck_edition_approver CHECK (length(approver) BETWEEN 1 AND 64),
  CONSTRAINT ck_edition_author_signature CHECK (length(author_signature) = 64),
  CONSTRAINT ck_edition_approver_signature CHECK (length(approver_signature) = 64),
  CONSTRAINT ck_edition_two_persons CHECK (approver <> author),
  CONSTRAINT ck_edition_approver_signs CHECK ((approver IS NULL) = (approver_signature IS NULL))
) STRICT;

CREATE UNIQUE INDEX uq_edition_live ON edition (number) WHERE status = 'live';

CREATE TABLE filed_report (
  id BLOB NOT NULL,
  verifying_key BLOB NOT NULL,
  mailbox_key BLOB NOT NULL,
  token_hash BLOB NOT NULL,
  day TEXT NOT NULL,
  receipt_kept INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_filed_report PRIMARY KEY (id),
  CONSTRAINT uq_filed_report_token_hash UNIQUE (token_hash),
  CONSTRAINT ck_filed_report_id CHECK (length(id) = 16),
  CONSTRAINT ck_filed_report_verifying_key CHECK (length(verifying_key) = 32),
  CONSTRAINT ck_filed_report_mailbox_key CHECK (length(mailbox_key) = 1216),
  CONSTRAINT ck_filed_report_token_hash CHECK (length(token_hash) = 32),
  CONSTRAINT ck_filed_report_day CHECK (day IS date(day, '+0 days')),
  CONSTRAINT ck_filed_report_receipt_kept CHECK (receipt_kept IN (0, 1))
) WITHOUT ROWID, STRICT;

CREATE TABLE forwarding (
  id BLOB NOT NULL,
  circle TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  version INTEGER NOT NULL,
  ciphertext BLOB NOT NULL,
  CONSTRAINT pk_forwarding PRIMARY KEY (id),
  CONSTRAINT ck_forwarding_id CHECK (length(id) = 16),
  CONSTRAINT ck_forwarding_circle CHECK (length(circle) BETWEEN 1 AND 64),
  CONSTRAINT ck_forwarding_epoch CHECK (epoch >= 1),
  CONSTRAINT ck_forwarding_version CHECK (version >= 1),
  CONSTRAINT ck_forwarding_ciphertext CHECK (length(ciphertext) BETWEEN 1 AND 1048576)
) WITHOUT ROWID, STRICT;

CREATE TABLE inbox_part (
  item BLOB NOT NULL,
  report BLOB NOT NULL,
  compartment TEXT NOT NULL,
  day TEXT NOT NULL,
  ciphertext BLOB NOT NULL,
  CONSTRAINT pk_inbox_part PRIMARY KEY (item),
  CONSTRAINT ck_inbox_part_item CHECK (length(item) = 16),
  CONSTRAINT ck_inbox_part_report CHECK (length(report) = 16),
  CONSTRAINT ck_inbox_part_compartment CHECK (compartment IN ('account', 'contact', 'addition', 'message', 'consent', 'status', 'narrowing', 'file', 'wording')),
  CONSTRAINT ck_inbox_part_day CHECK (day IS date(day, '+0 days')),
  CONSTRAINT ck_inbox_part_ciphertext CHECK (length(ciphertext) BETWEEN 1041 AND 10485777)
) WITHOUT ROWID, STRICT;

CREATE INDEX ix_inbox_part_report ON inbox_part (report);

CREATE TABLE inbox_report (
  id BLOB NOT NULL,
  verifying_key BLOB NOT NULL,
  mailbox_key BLOB NOT NULL,
  token_hash BLOB NOT NULL,
  day TEXT NOT NULL,
  receipt_kept INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_inbox_report PRIMARY KEY (id),
  CONSTRAINT uq_inbox_report_token_hash UNIQUE (token_hash),
  CONSTRAINT ck_inbox_report_id CHECK (length(id) = 16),
  CONSTRAINT ck_inbox_report_verifying_key CHECK (length(verifying_key) = 32),
  CONSTRAINT ck_inbox_report_mailbox_key CHECK (length(mailbox_key) = 1216),
  CONSTRAINT ck_inbox_report_token_hash CHECK (length(token_hash) = 32),
  CONSTRAINT ck_inbox_report_day CHECK (day IS date(day, '+0 days')),
  CONSTRAINT ck_inbox_report_receipt_kept CHECK (receipt_kept IN (0, 1))
) WITHOUT ROWID, STRICT;

CREATE TABLE member (
  handle TEXT NOT NULL,
  key_file BLOB NOT NULL,
  last_step INTEGER NOT NULL,
  CONSTRAINT pk_member PRIMARY KEY (handle),
  CONSTRAINT ck_member_handle CHECK (length(handle) BETWEEN 1 AND 64),
  CONSTRAINT ck_member_key_file CHECK (length(key_file) BETWEEN 1 AND 1048576),
  CONSTRAINT ck_member_last_step CHECK (last_step >= 0)
) WITHOUT ROWID, STRICT;

CREATE TABLE page (
  slug TEXT NOT NULL,
  language TEXT NOT NULL,
  body TEXT NOT NULL,
  CONSTRAINT pk_page PRIMARY KEY (slug, language),
  CONSTRAINT ck_page_slug CHECK (length(slug) BETWEEN 1 AND 64),
  CONSTRAINT ck_page_language CHECK (length(language) BETWEEN 2 AND 16),
  CONSTRAINT ck_page_body CHECK (length(body) BETWEEN 0 AND 200000)
) STRICT;

CREATE TABLE sealed_epoch (
  circle TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  recipient TEXT NOT NULL,
  sealed BLOB NOT NULL,
  CONSTRAINT pk_sealed_epoch PRIMARY KEY (circle, epoch, recipient),
  CONSTRAINT ck_sealed_epoch_circle CHECK (length(circle) BETWEEN 1 AND 64),
  CONSTRAINT ck_sealed_epoch_epoch CHECK (epoch >= 1),
  CONSTRAINT ck_sealed_epoch_recipient CHECK (length(recipient) BETWEEN 0 AND 64),
  CONSTRAINT ck_sealed_epoch_sealed CHECK (length(sealed) BETWEEN 1 AND 1048576)
) WITHOUT ROWID, STRICT;

CREATE TABLE sealed_organisation (
  recipient TEXT NOT NULL,
  sealed BLOB NOT NULL,
  CONSTRAINT pk_sealed_organisation PRIMARY KEY (recipient),
  CONSTRAINT ck_sealed_organisation_recipient CHECK (length(recipient) BETWEEN 0 AND 64),
  CONSTRAINT ck_sealed_organisation_sealed CHECK (length(sealed) BETWEEN 1 AND 1048576)
) WITHOUT ROWID, STRICT;

CREATE TABLE session (
  id BLOB NOT NULL,
  day TEXT NOT NULL,
  ciphertext BLOB NOT NULL,
  CONSTRAINT pk_session PRIMARY KEY (id),
  CONSTRAINT ck_session_id CHECK (length(id) = 32),
  CONSTRAINT ck_session_day CHECK (day IS date(day, '+0 days')),
  CONSTRAINT ck_session_ciphertext CHECK (length(ciphertext) BETWEEN 1 AND 1048576)
) WITHOUT ROWID, STRICT;

CREATE TABLE setting (
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  CONSTRAINT pk_setting PRIMARY KEY (name),
  CONSTRAINT ck_setting_name CHECK (length(name) BETWEEN 1 AND 64),
  CONSTRAINT ck_setting_value CHECK (length(value) BETWEEN 0 AND 200000)
) STRICT;

CREATE TABLE sheet (
  number INTEGER NOT NULL,
  day TEXT NOT NULL,
  circle TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  ciphertext BLOB NOT NULL,
  CONSTRAINT pk_sheet PRIMARY KEY (number),
  CONSTRAINT ck_sheet_number CHECK (number >= 1),
  CONSTRAINT ck_sheet_day CHECK (day IS date(day, '+0 days')),
  CONSTRAINT ck_sheet_circle CHECK (length(circle) BETWEEN 1 AND 64),
  CONSTRAINT ck_sheet_epoch CHECK (epoch >= 1),
  CONSTRAINT ck_sheet_ciphertext CHECK (length(ciphertext) BETWEEN 1 AND 1048576)
) STRICT;

CREATE TABLE signed_document (
  kind TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  body BLOB NOT NULL,
  signature BLOB NOT NULL,
  CONSTRAINT pk_signed_document PRIMARY KEY (kind, sequence),
  CONSTRAINT ck_signed_document_kind CHECK (kind IN ('manifest', 'roster')),
  CONSTRAINT ck_signed_document_sequence CHECK (sequence >= 1),
  CONSTRAINT ck_signed_document_body CHECK (length(body) BETWEEN 1 AND 1048576),
  CONSTRAINT ck_signed_document_signature CHECK (length(signature) = 64)
) STRICT;

CREATE TABLE throttle (
  bucket TEXT NOT NULL,
  level INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  CONSTRAINT pk_throttle PRIMARY KEY (bucket),
  CONSTRAINT ck_throttle_bucket CHECK (length(bucket) BETWEEN 1 AND 64),
  CONSTRAINT ck_throttle_level CHECK (level >= 0),
  CONSTRAINT ck_throttle_updated CHECK (updated >= 0)
) WITHOUT ROWID, STRICT;

CREATE TABLE card (
  report BLOB NOT NULL,
  circle TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  version INTEGER NOT NULL,
  ciphertext BLOB NOT NULL,
  CONSTRAINT pk_card PRIMARY KEY (report),
  CONSTRAINT ck_card_circle CHECK (length(circle) BETWEEN 1 AND 64),
  CONSTRAINT ck_card_epoch CHECK (epoch >= 1),
  CONSTRAINT ck_card_version CHECK (version >= 1),
  CONSTRAINT ck_card_ciphertext CHECK (length(ciphertext) BETWEEN 1 AND 1048576),
  CONSTRAINT fk_card_report FOREIGN KEY(report) REFERENCES filed_report (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE TABLE filed_part (
  item BLOB NOT NULL,
  report BLOB NOT NULL,
  compartment TEXT NOT NULL,
  day TEXT NOT NULL,
  ciphertext BLOB NOT NULL,
  CONSTRAINT pk_filed_part PRIMARY KEY (item),
  CONSTRAINT ck_filed_part_item CHECK (length(item) = 16),
  CONSTRAINT ck_filed_part_compartment CHECK (compartment IN ('account', 'contact', 'addition', 'message', 'consent', 'status', 'narrowing', 'file', 'wording')),
  CONSTRAINT ck_filed_part_day CHECK (day IS date(day, '+0 days')),
  CONSTRAINT ck_filed_part_ciphertext CHECK (length(ciphertext) BETWEEN 1041 AND 10485777),
  CONSTRAINT fk_filed_part_report FOREIGN KEY(report) REFERENCES filed_report (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE INDEX ix_filed_part_report ON filed_part (report);

CREATE TABLE inbox_wrap (
  item BLOB NOT NULL,
  circle TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  key_id BLOB NOT NULL,
  sealed BLOB NOT NULL,
  CONSTRAINT pk_inbox_wrap PRIMARY KEY (item, circle, epoch),
  CONSTRAINT ck_inbox_wrap_circle CHECK (length(circle) BETWEEN 0 AND 64),
  CONSTRAINT ck_inbox_wrap_epoch CHECK (epoch >= 0 AND (epoch = 0) = (circle = '')),
  CONSTRAINT ck_inbox_wrap_key_id CHECK (length(key_id) = 8),
  CONSTRAINT ck_inbox_wrap_sealed CHECK (length(sealed) = 1169),
  CONSTRAINT fk_inbox_wrap_item FOREIGN KEY(item) REFERENCES inbox_part (item) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE TABLE note (
  id BLOB NOT NULL,
  report BLOB NOT NULL,
  circle TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  day TEXT NOT NULL,
  ciphertext BLOB NOT NULL,
  CONSTRAINT pk_note PRIMARY KEY (id),
  CONSTRAINT ck_note_id CHECK (length(id) = 16),
  CONSTRAINT ck_note_circle CHECK (length(circle) BETWEEN 1 AND 64),
  CONSTRAINT ck_note_epoch CHECK (epoch >= 1),
  CONSTRAINT ck_note_day CHECK (day IS date(day, '+0 days')),
  CONSTRAINT ck_note_ciphertext CHECK (length(ciphertext) BETWEEN 1 AND 1048576),
  CONSTRAINT fk_note_report FOREIGN KEY(report) REFERENCES filed_report (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE INDEX ix_note_report ON note (report);

CREATE TABLE profile (
  handle TEXT NOT NULL,
  version INTEGER NOT NULL,
  ciphertext BLOB NOT NULL,
  CONSTRAINT pk_profile PRIMARY KEY (handle),
  CONSTRAINT ck_profile_version CHECK (version >= 1),
  CONSTRAINT ck_profile_ciphertext CHECK (length(ciphertext) BETWEEN 1 AND 1048576),
  CONSTRAINT fk_profile_handle FOREIGN KEY(handle) REFERENCES member (handle) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE TABLE stop (
  token_hash BLOB NOT NULL,
  number INTEGER NOT NULL,
  edition INTEGER NOT NULL,
  token BLOB,
  CONSTRAINT pk_stop PRIMARY KEY (token_hash),
  CONSTRAINT fk_stop_number FOREIGN KEY(number, edition) REFERENCES edition (number, edition),
  CONSTRAINT ck_stop_token_hash CHECK (length(token_hash) = 32),
  CONSTRAINT ck_stop_token CHECK (length(token) = 32)
) WITHOUT ROWID, STRICT;

CREATE INDEX ix_stop_number ON stop (number, edition);

CREATE TABLE filed_key (
  item BLOB NOT NULL,
  circle TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  CONSTRAINT pk_filed_key PRIMARY KEY (item, circle),
  CONSTRAINT ck_filed_key_circle CHECK (length(circle) BETWEEN 1 AND 64),
  CONSTRAINT ck_filed_key_epoch CHECK (epoch >= 1),
  CONSTRAINT ck_filed_key_sealed CHECK (length(sealed) BETWEEN 1 AND 256),
  CONSTRAINT fk_filed_key_item FOREIGN KEY(item) REFERENCES filed_part (item) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE TABLE mailbox_wrap (
  item BLOB NOT NULL,
  key_id BLOB NOT NULL,
  sealed BLOB NOT NULL,
  CONSTRAINT pk_mailbox_wrap PRIMARY KEY (item),
  CONSTRAINT ck_mailbox_wrap_key_id CHECK (length(key_id) = 8),
  CONSTRAINT ck_mailbox_wrap_sealed CHECK (length(sealed) = 1169),
  CONSTRAINT fk_mailbox_wrap_item FOREIGN KEY(item) REFERENCES filed_part (item) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE TABLE unopened_wrap (
  item BLOB NOT NULL,
  circle TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  key_id BLOB NOT NULL,
  sealed BLOB NOT NULL,
  CONSTRAINT pk_unopened_wrap PRIMARY KEY (item, circle, epoch),
  CONSTRAINT ck_unopened_wrap_circle CHECK (length(circle) BETWEEN 1 AND 64),
  CONSTRAINT ck_unopened_wrap_epoch CHECK (epoch >= 1),
  CONSTRAINT ck_unopened_wrap_key_id CHECK (length(key_id) = 8),
  CONSTRAINT ck_unopened_wrap_sealed CHECK (length(sealed) = 1169),
  CONSTRAINT fk_unopened_wrap_item FOREIGN KEY(item) REFERENCES filed_part (item) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;
