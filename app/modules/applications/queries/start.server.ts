/** 申請を始める: for whom, which scheme, which year, which hall. */
import { type Actor, denied, inScope, mayAnywhere, scopesOf } from '~/modules/accounts/rules'
import { hallsOf } from '~/modules/halls/queries/own.server'
import { yearToPlan } from '~/modules/subsidies/rules'
import type { Programme } from '~/modules/subsidies/schema'
import { fiscalYear } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotAllowed } from '~/platform/errors'

/** Schemes that hold this year and the next. */
const YEARS = 2

/**
 * What the form that begins an application offers; `chosen` is null until association and scheme are known.
 * @param asked what the address names: slug of the association, key of the scheme; `back`: the estimate one came from
 * @throws SignInNeeded, NotAllowed
 */
export async function startView(
  actor: Actor,
  asked: { association?: string; programme?: string; back?: string },
) {
  requireApplicant(actor, asked.back)
  const year = fiscalYear(actor.today)
  const [associations, versions] = await Promise.all([
    db.association.findMany({
      where: { kind: { in: ['council', 'neighbourhood'] }, ...inScope(scopesOf(actor, 'subsidy.apply')) },
      select: { id: true, slug: true, name: true },
      orderBy: [{ reading: 'asc' }, { id: 'asc' }],
    }),
    db.subsidyProgrammeVersion.findMany({
      where: {
        state: 'published',
        programme: { own: true },
        yearFrom: { lt: year + YEARS },
        OR: [{ yearUntil: null }, { yearUntil: { gte: year } }],
      },
      select: {
        definition: true,
        yearFrom: true,
        yearUntil: true,
        programme: { select: { id: true, key: true } },
      },
      orderBy: [{ programmeId: 'asc' }, { number: 'desc' }],
    }),
  ])
  const programmes = new Map<string, { id: number; definition: Programme; years: number[] }>()
  for (const { definition, programme, yearFrom, yearUntil } of versions) {
    const known = programmes.get(programme.key)
    const years = [year, year + 1].filter(
      (of) => yearFrom <= of && (yearUntil ?? of) >= of && !known?.years.includes(of),
    )
    if (known) known.years.push(...years)
    else
      programmes.set(programme.key, {
        id: programme.id,
        definition: { ...(definition as unknown as Programme), examples: [] },
        years,
      })
  }
  const association =
    associations.length === 1 ? associations[0] : associations.find(({ slug }) => slug === asked.association)
  const [only] = programmes.size === 1 ? programmes.keys() : []
  const programme = programmes.get(asked.programme ?? only ?? '')
  return {
    associations,
    programmes: [...programmes].map(([key, { definition }]) => ({ key, name: definition.name })),
    association: association ?? null,
    programme: programme?.definition ?? null,
    chosen: association && programme ? await offers(actor, association.id, programme) : null,
  }
}

/**
 * Whoever holds no office is told who applies, and where the estimate is that can be shown to them.
 * @throws SignInNeeded, NotAllowed
 */
export function requireApplicant(actor: Actor, back = '/subsidies/estimate'): void {
  if (mayAnywhere(actor, 'subsidy.apply')) return
  if (!actor.user || actor.secondFactorMissing) denied(actor)
  throw new NotAllowed('apply_by_officers', { back })
}

async function offers(
  actor: Actor,
  associationId: number,
  { id, definition, years }: { id: number; definition: Programme; years: number[] },
) {
  const [halls, drafts] = await Promise.all([
    hallsOf(db, associationId),
    db.subsidyApplication.findMany({
      where: {
        associationId,
        programme: { programmeId: id },
        state: { in: ['draft', 'consulting', 'consulted'] },
      },
      select: { id: true, title: true, year: true },
      orderBy: { id: 'desc' },
      take: 10,
    }),
  ])
  const planned = yearToPlan(definition, actor.today)
  const sorted = [...years].sort()
  return { halls, drafts, years: sorted, year: sorted.includes(planned) ? planned : (sorted[0] ?? planned) }
}
