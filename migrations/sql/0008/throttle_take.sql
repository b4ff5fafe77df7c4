-- Take a token from one of intake's buckets, in one statement; false when it is empty.
-- `p_rate` is tokens a minute, `p_burst` a full bucket.
--
-- A clock that goes back by ten minutes or less adds nothing. By more, it was ahead and was set
-- right: the bucket gets a minute's worth and counts from there, and does not wait for that day
-- (reporting/store/arrivals.py).
CREATE OR REPLACE FUNCTION intake.throttle_take(
  p_bucket text, p_minute bigint, p_rate bigint, p_burst bigint
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  INSERT INTO public.throttle AS t (bucket, level, updated)
  VALUES ('intake/' || p_bucket, p_burst - 1, p_minute)
  ON CONFLICT (bucket) DO UPDATE SET
    level = least(p_burst, t.level + p_rate * CASE
      WHEN t.updated > p_minute + 10 THEN 1 ELSE greatest(0, p_minute - t.updated) END) - 1,
    updated = CASE
      WHEN t.updated > p_minute + 10 THEN p_minute ELSE greatest(t.updated, p_minute) END
  WHERE least(p_burst, t.level + p_rate * CASE
    WHEN t.updated > p_minute + 10 THEN 1 ELSE greatest(0, p_minute - t.updated) END) >= 1;
  RETURN FOUND;
END $$;
