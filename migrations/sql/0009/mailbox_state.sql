-- Return how the report of a token came by its keys, its deletions that are due, and which files it
-- has, so that one which is sent again takes nothing of anybody's limit; bytes in hex. NULL for a
-- wrong token.
CREATE OR REPLACE FUNCTION intake.mailbox_state(p_token bytea) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  WITH head AS (
    SELECT r.id FROM public.inbox_report r WHERE r.token_hash = sha256(p_token)
    UNION ALL
    SELECT r.id FROM public.filed_report r WHERE r.token_hash = sha256(p_token)
  )
  SELECT jsonb_build_object(
    'first', (
      SELECT jsonb_build_array(encode(f.verifying_key, 'hex'), encode(f.mailbox_key, 'hex'),
        encode(f.token_hash, 'hex'))
      FROM public.first_code f WHERE f.report = head.id),
    'changes', (
      SELECT coalesce(jsonb_agg(jsonb_build_array(
        encode(c.statement, 'hex'), encode(c.signature, 'hex')) ORDER BY c.version), '[]')
      FROM public.code_change c WHERE c.report = head.id),
    'deletions', (
      SELECT coalesce(jsonb_agg(jsonb_build_array(d.scope, d.due) ORDER BY d.scope), '[]')
      FROM public.deletion_due d WHERE d.report = head.id),
    'files', (
      SELECT coalesce(jsonb_agg(encode(held.item, 'hex') ORDER BY held.item), '[]')
      FROM (
        SELECT i.item FROM public.inbox_part i
        WHERE i.report = head.id AND i.compartment = 'file'
        UNION
        SELECT f.item FROM public.filed_part f
        WHERE f.report = head.id AND f.compartment = 'file'
      ) AS held)
  )
  FROM head
$$;
