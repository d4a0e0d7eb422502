/** この中にありませんか: matters that say much the same, so that people support one instead of asking again. */
import { addDays, type Day, dayToDate } from '~/platform/clock'
import { rows } from '~/platform/db.server'
import { type MatterState, UNANSWERED_STATES } from '../rules'

/** Most that are shown: more are not read. */
const SHOWN = 3
/** Of two texts, by their letter triples (pg_trgm): below this they have only the words of every question in common. */
const ALIKE = 0.2
/** Same subject: less likeness is enough. */
const ALIKE_NEAR = 0.12
/** What is older is asked again with reason. Days. */
const LOOKED_BACK = 3 * 365

export type SimilarMatter = {
  id: number
  title: string
  state: MatterState
  category: string
  district: string | null
  supportCount: number
}

const SQL = `
  SELECT id, title, state, category, district, "supportCount" FROM (
    SELECT m.id, m.title, m.state::text AS state, m.category, d.name AS district, m.support_count AS "supportCount",
      m.state::text = ANY($6::text[]) AS open,
      (m.category = $3 OR m.district_id = $4::int) AS near,
      greatest(similarity(search_form(m.title), search_form($1)),
               word_similarity(search_form($1), search_form(m.title || ' ' || m.body))) AS likeness
    FROM matters m LEFT JOIN districts d ON d.id = m.district_id
    WHERE m.received_at >= $5::date AND m.state NOT IN ('waiting', 'refused', 'withdrawn')
      AND m.hidden_at IS NULL AND m.joined_to_id IS NULL AND m.id <> $2::int
      AND (m.category = $3 OR m.district_id = $4::int OR m.title % $1)
  ) found
  WHERE likeness >= CASE WHEN near THEN ${ALIKE_NEAR} ELSE ${ALIKE} END
  ORDER BY likeness DESC, open DESC, id DESC LIMIT ${SHOWN}`

/** Public matters like this one, the most alike first. @param except its own id, where it has one */
export function similarTo(
  matter: { title: string; category: string; district: number | null },
  today: Day,
  except = 0,
): Promise<SimilarMatter[]> {
  return rows<SimilarMatter>(SQL, [
    matter.title,
    except,
    matter.category,
    matter.district,
    dayToDate(addDays(today, -LOOKED_BACK)),
    [...UNANSWERED_STATES],
  ])
}
