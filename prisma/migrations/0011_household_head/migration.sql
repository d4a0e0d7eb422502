-- 世帯主: when the head leaves, or deletes the account, whoever has been there longest follows. Without this a household
-- could be left with people and nobody who may speak for it, by a deletion that knows nothing of households.
CREATE FUNCTION household_members_next_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE household_members SET role = 'head'
  WHERE id = (
      SELECT id FROM household_members
      WHERE household_id = OLD.household_id AND role = 'member' AND left_at IS NULL AND user_id IS NOT NULL
      ORDER BY joined_at, id LIMIT 1)
    AND NOT EXISTS (
      SELECT FROM household_members WHERE household_id = OLD.household_id AND role = 'head' AND left_at IS NULL);
  RETURN NULL;
END $$;
CREATE TRIGGER household_members_head_deleted AFTER DELETE ON household_members
  FOR EACH ROW WHEN (OLD.role = 'head' AND OLD.left_at IS NULL) EXECUTE FUNCTION household_members_next_head();
CREATE TRIGGER household_members_head_left AFTER UPDATE OF left_at ON household_members
  FOR EACH ROW WHEN (OLD.role = 'head' AND OLD.left_at IS NULL AND NEW.left_at IS NOT NULL)
  EXECUTE FUNCTION household_members_next_head();
