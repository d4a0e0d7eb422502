-- CreateTable
CREATE TABLE "aed_cells" (
    "depth" SMALLINT NOT NULL,
    "x" INTEGER NOT NULL,
    "y" INTEGER NOT NULL,
    "total" INTEGER NOT NULL,
    "child" INTEGER NOT NULL,
    "outdoors" INTEGER NOT NULL,
    "child_outdoors" INTEGER NOT NULL,

    CONSTRAINT "aed_cells_pkey" PRIMARY KEY ("depth","x","y")
);

-- Every change of a square is counted into the finest squares and, with one of four below it each, into the coarser
-- ones. Of a statement, however many rows it writes, each square is written once, always in the same order, so that
-- two writers wait for one another and never in a circle.
CREATE FUNCTION aed_cells_change(changes aed_cells[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  emptied boolean;
BEGIN
  WITH written AS (
    INSERT INTO aed_cells AS c (depth, x, y, total, child, outdoors, child_outdoors)
    SELECT d.depth, f.x >> (f.depth - d.depth), f.y >> (f.depth - d.depth),
      sum(f.total), sum(f.child), sum(f.outdoors), sum(f.child_outdoors)
    FROM unnest(changes) f CROSS JOIN (VALUES (7), (9), (11), (13), (15)) d (depth)
    GROUP BY 1, 2, 3
    HAVING sum(f.total) <> 0 OR sum(f.child) <> 0 OR sum(f.outdoors) <> 0 OR sum(f.child_outdoors) <> 0
    ORDER BY 1, 2, 3
    ON CONFLICT (depth, x, y) DO UPDATE SET
      total = c.total + excluded.total,
      child = c.child + excluded.child,
      outdoors = c.outdoors + excluded.outdoors,
      child_outdoors = c.child_outdoors + excluded.child_outdoors
    RETURNING c.total
  )
  SELECT bool_or(total = 0) INTO emptied FROM written;
  IF emptied THEN
    DELETE FROM aed_cells c USING unnest(changes) f CROSS JOIN (VALUES (7), (9), (11), (13), (15)) d (depth)
    WHERE c.depth = d.depth AND c.x = f.x >> (f.depth - d.depth) AND c.y = f.y >> (f.depth - d.depth) AND c.total = 0;
  END IF;
END $$;

-- What one AED adds to its finest square; `n` is 1 when it comes and -1 when it goes.
CREATE FUNCTION aed_cell(place point, child boolean, outdoors boolean, n int) RETURNS aed_cells
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ROW(15, floor(place[0] * 32768)::int, floor(place[1] * 32768)::int, n,
    CASE WHEN child THEN n ELSE 0 END, CASE WHEN outdoors THEN n ELSE 0 END,
    CASE WHEN child AND outdoors THEN n ELSE 0 END)::aed_cells
$$;

CREATE FUNCTION aeds_count_cells() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changes aed_cells[];
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    DELETE FROM aed_cells;
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(aed_cell(place, child_pads, outdoors, 1)) INTO changes
    FROM come WHERE place IS NOT NULL AND condition <> 'removed';
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(aed_cell(place, child_pads, outdoors, -1)) INTO changes
    FROM gone WHERE place IS NOT NULL AND condition <> 'removed';
  ELSE
    -- Most updates say when an AED was seen or what its hours are, and move nothing.
    WITH moved AS (
      SELECT g.place AS p, g.child_pads AS pc, g.outdoors AS po, g.condition AS pn,
        c.place AS q, c.child_pads AS qc, c.outdoors AS qo, c.condition AS qn
      FROM gone g JOIN come c USING (id)
      WHERE (g.latitude, g.longitude, g.child_pads, g.outdoors, g.condition)
        IS DISTINCT FROM (c.latitude, c.longitude, c.child_pads, c.outdoors, c.condition)
    )
    SELECT array_agg(cell) INTO changes FROM (
      SELECT aed_cell(p, pc, po, -1) AS cell FROM moved WHERE p IS NOT NULL AND pn <> 'removed'
      UNION ALL
      SELECT aed_cell(q, qc, qo, 1) FROM moved WHERE q IS NOT NULL AND qn <> 'removed'
    ) both_sides;
  END IF;
  IF changes IS NOT NULL THEN PERFORM aed_cells_change(changes); END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER aeds_cells_come AFTER INSERT ON aeds REFERENCING NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION aeds_count_cells();
CREATE TRIGGER aeds_cells_gone AFTER DELETE ON aeds REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION aeds_count_cells();
CREATE TRIGGER aeds_cells_moved AFTER UPDATE ON aeds REFERENCING OLD TABLE AS gone NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION aeds_count_cells();
CREATE TRIGGER aeds_cells_emptied AFTER TRUNCATE ON aeds
  FOR EACH STATEMENT EXECUTE FUNCTION aeds_count_cells();

-- What is there already
SELECT aed_cells_change(array_agg(aed_cell(place, child_pads, outdoors, 1)))
FROM aeds WHERE place IS NOT NULL AND condition <> 'removed' HAVING count(*) > 0;

-- The list by name, by parts of name and address, and of what stands on no map
CREATE INDEX aeds_by_name ON aeds (name, id) WHERE condition <> 'removed';
CREATE INDEX aeds_placeless ON aeds (name, id) WHERE condition <> 'removed' AND latitude IS NULL;
CREATE INDEX aeds_search ON aeds
  USING gin (search_form(name || ' ' || name_kana || ' ' || address || ' ' || building) gin_trgm_ops)
  WHERE condition <> 'removed';
