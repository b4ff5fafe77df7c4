-- Note that the worker has kept her code; false when no mailbox has this token.
CREATE FUNCTION intake.receipt_close(p_token bytea) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- First the inbox, then the files: reports move this way only, so none is missed.
  UPDATE public.inbox_report r SET receipt_kept = true WHERE r.token_hash = sha256(p_token);
  IF FOUND THEN
    RETURN true;
  END IF;
  UPDATE public.filed_report r SET receipt_kept = true WHERE r.token_hash = sha256(p_token);
  RETURN FOUND;
END $$;
