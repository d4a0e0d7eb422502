/** A city's worth of notices, the same each time: invented words of kanji, some frequent, most rare, as in a language. */
import type pg from 'pg'

/** Pseudo-random numbers in [0, 1), always the same from the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const VOCABULARY = 100_000
const LETTERS_PER_NOTICE = 400
const YEARS = 12
const CATEGORIES = [
  'disaster_prevention',
  'crime_prevention',
  'waste',
  'event',
  'meeting',
  'recruitment',
  'welfare',
  'children',
  'other',
]
const PARTICLES = ['は', 'を', 'に', 'で', 'と', 'の', 'が', 'です。', 'ます。\n\n', '、']

/** Words by rank: rank r occurs about 1/r as often as the first. */
const vocabulary = (() => {
  const next = random(7)
  const kanji = () => String.fromCharCode(0x4e00 + Math.floor(next() * 3000))
  return Array.from({ length: VOCABULARY }, () => kanji() + kanji() + (next() < 0.3 ? kanji() : ''))
})()

const harmonic = Math.log(VOCABULARY) + 0.5772

function word(next: () => number): string {
  return vocabulary[Math.min(VOCABULARY - 1, Math.floor(Math.exp(next() * harmonic) - 0.5))] ?? ''
}

/**
 * Words to search for, from frequent to rare: about 20 %, 5 %, 1 %, 0.2 %, 0.05 % and 0.02 % of the notices, eight
 * of each.
 */
export function searchWords(): { share: string; words: string[] }[] {
  const ranks: [string, number][] = [
    ['20 %', 45],
    ['5 %', 190],
    ['1 %', 950],
    ['0.2 %', 4_800],
    ['0.05 %', 19_000],
    ['0.02 %', 48_000],
  ]
  return ranks.map(([share, rank]) => ({ share, words: vocabulary.slice(rank, rank + 8) }))
}

/** A text of about 400 letters, in Markdown. */
export function body(next: () => number): string {
  let text = ''
  while (text.length < LETTERS_PER_NOTICE) {
    text += word(next) + PARTICLES[Math.floor(next() * PARTICLES.length)]
  }
  return text
}

const BATCH = 4000

/** Makes the city, 44 councils and 600 associations; returns their ids. */
export async function fillAssociations(
  client: pg.Client,
): Promise<{ city: number; councils: number[]; ids: number[] }> {
  const insert = async (sql: string, values: unknown[]) =>
    (await client.query<{ id: number }>(sql, values)).rows.map((row) => row.id)
  await client.query(
    `INSERT INTO districts (name, middle_school, school_name, school_address, latitude, longitude)
     SELECT '校区' || i, '中学校', '小学校', '枚方市', 34.8, 135.6 FROM generate_series(1, 44) i`,
  )
  const [city = 0] = await insert(
    `INSERT INTO associations (kind, slug, name, reading) VALUES ('city', 'city', '市', 'し') RETURNING id`,
    [],
  )
  const councils = await insert(
    `INSERT INTO associations (kind, parent_id, district_id, slug, name, reading)
     SELECT 'council', $1, d.id, 'council-' || d.id, d.name || '協議会', 'きょうぎかい' FROM districts d ORDER BY d.id
     RETURNING id`,
    [city],
  )
  const ids = await insert(
    `INSERT INTO associations (kind, parent_id, district_id, slug, name, reading)
     SELECT 'neighbourhood', c.id, c.district_id, 'association-' || i, '町' || i || '自治会', 'じちかい'
     FROM generate_series(1, 600) i JOIN associations c ON c.id = ($1::int[])[1 + i % 44] RETURNING id`,
    [councils],
  )
  return { city, councils, ids }
}

/** Writes `count` notices into an empty table. The search index is made after the rows, as it is quicker to make whole. */
export async function fillNotices(
  client: pg.Client,
  tree: { city: number; councils: number[]; ids: number[] },
  count: number,
  progress: (done: number) => void,
): Promise<void> {
  const index = await client.query<{ indexdef: string }>(
    `SELECT indexdef FROM pg_indexes WHERE indexname = 'notices_search'`,
  )
  await client.query('DROP INDEX IF EXISTS notices_search')
  const now = Date.now()
  for (let done = 0; done < count; done += BATCH) {
    const next = random(1000 + done)
    const size = Math.min(BATCH, count - done)
    const columns: unknown[][] = [[], [], [], [], [], [], [], [], []]
    for (let i = 0; i < size; i++) {
      const association = tree.ids[Math.floor(next() * tree.ids.length)] ?? 0
      const council = tree.councils[Math.floor(next() * tree.councils.length)] ?? 0
      const pick = next()
      const publisher = pick < 0.8 ? association : pick < 0.95 ? council : tree.city
      const text = body(next)
      const importance = next()
      const values = [
        publisher,
        next() < 0.85 ? 'public' : 'members',
        CATEGORIES[Math.floor(next() * CATEGORIES.length)],
        importance < 0.93 ? 'normal' : importance < 0.99 ? 'important' : 'urgent',
        `${word(next)}の${word(next)}について`,
        text,
        `<p>${text.replaceAll('\n\n', '</p>\n<p>')}</p>`,
        text.slice(0, 120),
        // Written in the order of their dates, as in life.
        new Date(now - ((count - done - i) / count) * YEARS * 365.25 * 86_400_000),
      ]
      for (const [column, value] of values.entries()) columns[column]?.push(value)
    }
    await client.query(
      `INSERT INTO notices (association_id, audience_id, visibility, category, importance, title, body, body_html,
         excerpt, state, published_at, submission_id)
       SELECT a, a, v, c, i, t, b, h, e, 'published', p, gen_random_uuid()
       FROM unnest($1::int[], $2::"NoticeVisibility"[], $3::"NoticeCategory"[], $4::"NoticeImportance"[], $5::text[],
         $6::text[], $7::text[], $8::text[], $9::timestamptz[]) AS x(a, v, c, i, t, b, h, e, p)`,
      columns,
    )
    progress(done + size)
  }
  await client.query(`SET maintenance_work_mem = '1GB'`)
  const definition = index.rows[0]?.indexdef
  if (definition) await client.query(definition)
  await client.query('VACUUM ANALYZE')
}
