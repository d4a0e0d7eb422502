/**
 * Whoever can read every table of the database, with the place and the transaction of every row, does not find out whose
 * answer is whose: no way of pairing the roll with the answers is better than drawing lots (ADR 0023).
 */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mixSurveys } from '~/modules/surveys/commands/run.server'
import { voterKey } from '~/modules/surveys/voter.server'
import { db, transaction } from '~/platform/db.server'
import { MIXED_WITH, mixAll, mixIn } from '~/platform/mix.server'
import { action } from '~/routes/surveys.$id_.answer'
import { action as enterPaper } from '~/routes/surveys.$id_.paper'
import { resetDatabase } from '../../setup/database'
import { asking, giveTerm, makeTown, makeUser, sessionOf, type Town } from '../accounts/support'
import { aSurvey, sheet } from './support'

const VOTERS = 60
const mark = (voter: number) => `しるし${String(voter).padStart(3, '0')}`

let town: Town
type Person = { id: string; cookie: string }

async function people(count: number): Promise<Person[]> {
  const made: Person[] = []
  for (let at = 0; at < count; at += 1) {
    const { id } = await makeUser()
    await db.membership.create({
      data: { userId: id, associationId: town.association.id, state: 'confirmed', decidedAt: new Date() },
    })
    made.push({ id, cookie: await sessionOf(id) })
  }
  return made
}

/** Rows of a survey as somebody with the whole database sees them: where they lie and who wrote them. */
type Row = { voter: number; ctid: number; xmin: number; id: string }

async function look(surveyId: number, voters: readonly Person[]): Promise<{ roll: Row[]; ballots: Row[] }> {
  const where = `split_part(trim(both '()' from ctid::text), ',', 1)::int * 10000
    + split_part(trim(both '()' from ctid::text), ',', 2)::int AS ctid, xmin::text::bigint::int AS xmin, id::text AS id`
  const roll = await db.$queryRawUnsafe<(Row & { key: string })[]>(
    `SELECT voter_key AS key, ${where} FROM survey_roll WHERE survey_id = $1::int`,
    surveyId,
  )
  const ballots = await db.$queryRawUnsafe<(Row & { answers: unknown })[]>(
    `SELECT answers, ${where} FROM survey_ballots WHERE survey_id = $1::int`,
    surveyId,
  )
  const keys = new Map(voters.map(({ id }, at) => [voterKey(surveyId, 'person', id), at]))
  return {
    roll: roll.map((row) => ({ ...row, voter: keys.get(row.key) ?? -1 })),
    ballots: ballots.map((row) => ({
      ...row,
      voter: Number(/しるし(\d+)/.exec(JSON.stringify(row.answers))?.[1]),
    })),
  }
}

const BY = ['ctid', 'xmin', 'id'] as const
const sorted = (rows: readonly Row[], by: (typeof BY)[number]) =>
  [...rows].sort((a, b) => (a[by] < b[by] ? -1 : a[by] > b[by] ? 1 : 0))

/** How many of the pairs an adversary has right who lays both lists beside one another. */
function hits(
  { roll, ballots }: { roll: Row[]; ballots: Row[] },
  a: (typeof BY)[number],
  b: (typeof BY)[number],
) {
  const answers = sorted(ballots, b)
  return sorted(roll, a).filter((row, at) => row.voter === answers[at]?.voter).length
}

/** Whether the ranks of the two lists go together: 1 altogether, 0 not at all. */
function together(
  { roll, ballots }: { roll: Row[]; ballots: Row[] },
  a: (typeof BY)[number],
  b: (typeof BY)[number],
) {
  const rank = new Map(sorted(ballots, b).map((row, at) => [row.voter, at]))
  const n = roll.length
  const squares = sorted(roll, a).reduce((sum, row, at) => sum + (at - (rank.get(row.voter) ?? 0)) ** 2, 0)
  return 1 - (6 * squares) / (n * (n * n - 1))
}

