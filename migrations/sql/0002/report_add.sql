-- Store a new report; false when this id is known already, in the inbox or on file.
-- The order (insert, then look into the files) is explained in parts_insert_.sql.
CREATE FUNCTION intake.report_add(
  p_id bytea, p_verifying_key bytea, p_mailbox_key bytea, p_token_hash bytea, p_day date,
  p_items bytea[], p_compartments text[], p_ciphertexts bytea[],
  p_wrap_items bytea[], p_circles text[], p_epochs integer[], p_key_ids bytea[], p_sealed bytea[]
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  INSERT INTO public.inbox_report (id, verifying_key, mailbox_key, token_hash, day)
  VALUES (p_id, p_verifying_key, p_mailbox_key, p_token_hash, p_day)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    -- Not `ON CONFLICT (id)`: of two transactions with the same report (a double click) the second
    -- could then fail on the index of the token before it waits on that of the id.
    IF EXISTS (SELECT FROM public.inbox_report i WHERE i.id = p_id) THEN
      RETURN false;
    END IF;
    RAISE unique_violation USING MESSAGE = 'the token belongs to another report';
  END IF;
  IF EXISTS (SELECT FROM public.filed_report f WHERE f.id = p_id) THEN
    DELETE FROM public.inbox_report i WHERE i.id = p_id;
    RETURN false;
  END IF;
  IF EXISTS (SELECT FROM public.filed_report f WHERE f.token_hash = p_token_hash) THEN
    RAISE unique_violation USING MESSAGE = 'the token belongs to another report';
  END IF;
  PERFORM intake.parts_insert_(
    p_id, p_day, p_items, p_compartments, p_ciphertexts,
    p_wrap_items, p_circles, p_epochs, p_key_ids, p_sealed);
  RETURN true;
END $$;
