-- Return what anybody may read at a moment (UTC seconds), as one object; bytes in hex.
-- Settings and pages are one of the documents; recalls are signed, too. A stop of an earlier edition hides a later one: the worker's page may have been older than it.
CREATE FUNCTION intake.public_read(p_now bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  WITH documents AS (
    SELECT DISTINCT ON (d.kind) d.kind, d.sequence, d.body, d.signature
    FROM public.signed_document d ORDER BY d.kind, d.sequence DESC
  ), editions AS (
    SELECT DISTINCT ON (e.number) e.*, e.status = 'live' AND NOT EXISTS (
      SELECT FROM public.stop s
      WHERE s.number = e.number AND s.edition <= e.edition AND s.token IS NOT NULL
    ) AS readable
    FROM public.edition e WHERE e.visible_from <= p_now ORDER BY e.number, e.edition DESC
  )
  SELECT jsonb_build_object(
    'last_looked', (SELECT s.value FROM public.setting s WHERE s.name = 'last_looked'),
    'recalls', (
      SELECT coalesce(jsonb_agg(
        jsonb_build_array(r.number, r.edition, r.day, r.handle, encode(r.signature, 'hex'))
        ORDER BY r.number, r.edition), '[]')
      FROM public.recall r),
    'documents', (
      SELECT coalesce(jsonb_object_agg(d.kind, jsonb_build_array(
        d.sequence, encode(d.body, 'hex'), encode(d.signature, 'hex'))), '{}')
      FROM documents d),
    'editions', (
      SELECT coalesce(jsonb_agg(jsonb_build_object(
        'number', e.number, 'edition', e.edition, 'status', e.status,
        'visible_from', e.visible_from,
        'body', CASE WHEN e.readable THEN encode(e.body, 'hex') END,
        'author', e.author, 'author_signature', encode(e.author_signature, 'hex'),
        'approver', e.approver, 'approver_signature', encode(e.approver_signature, 'hex')
      ) ORDER BY e.number DESC), '[]')
      FROM editions e)
  )
$$;
