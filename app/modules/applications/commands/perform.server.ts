/** The steps of the association: consultation, start, change, report, claim. */
import type { z } from 'zod'
import { staffWith } from '~/modules/accounts/queries/holders.server'
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { queueMail } from '~/modules/notifications/commands.server'
import type { Facts } from '~/modules/subsidies/rules'
import { type Day, dayToDate, now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { isLanguage } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { shorten } from '~/platform/text'
import { sealAccount } from '../account.server'
import { type DraftView, draftOf } from '../queries/draft.server'
import {
  assessKnown,
  changeProblems,
  mayAskAdvance,
  problemsOf,
  reportedFacts,
  reportProblems,
  startedProblems,
  startProblems,
} from '../rules'
import {
  type Account,
  type advanceSchema,
  type changeKinds,
  type claimSchema,
  costOf,
  type reportSchema,
  type startNoticeSchema,
} from '../schema'
import { snapshotOf } from '../snapshot.server'
import { type Held, hold, move, requireParty } from './move.server'
import { holdForStep, sameVersion, takeDays } from './step.server'
import { doneBy } from './work-out.server'

const missing = () => new Invalid({ form: ['applications.step.error_problems'] })

/**
 * 事前相談: sends what is known by now to the city.
 * @throws SignInNeeded, NotFound, NotAllowed; Stale; Invalid on `form` when the papers of the consultation are missing
 */
export async function consult(
  actor: Actor,
  id: number,
  form: { version: number; question: string },
): Promise<void> {
  await transaction(async (tx) => {
    const holding = await holdForStep(tx, actor, id, 'consult', form.version)
    const of = await draftOf(tx, id)
    if (problemsOf(of.programme, of.draft, 'consultation', holding.person.today).length > 0) throw missing()
    await move(tx, holding, 'consult', { reason: form.question })
  })
}

/** After the answer: goes on to write the application. @throws SignInNeeded, NotFound, NotAllowed, Stale, Invalid */
export async function resumeDraft(actor: Actor, id: number, form: { version: number }): Promise<void> {
  await transaction(async (tx) => {
    const holding = await holdForStep(tx, actor, id, 'draft_from_consultation', form.version)
    await move(tx, holding, 'draft_from_consultation')
  })
}

/**
 * 着手届: the contract is signed and the work begins.
 * @throws SignInNeeded, NotFound, NotAllowed; Stale; Invalid on a day before the decision, which would cost the grant
 */
export async function reportStart(
  actor: Actor,
  id: number,
  form: z.output<typeof startNoticeSchema>,
): Promise<void> {
  await transaction(async (tx) => {
    const holding = await holdForStep(tx, actor, id, 'report_start', form.version)
    const { held, person } = holding
    if (!held.decidedOn) throw new Stale()
    const { contract_on: contractOn, started_on: startedOn, seen } = form
    const { contractAfterDecision } = held.programme.definition.dates
    const days = startProblems(
      { contractOn, startedOn },
      { decidedOn: held.decidedOn, contractAfterDecision, year: held.fundedIn },
      person.today,
    )
    takeDays(days, seen)
    const of = await draftOf(tx, id)
    if (problemsOf(of.programme, { ...of.draft, contractOn, startedOn }, 'start', person.today).length > 0)
      throw missing()
    await move(tx, holding, 'report_start', {
      data: { contractOn: dayToDate(contractOn), startedOn: dayToDate(startedOn) },
      dueOn: doneBy(held),
      // What the association has confirmed stays with the step.
      snapshot: { contractOn, startedOn, confirmed: days.map(({ key }) => key) },
    })
  })
}

export type ChangeForm = {
  version: number
  kind: (typeof changeKinds)[number]
  reason: string
  planned_end: string | null
  seen: boolean
} & Record<string, unknown>

/**
 * 変更・中止・廃止の承認申請
 * @throws SignInNeeded, NotFound; NotAllowed unless it is the president; Stale; Invalid
 */
export async function requestChange(actor: Actor, id: number, form: ChangeForm): Promise<void> {
  await transaction(async (tx) => {
    const holding = await holdForStep(tx, actor, id, 'request_change', form.version)
    const { held, person } = holding
    const stops = form.kind === 'stop'
    const plannedEnd = stops ? null : form.planned_end
    takeDays(changeProblems({ ...held, plannedEnd, year: held.fundedIn }, person.today), form.seen)
    const costs = Object.fromEntries(
      held.works.flatMap((work) => {
        const cost = form.kind === 'change' ? form[costOf(work)] : null
        return typeof cost === 'number' ? [[work, cost]] : []
      }),
    )
    const of = await draftOf(tx, id)
    if (problemsOf(of.programme, of.draft, 'change', person.today).length > 0) throw missing()
    await tx.subsidyChange.create({
      data: {
        applicationId: id,
        kind: form.kind,
        reason: form.reason,
        costs: Object.keys(costs).length > 0 ? costs : undefined,
        plannedEnd: plannedEnd ? dayToDate(plannedEnd) : null,
        requestedById: person.user.id,
        createdAt: now(),
      },
      select: { id: true },
    })
    await move(tx, holding, 'request_change', {
      reason: form.reason,
      snapshot: { kind: form.kind, plannedEnd, costs },
    })
  })
}

/** Of what the form says, the answers that a report gives anew. */
function told({ programme, draft }: DraftView, given: Facts = {}) {
  const keys = reportedFacts(programme, draft.works).map(({ key }) => key)
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) =>
      keys.includes(key) && value !== undefined ? [[key, value]] : [],
    ),
  )
}

