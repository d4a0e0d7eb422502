/** 申請を始める */
import { type Actor, inScope, requireUser, scopesOf } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { hallsOf } from '~/modules/halls/queries/own.server'
import type { Programme } from '~/modules/subsidies/schema'
import { fiscalYear, now } from '~/platform/clock'
import { type Prisma, type Tx, transaction } from '~/platform/db.server'
import { Invalid } from '~/platform/errors'
import type { FormFields } from '~/platform/forms'
import { shorten } from '~/platform/text'
import { requireApplicant } from '../queries/start.server'
import { versionFor } from '../queries/version.server'
import { broughtFrom, type StartInput } from '../schema'

/** A second click within so many milliseconds makes no second draft. */
const DOUBLE_CLICK = 60_000

/**
 * Begins an application for an association: a draft by the version of the programme that holds in the year, with the
 * list of its documents. Nobody but the association sees it.
 * @param form `year` (年度) is this one or the next
 * @param estimate fields of an estimate that was worked out before: its costs and answers come along
 * @returns its id
 * @throws SignInNeeded, NotAllowed; Invalid for another's association or hall, a year without the programme, no work
 */
export async function startApplication(
  actor: Actor,
  form: StartInput,
  estimate: FormFields = {},
): Promise<number> {
  requireApplicant(actor)
  const writer = requireUser(actor)
  return transaction(async (tx) => {
    const association = await tx.association.findFirst({
      where: {
        id: form.association,
        kind: { in: ['council', 'neighbourhood'] },
        ...inScope(scopesOf(actor, 'subsidy.apply')),
      },
      select: { id: true },
    })
    if (!association) throw new Invalid({ association: ['form.choose'] })
    const year = fiscalYear(actor.today)
    if (form.year < year || form.year > year + 1) throw new Invalid({ year: ['form.choose'] })
    const version = await versionFor(tx, { programme: { key: form.programme, own: true } }, form.year)
    if (!version) throw new Invalid({ programme: ['applications.new.no_programme'] })
    const { definition } = version
    const works = definition.works.filter(({ key }) => form.works.includes(key))
    if (works.length === 0 || works.length !== form.works.length)
      throw new Invalid({ works: ['form.choose'] })
    if (works.length > 1 && !definition.severalWorks)
      throw new Invalid({ works: ['applications.new.one_work'] })
    const halls = await hallsOf(tx, association.id)
    const hall = halls.find(({ id }) => id === form.hallId) ?? null
    if (form.hallId !== null && !hall) throw new Invalid({ hallId: ['form.choose'] })
    const keys = works.map(({ key }) => key)
    const brought = broughtFrom(definition, keys, estimate)

    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('subsidy_drafts'), ${association.id}::int)`
    const same = await tx.subsidyApplication.findFirst({
      where: {
        associationId: association.id,
        versionId: version.id,
        year: form.year,
        state: 'draft',
        version: 1,
        works: { equals: keys },
        hallId: form.hallId,
        createdById: writer.user.id,
        createdAt: { gt: new Date(now().getTime() - DOUBLE_CLICK) },
      },
      select: { id: true },
    })
    if (same) return same.id
    const { id } = await tx.subsidyApplication.create({
      data: {
        versionId: version.id,
        year: form.year,
        associationId: association.id,
        hallId: form.hallId,
        works: keys,
        title: defaultTitle(hall?.name ?? null, works),
        facts: brought.facts as Prisma.InputJsonObject,
        createdById: writer.user.id,
        createdAt: now(),
        lines: {
          create: works.flatMap(({ key, name }, position) => {
            const amount = brought.costs[key] ?? 0
            return amount > 0 ? [{ work: key, label: name, amount, position }] : []
          }),
        },
      },
      select: { id: true },
    })
    await listDocuments(tx, id, definition)
    await record(tx, writer, {
      action: 'subsidy.started',
      subjectType: 'subsidy_application',
      subjectId: id,
      associationId: association.id,
      after: { programme: version.programmeId, version: version.id, year: form.year, works: keys },
    })
    return id
  })
}

/** 花園会館の耐震改修 */
function defaultTitle(hall: string | null, works: readonly { name: string }[]): string {
  const named = works.map(({ name }) => name).join('・')
  return shorten(hall ? `${hall}の${named}` : named, 100)
}

/** Puts every document of the programme that is handed in as a file on the application's list; those that are there stay as they are. */
export async function listDocuments(tx: Tx, applicationId: number, { documents }: Programme): Promise<void> {
  await tx.subsidyDocument.createMany({
    data: documents
      .filter(({ byPortal }) => !byPortal)
      .map(({ step, name }) => ({ applicationId, step, name })),
    skipDuplicates: true,
  })
}
