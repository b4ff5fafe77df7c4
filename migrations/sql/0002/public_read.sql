-- Return what anybody may read at a moment (UTC seconds), as one object; bytes in hex.
-- A stop of an earlier edition hides a later one: the worker's page may have been older than it.
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
    'settings', (SELECT coalesce(jsonb_object_agg(s.name, s.value), '{}') FROM public.setting s),
    'pages', (
      SELECT coalesce(jsonb_agg(
        jsonb_build_array(p.slug, p.language, p.body) ORDER BY p.slug, p.language), '[]')
      FROM public.page p),
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
