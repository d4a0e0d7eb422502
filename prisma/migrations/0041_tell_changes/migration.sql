-- What is shown to guests is kept in memory until what it shows changes: every statement that changes a table tells so
-- when it commits. A message is given once a transaction, however often it is sent in it.
CREATE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('portal_changed', TG_TABLE_NAME);
  RETURN NULL;
END $$;

-- Rounds of jobs that find nothing to do must not empty what is kept.
CREATE FUNCTION tell_change_of_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM changed_rows) THEN
    PERFORM pg_notify('portal_changed', TG_TABLE_NAME);
  END IF;
  RETURN NULL;
END $$;

-- To be called by the migration that makes a table of which a public page may show something.
CREATE FUNCTION watch_table(watched regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER tell_insert AFTER INSERT OR TRUNCATE ON %s
    FOR EACH STATEMENT EXECUTE FUNCTION tell_change()', watched);
  EXECUTE format('CREATE TRIGGER tell_update AFTER UPDATE ON %s REFERENCING NEW TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_change_of_rows()', watched);
  EXECUTE format('CREATE TRIGGER tell_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_change_of_rows()', watched);
END $$;

-- All but what no public page shows (NEVER_SHOWN in tests/start/kept-pages.test.ts).
SELECT watch_table(c.oid) FROM pg_class c
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> ALL (ARRAY[
  '_prisma_migrations', 'aed_check_reminders', 'aed_import_rows', 'aed_reminders', 'announcements', 'audit_entries',
  'backups', 'dead_addresses', 'deliveries', 'delivery_attempts', 'email_links', 'instances', 'kept_forms', 'mails',
  'maintenance', 'membership_codes', 'notice_openings', 'push_endpoints', 'push_keys', 'rate_limits',
  'recovery_codes', 'reminders', 'resolution_ballots', 'sessions', 'subscribers', 'subscription_topics',
  'survey_ballots', 'survey_links', 'survey_roll'
]);
