-- api: notices and AEDs in the order of their last change, for GET /api/v1/…?updated_since=
CREATE INDEX notices_public_changed ON notices ((greatest(published_at, corrected_at)), id)
  WHERE state = 'published' AND visibility = 'public';
CREATE INDEX aeds_changed ON aeds (updated_at, id) WHERE condition <> 'removed';
