-- Return the report of a token, held against being erased or changed; NULL for a wrong token.
-- Not a door: granted to nobody.
CREATE FUNCTION intake.report_held_(p_token bytea) RETURNS bytea
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  found_report bytea;
BEGIN
  -- First the inbox, then the files: reports move this way only, so none is missed.
  SELECT r.id INTO found_report FROM public.inbox_report r
  WHERE r.token_hash = sha256(p_token) FOR UPDATE;
  IF NOT FOUND THEN
    SELECT r.id INTO found_report FROM public.filed_report r
    WHERE r.token_hash = sha256(p_token) FOR UPDATE;
  END IF;
  RETURN found_report;
END $$;
