/** 引継ぎを始める: by the outgoing officer or a keeper, or by itself sixty days before the term ends. */
import { holdersOf } from '~/modules/accounts/queries/holders.server'
import { type Actor, denied, type Post, requireUser } from '~/modules/accounts/rules'
import { type Auditee, JOB, record } from '~/modules/audit/commands.server'
import { officersAssociation } from '~/modules/officers/queries/posts.server'
import { addDays, type Day, dateToDay, dayOf, dayToDate, formatDay, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { jobsAreStopping } from '~/platform/jobs.server'
import { addUsual, refresh } from '../keep.server'
import { portalUrl, writeMail } from '../mails.server'
import { OPEN_DAYS, opensToday } from '../rules'
import { type HandoverAssociation, keepsHandovers } from '../scope.server'

/** So many terms at a time, in one transaction. */
const BATCH = 50
const SECONDS = 60
/** So many are named in one mail; the rest is counted. */
const NAMED = 40

const seatSelect = {
  id: true,
  post: { select: { name: true, post: true } },
  terms: { orderBy: { startsOn: 'asc' }, select: { id: true, userId: true, startsOn: true, endsOn: true } },
} as const

type Seat = { id: number; post: { name: string; post: string }; terms: SeatTerm[] }
type SeatTerm = { id: number; userId: string | null; startsOn: Date; endsOn: Date }

/** From whom to whom a seat passes: from who holds it today or held it last, to who comes after. */
function passing(terms: readonly SeatTerm[], today: Day) {
  const day = dayToDate(today)
  const begun = terms.filter(({ startsOn }) => startsOn <= day)
  const outgoing = begun.at(-1) ?? null
  const incoming = terms.find(({ startsOn }) => startsOn > (outgoing?.endsOn ?? day)) ?? null
  return { outgoing, incoming }
}

/**
 * Opens the pack of a seat, or finds the one that is there.
 * @returns its id
 * @throws SignInNeeded, NotAllowed for anybody but who holds the seat and those who keep the officers; NotFound
 */
export async function openPack(actor: Actor, slug: string, seatId: number): Promise<number> {
  const { user } = requireUser(actor)
  const association = await officersAssociation(slug)
  return transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM officer_seats WHERE id = ${seatId} FOR NO KEY UPDATE`
    const seat = await tx.officerSeat.findFirst({
      where: { id: seatId, post: { associationId: association.id } },
      select: seatSelect,
    })
    const { outgoing, incoming } = passing(seat?.terms ?? [], actor.today)
    const own = outgoing !== null && outgoing.userId === user.id && actor.today <= dateToDay(outgoing.endsOn)
    if (!own && !keepsHandovers(actor, association.path)) denied(actor)
    if (!seat) throw new NotFound()
    return make(tx, actor, association, seat, { outgoing, incoming }, actor.today)
  })
}

async function make(
  tx: Tx,
  auditee: Auditee,
  association: Pick<HandoverAssociation, 'id' | 'slug' | 'path'>,
  seat: Seat,
  { outgoing, incoming }: { outgoing: SeatTerm | null; incoming: SeatTerm | null },
  today: Day,
): Promise<number> {
  const known = await tx.handoverPack.findFirst({
    where: outgoing
      ? { seatId: seat.id, fromTermId: outgoing.id }
      : { seatId: seat.id, fromTermId: null, signedInAt: null },
    select: { id: true },
  })
  if (known) return known.id
  // A term takes over from one before it: where a pack was opened for it already, this one waits for the next.
  const taken = incoming && (await tx.handoverPack.count({ where: { toTermId: incoming.id } })) > 0
  const { id } = await tx.handoverPack.create({
    data: {
      seatId: seat.id,
      fromTermId: outgoing?.id ?? null,
      toTermId: taken ? null : (incoming?.id ?? null),
    },
    select: { id: true },
  })
  const post = seat.post.post as Post
  await addUsual(tx, id, post)
  await refresh(tx, { association, packId: id, items: [], outgoingId: outgoing?.userId ?? null, post, today })
  await record(tx, auditee, {
    action: 'handover_pack.opened',
    subjectType: 'handover_pack',
    subjectId: id,
    associationId: association.id,
    after: { post, seat: seat.id },
  })
  return id
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
    const { outgoing, incoming } = passing(seat?.terms ?? [], today)
    if (!seat || !outgoing || outgoing.id !== id) continue
    const party = (term: SeatTerm) => ({
      userId: term.userId,
      startsOn: dateToDay(term.startsOn),
      endsOn: dateToDay(term.endsOn),
    })
    if (!opensToday(party(outgoing), incoming && party(incoming), today)) continue
    // Another instance may be at it: whoever holds the seat's row opens the pack.
    await tx.$executeRaw`SELECT 1 FROM officer_seats WHERE id = ${seat.id} FOR NO KEY UPDATE`
    if ((await tx.handoverPack.count({ where: { fromTermId: id } })) > 0) continue
    const packId = await make(tx, JOB, association, seat, { outgoing, incoming }, today)
    opened.push({ packId, post: seat.post.name, endsOn: dateToDay(outgoing.endsOn), association, userId })
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
