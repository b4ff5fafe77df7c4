-- Reveal a stop token, which hides its edition; false when no edition has it.
CREATE FUNCTION intake.bulletin_stop(p_token bytea) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  UPDATE public.stop s SET token = p_token WHERE s.token_hash = sha256(p_token);
  RETURN FOUND;
END $$;
