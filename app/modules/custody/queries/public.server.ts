/** What anybody may know of the custody of an AED: that something was reported, and what was answered. */
import type { Actor } from '~/modules/accounts/rules'
import { type Day, dayOf, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { ANSWER_SHOWN_DAYS, type ReportKind } from '../rules'
import { keptBy } from '../scope.server'

/** So many of each are shown. */
const SHOWN = 10

export type AedNoticesData = {
  reports: { kind: ReportKind; on: Day }[]
  answers: { kind: ReportKind; on: Day; answer: string }[]
  /** Whether the asker keeps this AED: the doors to its upkeep stand beside */
  keeps: boolean
}

/** Open reports by kind and day, never their text; answers of the last weeks in the keeper's words. Public. */
export async function noticesOf(actor: Actor, aedId: number): Promise<AedNoticesData> {
  const since = new Date(now().getTime() - ANSWER_SHOWN_DAYS * 86_400_000)
  const [reports, answers, kept] = await Promise.all([
    db.aedReport.findMany({
      where: { aedId, state: 'open' },
      orderBy: { id: 'desc' },
      take: SHOWN,
      select: { kind: true, createdAt: true },
    }),
    db.aedReport.findMany({
      where: { aedId, state: 'answered', answer: { not: '' }, answeredAt: { gt: since } },
      orderBy: { answeredAt: 'desc' },
      take: SHOWN,
      select: { kind: true, answeredAt: true, answer: true },
    }),
    actor.user ? db.aed.findFirst({ where: { id: aedId, ...keptBy(actor) }, select: { id: true } }) : null,
  ])
  return {
    reports: reports.map(({ kind, createdAt }) => ({ kind, on: dayOf(createdAt) })),
    answers: answers.map(({ kind, answeredAt, answer }) => ({
      kind,
      on: dayOf(answeredAt ?? since),
      answer,
    })),
    keeps: kept !== null,
  }
}

/** An AED on which something can be reported. @throws NotFound also when it has been taken away */
export async function reportable(id: number) {
  const found = await db.aed.findFirst({
    where: { id, condition: { not: 'removed' } },
    select: { id: true, name: true, address: true, position: true },
  })
  if (!found) throw new NotFound()
  return found
}

/**
 * Where the code on a box leads: whoever keeps the AED to the check, everybody else to its page.
 * @throws NotFound when no box has this code, or has it no longer
 */
export async function behindBox(actor: Actor, code: string): Promise<string> {
  if (!/^[0-9A-Za-z-]{6,40}$/.test(code)) throw new NotFound()
  const aed = await db.aed.findUnique({ where: { boxCode: code }, select: { id: true, condition: true } })
  if (!aed) throw new NotFound()
  const kept = actor.user
    ? await db.aed.findFirst({ where: { id: aed.id, ...keptBy(actor) }, select: { id: true } })
    : null
  if (kept) return `/aeds/${aed.id}/${aed.condition === 'removed' ? 'upkeep' : 'check'}`
  return `/aeds/${aed.id}?box=1`
}
