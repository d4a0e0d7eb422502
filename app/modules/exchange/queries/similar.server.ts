/** この中にありませんか: matters that ask much the same, so that people support one instead of asking again. */
import { addDays, type Day, dayToDate } from '~/platform/clock'
import { rows } from '~/platform/db.server'
import { ALIKE, carryingPairs, isOpenState, likeness, type MatterState } from '../rules'

/** Most that are shown: more are not read. */
const SHOWN = 3
/** What is older is asked again with reason. Days. */
const LOOKED_BACK = 3 * 365
/** Most that are compared, the newest first; and the first letters of each, which say what it is about. */
const COMPARED = 1000
const LETTERS = 400

export type SimilarMatter = {
  id: number
  title: string
  state: MatterState
  category: string
  district: string | null
  supportCount: number
}

const SQL = `
  SELECT m.id, m.title, left(m.body, ${LETTERS}) AS body, m.state::text AS state, m.category, d.name AS district,
    m.support_count AS "supportCount"
  FROM matters m LEFT JOIN districts d ON d.id = m.district_id
  WHERE m.received_at >= $4::date AND m.state NOT IN ('waiting', 'refused', 'withdrawn')
    AND m.hidden_at IS NULL AND m.joined_to_id IS NULL AND m.id <> $3::int
    AND (m.category = $1 OR m.district_id = $2::int)
  ORDER BY m.received_at DESC, m.id DESC LIMIT ${COMPARED}`

/**
 * Public matters of the same subject or district that ask much the same: the most alike first, those still open before
 * those that are over.
 * @param except its own id, where it has one
 */
export async function similarTo(
  matter: { title: string; body: string; category: string; district: number | null },
  today: Day,
  except = 0,
): Promise<SimilarMatter[]> {
  const found = await rows<SimilarMatter & { body: string }>(SQL, [
    matter.category,
    matter.district,
    except,
    dayToDate(addDays(today, -LOOKED_BACK)),
  ])
  const carrying = (text: { title: string; body: string }) => ({
    title: carryingPairs(text.title),
    all: carryingPairs(`${text.title} ${text.body.slice(0, LETTERS)}`),
  })
  const own = carrying(matter)
  return found
    .map(({ body, ...one }) => ({ one, alike: likeness(own, carrying({ title: one.title, body })) }))
    .filter(({ alike }) => alike >= ALIKE)
    .sort((a, b) => b.alike - a.alike || Number(isOpenState(b.one.state)) - Number(isOpenState(a.one.state)))
    .slice(0, SHOWN)
    .map(({ one }) => one)
}
