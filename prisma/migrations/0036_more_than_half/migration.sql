-- Nothing is carried by less than half, and no tie is.
ALTER TABLE resolution_items
  DROP CONSTRAINT resolution_items_need,
  ADD CONSTRAINT resolution_items_need CHECK (
    need_num BETWEEN 1 AND need_den AND base IN ('cast', 'all')
    AND ((need_kind = 'over' AND 2 * need_num >= need_den AND need_num < need_den)
      OR (need_kind = 'at_least' AND 2 * need_num > need_den)));
