ALTER TABLE signed_document RENAME TO signed_document_after;

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

INSERT INTO signed_document SELECT * FROM signed_document_after WHERE kind <> 'settings';

DROP TABLE signed_document_after;

DROP TABLE recall;
