/** 引継ぎの中身: all of one pack, as somebody may read it. */
import { type Actor, holderOf, may } from '~/modules/accounts/rules'
import { dateToDay } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { gatherMatters, standingOf } from '../gather.server'
import { frozenOf, type Gathered, gatherAll, markOf, ofPack } from '../keep.server'
import {
  actsFor,
  byMonth,
  byYear,
  type ItemKind,
  kindOfSource,
  type Matter,
  type Money,
  mayTick,
  moneySums,
  ofTwoYears,
  outBlocks,
  packState,
  refreshed,
  signsFrom,
  tooEarly,
  unfinished,
} from '../rules'
import {
  type FoundPack,
  findPack,
  keepsWithin,
  mayDrop,
  mayKnow,
  type StoredTerm,
  termsOf,
} from '../scope.server'
import { ticksOf } from '../ticks'
import { contactsAbove, documentRights, officerContacts, type PackDocument } from '../year.server'

export type ItemShown = {
  /** Its id; what it is gathered from where it is not kept yet */
  key: string
  id: number | null
  kind: ItemKind
  title: string
  note: string
  reason: string
  href: string
  given: boolean
  taken: boolean
  done: boolean
  matter: Pick<Matter, 'kind' | 'word' | 'turn' | 'dueOn' | 'count'> | null
}

/** Documents as matters: the two sides all of the post's, those who keep the officers what they may open themselves. */
const mayOpen = (actor: Actor, found: FoundPack, kind: PackDocument['kind']): boolean =>
  found.place !== 'keeper' || may(actor, documentRights[kind], found.association.path)

/** Stored items and open matters that are not kept yet, as one list. */
function itemsOf(
  actor: Actor,
  found: FoundPack,
  live: readonly Matter[],
  frozen: Gathered | null,
): ItemShown[] {
  const stored = found.pack.items
  const state = packState(found.pack)
  const { add, over } = state === 'open' ? refreshed(stored, live) : { add: [], over: [] }
  const facts = frozen ? frozen.matters : live
  const shown = (matter: Matter | null): ItemShown['matter'] =>
    matter && {
      kind: matter.kind,
      word: matter.word,
      turn: matter.turn,
      dueOn: matter.dueOn,
      count: matter.count,
    }
  return [
    ...stored
      .filter((item) => !over.includes(item) && mayKnow(actor, found, item.source))
      .map((item): ItemShown => {
        const { id, title, note, reason, href, given, taken, done, kind } = ticksOf(item)
        const matter = shown(standingOf(item, facts))
        return { key: String(id), id, kind, title, note, reason, href, given, taken, done, matter }
      }),
    ...add
      .filter(({ source }) => mayKnow(actor, found, source))
      .map((matter): ItemShown => {
        const { source, title, href } = matter
        const ticks = { given: false, taken: false, done: false }
        return {
          key: source,
          id: null,
          kind: 'matter',
          title,
          note: '',
          reason: '',
          href,
          ...ticks,
          matter: shown(matter),
        }
      }),
  ]
}

const personOf = (term: StoredTerm | null) =>
  term && {
    name: holderOf(term).name,
    account: term.userId !== null,
    startsOn: dateToDay(term.startsOn),
    endsOn: dateToDay(term.endsOn),
  }

/**
 * A pack with everything in it, for its page and its paper.
 * @throws SignInNeeded; NotAllowed for whose term on the seat is over; NotFound for anybody else
 */
