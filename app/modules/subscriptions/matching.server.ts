/** Whom a notice concerns, as SQL: the one place that says it, for what is told at once and for the digest. */

/**
 * The condition that a topic `t` (with its association `ta`, left-joined) covers a notice.
 * @param w alias with the columns `category`, `publisher_id` (null: not asked), `audience_path` and `district_id`
 *   (null: the whole city is addressed)
 */
export function topicCovers(w: string): string {
  // A topic with a theme is for calls for volunteers alone.
  return `t.theme IS NULL AND (t.category IS NULL OR t.category = ${w}.category)
    AND CASE
      WHEN t.association_id IS NOT NULL THEN t.association_id = ${w}.publisher_id
        OR starts_with(${w}.audience_path, ta.path) OR starts_with(ta.path, ${w}.audience_path)
      WHEN t.district_id IS NOT NULL THEN ${w}.district_id IS NULL OR t.district_id = ${w}.district_id
      ELSE true
    END`
}

/**
 * The condition that a person may read a notice: everybody what is public; whoever is a confirmed member or holds an
 * office today in the part addressed what is for members; whoever holds an office there what is for officers.
 * @param w alias with the columns `visibility`, `audience_path` and `publisher_id`
 * @param user expression with the person's id; null for somebody without an account
 * @param day the parameter that holds today
 */
export function mayRead(w: string, user: string, day: string): string {
  return `(${w}.visibility = 'public'
    OR ${w}.visibility = 'members' AND EXISTS (
      SELECT FROM memberships m JOIN associations ma ON ma.id = m.association_id
      WHERE m.user_id = ${user} AND m.state = 'confirmed' AND starts_with(ma.path, ${w}.audience_path))
    OR ${holdsSeat(w, user, day)})`
}

/** The condition that a person holds an office today in the part addressed, or at the publisher. */
export function holdsSeat(w: string, user: string, day: string): string {
  return `EXISTS (
      SELECT FROM terms o JOIN associations oa ON oa.id = o.association_id
      WHERE o.user_id = ${user} AND ${day}::date BETWEEN o.starts_on AND o.ends_on
        AND (starts_with(oa.path, ${w}.audience_path) OR oa.id = ${w}.publisher_id))`
}

/** The condition that a household `h` has not moved out by a day; whether it has consented plays no part here. */
export function livesHere(day: string): string {
  return `(h.moved_out_on IS NULL OR h.moved_out_on > ${day}::date)`
}
