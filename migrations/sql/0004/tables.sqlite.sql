-- The settings become a signed document, and taking a bulletin back a signed statement. A rule of
-- a table cannot be changed in place here, so its rows move over.

ALTER TABLE signed_document RENAME TO signed_document_before;

CREATE TABLE signed_document (
  kind TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  body BLOB NOT NULL,
  signature BLOB NOT NULL,
  CONSTRAINT pk_signed_document PRIMARY KEY (kind, sequence),
  CONSTRAINT ck_signed_document_kind CHECK (kind IN ('manifest', 'roster', 'settings')),
  CONSTRAINT ck_signed_document_sequence CHECK (sequence >= 1),
  CONSTRAINT ck_signed_document_body CHECK (length(body) BETWEEN 1 AND 1048576),
  CONSTRAINT ck_signed_document_signature CHECK (length(signature) = 64)
) STRICT;

INSERT INTO signed_document SELECT * FROM signed_document_before;

DROP TABLE signed_document_before;

CREATE TABLE recall (
  number INTEGER NOT NULL,
  edition INTEGER NOT NULL,
  day TEXT NOT NULL,
  handle TEXT NOT NULL,
  signature BLOB NOT NULL,
  CONSTRAINT pk_recall PRIMARY KEY (number, edition),
  CONSTRAINT fk_recall_number FOREIGN KEY(number, edition) REFERENCES edition (number, edition),
  CONSTRAINT ck_recall_day CHECK (day IS date(day, '+0 days')),
  CONSTRAINT ck_recall_handle CHECK (length(handle) BETWEEN 1 AND 64),
  CONSTRAINT ck_recall_signature CHECK (length(signature) = 64)
) STRICT;