describe('sixty people who answer one after the other', () => {
  const seen: { roll: Row[]; ballots: Row[] }[] = []
  let surveyIds: number[] = []
  /** Numbers of the transactions that took the answers */
  const writers: number[] = []
  let voters: Person[] = []

  beforeAll(async () => {
    await resetDatabase()
    town = await makeTown()
    voters = await people(VOTERS)
    surveyIds = []
    for (let round = 0; round < 3; round += 1) {
      const survey = await aSurvey({ associationId: town.association.id, unit: 'person' })
      surveyIds.push(survey.id)
      for (const [at, { cookie }] of voters.entries()) {
        const response = await action(
          asking(`/surveys/${survey.id}/answer`, {
            cookie,
            fields: sheet(survey.questions, mark(at), at),
            params: { id: String(survey.id) },
          }),
        )
        expect((response as Response).headers.get('Location')).toBe(`/surveys/${survey.id}/thanks`)
        writers.push(await lastWriter(survey.id))
      }
      seen.push(await look(survey.id, voters))
    }
  }, 300_000)

  test('all are there', () => {
    for (const { roll, ballots } of seen) {
      const everybody = Array.from({ length: VOTERS }, (_, at) => at)
      expect(roll.map(({ voter }) => voter).sort((a, b) => a - b)).toEqual(everybody)
      expect(ballots.map(({ voter }) => voter).sort((a, b) => a - b)).toEqual(everybody)
    }
  })

  test.each(BY.flatMap((a) => BY.map((b) => [a, b] as const)))(
    'the roll by %s beside the answers by %s is no better than drawing lots',
    (a, b) => {
      // Drawing lots has one of sixty right in the mean, three in three rounds; fifteen once in a million times.
      expect(seen.reduce((sum, one) => sum + hits(one, a, b), 0)).toBeLessThan(15)
      // The mean of three rank correlations of sixty has a deviation of 0.075: five of them.
      const mean = seen.reduce((sum, one) => sum + together(one, a, b), 0) / seen.length
      expect(Math.abs(mean)).toBeLessThan(0.38)
    },
  )

  test('all rows of both tables bear the number of one transaction, so that it tells nothing', () => {
    for (const { roll, ballots } of seen) {
      expect(new Set(ballots.map(({ xmin }) => xmin)).size).toBe(1)
      expect(new Set(roll.map(({ xmin }) => xmin)).size).toBe(1)
    }
  })

  test('no other table was written in the transactions that took the answers', async () => {
    expect(new Set(writers).size).toBe(3 * VOTERS)
    expect(await tablesWhere(`xmin::text::bigint = ANY('{${writers.join(',')}}'::bigint[])`)).toEqual([
      'public.survey_ballots',
      'public.survey_roll',
    ])
  })

  test('no word of an answer stands in any other table', async () => {
    expect(await tablesWhere(`t::text LIKE '%しるし0%'`)).toEqual(['public.survey_ballots'])
  })

  test('no table but the roll knows who has answered, and it knows no time', async () => {
    const keys = voters.slice(0, 3).map(({ id }) => voterKey(surveyIds[0] ?? 0, 'person', id))
    expect(await tablesWhere(keys.map((key) => `t::text LIKE '%${key}%'`).join(' OR '))).toEqual([
      'public.survey_roll',
    ])
    const columns = await db.$queryRaw<{ table: string; names: string[] }[]>`
      SELECT table_name::text AS table, array_agg(column_name::text ORDER BY column_name::text) AS names
      FROM information_schema.columns WHERE table_name IN ('survey_roll', 'survey_ballots')
      GROUP BY 1 ORDER BY 1`
    // A column more is a question more: could it pair the two?
    expect(columns).toEqual([
      { table: 'survey_ballots', names: ['answers', 'id', 'on_paper', 'roll_id', 'survey_id'] },
      { table: 'survey_roll', names: ['area_id', 'id', 'on_paper', 'survey_id', 'voter_key'] },
    ])
    expect(await db.surveyBallot.count({ where: { rollId: { not: null } } })).toBe(0)
    expect(await db.auditEntry.count({ where: { subjectType: 'survey' } })).toBe(0)
  })

  test('the night shuffles once more and loses nobody', async () => {
    const before = await look(surveyIds[0] ?? 0, voters)
    expect(await mixSurveys()).toBe(3)
    const after = await look(surveyIds[0] ?? 0, voters)
    expect(after.ballots).toHaveLength(VOTERS)
    expect(after.ballots.map(({ id }) => id)).not.toEqual(before.ballots.map(({ id }) => id))
    expect(new Set(after.ballots.map(({ voter }) => voter)).size).toBe(VOTERS)
  })
})

/** The number of the transaction that has last written to the roll. */
async function lastWriter(surveyId: number): Promise<number> {
  const [row] = await db.$queryRaw<{ xmin: number }[]>`
    SELECT max(xmin::text::bigint)::int AS xmin FROM survey_roll WHERE survey_id = ${surveyId}::int`
  return row?.xmin ?? 0
}

