/** 取り次ぎ: where a notice can be passed on, and what an association has passed on. */
import { type Actor, inScope, type SignedIn, scopesOf } from '~/modules/accounts/rules'
import { db, rows } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { mayPassOn } from '../rules'
import { COLUMNS, Conditions, JOINS, type NoticeItem } from './list.server'
import { readNotice } from './notice.server'
import { visibleTo } from './visible.server'

/** More than anybody chooses from. */
const MAX_CHOICES = 300

/**
 * The associations for which the actor may pass a notice on, the weightiest first; those that have done so are named.
 * @throws NotFound, Gone as `readNotice`; NotFound when there is none
 */
export async function passOnChoices(actor: SignedIn, noticeId: number) {
  const notice = await readNotice(actor, noticeId)
  const scopes = scopesOf(actor, 'notice.publish')
  const found =
    scopes.length > 0
      ? await db.association.findMany({
          where: { ...inScope(scopes), path: { startsWith: notice.audiencePath } },
          select: {
            id: true,
            name: true,
            path: true,
            passings: { where: { noticeId }, select: { id: true } },
          },
          orderBy: [{ kind: 'asc' }, { reading: 'asc' }, { id: 'asc' }],
          take: MAX_CHOICES,
        })
      : []
  const fitting = found.filter((node) => mayPassOn(notice, node.path))
  if (fitting.length === 0) throw new NotFound()
  const own = new Set(actor.seats.map((seat) => seat.associationId))
  const open = fitting.filter((node) => node.passings.length === 0)
  return {
    notice: {
      id: notice.id,
      title: notice.title,
      publisher: notice.publisher,
      excerpt: notice.excerpt,
      visibility: notice.visibility,
    },
    choices: [...open.filter((node) => own.has(node.id)), ...open.filter((node) => !own.has(node.id))].map(
      ({ id, name }) => ({ id, name }),
    ),
    passed: fitting.filter((node) => node.passings.length > 0).map((node) => node.name),
  }
}

type PassedItem = NoticeItem & { passed: { name: string; line: string } }

/** The newest notices that an association has passed on, of those that the actor may read. */
export async function passedOnBy(
  actor: Actor,
  association: { id: number; name: string },
  limit: number,
): Promise<PassedItem[]> {
  const where = new Conditions()
  where.add(visibleTo(actor, (value) => where.value(value)))
  where.add(`passing.association_id = ${where.value(association.id)}`)
  const found = await rows<NoticeItem & { line: string }>(
    `SELECT ${COLUMNS}, passing.line
     FROM passings_on passing JOIN notices n ON n.id = passing.notice_id ${JOINS}
     WHERE ${where} ORDER BY passing.passed_at DESC LIMIT ${where.value(limit)}`,
    where.values,
  )
  return found.map(({ line, ...notice }) => ({ ...notice, passed: { name: association.name, line } }))
}
