-- Note a deletion and return its day, an earlier one when it was asked for before; NULL for a wrong
-- token.
CREATE FUNCTION intake.deletion_ask(p_token bytea, p_scope text, p_due date) RETURNS date
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  found_report bytea := intake.report_held_(p_token);
  day date;
BEGIN
  IF found_report IS NULL THEN
    RETURN NULL;
  END IF;
  INSERT INTO public.deletion_due (report, scope, due) VALUES (found_report, p_scope, p_due)
  ON CONFLICT DO NOTHING;
  SELECT d.due INTO day FROM public.deletion_due d
  WHERE d.report = found_report AND d.scope = p_scope;
  RETURN day;
END $$;
