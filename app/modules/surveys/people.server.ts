/** 回答をお願いしている人・世帯: for officers who enter paper, and for what bears names. */
import { countingHousehold } from '~/modules/households/queries/sql.server'
import type { Day } from '~/platform/clock'
import type { db, Tx } from '~/platform/db.server'
import { answeredKeys, personVoter, type SurveyRow, type Voter } from './scope.server'
import { voterKey } from './voter.server'

type Client = Tx | typeof db
type Asked = Pick<SurveyRow, 'id' | 'reach' | 'unit'> & { audience: { path: string } }

type Area = { id: number; name: string; asked: number }

const HOUSEHOLD_AREAS = `
  SELECT a.id, a.name, count(*)::int AS asked FROM households h JOIN associations a ON a.id = h.association_id
  WHERE a.path LIKE $1 || '%' AND ${countingHousehold('h', '$2')} GROUP BY a.id, a.name, a.path ORDER BY a.path`

/** People of a household who answer for themselves, and members who are in no household of the audience. */
const PERSONS = `
  SELECT a.id AS "areaId", m.id AS "memberId", m.user_id AS "userId",
    coalesce(nullif(btrim(concat(u.family_name, ' ', u.given_name)), ''), nullif(m.name, ''), h.name) AS name,
    h.name AS household
  FROM household_members m JOIN households h ON h.id = m.household_id JOIN associations a ON a.id = h.association_id
    LEFT JOIN users u ON u.id = m.user_id
  WHERE a.path LIKE $1 || '%' AND m.left_at IS NULL AND m.role <> 'dependant' AND ${countingHousehold('h', '$2')}
  UNION ALL
  SELECT a.id, NULL, u.id, btrim(concat(u.family_name, ' ', u.given_name)), ''
  FROM memberships s JOIN associations a ON a.id = s.association_id JOIN users u ON u.id = s.user_id
  WHERE a.path LIKE $1 || '%' AND s.state = 'confirmed' AND NOT EXISTS (
    SELECT FROM household_members m JOIN households h ON h.id = m.household_id
      JOIN associations b ON b.id = h.association_id
    WHERE m.user_id = u.id AND m.left_at IS NULL AND b.path LIKE $1 || '%' AND ${countingHousehold('h', '$2')})`

/** The parts of the audience with how many households or people are asked there; none where everybody may answer. */
export async function areasOf(client: Client, survey: Asked, today: Day): Promise<Area[]> {
  if (survey.reach === 'all') return []
  const { path } = survey.audience
  if (survey.unit === 'household') return client.$queryRawUnsafe<Area[]>(HOUSEHOLD_AREAS, path, today)
  return client.$queryRawUnsafe<Area[]>(
    `SELECT a.id, a.name, count(*)::int AS asked
     FROM (SELECT DISTINCT ON (coalesce("userId"::text, "memberId"::text)) * FROM (${PERSONS}) p
       ORDER BY coalesce("userId"::text, "memberId"::text), "areaId") one
     JOIN associations a ON a.id = one."areaId" GROUP BY a.id, a.name, a.path ORDER BY a.path`,
    path,
    today,
  )
}

/** Somebody who is asked, by a reference for forms: `h:` household, `u:` account, `m:` member without one */
export type Person = { ref: string; name: string; voter: Voter }

/** Those asked in one part of the audience, in the order of its sheet. */
export async function peopleOf(client: Client, survey: Asked, areaId: number, today: Day): Promise<Person[]> {
  const { path } = survey.audience
  if (survey.reach === 'all') return []
  if (survey.unit === 'household') {
    const found = await client.$queryRawUnsafe<{ id: number; name: string }[]>(
      `SELECT h.id, h.name FROM households h JOIN associations a ON a.id = h.association_id
       WHERE h.association_id = $3::int AND a.path LIKE $1 || '%' AND ${countingHousehold('h', '$2')}
       ORDER BY h.position, h.id`,
      path,
      today,
      areaId,
    )
    return found.map(({ id, name }) => ({
      ref: `h:${id}`,
      name,
      voter: { key: voterKey(survey.id, 'household', id), aliases: [], areaId, householdId: id, name },
    }))
  }
  const found = await client.$queryRawUnsafe<
    { memberId: number | null; userId: string | null; name: string; household: string }[]
  >(
    `SELECT * FROM (${PERSONS}) p WHERE "areaId" = $3::int ORDER BY household, "memberId" NULLS LAST, "userId"`,
    path,
    today,
    areaId,
  )
  return Promise.all(
    found.map(async ({ memberId, userId, name, household }) => ({
      ref: userId ? `u:${userId}` : `m:${memberId}`,
      name: household && household !== name ? `${name} (${household})` : name,
      voter: userId
        ? await personVoter(client, survey.id, userId, areaId)
        : {
            key: voterKey(survey.id, 'member', memberId ?? 0),
            aliases: [],
            areaId,
            householdId: null,
            name,
          },
    })),
  )
}

/** Those asked in a part, with whether they have answered. */
export async function peopleWithAnswer(client: Client, survey: Asked, areaId: number, today: Day) {
  const people = await peopleOf(client, survey, areaId, today)
  const keys = people.flatMap(({ voter }) => [voter.key, ...voter.aliases])
  const answered = await answeredKeys(client, survey.id, keys)
  return people.map(({ ref, name, voter }) => ({
    ref,
    name,
    answered: [voter.key, ...voter.aliases].some((key) => answered.has(key)),
  }))
}
