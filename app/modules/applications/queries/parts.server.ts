/** What the page of each part of an application shows, for those who write it. */
import type { Actor } from '~/modules/accounts/rules'
import { hallsOf } from '~/modules/halls/queries/own.server'
import { db } from '~/platform/db.server'
import {
  assessKnown,
  costsOf,
  documentNeed,
  filesOf,
  openStage,
  openSteps,
  ownShare,
  prefillFacts,
  proofMissing,
  questionsFor,
  totalOf,
} from '../rules'
import { hallFilesOf, knownFor, lastWords } from './prefill.server'
import { headOf, writingView } from './writing.server'

/** 計画. @throws SignInNeeded, NotAllowed, NotFound */
export async function planView(actor: Actor, id: number) {
  const view = await writingView(actor, id, 'plan')
  const { draft, association, programmeId } = view
  const [halls, { purpose }] = await Promise.all([
    hallsOf(db, association.id),
    lastWords(id, association.id, programmeId),
  ])
  // A hall that has been closed since, or went over to others, still has its name here.
  const gone = draft.hallId !== null && !halls.some((hall) => hall.id === draft.hallId)
  const named = gone
    ? await db.hall.findUnique({ where: { id: draft.hallId ?? 0 }, select: { id: true, name: true } })
    : null
  const { title, works, hallId, plannedStart, plannedEnd, contractOn, year } = draft
  return {
    head: headOf(view, 'plan', actor.today),
    written: {
      title,
      purpose: draft.purpose,
      works,
      hallId,
      plannedStart,
      plannedEnd,
      contractOn,
      year,
    },
    halls: named ? [...halls, named] : halls,
    lastPurpose: purpose,
  }
}

/** 質問, with what the portal knows already. @throws SignInNeeded, NotAllowed, NotFound */
export async function questionsView(actor: Actor, id: number) {
  const view = await writingView(actor, id, 'questions')
  const { draft, programme } = view
  const known = await knownFor(actor, view)
  const asked = questionsFor(programme, draft, actor.today)
  const dates = { startedOn: known.hall?.started, confirmedOn: known.hall?.confirmed }
  return {
    head: headOf(view, 'questions', actor.today),
    works: draft.works,
    asked,
    facts: draft.facts,
    offered: prefillFacts(programme, draft.works, known, actor.today),
    /** Dates of which the hall's record knows the year or the month alone */
    partly: Object.fromEntries(
      Object.entries(dates).flatMap(([key, date]) =>
        date && date.precision !== 'day' ? [[key, { on: date.on, precision: date.precision }]] : [],
      ),
    ),
    owner: known.hall && known.hall.registeredTo !== known.association.name ? known.hall.registeredTo : '',
    grants: asked.some(({ key }) => key === 'earlierGrants')
      ? known.grants.map(({ on, amount }) => ({ on, amount }))
      : null,
  }
}

/** 経費: the lines of the stage that is written now. @throws SignInNeeded, NotAllowed, NotFound */
export async function costsView(actor: Actor, id: number) {
  const view = await writingView(actor, id, 'costs')
  const { draft, programme, association, programmeId } = view
  const stage = openStage(view.state) ?? (draft.decidedOn ? 'actual' : 'estimate')
  const lines = draft.lines.filter((line) => line.stage === stage)
  const files = draft.documents.flatMap((document) =>
    filesOf(document).map((file) => ({ id: file.id, name: file.name, document: document.name })),
  )
  const [{ payees }, decided] = await Promise.all([
    lastWords(id, association.id, programmeId),
    db.subsidyApplication.findUnique({ where: { id }, select: { decidedAmount: true } }),
  ])
  const costs = costsOf(draft.works, lines)
  const total = totalOf(lines)
  const decidedAmount = decided?.decidedAmount == null ? null : Number(decided.decidedAmount)
  const assessment =
    lines.length === 0
      ? null
      : assessKnown(programme, { ...draft, lines, appliedOn: view.submittedOn ?? actor.today })
  return {
    head: headOf(view, 'costs', actor.today),
    stage,
    works: programme.works
      .filter(({ key }) => draft.works.includes(key))
      .map(({ key, name, costs: { excluded } }) => ({ key, name, excluded })),
    lines: lines.map((line) => ({ ...line, file: files.find(({ id }) => id === line.fileId) ?? null })),
    files,
    payees,
    total,
    eligible: Object.values(costs).reduce((sum, cost) => sum + cost, 0),
    decided: decidedAmount,
    assessment,
    proof: view.open ? proofMissing(programme, draft, stage) : null,
    own: assessment && ownShare(assessment, { total, facts: draft.facts, decided: decidedAmount }),
    mayCopy: stage === 'actual' && lines.length === 0 && draft.lines.length > 0,
  }
}

/** 書類 of the steps that are open now; of the others what was handed in. @throws SignInNeeded, NotAllowed, NotFound */
export async function documentsView(actor: Actor, id: number) {
  const view = await writingView(actor, id, 'documents')
  const { draft, programme } = view
  const open = openSteps(view.state)
  return {
    head: headOf(view, 'documents', actor.today),
    handedIn: view.receiptNumber !== null,
    hallFiles: view.open ? await hallFilesOf(actor, draft.hallId) : [],
    steps: open,
    documents: draft.documents
      .filter(({ step }) => open.includes(step))
      .flatMap((document) => {
        const listed = programme.documents.find(
          ({ step, name }) => step === document.step && name === document.name,
        )
        if (listed?.byPortal) return []
        const need = listed ? documentNeed(programme, draft.facts, listed) : ('extra' as const)
        return [{ ...document, need, about: listed?.note ?? '' }]
      }),
  }
}
export type DocumentShown = Awaited<ReturnType<typeof documentsView>>['documents'][number]
