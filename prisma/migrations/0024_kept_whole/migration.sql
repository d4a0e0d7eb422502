-- The ledger, its budgets and the draws are not emptied in one stroke either, once there is something in them.
CREATE FUNCTION subsidy_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE filled boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT FROM %I)', TG_TABLE_NAME) INTO filled;
  IF filled THEN RAISE EXCEPTION 'the ledger and the trail of a subsidy are never emptied'; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER subsidy_entries_no_truncate BEFORE TRUNCATE ON subsidy_entries
  FOR EACH STATEMENT EXECUTE FUNCTION subsidy_refuse_truncate();
CREATE TRIGGER subsidy_budgets_no_truncate BEFORE TRUNCATE ON subsidy_budgets
  FOR EACH STATEMENT EXECUTE FUNCTION subsidy_refuse_truncate();
CREATE TRIGGER subsidy_rounds_no_truncate BEFORE TRUNCATE ON subsidy_rounds
  FOR EACH STATEMENT EXECUTE FUNCTION subsidy_refuse_truncate();
