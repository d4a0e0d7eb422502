-- What pages look up in large tables, and what had no index: found by asking for every page on the large database.
-- A person is found by what joins the rows of one person (participation/commands/{later,clock}.server.ts): every
-- batch of the nightly forgetting read the whole table of volunteers.
CREATE INDEX volunteers_person ON volunteers ((coalesce(same_hash, id::text)));
-- What was joined to a matter, and in which talks it comes up: both are looked up by the matter at its page.
CREATE INDEX matters_joined ON matters (joined_to_id) WHERE joined_to_id IS NOT NULL;
CREATE INDEX talk_items_matter ON talk_items (matter_id) WHERE matter_id IS NOT NULL;
-- The lists of an association's desk by state, and what it published in other years (a question with the state as a
-- parameter cannot use the partial indexes).
CREATE INDEX notices_of_association_by_state ON notices (association_id, state, updated_at DESC);
-- What waits for an answer at the desk.
CREATE INDEX interests_waiting ON interests (stage, due_on);
-- The groups' places in duty rotations, asked for at the page of the household.
CREATE INDEX duty_places_group ON duty_places (group_id) WHERE group_id IS NOT NULL;
-- The newest matters at the front page, what is still open first; and how many there are in each state.
CREATE INDEX matters_in_order ON matters ((state IN ('received', 'routed', 'underway')) DESC, received_at DESC, id DESC)
  WHERE received_at IS NOT NULL AND hidden_at IS NULL AND joined_to_id IS NULL;
CREATE INDEX matters_by_state ON matters (state) WHERE received_at IS NOT NULL AND hidden_at IS NULL;
-- What an account takes along (account/export.json): each is looked up by the person.
CREATE INDEX confirmations_by_person ON confirmations (confirmed_by_id) WHERE confirmed_by_id IS NOT NULL;
CREATE INDEX interests_by_person ON interests (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX content_reports_by_person ON content_reports (reporter_id) WHERE reporter_id IS NOT NULL;
CREATE INDEX talk_questions_by_person ON talk_questions (author_id) WHERE author_id IS NOT NULL;
-- The few applications that ended before their time: the public list of what was granted leaves them out.
CREATE INDEX subsidy_events_ended ON subsidy_events (application_id) WHERE to_state IN ('stopped', 'cancelled');
