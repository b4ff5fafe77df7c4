-- The settings become a signed document, and taking a bulletin back a signed statement.

ALTER TABLE signed_document DROP CONSTRAINT ck_signed_document_kind;
ALTER TABLE signed_document ADD CONSTRAINT ck_signed_document_kind
  CHECK (kind IN ('manifest', 'roster', 'settings'));

CREATE TABLE recall (
  number INTEGER NOT NULL,
  edition INTEGER NOT NULL,
  day DATE NOT NULL,
  handle TEXT NOT NULL,
  signature BYTEA NOT NULL,
  CONSTRAINT pk_recall PRIMARY KEY (number, edition),
  CONSTRAINT fk_recall_number FOREIGN KEY(number, edition) REFERENCES edition (number, edition),
  CONSTRAINT ck_recall_handle CHECK (length(handle) BETWEEN 1 AND 64),
  CONSTRAINT ck_recall_signature CHECK (length(signature) = 64)
);

DROP FUNCTION intake.public_read;
