-- Return the mailbox of a token: one row per item, or one without an item; none for a wrong token.
CREATE FUNCTION intake.mailbox_read(p_token bytea) RETURNS TABLE (
  report bytea, verifying_key bytea, mailbox_key bytea, report_day date, receipt_kept boolean,
  item bytea, compartment text, day date, ciphertext bytea, key_id bytea, sealed bytea
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  WITH head AS (
    SELECT r.id, r.verifying_key, r.mailbox_key, r.day, r.receipt_kept
    FROM public.inbox_report r WHERE r.token_hash = sha256(p_token)
    UNION ALL
    SELECT r.id, r.verifying_key, r.mailbox_key, r.day, r.receipt_kept
    FROM public.filed_report r WHERE r.token_hash = sha256(p_token)
  ), items AS (
    SELECT p.item, p.compartment, p.day, p.ciphertext, w.key_id, w.sealed
    FROM head
    JOIN public.inbox_part p ON p.report = head.id
    JOIN public.inbox_wrap w ON w.item = p.item AND w.circle = ''
    UNION ALL
    SELECT p.item, p.compartment, p.day, p.ciphertext, w.key_id, w.sealed
    FROM head
    JOIN public.filed_part p ON p.report = head.id
    JOIN public.mailbox_wrap w ON w.item = p.item
  )
  SELECT head.id, head.verifying_key, head.mailbox_key, head.day, head.receipt_kept,
    items.item, items.compartment, items.day, items.ciphertext, items.key_id, items.sealed
  FROM head LEFT JOIN items ON true
  ORDER BY items.day, items.item
$$;
