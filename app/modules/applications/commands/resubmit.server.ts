/** 補正: answering what the city has asked, and handing it in again. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { post, standingOf } from '~/modules/budgets/commands/post.server'
import { dayToDate, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { draftOf } from '../queries/draft.server'
import { assessKnown, mostOf, openTasks, problemsOf, reportProblems } from '../rules'
import { answerOf, beforeOf } from '../schema'
import { snapshotOf } from '../snapshot.server'
import { type Holding, hold, move, requireParty } from './move.server'
import { sameVersion, takeDays } from './step.server'

/** What the form of the corrections says: the answers by the fields of the schema. */
export type CorrectionsForm = {
  version: number
  completed_on?: string | null
  seen?: boolean
} & Record<string, unknown>

/** Whether the corrections of a report are asked for, or those of the application. */
const isReport = ({ held }: Holding) => held.state === 'report_correcting'

async function holdForCorrections(tx: Tx, actor: Actor, id: number): Promise<Holding> {
  const holding = await hold(tx, actor, id)
  requireParty(holding, 'president', 'applicant')
  if (holding.held.state !== 'correcting' && !isReport(holding)) throw new Stale()
  return holding
}

/** Writes the answers that have changed. @throws Invalid on an answer that somebody else has written meanwhile */
async function writeAnswers(tx: Tx, id: number, form: CorrectionsForm) {
  const open = await tx.subsidyCorrection.findMany({
    where: { applicationId: id, state: 'open' },
    select: { id: true, answer: true },
    orderBy: { id: 'asc' },
  })
  const errors: Record<string, string[]> = {}
  const written: { id: number; answer: string }[] = []
  for (const { id: correction, answer: stored } of open) {
    const given = form[answerOf(correction)]
    const answer = typeof given === 'string' ? given : stored
    const before = form[beforeOf(correction)]
    // Only who saw the answer that stands may take its place.
    if (answer !== stored && typeof before === 'string' && before !== stored)
      errors[answerOf(correction)] = ['applications.corrections.answer_changed']
    written.push({ id: correction, answer })
  }
  if (Object.keys(errors).length > 0) throw new Invalid(errors)
  for (const { id: correction, answer } of written) {
    if (answer === open.find((one) => one.id === correction)?.answer) continue
    await tx.subsidyCorrection.update({ where: { id: correction }, data: { answer }, select: { id: true } })
  }
  return written
}

/**
 * Keeps the answers, to go on later.
 * @throws SignInNeeded, NotFound, NotAllowed; Stale when nothing is to be corrected; Invalid
 */
export async function saveAnswers(actor: Actor, id: number, form: CorrectionsForm): Promise<void> {
  await transaction(async (tx) => {
    const { held, person } = await holdForCorrections(tx, actor, id)
    const written = await writeAnswers(tx, id, form)
    await record(tx, person, {
      action: 'subsidy.answers_saved',
      subjectType: 'subsidy_application',
      subjectId: id,
      associationId: held.association.id,
      after: { answers: written.filter(({ answer }) => answer !== '').length },
    })
  })
}

/**
 * Hands the corrections in: every item is answered, and what it names is complete. What is kept of the budget follows
 * the corrected costs.
 * @throws SignInNeeded, NotFound; NotAllowed unless it is the president; Stale; Invalid
 */
export async function resubmit(actor: Actor, id: number, form: CorrectionsForm): Promise<void> {
  await transaction(async (tx) => {
    const holding = await holdForCorrections(tx, actor, id)
    requireParty(holding, 'president')
    const { held, person } = holding
    const written = await writeAnswers(tx, id, form)
    sameVersion(holding, form.version)
    const empty = written.filter(({ answer }) => answer === '')
    if (empty.length > 0)
      throw new Invalid(
        Object.fromEntries(
          empty.map((one) => [answerOf(one.id), ['applications.corrections.answer_needed']]),
        ),
      )
    const of = await draftOf(tx, id)
    const report = isReport(holding)
    const completedOn = report ? (form.completed_on ?? held.completedOn) : held.completedOn
    if (report && completedOn)
      takeDays(
        reportProblems({ completedOn, startedOn: held.startedOn, year: held.fundedIn }, person.today),
        form.seen === true,
      )
    // What the city has not asked for cannot be written now, and is the city's to judge.
    const open = openTasks(held.state, of.openItems)
    const problems = problemsOf(
      of.programme,
      { ...of.draft, completedOn },
      report ? 'report' : 'application',
      person.today,
    )
    if (problems.some(({ task, key }) => open.includes(task) || key === 'document_to_correct'))
      throw new Invalid({ form: ['applications.check.error_problems'] })
    const stage = report ? ('actual' as const) : ('estimate' as const)
    const assessment = assessKnown(of.programme, {
      ...of.draft,
      lines: of.draft.lines.filter((line) => line.stage === stage),
      appliedOn: of.submittedOn ?? person.today,
    })
    if (!report && held.budgetId !== null) {
      const { reserved } = await standingOf(tx, id, held.budgetId)
      const difference = mostOf(assessment) - reserved
      if (difference !== 0)
        await post(tx, person, {
          budgetId: held.budgetId,
          applicationId: id,
          kind: 'reserve',
          reserved: difference,
        })
    }
    await tx.subsidyCorrection.updateMany({
      where: { applicationId: id, state: 'open' },
      data: { state: 'answered', answeredAt: now() },
    })
    await move(tx, holding, report ? 'resubmit_report' : 'resubmit', {
      data: report && completedOn ? { completedOn: dayToDate(completedOn) } : {},
      snapshot: await snapshotOf(
        tx,
        { ...of, draft: { ...of.draft, completedOn } },
        { stage, assessment, signedBy: person.user.name, receipt: held.receiptNumber },
      ),
    })
  })
}
