-- What pages and forms look up in large tables and what had no index: found by tests/plans.test.ts.
-- What an account takes along (account/export.json).
CREATE INDEX email_links_by_person ON email_links (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX mails_by_recipient ON mails (recipient, id);
-- The page of operation: what waits or has failed, and when the last one went out.
CREATE INDEX mails_not_sent ON mails (state) WHERE state <> 'sent';
CREATE INDEX mails_sent_last ON mails (sent_at) WHERE sent_at IS NOT NULL;
-- The openings of a post at its page.
CREATE INDEX openings_of_post ON openings (post_id) WHERE post_id IS NOT NULL;
-- What points to a line of a card, a place or a call is looked for when that is taken away, and counted for a call.
CREATE INDEX openings_of_task ON openings (task_id) WHERE task_id IS NOT NULL;
CREATE INDEX officer_records_of_task ON officer_records (task_id) WHERE task_id IS NOT NULL;
CREATE INDEX shortage_calls_of_place ON shortage_calls (place_id);
CREATE INDEX volunteer_concerns_of_place ON volunteer_concerns (place_id) WHERE place_id IS NOT NULL;
CREATE INDEX volunteer_applications_by_call ON volunteer_applications (call_id) WHERE call_id IS NOT NULL;
CREATE INDEX volunteer_helpers_of_person ON volunteer_helpers (volunteer_id);
CREATE INDEX volunteer_questions_of_person ON volunteer_questions (volunteer_id) WHERE volunteer_id IS NOT NULL;
CREATE INDEX deliveries_to_endpoint ON deliveries (endpoint_id) WHERE endpoint_id IS NOT NULL;
CREATE INDEX announcements_of_passing_on ON announcements (passing_on_id) WHERE passing_on_id IS NOT NULL;
CREATE INDEX subsidy_cost_lines_by_file ON subsidy_cost_lines (file_id) WHERE file_id IS NOT NULL;
-- The newest calls, and the reports to the centre, in the order of their lists.
CREATE INDEX shortage_calls_newest ON shortage_calls (sent_at DESC, id DESC);
CREATE INDEX volunteer_concerns_in_order ON volunteer_concerns (closed_at DESC NULLS FIRST, id DESC);
-- Talks to come, those of the past in their order, and those of a host.
CREATE INDEX talks_by_end ON talks (ends_at);
CREATE INDEX talks_by_start ON talks (starts_at, id);
CREATE INDEX talks_of_host ON talks (association_id);
-- What happened in the last twelve months: reports, hidings and appeals; answers of the city, and days put off.
CREATE INDEX content_reports_by_time ON content_reports (created_at);
CREATE INDEX content_hidings_by_time ON content_hidings (hidden_at);
CREATE INDEX content_hidings_lifted ON content_hidings (lifted_at) WHERE lifted_at IS NOT NULL;
CREATE INDEX content_appeals_by_time ON content_appeals (created_at);
CREATE INDEX content_appeals_decided ON content_appeals (decided_at) WHERE decided_at IS NOT NULL;
CREATE INDEX matters_answered ON matters (answered_at) WHERE answered_at IS NOT NULL;
CREATE INDEX matter_events_put_off ON matter_events (at) WHERE kind = 'due_changed';
