-- Erase what is due by a day, keys first; return how many deletions were done.
CREATE FUNCTION intake.erase_due(p_today date) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  wish record;
  done integer := 0;
BEGIN
  FOR wish IN
    SELECT d.report, d.scope FROM public.deletion_due d WHERE d.due <= p_today
    ORDER BY d.report, d.scope FOR UPDATE
  LOOP
    done := done + 1;
    DELETE FROM public.filed_key k USING public.filed_part p WHERE p.item = k.item
      AND p.report = wish.report AND (wish.scope = 'all' OR p.compartment = 'contact');
    DELETE FROM public.mailbox_wrap k USING public.filed_part p WHERE p.item = k.item
      AND p.report = wish.report AND (wish.scope = 'all' OR p.compartment = 'contact');
    DELETE FROM public.unopened_wrap k USING public.filed_part p WHERE p.item = k.item
      AND p.report = wish.report AND (wish.scope = 'all' OR p.compartment = 'contact');
    DELETE FROM public.inbox_wrap k USING public.inbox_part p WHERE p.item = k.item
      AND p.report = wish.report AND (wish.scope = 'all' OR p.compartment = 'contact');
    IF wish.scope = 'all' THEN
      -- The report before its parts: a part that is being added in this moment holds it.
      DELETE FROM public.inbox_report r WHERE r.id = wish.report;
      DELETE FROM public.filed_report r WHERE r.id = wish.report;
      DELETE FROM public.code_change c WHERE c.report = wish.report;
      DELETE FROM public.first_code f WHERE f.report = wish.report;
      DELETE FROM public.deletion_due d WHERE d.report = wish.report;
    ELSE
      DELETE FROM public.filed_part p
      WHERE p.report = wish.report AND p.compartment = 'contact';
      DELETE FROM public.deletion_due d
      WHERE d.report = wish.report AND d.scope = wish.scope;
    END IF;
    DELETE FROM public.inbox_part p
    WHERE p.report = wish.report AND (wish.scope = 'all' OR p.compartment = 'contact');
  END LOOP;
  RETURN done;
END $$;
