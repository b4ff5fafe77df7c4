-- The two roles of this database and what each may do; runs after every change of the tables,
-- and alone after a backup was restored under another name. Running it again changes nothing.
-- Roles belong to the whole server, so they are never dropped here: another migration's down
-- must not take a role away from a login that uses it.
DO $roles$
DECLARE
  base text := current_database();
  intake text := 'brolly_intake_' || base;
  review text := 'brolly_review_' || base;
  role text;
  thing record;
  doors text[] := ARRAY['report_add', 'receipt_close', 'mailbox_read', 'mailbox_state',
    'mailbox_add', 'deletion_ask', 'deletion_stop', 'code_change',
    'bulletin_stop', 'throttle_take', 'erase_due', 'public_read'];
BEGIN
  IF octet_length(intake) > 63 THEN
    RAISE EXCEPTION 'the database''s name is too long for its roles: %', intake;
  END IF;
  FOREACH role IN ARRAY ARRAY[intake, review] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = role) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE', role);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;  -- somebody else made it in the same moment
    END;
  END LOOP;

  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC, %I, %I', base, intake, review);
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I, %I', base, intake, review);
  EXECUTE format('REVOKE ALL ON SCHEMA public FROM PUBLIC, %I, %I', intake, review);
  EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, %I, %I', intake, review);
  EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', review);

  FOR thing IN
    SELECT c.relname FROM pg_catalog.pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND c.relname <> 'alembic_version'
  LOOP
    IF thing.relname = 'audit' THEN
      -- The record is added to; of an entry, only what was said in it can be emptied.
      EXECUTE format('GRANT SELECT, INSERT ON public.audit TO %I', review);
      EXECUTE format('GRANT UPDATE (ciphertext, wrap) ON public.audit TO %I', review);
    ELSE
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON public.%I TO %I',
        thing.relname, review);
    END IF;
    IF thing.relname = 'filed_key' AND current_setting('server_version_num')::int >= 170000 THEN
      EXECUTE format('GRANT MAINTAIN ON public.filed_key TO %I', review);
    END IF;
  END LOOP;

  IF to_regnamespace('intake') IS NULL THEN
    RETURN;
  END IF;
  EXECUTE format('REVOKE ALL ON SCHEMA intake FROM PUBLIC, %I, %I', intake, review);
  EXECUTE format('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA intake FROM PUBLIC, %I, %I',
    intake, review);
  EXECUTE format('GRANT USAGE ON SCHEMA intake TO %I, %I', intake, review);
  FOR thing IN
    SELECT p.oid::regprocedure AS signature FROM pg_catalog.pg_proc p
    WHERE p.pronamespace = 'intake'::regnamespace AND p.proname = ANY (doors)
  LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I, %I', thing.signature, intake, review);
  END LOOP;
END $roles$;
