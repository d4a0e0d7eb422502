/**
 * Answers counted in the database: no row of a ballot leaves it. All questions of a survey in one pass over its ballots,
 * so that 10,000 answers are counted while a page is waited for.
 */
import { LRUCache } from 'lru-cache'
import { rows } from '~/platform/db.server'
import { type Count, MESH, type Question, stepsOf, type Tally } from '../rules'

/**
 * Equal answers are put together first, as most are; then a number (option or step), a list (options, with their
 * places) or a place is taken apart. `what`: answered, number, in_list, first, points, place. `$2`, `$3` are ids of
 * questions and, for the points of a ranking, how many places each asks for.
 */
const COUNTED = `
  WITH given AS MATERIALIZED (
    SELECT q.id AS question, CASE WHEN q.kind = 'text' THEN NULL ELSE b.answers -> q.id::text END AS value,
      count(*)::int AS count
    FROM survey_questions q JOIN survey_ballots b ON b.survey_id = q.survey_id AND b.answers ? q.id::text
    WHERE q.survey_id = $1::int GROUP BY 1, 2),
  asked AS (SELECT * FROM unnest($2::int[], $3::int[]) AS q(id, places)),
  listed AS MATERIALIZED (
    SELECT g.question, e.value::int AS key, e.place, g.count FROM given g
      CROSS JOIN LATERAL jsonb_array_elements(g.value) WITH ORDINALITY AS e(value, place)
    WHERE jsonb_typeof(g.value) = 'array')
  SELECT question, 'answered' AS what, 0 AS key, 0 AS more, sum(count)::int AS count FROM given GROUP BY 1
  UNION ALL
  SELECT question, 'number', value::int, 0, count FROM given WHERE jsonb_typeof(value) = 'number'
  UNION ALL
  SELECT question, 'in_list', key, 0, sum(count)::int FROM listed GROUP BY 1, 3
  UNION ALL
  SELECT question, 'first', key, 0, sum(count)::int FROM listed WHERE place = 1 GROUP BY 1, 3
  UNION ALL
  SELECT l.question, 'points', l.key, 0, sum(l.count * greatest(0, q.places - l.place + 1))::int
  FROM listed l JOIN asked q ON q.id = l.question GROUP BY 1, 3
  UNION ALL
  SELECT question, 'place', floor((value->>'lat')::float8 * ${MESH.rows} + 1e-6)::int,
    floor((value->>'lng')::float8 * ${MESH.columns} + 1e-6)::int, sum(count)::int
  FROM given WHERE jsonb_typeof(value) = 'object' GROUP BY 1, 3, 4`

type What = 'answered' | 'number' | 'in_list' | 'first' | 'points' | 'place'
type Row = { question: number; what: What; key: number; more: number; count: number }

/** The answers to each question, in the order of the questions. For the rules of results; never for a page. */
export async function talliesOf(surveyId: number, questions: readonly Question[]): Promise<Tally[]> {
  const found = await rows<Row>(COUNTED, [
    surveyId,
    questions.map(({ id }) => id),
    questions.map(({ most, options }) => most ?? options.length),
  ])
  const by = new Map<string, Row[]>()
  for (const row of found) {
    const key = `${row.question} ${row.what}`
    by.set(key, [...(by.get(key) ?? []), row])
  }
  return questions.map((question) => tallyOf(question, (what) => by.get(`${question.id} ${what}`) ?? []))
}

/** Counted once: few surveys are looked at, and those few by many. */
const closed = new LRUCache<string, Promise<Tally[]>>({ max: 100 })

/** The answers to a survey that is over, to which none can be added and of which none changes. */
export function finalTallies(
  survey: { id: number; closedAt: Date | null },
  questions: readonly Question[],
): Promise<Tally[]> {
  const { id, closedAt } = survey
  if (!closedAt) return talliesOf(id, questions)
  const key = `${id} ${closedAt.getTime()}`
  const known = closed.get(key)
  if (known) return known
  const counting = talliesOf(id, questions)
  closed.set(key, counting)
  // What could not be counted now is counted by the next who looks.
  counting.catch(() => closed.delete(key))
  return counting
}

function tallyOf({ id, kind, options, most }: Question, of: (what: What) => readonly Row[]): Tally {
  const counts = (what: What, keys: readonly number[]): Count[] => {
    const known = new Map(of(what).map(({ key, count }) => [key, count]))
    return keys.map((key) => ({ key, count: known.get(key) ?? 0 }))
  }
  const ids = options.map((option) => option.id)
  const base = { questionId: id, answered: of('answered')[0]?.count ?? 0 }
  switch (kind) {
    case 'single':
      return { ...base, kind, counts: counts('number', ids) }
    case 'multiple':
      return { ...base, kind, most, counts: counts('in_list', ids) }
    case 'scale':
      return { ...base, kind, counts: counts('number', stepsOf({ most })) }
    case 'ranking':
      return { ...base, kind, counts: counts('first', ids), points: counts('points', ids) }
    case 'place':
      return {
        ...base,
        kind,
        cells: of('place').map(({ key, more, count }) => ({ row: key, column: more, count })),
      }
    case 'text':
      return { ...base, kind }
  }
}

/** How many have answered, and on paper. */
export async function answersOfSurvey(surveyId: number): Promise<{ answers: number; onPaper: number }> {
  const [found] = await rows<{ answers: number; onPaper: number }>(
    `SELECT count(*)::int AS answers, (count(*) FILTER (WHERE on_paper))::int AS "onPaper"
     FROM survey_ballots WHERE survey_id = $1::int`,
    [surveyId],
  )
  return found ?? { answers: 0, onPaper: 0 }
}
