/** 交付申請を提出する: the president's signature, the receipt number, and the money that is kept for it. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { budgetFor, post } from '~/modules/budgets/commands/post.server'
import { nextNumber } from '~/modules/letters/commands/number.server'
import { questionsOf } from '~/modules/subsidies/rules'
import { fiscalYear, now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { readinessOf } from '../queries/check.server'
import { draftOf } from '../queries/draft.server'
import { versionFor } from '../queries/version.server'
import { mostOf } from '../rules'
import { snapshotOf } from '../snapshot.server'
import { hold, move, requireParty } from './move.server'
import { listDocuments } from './start.server'
import { holdForStep, sameVersion } from './step.server'

/**
 * Hands an application in. What the text gives at most is kept for it in the budget of the year.
 * @returns the receipt number
 * @throws SignInNeeded, NotFound; NotAllowed unless it is the president; Stale when it has been handed in already;
 *   Invalid on `form` when something is missing or stands in the way: the page says what
 */
export async function submit(actor: Actor, id: number, form: { version: number }): Promise<string> {
  return transaction(async (tx) => {
    const holding = await holdForStep(tx, actor, id, 'submit', form.version)
    const { held, person } = holding
    const { of, problems, obstacles, assessment } = await readinessOf(tx, id, person.today)
    if (problems.length > 0) throw new Invalid({ form: ['applications.check.error_problems'] })
    const [obstacle] = obstacles
    if (obstacle) throw new Invalid({ form: [`applications.check.obstacle_${obstacle.kind}`] })
    if (assessment.outcome === 'incomplete')
      throw new Invalid({ form: ['applications.check.error_problems'] })
    const most = mostOf(assessment)
    const budgetId = await budgetFor(tx, held.programme.programmeId, held.year)
    if (most > 0) await post(tx, person, { budgetId, applicationId: id, kind: 'reserve', reserved: most })
    const year = fiscalYear(person.today)
    const receiptNumber = `${year}-${String(await nextNumber(tx, 'receipt', year)).padStart(4, '0')}`
    const submittedAt = now()
    await move(tx, holding, 'submit', {
      data: { receiptNumber, submittedAt, budgetId },
      snapshot: await snapshotOf(tx, of, {
        stage: 'estimate',
        assessment,
        signedBy: person.user.name,
        receipt: receiptNumber,
      }),
    })
    return receiptNumber
  })
}

/**
 * Goes over to the version of the scheme that holds for the year now. What the new one still asks for is kept; a cost
 * of a work that it has no more stays to be corrected by those who write.
 * @throws SignInNeeded, NotFound, NotAllowed; Stale when it is no draft any more, or nothing is to be changed
 */
export async function switchVersion(actor: Actor, id: number, form: { version: number }): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id)
    const { held, person } = holding
    requireParty(holding, 'president', 'applicant')
    if (held.state !== 'draft') throw new Stale()
    sameVersion(holding, form.version)
    const next = await versionFor(tx, { programmeId: held.programme.programmeId }, held.year)
    if (!next || next.id === held.programme.id) throw new Stale()
    const known = next.definition.works.map(({ key }) => key)
    const kept = held.works.filter((work) => known.includes(work))
    const works = next.definition.severalWorks ? kept : kept.slice(0, 1)
    const asked = questionsOf(next.definition, works).map(({ key }) => key)
    const facts = Object.fromEntries(Object.entries(held.facts).filter(([key]) => asked.includes(key)))
    const { draft } = await draftOf(tx, id)
    const listed = (one: { step: string; name: string }) =>
      next.definition.documents.some(({ step, name }) => step === one.step && name === one.name)
    await tx.subsidyDocument.deleteMany({
      where: {
        applicationId: id,
        id: { in: draft.documents.filter((one) => !listed(one)).map((one) => one.id) },
        files: { none: {} },
      },
    })
    await listDocuments(tx, id, next.definition)
    const version = held.version + 1
    const { count } = await tx.subsidyApplication.updateMany({
      where: { id, version: held.version, state: 'draft' },
      data: { versionId: next.id, works, facts, version },
    })
    if (count !== 1) throw new Stale()
    await tx.subsidyEdit.create({
      data: {
        applicationId: id,
        task: 'plan',
        fields: ['programme'],
        version,
        byId: person.user.id,
        createdAt: now(),
      },
    })
    await record(tx, person, {
      action: 'subsidy.version_changed',
      subjectType: 'subsidy_application',
      subjectId: id,
      associationId: held.association.id,
      before: { version: held.programme.id },
      after: { version: next.id },
    })
  })
}
