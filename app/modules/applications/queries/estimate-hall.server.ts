/**
 * 会館を選ぶ in the estimate: what is known of a hall as answers to a scheme's questions. What everybody may know, and
 * for officers of the hall and the city what stands in its inside record.
 */
import { type Actor, mayAnywhere } from '~/modules/accounts/rules'
import { hallView } from '~/modules/halls/queries/hall.server'
import { searchHalls } from '~/modules/halls/queries/list.server'
import { hallsInScope, reachesAll } from '~/modules/halls/queries/scope.server'
import { factField, type Programme } from '~/modules/subsidies/schema'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { type EarlierGrant, prefillFacts } from '../rules'

/** More halls than this are not offered at once. */
const MAX_OFFERED = 20

type OfferedHall = { id: number; name: string; address: string }

/**
 * Halls to choose from: those whose name or place holds the words; without words those that one keeps.
 * @returns `more` when there are others
 */
export async function hallsToChoose(
  actor: Actor,
  words: string | undefined,
): Promise<{ halls: OfferedHall[]; more: boolean }> {
  if (words) {
    const { items, total } = await searchHalls({ q: words })
    return {
      halls: items.map(({ id, name, address }) => ({ id, name, address })),
      more: total > items.length,
    }
  }
  if (!mayAnywhere(actor, 'hall.read') || reachesAll(actor, 'hall.read')) return { halls: [], more: false }
  const own = await db.hall.findMany({
    where: { closedOn: null, ...hallsInScope(actor, 'hall.read') },
    select: { id: true, name: true, address: true },
    orderBy: [{ reading: 'asc' }, { id: 'asc' }],
    take: MAX_OFFERED + 1,
  })
  return { halls: own.slice(0, MAX_OFFERED), more: own.length > MAX_OFFERED }
}

/** The hall that an estimate is asked for from its page. @throws NotFound for one that there is not, or that is closed */
export async function openHall(id: number): Promise<{ id: number; name: string }> {
  const hall = await db.hall.findFirst({ where: { id, closedOn: null }, select: { id: true, name: true } })
  if (!hall) throw new NotFound()
  return hall
}

type HallAnswers = {
  hall: { id: number; name: string }
  /** Fields of the estimate's form */
  fields: Record<string, string>
  /** Facts that were answered, in the order of the questions */
  facts: string[]
  /** Whether the inside record was used */
  inside: boolean
}

/**
 * Answers from the record of a hall.
 * @throws NotFound for a hall that there is not, or that is closed
 */
export async function hallAnswers(
  actor: Actor,
  programme: Programme,
  works: readonly string[],
  id: number,
): Promise<HallAnswers> {
  const hall = await hallView(actor, id)
  if (hall.closedOn) throw new NotFound()
  const { inside } = hall
  const users = await db.association.findMany({
    where: { slug: { in: hall.associations.map(({ slug }) => slug) } },
    select: { name: true, legalPersonalitySince: true, memberHouseholds: true },
    orderBy: { id: 'asc' },
  })
  // Of a hall of several associations nobody knows which of them applies.
  const [association] = users.length === 1 ? users : []
  const grants = (inside?.works ?? []).flatMap(({ kind, done, subsidy }): EarlierGrant[] =>
    subsidy ? [{ on: done.on, amount: subsidy, work: null, kind }] : [],
  )
  const offered = prefillFacts(
    programme,
    works,
    {
      hall: { ...hall, registeredTo: inside?.registeredTo ?? '', diagnoses: inside?.diagnoses ?? [] },
      association: {
        name: association?.name ?? '',
        legalPersonality: association?.legalPersonalitySince != null,
        memberHouseholds: association?.memberHouseholds ?? null,
      },
      last: null,
      grants,
    },
    actor.today,
  )
  const told = Object.entries(offered).filter(([, { source }]) => source !== 'works')
  return {
    hall: { id: hall.id, name: hall.name },
    fields: Object.fromEntries(
      Object.entries(offered).map(([key, { value }]) => [factField(key), String(value)]),
    ),
    facts: told.map(([key]) => key),
    inside: inside !== null,
  }
}