describe('thirty people who answer on a screen, and thirty on paper after them', () => {
  const HALF = VOTERS / 2
  const writers: number[] = []
  let surveyId: number
  let voters: Person[] = []

  beforeAll(async () => {
    await resetDatabase()
    town = await makeTown()
    voters = await people(VOTERS)
    const officer = await makeUser()
    await giveTerm(officer.id, town.association.id, 'secretary')
    const cookie = await sessionOf(officer.id)
    const survey = await aSurvey({ associationId: town.association.id, unit: 'person' })
    surveyId = survey.id
    const params = { id: String(surveyId) }
    for (const [at, voter] of voters.slice(0, HALF).entries()) {
      const fields = sheet(survey.questions, mark(at), at)
      await action(asking(`/surveys/${surveyId}/answer`, { cookie: voter.cookie, fields, params }))
      writers.push(await lastWriter(surveyId))
    }
    const enter = async (fields: Record<string, string | string[]>) => {
      const response = await enterPaper(asking(`/surveys/${surveyId}/paper`, { cookie, fields, params }))
      expect((response as Response).status).toBe(302)
    }
    for (const { id } of voters.slice(HALF)) {
      await enter({ intent: 'tick', area: String(town.association.id), person: `u:${id}` })
      writers.push(await lastWriter(surveyId))
    }
    for (let at = HALF; at < VOTERS; at += 1) {
      await enter({ ...sheet(survey.questions, mark(at), at), intent: 'sheet' } as Record<string, string>)
    }
  }, 300_000)

  test('no other table was written in the transactions that ticked, also not the trail', async () => {
    expect(new Set(writers).size).toBe(VOTERS)
    expect(await tablesWhere(`xmin::text::bigint = ANY('{${writers.join(',')}}'::bigint[])`)).toEqual([
      'public.survey_roll',
    ])
    expect(await db.auditEntry.count({ where: { subjectType: 'survey' } })).toBe(0)
  })

  test.each(BY)('the roll by %s does not tell who has used paper', async (by) => {
    const { roll } = await look(surveyId, voters)
    expect(roll).toHaveLength(VOTERS)
    expect(await db.surveyRoll.count({ where: { onPaper: true } })).toBe(0)
    expect(new Set(roll.map(({ xmin }) => xmin)).size).toBe(1)
    // Of the thirty that lie behind, fifteen have used paper in the mean, with a deviation of two: five of them.
    const behind = sorted(roll, by).slice(HALF)
    const paper = behind.filter(({ voter }) => voter >= HALF).length
    expect(paper).toBeGreaterThan(5)
    expect(paper).toBeLessThan(25)
  })

  test('how many answers were on paper is known all the same', async () => {
    expect(await db.surveyBallot.count({ where: { surveyId, onPaper: true } })).toBe(HALF)
    expect(await db.surveyBallot.count({ where: { surveyId } })).toBe(VOTERS)
  })
})

/** Tables of all schemas with a row of which this is true; `t` is the row. */
async function tablesWhere(condition: string): Promise<string[]> {
  const tables = await db.$queryRaw<{ schema: string; name: string }[]>`
    SELECT n.nspname::text AS schema, c.relname::text AS name FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2`
  expect(tables.length).toBeGreaterThan(100)
  const found: string[] = []
  for (const { schema, name } of tables) {
    const rows = await db.$queryRawUnsafe<unknown[]>(
      `SELECT 1 FROM "${schema}"."${name}" t WHERE ${condition} LIMIT 1`,
    )
    if (rows.length > 0) found.push(`${schema}.${name}`)
  }
  return found
}

describe('mixing', () => {
  const TABLE = { name: 'survey_ballots', group: 'survey_id', columns: ['answers', 'on_paper'] }
  let id: number

  beforeEach(async () => {
    await resetDatabase()
    town = await makeTown()
    id = (await aSurvey({ associationId: town.association.id })).id
  })
  const add = (voter: number, most?: number) =>
    transaction((tx) =>
      mixIn(tx, TABLE, id, [{ answers: { '1': mark(voter) }, on_paper: voter % 7 === 0 }], most),
    )

  test('the test sees an order where nothing is mixed', async () => {
    const roll: Row[] = []
    for (let voter = 0; voter < 20; voter += 1) {
      await add(voter, 0)
      roll.push({ voter, ctid: voter, xmin: voter, id: '' })
    }
    const { ballots } = await look(id, [])
    expect(hits({ roll, ballots }, 'ctid', 'ctid')).toBe(20)
    expect(hits({ roll, ballots }, 'xmin', 'xmin')).toBe(20)
    expect(together({ roll, ballots }, 'xmin', 'xmin')).toBe(1)
  })

  test('with a few others, the newest is one of these; all together, one of all', async () => {
    for (let voter = 0; voter < 30; voter += 1) await add(voter, 5)
    const few = (await look(id, [])).ballots
    const newest = Math.max(...few.map(({ xmin }) => xmin))
    expect(few.filter(({ xmin }) => xmin === newest)).toHaveLength(6)
    await transaction((tx) => mixAll(tx, TABLE, id))
    const all = (await look(id, [])).ballots
    expect(new Set(all.map(({ xmin }) => xmin)).size).toBe(1)
    expect(new Set(all.map(({ voter }) => voter)).size).toBe(30)
    expect(await db.surveyBallot.count({ where: { surveyId: id, onPaper: true } })).toBe(5)
  })

  test('touches no other group', async () => {
    const other = await aSurvey({ associationId: town.association.id })
    await add(1)
    const before = await look(id, [])
    await transaction((tx) => mixIn(tx, TABLE, other.id, [{ answers: { '1': mark(2) }, on_paper: false }]))
    expect(await look(id, [])).toEqual(before)
    expect(MIXED_WITH).toBeGreaterThanOrEqual(20)
  })

  test.each(['survey_ballots; DROP TABLE users', 'Ballots', ''])('refuses the name %j', async (name) => {
    await expect(transaction((tx) => mixIn(tx, { ...TABLE, name }, id))).rejects.toThrow('not a name')
  })
})
