-- Add parts to the report of a token; false when no mailbox has this token.
--
-- A report holds so many parts of each kind and no more (reporting/store/arrivals.py): whoever adds
-- without end would fill the memory of everybody who opens it.
CREATE OR REPLACE FUNCTION intake.mailbox_add(
  p_token bytea, p_day date,
  p_items bytea[], p_compartments text[], p_ciphertexts bytea[],
  p_wrap_items bytea[], p_circles text[], p_epochs integer[], p_key_ids bytea[], p_sealed bytea[]
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  found_report bytea;
  before integer[];
  now_held integer[];
BEGIN
  -- The lock keeps the report from being erased under the new parts. First the inbox, then the
  -- files: reports move this way only, so none is missed.
  SELECT r.id INTO found_report FROM public.inbox_report r
  WHERE r.token_hash = sha256(p_token) FOR KEY SHARE;
  IF NOT FOUND THEN
    SELECT r.id INTO found_report FROM public.filed_report r
    WHERE r.token_hash = sha256(p_token) FOR KEY SHARE;
  END IF;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  before := intake.parts_held_(found_report);
  PERFORM intake.parts_insert_(
    found_report, p_day, p_items, p_compartments, p_ciphertexts,
    p_wrap_items, p_circles, p_epochs, p_key_ids, p_sealed);
  now_held := intake.parts_held_(found_report);
  -- The same parts again add nothing, and are never too many.
  IF (now_held[1] > before[1] AND now_held[1] > 300)
    OR (now_held[2] > before[2] AND now_held[2] > 200 + 10 * (
      SELECT count(*) FROM public.code_change c WHERE c.report = found_report)) THEN
    RAISE EXCEPTION USING ERRCODE = 'BRFUL', MESSAGE = 'the report is full';
  END IF;
  RETURN true;
END $$;
