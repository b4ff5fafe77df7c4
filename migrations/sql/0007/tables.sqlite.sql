-- Which of somebody's ten printed codes are used up; reporting/store/models/people.py says more.

CREATE TABLE printed_codes (
  handle TEXT NOT NULL,
  set_id BLOB NOT NULL,
  used INTEGER NOT NULL,
  CONSTRAINT pk_printed_codes PRIMARY KEY (handle),
  CONSTRAINT ck_printed_codes_set_id CHECK (length(set_id) = 16),
  CONSTRAINT ck_printed_codes_used CHECK (used BETWEEN 0 AND 1023),
  CONSTRAINT fk_printed_codes_handle FOREIGN KEY(handle) REFERENCES member (handle) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;
