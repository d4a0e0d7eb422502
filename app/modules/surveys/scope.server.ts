/** Who runs a survey, who may see it, and whose answers it takes. */
import {
  type Actor,
  denied,
  inScope,
  mayAnywhere,
  requireUser,
  type SignedIn,
  scopesOf,
} from '~/modules/accounts/rules'
import { countingHousehold } from '~/modules/households/queries/sql.server'
import { dateToDay } from '~/platform/clock'
import type { db, Prisma, Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import type { Question, Reach, Unit } from './rules'
import { ALSO, addressKey, voterKey } from './voter.server'

type Client = Tx | typeof db

export const surveySelect = {
  id: true,
  state: true,
  title: true,
  introduction: true,
  purpose: true,
  reach: true,
  unit: true,
  anonymous: true,
  showsRunning: true,
  resultsPublic: true,
  opensOn: true,
  closesOn: true,
  conclusion: true,
  closedAt: true,
  version: true,
  association: { select: { id: true, slug: true, name: true, kind: true, path: true } },
  audience: { select: { id: true, name: true, kind: true, path: true } },
} as const

type Row = Prisma.SurveyGetPayload<{ select: typeof surveySelect }>

/** A row as the rules read it: days as text, and the two texts that the database checks as what they are. */
export const surveyOf = ({ reach, unit, opensOn, closesOn, ...row }: Row) => ({
  ...row,
  reach: reach as Reach,
  unit: unit as Unit,
  opensOn: dateToDay(opensOn),
  closesOn: dateToDay(closesOn),
})
export type SurveyRow = ReturnType<typeof surveyOf>

/** The questions of a survey in their order. */
export async function questionsOf(client: Client, surveyId: number): Promise<Question[]> {
  return client.surveyQuestion.findMany({
    where: { surveyId },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      kind: true,
      label: true,
      support: true,
      required: true,
      most: true,
      lowLabel: true,
      highLabel: true,
      options: { orderBy: [{ position: 'asc' }, { id: 'asc' }], select: { id: true, label: true } },
    },
  })
}

/** A survey that the actor runs. @throws SignInNeeded, NotAllowed without the right anywhere; NotFound out of scope */
export async function keptSurvey(
  client: Client,
  actor: Actor,
  id: number,
): Promise<{ survey: SurveyRow; keeper: SignedIn }> {
  if (!mayAnywhere(actor, 'survey.run')) denied(actor)
  const row = await client.survey.findFirst({
    where: { id, association: inScope(scopesOf(actor, 'survey.run')) },
    select: surveySelect,
  })
  if (!row) throw new NotFound()
  return { survey: surveyOf(row), keeper: requireUser(actor) }
}

/** Paths of the nodes in which the households of somebody are registered. */
async function homesOf(client: Client, actor: Actor): Promise<string[]> {
  if (!actor.user) return []
  const found = await client.householdMember.findMany({
    where: { userId: actor.user.id, leftAt: null },
    select: { household: { select: { association: { select: { path: true } } } } },
  })
  return found.map(({ household }) => household.association.path)
}

/**
 * The `where` of the surveys that somebody may know of: those to everybody or with public results; the others by
 * whoever is of the audience or runs them. Drafts, also those cancelled before they opened, are of those who run them.
 * It asks of the survey's own columns alone, so that no list reads all surveys to find a few.
 */
export async function visibleTo(client: Client, actor: Actor): Promise<Prisma.SurveyWhereInput> {
  const held = scopesOf(actor, 'survey.run')
  const [homes, run] = await Promise.all([
    homesOf(client, actor),
    held.length > 0 ? client.association.findMany({ where: inScope(held), select: { id: true } }) : [],
  ])
  const near = [...[...actor.memberships, ...actor.seats].map(({ path }) => path), ...homes]
  // Whoever belongs to a group belongs to the association above it, and an audience may be any of these.
  const ids = [...new Set(near.flatMap((path) => path.split('/').filter(Boolean).map(Number)))]
  return {
    OR: [
      { associationId: { in: run.map(({ id }) => id) } },
      {
        state: { not: 'draft' },
        openedAt: { not: null },
        OR: [{ reach: 'all' }, { resultsPublic: true }, { audienceId: { in: ids } }],
      },
    ],
  }
}

