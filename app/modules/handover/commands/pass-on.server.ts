/**
 * 案件の引き継ぎ: open matters belong to the association, so that who holds the post opens them from the first day. What
 * this job does is to say so: in the trail, and to the new holder, with the places where they go on.
 */

import type { Post } from '~/modules/accounts/rules'
import { JOB, record } from '~/modules/audit/commands.server'
import { type Day, dateToDay, dayOf, dayToDate, formatDay, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { jobsAreStopping } from '~/platform/jobs.server'
import { portalUrl } from '~/platform/settings.server'
import { countsOf, gatherMatters } from '../gather.server'
import { writeMail } from '../mails.server'
import { type Matter, matterKinds, passesLate } from '../rules'
import { makePack, partyOf, type Seat, type SeatTerm } from './make.server'

/** So many terms at a time, in one transaction. */
const BATCH = 50
const SECONDS = 60
/** So many matters are named in the mail; the rest is counted. */
const NAMED = 30

/**
 * Passes what is open on to the holders of terms that have begun, each once, also of nights that were missed.
 * @returns to how many holders
 */
export async function passOn(): Promise<number> {
  const today = dayOf(now())
  let after = 0
  let passed = 0
  for (;;) {
    const { last, count } = await transaction((tx) => passSome(tx, today, after), SECONDS)
    passed += count
    if (last === null || jobsAreStopping()) return passed
    after = last
  }
}

const termSelect = {
  id: true,
  userId: true,
  post: true,
  startsOn: true,
  endsOn: true,
  user: { select: { email: true, language: true } },
  association: { select: { id: true, slug: true, name: true, path: true } },
  seat: {
    select: {
      id: true,
      post: { select: { name: true, post: true } },
      terms: {
        orderBy: { startsOn: 'asc' },
        select: { id: true, userId: true, startsOn: true, endsOn: true },
      },
    },
  },
} as const

async function passSome(tx: Tx, today: Day, after: number): Promise<{ last: number | null; count: number }> {
  const day = dayToDate(today)
  const begun = await tx.term.findMany({
    where: { id: { gt: after }, passedOnAt: null, startsOn: { lte: day } },
    orderBy: { id: 'asc' },
    take: BATCH,
    select: termSelect,
  })
  let count = 0
  for (const term of begun) {
    // Another instance may be at it: whoever writes the day passes it on.
    const written = await tx.term.updateMany({
      where: { id: term.id, passedOnAt: null },
      data: { passedOnAt: now() },
    })
    if (written.count === 0 || term.endsOn < day) continue
    count += await passTo(tx, term, today)
  }
  return { last: begun.length < BATCH ? null : (begun.at(-1)?.id ?? null), count }
}

type Begun = Awaited<ReturnType<Tx['term']['findMany']>>[number] & {
  user: { email: string; language: string } | null
  association: { id: number; slug: string; name: string; path: string }
  seat: Seat | null
}

async function passTo(
  tx: Tx,
  term: Pick<Begun, 'id' | 'userId' | 'post' | 'startsOn' | 'endsOn' | 'user' | 'association' | 'seat'>,
  today: Day,
): Promise<number> {
  const before = term.seat?.terms.filter(({ startsOn }) => startsOn < term.startsOn).at(-1) ?? null
  // Somebody who goes on has had it all along.
  if (before && term.userId !== null && before.userId === term.userId) return 0
  const { association } = term
  const outgoingId = before?.userId ?? null
  const matters = await gatherMatters(tx, { association, post: term.post as Post, outgoingId, today })
  const pack = before ? await packBetween(tx, before, term, today) : null
  await record(tx, JOB, {
    action: 'handover_pack.passed',
    subjectType: 'term',
    subjectId: term.id,
    associationId: association.id,
    after: { post: term.post, ...countsOf(matters) },
  })
  if (!term.user) return 1
  await writeMail(tx, term.user, 'passed', (t, language) => ({
    association: association.name,
    post: term.seat?.post.name ?? '',
    day: formatDay(dateToDay(term.startsOn), language),
    list:
      matters.length === 0
        ? t('handover.mail.nothing')
        : [
            ...sorted(matters)
              .slice(0, NAMED)
              .map((matter) => line(matter, t, language)),
            ...(matters.length > NAMED ? [t('handover.mail.more', { rest: matters.length - NAMED })] : []),
          ].join('\n'),
    pack: pack
      ? t('handover.mail.with_pack', { url: portalUrl(`/associations/${association.slug}/handover/${pack}`) })
      : t('handover.mail.without_pack', { url: portalUrl(`/associations/${association.slug}/handover`) }),
  }))
  return 1
}

const sorted = (matters: readonly Matter[]) =>
  matters.toSorted((a, b) => matterKinds.indexOf(a.kind) - matterKinds.indexOf(b.kind))

type Words = Parameters<Parameters<typeof writeMail>[3]>

/** One matter with its address: a title of a draft is for the officer to whom the mail goes. */
function line(matter: Matter, t: Words[0], language: Words[1]): string {
  const { kind, title, dueOn, count, href } = matter
  const name = count === null ? title : t('handover.matter.count', { count })
  const due = dueOn ? ` ${t('handover.matter.due', { day: formatDay(dueOn, language) })}` : ''
  return t('handover.mail.matter', {
    kind: t(`handover.matter.kind.${kind}`),
    name: `${name}${due}`,
    url: portalUrl(href),
  })
}

/**
 * The pack of the term before leads to this one from now on. Where there is none, as the change was sudden or the roster
 * came late, it is made: what is known is handed over by those who keep the officers.
 */
async function packBetween(
  tx: Tx,
  before: SeatTerm,
  term: Pick<Begun, 'id' | 'userId' | 'startsOn' | 'endsOn' | 'association' | 'seat'>,
  today: Day,
): Promise<number | null> {
  const { seat, association } = term
  // A keeper may be opening it at this moment.
  await tx.$executeRaw`SELECT 1 FROM officer_seats WHERE id = ${seat?.id ?? 0} FOR NO KEY UPDATE`
  const pack = await tx.handoverPack.findFirst({
    where: { fromTermId: before.id },
    select: { id: true, toTermId: true },
  })
  const free = (await tx.handoverPack.count({ where: { toTermId: term.id } })) === 0
  if (!pack) {
    const parties = { outgoing: partyOf(before), incoming: partyOf(term) }
    if (!seat || !free || !passesLate(parties.outgoing, parties.incoming, today)) return null
    return makePack(tx, JOB, association, seat, parties, today)
  }
  if (pack.toTermId === null && free)
    await tx.handoverPack.update({
      where: { id: pack.id },
      data: { toTermId: term.id },
      select: { id: true },
    })
  return pack.id
}