export async function packPage(actor: Actor, slug: string, id: number) {
  const found = await findPack(db, actor, slug, id)
  const { association, pack, parties, post, reader, place } = found
  const { outgoing, incoming } = termsOf(pack)
  const state = packState(pack)
  const frozen = frozenOf(pack)
  const live = state === 'open' ? await gatherMatters(db, ofPack(found, actor.today)) : []
  const gathered = frozen ?? {
    ...(await gatherAll(db, { association, pack, parties, post, today: actor.today })),
  }
  const items = itemsOf(actor, found, live, frozen)
  const who = { userId: reader.user.id, keeper: found.keeper }
  const acts = {
    out: actsFor('out', parties, who, actor.today),
    in: actsFor('in', parties, who, actor.today),
  }
  const money = pack.money as Money | null
  const showsMoney = post === 'treasurer' && found.within
  return {
    association: { slug: association.slug, name: association.name },
    today: actor.today,
    pack: {
      id: pack.id,
      version: pack.version,
      state,
      post: pack.seat.post.name,
      postId: pack.seat.post.id,
      number: pack.seat.post._count.seats > 1 ? pack.seat.number : 0,
      signedOutAt: pack.signedOutAt,
      signedInAt: pack.signedInAt,
      /** A keeper signed for them with their paper */
      outOnPaper: pack.signedOutById !== null && pack.signedOutById !== (outgoing?.userId ?? null),
      inOnPaper: pack.signedInById !== null && pack.signedInById !== (incoming?.userId ?? null),
    },
    outgoing: personOf(outgoing),
    incoming: personOf(incoming),
    place,
    acts,
    may: {
      give: acts.out !== null && mayTick('out', state),
      take: acts.in !== null && mayTick('in', state),
      finish: acts.in !== null && state === 'taken',
      edit: acts.out !== null && state === 'open',
      writeNotes: acts.out === 'self' || (found.keeper && keepsWithin(actor, association)),
      /** 渡しました is taken back until the other side has signed */
      takeBack: acts.out !== null && state === 'given',
      drop: mayDrop(actor, found),
    },
    /** Whether all of it is the reader's: the money and the notes are not shown to a council above */
    within: found.within,
    signsFrom: parties.outgoing && signsFrom(parties.outgoing),
    items,
    unfinished: unfinished(items).map(({ key }) => key),
    blocks: outBlocks(
      state,
      items,
      { asked: showsMoney, written: pack.moneyAt !== null },
      tooEarly(parties.outgoing, actor.today),
    ),
    from: gathered.from,
    until: gathered.until,
    twoYears: ofTwoYears(gathered.from, gathered.until),
    year: byMonth(gathered.year),
    documents: gathered.documents.filter(({ kind }) => mayOpen(actor, found, kind)),
    notes: found.within ? byYear(gathered.notes) : [],
    contacts: await contactsFor(actor, found),
    tasks: await tasksOf(pack.seat.post.id),
    money: showsMoney
      ? {
          sheet: money,
          sums: money && moneySums(money),
          writtenAt: pack.moneyAt,
          auditedAt: pack.auditedAt,
        }
      : null,
  }
}
export type PackShown = Awaited<ReturnType<typeof packPage>>

/** Contacts of officers are for officers and members: one who is to come is not yet one of them. */
async function contactsFor(actor: Actor, { association, place, parties }: FoundPack) {
  const begun = place !== 'in' || (parties.incoming?.startsOn ?? '') <= actor.today
  const member = actor.memberships.some(({ path }) => path.startsWith(association.path))
  const officers = begun || member ? await officerContacts(db, association.id, actor.today) : []
  return [...officers, ...(await contactsAbove(db, association.path))]
}

/** 仕事のカード: what the post does in which months. Minutes each time. */
async function tasksOf(postId: number) {
  return db.officerTask.findMany({
    where: { postId },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { id: true, title: true, months: true, minutes: true, times: true, helpers: true },
  })
}

/** One item for its form. @throws as `packPage`; NotFound also for what is not kept yet */
export async function itemPage(actor: Actor, slug: string, id: number, itemId: number) {
  const found = await findPack(db, actor, slug, id)
  const { association, pack, parties, reader, keeper } = found
  const item = pack.items.find((one) => one.id === itemId)
  const way = actsFor('out', parties, { userId: reader.user.id, keeper }, actor.today)
  if (!item || !way || packState(pack) !== 'open' || !mayKnow(actor, found, item.source)) throw new NotFound()
  const { title, note, reason, source, kind } = item
  return {
    association: { slug: association.slug, name: association.name },
    pack: { id: pack.id, post: pack.seat.post.name },
    item: {
      id: itemId,
      mark: markOf(item),
      title,
      note,
      reason,
      kind: kind as ItemKind,
      matter: kindOfSource(source),
      gathered: source !== '',
    },
  }
}
