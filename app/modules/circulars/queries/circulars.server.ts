/** 回覧: the page to make one, the list of earlier ones, one with its notices, and its papers. */
import { type Actor, inScope, OFFICER_KINDS, scopesOf } from '~/modules/accounts/rules'
import { dateToDay, dayOf } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { circularPaper, type Paper } from '../paper/documents'
import { idsOnPath } from '../rules'
import { namesOnSheet } from './households.server'
import { lastCircular, offeredNotices } from './offered.server'
import { paperNotices } from './paper.server'
import { circularNode, mayMake } from './scope.server'

const PAGE_SIZE = 20

/**
 * What the page 回覧をまとめる shows: what can go round now, and the circulars before.
 * @param before lists circulars with a lower number
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function circularDesk(actor: Actor, slug: string, before?: number) {
  const { path, ...association } = await circularNode(db, actor, slug, 'making')
  const last = await lastCircular(db, association.id)
  const [offered, earlier] = await Promise.all([
    offeredNotices(db, { id: association.id, path }, last),
    db.circular.findMany({
      where: { associationId: association.id, ...(before ? { number: { lt: before } } : {}) },
      orderBy: { number: 'desc' },
      take: PAGE_SIZE + 1,
      select: { number: true, madeAt: true, returnBy: true, notices: { select: { noticeId: true } } },
    }),
  ])
  const shown = earlier.slice(0, PAGE_SIZE)
  return {
    association,
    after: last?.number ?? 0,
    offered,
    earlier: shown.map(({ notices, returnBy, ...circular }) => ({
      ...circular,
      returnBy: returnBy && dateToDay(returnBy),
      notices: notices.length,
    })),
    older: earlier.length > PAGE_SIZE ? shown.at(-1)?.number : undefined,
  }
}

/** Where the actor makes circulars: the associations of their own offices, by name. */
export async function circularDoors(actor: Actor): Promise<{ slug: string; name: string }[]> {
  const ids = actor.seats.filter(({ path }) => mayMake(actor, path)).map(({ associationId }) => associationId)
  if (ids.length === 0) return []
  return db.association.findMany({
    where: { id: { in: ids }, kind: { in: [...OFFICER_KINDS] } },
    orderBy: { id: 'asc' },
    take: 5,
    select: { slug: true, name: true },
  })
}

async function findCircular(actor: Actor, slug: string, number: number) {
  const association = await circularNode(db, actor, slug, 'seeing')
  const circular = await db.circular.findUnique({
    where: { associationId_number: { associationId: association.id, number } },
    select: {
      number: true,
      returnBy: true,
      line: true,
      madeAt: true,
      notices: {
        orderBy: { position: 'asc' },
        select: {
          notice: {
            select: { id: true, title: true, state: true, association: { select: { name: true } } },
          },
        },
      },
    },
  })
  if (!circular) throw new NotFound()
  const { notices, returnBy, ...rest } = circular
  return {
    association,
    circular: {
      ...rest,
      returnBy: returnBy && dateToDay(returnBy),
      notices: notices.map(({ notice: { association: publisher, ...notice } }) => ({
        ...notice,
        publisher: publisher.name,
      })),
    },
  }
}

/** The groups below an association that the actor keeps households for, each of which gets a copy. */
function groupsBelow(actor: Actor, path: string) {
  const scopes = scopesOf(actor, 'household.keep')
  return db.association.findMany({
    where: { kind: 'group', AND: [{ path: { startsWith: path } }, inScope(scopes)] },
    orderBy: { id: 'asc' },
    take: 200,
    select: { id: true, name: true },
  })
}

/**
 * One circular with its notices.
 * @throws SignInNeeded, NotAllowed; NotFound when the association has none with this number
 */
export async function circularPage(actor: Actor, slug: string, number: number) {
  const { association, circular } = await findCircular(actor, slug, number)
  const { path, ...shown } = association
  return {
    association: shown,
    circular,
    groups: shown.kind === 'group' ? [] : await groupsBelow(actor, path),
    /** Only those who make circulars have the page behind the crumb. */
    mayMake: mayMake(actor, path),
  }
}

/** States in which a notice stays in a circular that has it; one withdrawn since is left out. */
const ON_PAPER = ['published', 'expired']

/**
 * The circular as one document.
 * @param group whose households stand in the boxes to sign; within the actor's scope
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function circularOnPaper(
  actor: Actor,
  slug: string,
  number: number,
  group?: number,
): Promise<Paper> {
  const { association, circular } = await findCircular(actor, slug, number)
  const sheet = group ? await namesOnSheet(actor, group, association.path) : null
  const bound = circular.notices.filter(({ state }) => ON_PAPER.includes(state))
  const leftOut = circular.notices.filter(({ state }) => !ON_PAPER.includes(state))
  const notices = await paperNotices(
    bound.map(({ id }) => id),
    idsOnPath(association.path),
  )
  const base = settings().PUBLIC_URL
  const tally = `${base}/associations/${association.slug}/circulars/${number}/tally`
  return circularPaper(
    {
      number,
      association: association.name,
      group: sheet && sheet.name !== association.name ? sheet.name : null,
      madeOn: dayOf(circular.madeAt),
      returnBy: circular.returnBy,
      line: circular.line,
      leftOut: leftOut.map(({ title }) => title),
      households: sheet?.households ?? [],
      tally: sheet ? `${tally}?group=${sheet.id}` : tally,
    },
    notices,
    { t: translator('ja'), language: 'ja', base },
  )
}
