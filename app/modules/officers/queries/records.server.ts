/** 仕事の記録 of a post in a fiscal year, for its holder and those who keep the officers. */
import type { Actor } from '~/modules/accounts/rules'
import { dateToDay, dayToDate, fiscalYear } from '~/platform/clock'
import { csv } from '~/platform/csv'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import type { Translate } from '~/platform/i18n'
import { againstCard, MOST_RECORDS, RECORDS_KEPT_YEARS, yearDays } from '../rules'
import { shortOf } from './posts.server'
import { postInHand, sumsOf, tasksOf } from './tasks.server'

/** Records on one page of a phone. */
const RECORDS_PAGE = 50

const select = {
  id: true,
  taskId: true,
  title: true,
  doneOn: true,
  minutes: true,
  version: true,
} as const

/** The year that was asked for, of those of which records are kept; else this one. */
export function recordYear(asked: string | undefined, today: string): number {
  const present = fiscalYear(today)
  const year = /^\d{4}$/.test(asked ?? '') ? Number(asked) : present
  return year <= present && year >= present - RECORDS_KEPT_YEARS ? year : present
}

const within = (postId: number, year: number) => {
  const { from, to } = yearDays(year)
  return { postId, doneOn: { gte: dayToDate(from), lte: dayToDate(to) } }
}

/**
 * What was done in a year, the newest first, and its sums beside the card.
 * @param before the page continues after this record
 * @throws SignInNeeded, NotAllowed for somebody who neither holds the post nor keeps the officers; NotFound
 */
export async function recordsDesk(actor: Actor, slug: string, postId: number, year: number, before?: number) {
  const { association, post, keeps } = await postInHand(db, actor, slug, postId)
  const last = before
    ? await db.officerRecord.findFirst({
        where: { id: before, postId },
        select: { doneOn: true, id: true },
      })
    : null
  const older = last && {
    OR: [{ doneOn: { lt: last.doneOn } }, { doneOn: last.doneOn, id: { lt: last.id } }],
  }
  const [tasks, sums, found] = await Promise.all([
    tasksOf(db, postId),
    sumsOf(db, postId, year),
    db.officerRecord.findMany({
      where: { AND: [within(postId, year), older ?? {}] },
      orderBy: [{ doneOn: 'desc' }, { id: 'desc' }],
      take: RECORDS_PAGE + 1,
      select,
    }),
  ])
  const records = found.slice(0, RECORDS_PAGE).map(({ doneOn, ...rest }) => ({
    ...rest,
    doneOn: dateToDay(doneOn),
  }))
  return {
    association: shortOf(association),
    post: { id: post.id, name: post.name },
    keeps,
    tasks: tasks.map(({ id, title }) => ({ id, title })),
    against: againstCard(tasks, sums),
    records,
    older: found.length > RECORDS_PAGE ? records.at(-1)?.id : undefined,
    paged: last !== null,
  }
}

/** One record for its form. @throws SignInNeeded, NotAllowed, NotFound */
export async function recordToEdit(actor: Actor, slug: string, postId: number, id: number) {
  const { association, post } = await postInHand(db, actor, slug, postId)
  const [tasks, found] = await Promise.all([
    tasksOf(db, postId),
    db.officerRecord.findFirst({ where: { id, postId }, select }),
  ])
  if (!found) throw new NotFound()
  return {
    association: shortOf(association),
    post: { id: post.id, name: post.name },
    tasks: tasks.map(({ id, title }) => ({ id, title })),
    record: { ...found, doneOn: dateToDay(found.doneOn) },
  }
}

/** The year as a file. @throws SignInNeeded, NotAllowed, NotFound */
export async function recordsFile(actor: Actor, slug: string, postId: number, year: number, t: Translate) {
  const { post } = await postInHand(db, actor, slug, postId)
  const found = await db.officerRecord.findMany({
    where: within(postId, year),
    orderBy: [{ doneOn: 'asc' }, { id: 'asc' }],
    take: MOST_RECORDS,
    select: { ...select, task: { select: { title: true } } },
  })
  const head = ['post', 'done_on', 'what', 'task', 'minutes'].map((key) => t(`officers.records.head.${key}`))
  return csv([
    head,
    ...found.map(({ doneOn, title, task, minutes }) => [
      post.name,
      dateToDay(doneOn),
      title,
      task?.title ?? '',
      minutes,
    ]),
  ])
}
