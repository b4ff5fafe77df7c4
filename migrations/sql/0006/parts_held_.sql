-- Return how many additions, contacts and messages a report has, and how many consents.
-- Not a door: granted to nobody.
CREATE FUNCTION intake.parts_held_(p_report bytea) RETURNS integer[]
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  -- One statement, so that a part on its way from the inbox is counted once.
  SELECT ARRAY[
    count(*) FILTER (WHERE held.compartment IN ('addition', 'contact', 'message')),
    count(*) FILTER (WHERE held.compartment = 'consent')]::integer[]
  FROM (
    SELECT i.compartment FROM public.inbox_part i WHERE i.report = p_report
    UNION ALL
    SELECT f.compartment FROM public.filed_part f WHERE f.report = p_report
  ) AS held
$$;
