-- Give the report of the OLD token the keys of a new code, and its mailbox the wraps to them; false
-- for a wrong token. The change itself is checked by whoever calls, and again by review.
CREATE FUNCTION intake.code_change(
  p_token bytea, p_statement bytea, p_signature bytea,
  p_verifying_key bytea, p_mailbox_key bytea, p_token_hash bytea,
  p_seen bytea[], p_again bytea[], p_again_ids bytea[], p_again_sealed bytea[], p_day date,
  p_items bytea[], p_compartments text[], p_ciphertexts bytea[],
  p_wrap_items bytea[], p_circles text[], p_epochs integer[], p_key_ids bytea[], p_sealed bytea[]
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  found_report bytea := intake.report_held_(p_token);
  mailbox bytea[];
BEGIN
  IF found_report IS NULL THEN
    RETURN false;
  END IF;
  IF EXISTS (SELECT FROM public.inbox_report r WHERE r.token_hash = p_token_hash)
    OR EXISTS (SELECT FROM public.filed_report r WHERE r.token_hash = p_token_hash) THEN
    RAISE unique_violation USING MESSAGE = 'the token belongs to another report';
  END IF;
  SELECT coalesce(array_agg(own.item ORDER BY own.item), '{}') INTO mailbox FROM (
    SELECT w.item FROM public.inbox_wrap w JOIN public.inbox_part p ON p.item = w.item
    WHERE p.report = found_report AND w.circle = ''
    UNION ALL
    SELECT w.item FROM public.mailbox_wrap w JOIN public.filed_part p ON p.item = w.item
    WHERE p.report = found_report
  ) own;
  IF mailbox <> (SELECT coalesce(array_agg(s ORDER BY s), '{}') FROM unnest(p_seen) s)
    OR NOT p_again <@ mailbox THEN
    -- Something came in meanwhile, which the new code could not open.
    RAISE unique_violation USING MESSAGE = 'the mailbox changed meanwhile';
  END IF;

  INSERT INTO public.first_code (report, verifying_key, mailbox_key, token_hash)
  SELECT r.id, r.verifying_key, r.mailbox_key, r.token_hash
  FROM public.inbox_report r WHERE r.id = found_report
  UNION ALL
  SELECT r.id, r.verifying_key, r.mailbox_key, r.token_hash
  FROM public.filed_report r WHERE r.id = found_report
  ON CONFLICT (report) DO NOTHING;
  INSERT INTO public.code_change (report, version, statement, signature)
  SELECT found_report, coalesce(max(c.version), 0) + 1, p_statement, p_signature
  FROM public.code_change c WHERE c.report = found_report;

  UPDATE public.inbox_report r SET verifying_key = p_verifying_key, mailbox_key = p_mailbox_key,
    token_hash = p_token_hash WHERE r.id = found_report;
  UPDATE public.filed_report r SET verifying_key = p_verifying_key, mailbox_key = p_mailbox_key,
    token_hash = p_token_hash WHERE r.id = found_report;
  UPDATE public.inbox_wrap w SET key_id = again.key_id, sealed = again.sealed
  FROM unnest(p_again, p_again_ids, p_again_sealed) AS again(item, key_id, sealed)
  WHERE w.item = again.item AND w.circle = '';
  UPDATE public.mailbox_wrap w SET key_id = again.key_id, sealed = again.sealed
  FROM unnest(p_again, p_again_ids, p_again_sealed) AS again(item, key_id, sealed)
  WHERE w.item = again.item;
  PERFORM intake.parts_insert_(
    found_report, p_day, p_items, p_compartments, p_ciphertexts,
    p_wrap_items, p_circles, p_epochs, p_key_ids, p_sealed);
  RETURN true;
END $$;