/** Somebody, or a household, with one answer. */
export type Voter = {
  /** What goes into the roll */
  key: string
  /** Other ways to the same person: whoever has answered as one of these has answered */
  aliases: readonly string[]
  /** The alias that is written into the roll beside the key: where an address alone is enough to answer */
  also?: string
  areaId: number | null
  householdId: number | null
  /** A household's name, for its own people and officers; empty for a person */
  name: string
}

type Asked = Pick<SurveyRow, 'id' | 'reach' | 'unit'> & { audience: { path: string } }

const HOUSEHOLDS_SQL = `
  SELECT h.id, h.name, h.association_id AS "areaId", m.id AS "memberId"
  FROM household_members m JOIN households h ON h.id = m.household_id JOIN associations a ON a.id = h.association_id
  WHERE m.user_id = $1::uuid AND m.left_at IS NULL AND a.path LIKE $2 || '%' AND ${countingHousehold('h', '$3')}
  ORDER BY h.id`

const MEMBER_SQL = `
  SELECT a.id AS "areaId" FROM memberships m JOIN associations a ON a.id = m.association_id
  WHERE m.user_id = $1::uuid AND m.state = 'confirmed' AND a.path LIKE $2 || '%' ORDER BY m.id LIMIT 1`

type OwnHousehold = { id: number; name: string; areaId: number; memberId: number }

/** The answers that an account may give: one as a person, or one for each household; none when it is not asked. */
export async function votersOf(client: Client, actor: Actor, survey: Asked): Promise<Voter[]> {
  const { user } = actor
  if (!user) return []
  const households = await client.$queryRawUnsafe<OwnHousehold[]>(
    HOUSEHOLDS_SQL,
    user.id,
    survey.audience.path,
    actor.today,
  )
  if (survey.unit === 'household') {
    return households.map(({ id, name, areaId }) => ({
      key: voterKey(survey.id, 'household', id),
      aliases: [],
      areaId,
      householdId: id,
      name,
    }))
  }
  const [member] = await client.$queryRawUnsafe<{ areaId: number }[]>(
    MEMBER_SQL,
    user.id,
    survey.audience.path,
  )
  const seat = actor.seats.find(({ path }) => path.startsWith(survey.audience.path))
  const areaId = households[0]?.areaId ?? member?.areaId ?? seat?.associationId ?? null
  if (survey.reach === 'members' && areaId === null) return []
  const voter = await personVoter(client, survey.id, user.id, areaId)
  return [survey.reach === 'all' ? { ...voter, also: voter.aliases.at(-1) } : voter]
}

/** A person with an account; a sheet of paper in the name of a household's member, or a proven address, is the same. */
export async function personVoter(
  client: Client,
  surveyId: number,
  userId: string,
  areaId: number | null,
): Promise<Voter> {
  const [ties, account] = await Promise.all([
    client.householdMember.findMany({ where: { userId }, select: { id: true } }),
    client.user.findUnique({ where: { id: userId }, select: { email: true } }),
  ])
  return {
    key: voterKey(surveyId, 'person', userId),
    aliases: [
      ...ties.map(({ id }) => voterKey(surveyId, 'member', id)),
      ...(account ? [addressKey(surveyId, account.email)] : []),
    ],
    areaId,
    householdId: null,
    name: '',
  }
}

/** The rows of a roll that stand for an answer: each once. */
export const COUNTED = { NOT: { voterKey: { startsWith: ALSO } } }

/** Which of these have answered. */
export async function answeredKeys(
  client: Client,
  surveyId: number,
  keys: readonly string[],
): Promise<Set<string>> {
  const found = await client.surveyRoll.findMany({
    where: { surveyId, voterKey: { in: keys.flatMap((key) => [key, `${ALSO}${key}`]) } },
    select: { voterKey: true },
  })
  return new Set(found.map(({ voterKey: key }) => (key.startsWith(ALSO) ? key.slice(ALSO.length) : key)))
}

export const hasAnswered = (answered: ReadonlySet<string>, voter: Voter): boolean =>
  [voter.key, ...voter.aliases].some((key) => answered.has(key))
