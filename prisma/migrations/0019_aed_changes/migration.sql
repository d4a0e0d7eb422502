-- CreateTable
CREATE TABLE "aed_changes" (
    "id" SMALLINT NOT NULL DEFAULT 1,
    "changes" BIGINT NOT NULL,
    "changed_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "aed_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "aed_changing" (
    "transaction" BIGINT NOT NULL,

    CONSTRAINT "aed_changing_pkey" PRIMARY KEY ("transaction")
);

ALTER TABLE aed_changes ADD CONSTRAINT aed_changes_one_row CHECK (id = 1);

-- Whoever changes AEDs would lock the one row until the transaction ends: an import would keep everybody waiting, and
-- two writers could wait for one another in a circle. So a statement only notes its transaction, in a row that nobody
-- else sees, and the row that all share is written when the transaction is committed, after every other lock. What was
-- counted can be read at once, and what was taken back is not counted.
CREATE FUNCTION aed_changes_note() RETURNS void LANGUAGE sql AS $$
  INSERT INTO aed_changing VALUES (pg_current_xact_id()::text::bigint) ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION aed_changes_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM aed_changing WHERE transaction = NEW.transaction;
  -- Never the same time twice, also after the clock was put back.
  INSERT INTO aed_changes AS c (id, changes, changed_at) VALUES (1, 1, clock_timestamp())
  ON CONFLICT (id) DO UPDATE SET changes = c.changes + 1,
    changed_at = greatest(clock_timestamp(), c.changed_at + interval '1 microsecond');
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER aed_changing_count AFTER INSERT ON aed_changing DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION aed_changes_count();

-- A statement that wrote no row is no change.
CREATE FUNCTION aed_changes_come() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM come) THEN PERFORM aed_changes_note(); END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION aed_changes_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM gone) THEN PERFORM aed_changes_note(); END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION aed_changes_any() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM aed_changes_note();
  RETURN NULL;
END $$;

-- By their names they follow those of the squares.
CREATE TRIGGER aeds_changes_come AFTER INSERT ON aeds REFERENCING NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION aed_changes_come();
CREATE TRIGGER aeds_changes_moved AFTER UPDATE ON aeds REFERENCING NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION aed_changes_come();
CREATE TRIGGER aeds_changes_gone AFTER DELETE ON aeds REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION aed_changes_gone();
CREATE TRIGGER aeds_changes_emptied AFTER TRUNCATE ON aeds
  FOR EACH STATEMENT EXECUTE FUNCTION aed_changes_any();

-- What is given out together with the AEDs: the credit of their sources, the towns, the city's name and outline. When a
-- source was last read is not given out.
CREATE TRIGGER aed_sources_changes AFTER UPDATE OF name, publisher, licence, url ON aed_sources
  FOR EACH ROW EXECUTE FUNCTION aed_changes_any();
CREATE TRIGGER towns_changes AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON towns
  FOR EACH STATEMENT EXECUTE FUNCTION aed_changes_any();
CREATE TRIGGER associations_city_changes AFTER INSERT OR UPDATE OF kind, name, area, latitude, longitude ON associations
  FOR EACH ROW WHEN (NEW.kind = 'city') EXECUTE FUNCTION aed_changes_any();
CREATE TRIGGER associations_city_gone AFTER DELETE ON associations
  FOR EACH ROW WHEN (OLD.kind = 'city') EXECUTE FUNCTION aed_changes_any();

INSERT INTO aed_changes (id, changes, changed_at) VALUES (1, 1, clock_timestamp());

-- Few AEDs stand outdoors or have child pads: the nearest of these are found without walking past all others.
CREATE INDEX aeds_place_child ON aeds USING gist (place) WHERE condition <> 'removed' AND child_pads;
CREATE INDEX aeds_place_outdoors ON aeds USING gist (place) WHERE condition <> 'removed' AND outdoors;
CREATE INDEX aeds_place_child_outdoors ON aeds USING gist (place)
  WHERE condition <> 'removed' AND child_pads AND outdoors;
