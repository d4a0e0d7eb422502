/** 引継ぎを始める: by the outgoing officer or a keeper, or by itself sixty days before the term ends. */

import { holdersOf } from '~/modules/accounts/queries/holders.server'
import { type Actor, denied, requireUser } from '~/modules/accounts/rules'
import { JOB } from '~/modules/audit/commands.server'
import { officersAssociation } from '~/modules/officers/queries/posts.server'
import { addDays, type Day, dayOf, dayToDate, formatDay, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { jobsAreStopping } from '~/platform/jobs.server'
import { portalUrl } from '~/platform/settings.server'
import { writeMail } from '../mails.server'
import { OPEN_DAYS, opensToday } from '../rules'
import { type HandoverAssociation, keepsHandovers } from '../scope.server'
import { makePack, passing, seatSelect } from './make.server'

/** So many terms at a time, in one transaction. */
const BATCH = 50
const SECONDS = 60
/** So many are named in one mail; the rest is counted. */
const NAMED = 40

/**
 * Opens the pack of a seat, or finds the one that is there.
 * @param term the term that is handed over: of who holds the seat or held it last where it is not named
 * @returns its id
 * @throws SignInNeeded, NotAllowed for anybody but who holds the seat and those who keep the officers; NotFound, also
 * for a term that ended long ago
 */
export async function openPack(
  actor: Actor,
  slug: string,
  seatId: number,
  term: number | null = null,
): Promise<number> {
  const { user } = requireUser(actor)
  const association = await officersAssociation(slug)
  return transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM officer_seats WHERE id = ${seatId} FOR NO KEY UPDATE`
    const seat = await tx.officerSeat.findFirst({
      where: { id: seatId, post: { associationId: association.id } },
      select: seatSelect,
    })
    const parties = passing(seat?.terms ?? [], actor.today, term)
    const outgoing = parties?.outgoing ?? null
    const own = outgoing !== null && outgoing.userId === user.id && actor.today <= outgoing.endsOn
    if (!own && !keepsHandovers(actor, association.path)) denied(actor)
    if (!seat || !parties) throw new NotFound()
    return makePack(tx, actor, association, seat, parties, actor.today)
  })
}

type Opened = {
  packId: number
  post: string
  endsOn: Day
  association: HandoverAssociation
  userId: string | null
}

/**
 * Opens the packs of all terms that end within sixty days, and tells the outgoing officers; for one without an account
 * those who keep the officers there.
 * @returns how many
 */
export async function openHandovers(): Promise<number> {
  const today = dayOf(now())
  let after = 0
  let opened = 0
  for (;;) {
    const { last, count } = await transaction((tx) => openSome(tx, today, after), SECONDS)
    opened += count
    if (last === null || jobsAreStopping()) return opened
    after = last
  }
}

async function openSome(tx: Tx, today: Day, after: number): Promise<{ last: number | null; count: number }> {
  const ending = await tx.term.findMany({
    where: {
      id: { gt: after },
      startsOn: { lte: dayToDate(today) },
      endsOn: { gte: dayToDate(today), lte: dayToDate(addDays(today, OPEN_DAYS)) },
      seat: { closedOn: null, post: { closedOn: null } },
      handedOver: { none: {} },
    },
    orderBy: { id: 'asc' },
    take: BATCH,
    select: {
      id: true,
      userId: true,
      association: { select: { id: true, slug: true, name: true, kind: true, path: true } },
      seat: { select: seatSelect },
    },
  })
  const opened: Opened[] = []
  for (const { id, userId, association, seat } of ending) {
    const parties = passing(seat?.terms ?? [], today)
    if (!seat || parties?.outgoing?.id !== id) continue
    const { outgoing, incoming } = parties
    if (!opensToday(outgoing, incoming, today)) continue
    // Another instance may be at it: whoever holds the seat's row opens the pack.
    await tx.$executeRaw`SELECT 1 FROM officer_seats WHERE id = ${seat.id} FOR NO KEY UPDATE`
    if ((await tx.handoverPack.count({ where: { fromTermId: id } })) > 0) continue
    const packId = await makePack(tx, JOB, association, seat, parties, today)
    opened.push({ packId, post: seat.post.name, endsOn: outgoing.endsOn, association, userId })
  }
  await tell(tx, opened, today)
  return { last: ending.length < BATCH ? null : (ending.at(-1)?.id ?? null), count: opened.length }
}

/** One mail a receiver, whatever stands in it. */
async function tell(tx: Tx, opened: readonly Opened[], today: Day): Promise<void> {
  const mails = new Map<string, { to: { email: string; language: string }; packs: Opened[] }>()
  for (const pack of opened) {
    const own = pack.userId
      ? await tx.user.findMany({ where: { id: pack.userId }, select: { email: true, language: true } })
      : await holdersOf(tx, 'officer.invite', pack.association, today)
    for (const to of own) {
      const mail = mails.get(to.email) ?? { to, packs: [] }
      mail.packs.push(pack)
      mails.set(to.email, mail)
    }
  }
  for (const { to, packs } of mails.values()) {
    await writeMail(tx, to, 'opened', (t, language) => ({
      count: packs.length,
      list: [
        ...packs.slice(0, NAMED).map(({ association, packId, post, endsOn }) =>
          t('handover.mail.line', {
            association: association.name,
            post,
            day: formatDay(endsOn, language),
            url: portalUrl(`/associations/${association.slug}/handover/${packId}`),
          }),
        ),
        ...(packs.length > NAMED ? [t('handover.mail.more', { rest: packs.length - NAMED })] : []),
      ].join('\n'),
    }))
  }
}
