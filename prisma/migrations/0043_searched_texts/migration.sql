-- What is searched of a matter and of an opening is brought into its form once, when it is written: doing it for every
-- row at every search took seconds of 10,000 matters, and the index on the plain words served no question.
ALTER TABLE matters
  ADD COLUMN search_text text GENERATED ALWAYS AS (search_form(title || ' ' || body || ' ' || place_text)) STORED;
DROP INDEX matters_words;
CREATE INDEX matters_search ON matters USING gin (search_text gin_trgm_ops);

ALTER TABLE openings
  ADD COLUMN search_text text GENERATED ALWAYS AS (search_form(title || ' ' || body)) STORED;
CREATE INDEX openings_search ON openings USING gin (search_text gin_trgm_ops);