/**
 * 実績報告: the work is done, with what was really paid, and what it has shown. The answers of the application stay with
 * the event.
 * @throws SignInNeeded, NotFound; NotAllowed unless it is the president; Stale; Invalid
 */
export async function reportDone(
  actor: Actor,
  id: number,
  form: z.output<typeof reportSchema> & { facts?: Facts },
): Promise<void> {
  await transaction(async (tx) => {
    const holding = await holdForStep(tx, actor, id, 'report', form.version)
    const { held, person } = holding
    const completedOn = form.completed_on
    const startedOn = form.started_on ?? held.startedOn
    const days = [
      ...correctedStart(held, startedOn, person.today),
      ...reportProblems({ completedOn, startedOn, year: held.fundedIn }, person.today),
    ]
    takeDays(days, form.seen)
    const of = await draftOf(tx, id)
    const facts = { ...held.facts, ...told(of, form.facts) }
    const draft = { ...of.draft, facts, startedOn, completedOn }
    if (problemsOf(of.programme, draft, 'report', person.today).length > 0) throw missing()
    const assessment = assessKnown(of.programme, {
      ...draft,
      lines: draft.lines.filter(({ stage }) => stage === 'actual'),
      appliedOn: of.submittedOn ?? person.today,
    })
    await move(tx, holding, 'report', {
      reason: form.summary,
      data: { facts, startedOn: startedOn && dayToDate(startedOn), completedOn: dayToDate(completedOn) },
      snapshot: {
        ...(await snapshotOf(
          tx,
          { ...of, draft },
          { stage: 'actual', assessment, signedBy: person.user.name, receipt: held.receiptNumber },
        )),
        applied: held.facts,
      },
    })
  })
}

/** A start that was told wrongly is put right with the report. */
function correctedStart(held: Held, startedOn: Day | null, today: Day) {
  const { contractOn, decidedOn, fundedIn: year, programme } = held
  if (!startedOn || !decidedOn || startedOn === held.startedOn) return []
  const { contractAfterDecision } = programme.definition.dates
  return startedProblems({ contractOn, startedOn }, { decidedOn, contractAfterDecision, year }, today)
}

const accountIn = (form: z.output<typeof claimSchema>): Account => ({
  bank: form.bank,
  branch: form.branch,
  kind: form.kind,
  number: form.number,
  holder: form.holder,
  payee: form.payee,
  payeeName: form.payee === 'other' ? form.payee_name : '',
})

/**
 * 請求: what is final and not paid yet, into this account, which is kept encrypted.
 * @throws SignInNeeded, NotFound; NotAllowed unless it is the president; Stale; Invalid
 */
export async function claim(actor: Actor, id: number, form: z.output<typeof claimSchema>): Promise<void> {
  await transaction(async (tx) => {
    const holding = await holdForStep(tx, actor, id, 'claim', form.version)
    const { held, person } = holding
    const amount = (held.finalAmount ?? 0) - held.paidAmount
    if (amount <= 0) throw new Invalid({ form: ['applications.claim.nothing'] })
    const of = await draftOf(tx, id)
    if (problemsOf(of.programme, of.draft, 'claim', person.today).length > 0) throw missing()
    await move(tx, holding, 'claim', {
      data: { account: sealAccount(accountIn(form)) },
      snapshot: { amount, payee: form.payee },
    })
  })
}

/**
 * 概算払の希望, where the programme pays in advance: the account, and for the reviewer how much is asked for and why.
 * @throws SignInNeeded, NotFound; NotAllowed unless it is the president; Stale where no advance is paid; Invalid
 */
export async function askAdvance(
  actor: Actor,
  id: number,
  form: z.output<typeof advanceSchema>,
): Promise<void> {
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id)
    requireParty(holding, 'president')
    const { held, person } = holding
    if (!mayAskAdvance(held.state, held.programme.definition)) throw new Stale()
    sameVersion(holding, form.version)
    const left = (held.decidedAmount ?? 0) - held.paidAmount
    if (form.amount > left) throw new Invalid({ amount: ['applications.claim.advance_too_much'] })
    const { count } = await tx.subsidyApplication.updateMany({
      where: { id, version: held.version },
      data: { account: sealAccount(accountIn(form)), version: held.version + 1 },
    })
    if (count !== 1) throw new Stale()
    const t = translator('ja')
    const text = t('applications.claim.advance_note', {
      amount: form.amount.toLocaleString('ja-JP'),
      reason: form.reason,
    })
    await tx.subsidyNote.create({
      data: { applicationId: id, text: shorten(text, 2000), byId: person.user.id, createdAt: now() },
      select: { id: true },
    })
    await record(tx, person, {
      action: 'subsidy.advance_asked',
      subjectType: 'subsidy_application',
      subjectId: id,
      associationId: held.association.id,
      after: { amount: form.amount },
    })
    const reviewers = await staffWith(tx, 'subsidy.review', person.today)
    const assigned = reviewers.filter((one) => one.id === held.assignedToId)
    for (const { email, language } of assigned.length > 0 ? assigned : reviewers) {
      const words = translator(isLanguage(language) ? language : 'ja')
      const about = {
        title: held.title,
        association: held.association.name,
        link: `${settings().PUBLIC_URL}/desk/subsidies/${id}`,
        portal: words('portal.name'),
      }
      await queueMail(tx, {
        recipient: email,
        subject: shorten(words('applications.claim.advance_mail_subject', about), 200),
        text: words('applications.claim.advance_mail_text', about),
      })
    }
  })
}
