-- 席: a term stands on a seat of its own association and post, also where the database chooses the seat: a name that
-- belongs to a post of another kind is not taken over, and such a post is not opened again.
CREATE OR REPLACE FUNCTION terms_take_seat() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_post integer;
  free integer;
  called text;
  wanted text;
  times integer := 1;
BEGIN
  IF NEW.seat_id IS NULL THEN
    -- One after the other within an association
    PERFORM 1 FROM associations WHERE id = NEW.association_id FOR NO KEY UPDATE;
    SELECT s.id INTO free FROM officer_seats s JOIN officer_posts p ON p.id = s.post_id
    WHERE p.association_id = NEW.association_id AND p.post = NEW.post AND p.closed_on IS NULL AND s.closed_on IS NULL
      AND NOT EXISTS (SELECT 1 FROM terms t WHERE t.seat_id = s.id AND t.id IS DISTINCT FROM NEW.id
        AND daterange(t.starts_on, t.ends_on, '[]') && daterange(NEW.starts_on, NEW.ends_on, '[]'))
    ORDER BY p.position, p.id, s.number LIMIT 1;
    IF free IS NULL THEN
      SELECT p.id INTO of_post FROM officer_posts p
      WHERE p.association_id = NEW.association_id AND p.post = NEW.post AND p.closed_on IS NULL
      ORDER BY p.position, p.id LIMIT 1;
      called := CASE NEW.post WHEN 'chair' THEN '会長' WHEN 'vice_chair' THEN '副会長' WHEN 'secretary' THEN '書記'
        WHEN 'treasurer' THEN '会計' WHEN 'auditor' THEN '監事' WHEN 'group_leader' THEN '班長' ELSE '役員' END;
      -- The name, or the name with the first number under which no post of another kind is known
      WHILE of_post IS NULL LOOP
        wanted := called || CASE WHEN times = 1 THEN '' ELSE ' ' || times END;
        INSERT INTO officer_posts (association_id, post, name, filled_by, position)
        VALUES (NEW.association_id, NEW.post, wanted,
          CASE WHEN NEW.post = 'group_leader' THEN 'rotation'::"FilledBy" ELSE 'election'::"FilledBy" END,
          array_position(
            ARRAY['chair', 'vice_chair', 'secretary', 'treasurer', 'auditor', 'group_leader', 'board_member'],
            NEW.post::text))
        ON CONFLICT (association_id, name) DO NOTHING
        RETURNING id INTO of_post;
        IF of_post IS NULL THEN
          UPDATE officer_posts SET closed_on = NULL
          WHERE association_id = NEW.association_id AND name = wanted AND post = NEW.post
          RETURNING id INTO of_post;
        END IF;
        times := times + 1;
      END LOOP;
      INSERT INTO officer_seats (post_id, number)
      SELECT of_post, coalesce(max(number), 0) + 1 FROM officer_seats WHERE post_id = of_post
      RETURNING id INTO free;
    END IF;
    NEW.seat_id := free;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM officer_seats s JOIN officer_posts p ON p.id = s.post_id
      WHERE s.id = NEW.seat_id AND p.association_id = NEW.association_id AND p.post = NEW.post) THEN
    RAISE EXCEPTION 'a term stands on a seat of its own association and post';
  END IF;
  RETURN NEW;
END $$;
-- Terms that came to stand on a seat of another kind take one of their own.
DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT t.id FROM terms t JOIN officer_seats s ON s.id = t.seat_id JOIN officer_posts p ON p.id = s.post_id
    WHERE p.post <> t.post OR p.association_id <> t.association_id ORDER BY t.starts_on, t.id
  LOOP
    UPDATE terms SET seat_id = NULL WHERE id = one.id;
  END LOOP;
END $$;
