/** 困りごと: what the associations of the actor need anyway, to be made into a place. */
import { type Actor, inScope, mayAnywhere, requireUser, scopesOf } from '~/modules/accounts/rules'
import { CHECK_DAYS } from '~/modules/custody/rules'
import { addDays, dayToDate, localOf, thisMinute } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { type Need, needHref } from '../rules'

/** So many of each kind are offered. */
const FEW = 5

type FoundNeed = { need: Need; href: string; name: string; at: Date | null }

/** AEDs due for a check, halls, and events and notices to come, of the associations in which the actor may offer. */
export async function needsOf(actor: Actor): Promise<FoundNeed[]> {
  requireUser(actor)
  if (!mayAnywhere(actor, 'volunteer.host')) return []
  const association = inScope(scopesOf(actor, 'volunteer.host'))
  const due = dayToDate(addDays(actor.today, -CHECK_DAYS))
  const [aeds, halls, events, notices] = await Promise.all([
    db.aed.findMany({
      where: {
        association,
        condition: { not: 'removed' },
        OR: [{ checkedOn: null }, { checkedOn: { lt: due } }],
      },
      orderBy: { id: 'asc' },
      take: FEW,
      select: { id: true, name: true },
    }),
    db.hall.findMany({
      where: { closedOn: null, associations: { some: { association } } },
      orderBy: { id: 'asc' },
      take: FEW,
      select: { id: true, name: true },
    }),
    db.notice.findMany({
      where: { association, state: 'published', visibility: 'public', eventStartsAt: { gt: thisMinute() } },
      orderBy: { eventStartsAt: 'asc' },
      take: FEW,
      select: { id: true, title: true, eventStartsAt: true },
    }),
    db.notice.findMany({
      where: { association, state: 'published', visibility: 'public', eventStartsAt: null },
      orderBy: { publishedAt: 'desc' },
      take: FEW,
      select: { id: true, title: true },
    }),
  ])
  return [
    ...aeds.map(({ id, name }) => ({
      need: 'aed_check' as const,
      href: needHref('aed', id),
      name,
      at: null,
    })),
    ...halls.flatMap(({ id, name }) => [
      { need: 'cleaning' as const, href: needHref('hall', id), name, at: null },
      { need: 'phone_help' as const, href: needHref('hall', id), name, at: null },
    ]),
    ...events.map(({ id, title, eventStartsAt }) => ({
      need: 'event_help' as const,
      href: needHref('notice', id),
      name: title,
      at: eventStartsAt,
    })),
    ...notices.map(({ id, title }) => ({
      need: 'translation' as const,
      href: needHref('notice', id),
      name: title,
      at: null,
    })),
  ]
}

type NeedFacts = {
  association: number | null
  name: string
  venue: string
  hall: number | null
  starts: string | null
  ends: string | null
}

/**
 * What is known of the thing that a need is about, to fill in the form; null for what is not of an association of the
 * actor. `starts` and `ends` are local times `YYYY-MM-DDTHH:mm`.
 */
export async function needFacts(
  actor: Actor,
  target: { about: 'aed' | 'hall' | 'notice'; id: number },
): Promise<NeedFacts | null> {
  const association = inScope(scopesOf(actor, 'volunteer.host'))
  const bare = { hall: null, starts: null, ends: null }
  if (target.about === 'aed') {
    const aed = await db.aed.findFirst({
      where: { id: target.id, association },
      select: { name: true, address: true, position: true, associationId: true },
    })
    if (!aed) return null
    return {
      ...bare,
      association: aed.associationId,
      name: aed.name,
      venue: [aed.name, aed.position].filter(Boolean).join(' '),
    }
  }
  if (target.about === 'hall') {
    const hall = await db.hall.findFirst({
      where: { id: target.id, associations: { some: { association } } },
      select: {
        name: true,
        associations: { where: { association }, take: 1, select: { associationId: true } },
      },
    })
    if (!hall) return null
    return {
      ...bare,
      association: hall.associations[0]?.associationId ?? null,
      name: hall.name,
      venue: hall.name,
      hall: target.id,
    }
  }
  const notice = await db.notice.findFirst({
    where: { id: target.id, association, state: 'published', visibility: 'public' },
    select: { title: true, eventPlace: true, eventStartsAt: true, eventEndsAt: true, associationId: true },
  })
  if (!notice) return null
  return {
    association: notice.associationId,
    name: notice.title,
    venue: notice.eventPlace ?? '',
    hall: null,
    starts: notice.eventStartsAt && localOf(notice.eventStartsAt),
    ends: notice.eventEndsAt && localOf(notice.eventEndsAt),
  }
}
