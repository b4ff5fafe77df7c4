DELETE FROM signed_document WHERE kind = 'settings';
ALTER TABLE signed_document DROP CONSTRAINT ck_signed_document_kind;
ALTER TABLE signed_document ADD CONSTRAINT ck_signed_document_kind
  CHECK (kind IN ('manifest', 'roster'));
DROP TABLE recall;
DROP FUNCTION intake.public_read;
