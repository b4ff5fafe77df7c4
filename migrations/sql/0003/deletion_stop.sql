-- Keep the report of a token after all; false when nothing was due, or the token is wrong.
CREATE FUNCTION intake.deletion_stop(p_token bytea) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  found_report bytea := intake.report_held_(p_token);
BEGIN
  DELETE FROM public.deletion_due d WHERE d.report = found_report;
  RETURN FOUND;
END $$;
