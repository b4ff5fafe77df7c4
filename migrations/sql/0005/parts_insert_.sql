-- Insert parts and their wraps; an item that this report has already is left as it was.
-- Not a door: granted to nobody. Arrays of one group run side by side.
--
-- A part may be on its way from the inbox to the files in another transaction. Inserting first
-- waits for that one to end; looking into the files afterwards (each statement of a volatile
-- function sees what is committed by then) finds where it went.
--
-- A report has five files at most (reporting/domain/attachment.py). Whoever adds one waits for
-- others who do, so that two at once cannot each be the fifth.
CREATE OR REPLACE FUNCTION intake.parts_insert_(
  p_report bytea, p_day date,
  p_items bytea[], p_compartments text[], p_ciphertexts bytea[],
  p_wrap_items bytea[], p_circles text[], p_epochs integer[], p_key_ids bytea[], p_sealed bytea[]
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  part record;
  owner bytea;
  files boolean := false;
BEGIN
  IF 'file' = ANY (p_compartments) THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(encode(p_report, 'hex'), 0));
  END IF;
  FOR part IN
    SELECT * FROM unnest(p_items, p_compartments, p_ciphertexts) AS p(item, compartment, ciphertext)
    ORDER BY item
  LOOP
    INSERT INTO public.inbox_part (item, report, compartment, day, ciphertext)
    VALUES (part.item, p_report, part.compartment, p_day, part.ciphertext)
    ON CONFLICT (item) DO NOTHING;
    IF NOT FOUND THEN
      SELECT i.report INTO owner FROM public.inbox_part i WHERE i.item = part.item;
      IF owner IS DISTINCT FROM p_report THEN
        RAISE unique_violation USING MESSAGE = 'the item belongs to another report';
      END IF;
      CONTINUE;
    END IF;
    SELECT f.report INTO owner FROM public.filed_part f WHERE f.item = part.item;
    IF FOUND THEN
      IF owner <> p_report THEN
        RAISE unique_violation USING MESSAGE = 'the item belongs to another report';
      END IF;
      DELETE FROM public.inbox_part i WHERE i.item = part.item;
      CONTINUE;
    END IF;
    INSERT INTO public.inbox_wrap (item, circle, epoch, key_id, sealed)
    SELECT w.item, w.circle, w.epoch, w.key_id, w.sealed
    FROM unnest(p_wrap_items, p_circles, p_epochs, p_key_ids, p_sealed)
      AS w(item, circle, epoch, key_id, sealed)
    WHERE w.item = part.item;
    files := files OR part.compartment = 'file';
  END LOOP;
  -- One statement, so that a file on its way from the inbox is counted once.
  IF files AND 5 < (
    SELECT count(*) FROM (
      SELECT i.item FROM public.inbox_part i WHERE i.report = p_report AND i.compartment = 'file'
      UNION ALL
      SELECT f.item FROM public.filed_part f WHERE f.report = p_report AND f.compartment = 'file'
    ) AS held
  ) THEN
    RAISE EXCEPTION USING ERRCODE = 'BRFIL', MESSAGE = 'too many files';
  END IF;
END $$;
