-- Take a token from one of intake's buckets, in one statement; false when it is empty.
-- `p_rate` is tokens a minute, `p_burst` a full bucket.
CREATE FUNCTION intake.throttle_take(
  p_bucket text, p_minute bigint, p_rate bigint, p_burst bigint
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  INSERT INTO public.throttle AS t (bucket, level, updated)
  VALUES ('intake/' || p_bucket, p_burst - 1, p_minute)
  ON CONFLICT (bucket) DO UPDATE SET
    level = least(p_burst, t.level + greatest(0, p_minute - t.updated) * p_rate) - 1,
    updated = greatest(t.updated, p_minute)
  WHERE least(p_burst, t.level + greatest(0, p_minute - t.updated) * p_rate) >= 1;
  RETURN FOUND;
END $$;
