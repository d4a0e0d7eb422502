/** The decisions of an association, for its members and officers. */
import { type Actor, denied } from '~/modules/accounts/rules'
import { dateToDay } from '~/platform/clock'
import { db } from '~/platform/db.server'
import type { Reason, ResolutionState, Way } from '../rules'
import { deskOf, readableAssociation } from '../scope.server'
import { voterWhere } from '../voter.server'

const ON_A_PAGE = 20

/**
 * A page of the list, newest first; drafts for those alone who run them.
 * @param before id of the last one on the page before
 * @throws SignInNeeded for a guest; NotAllowed for somebody of elsewhere; NotFound when there is no such association
 */
export async function resolutionsOf(actor: Actor, slug: string, before?: number) {
  const { path, legalPersonalitySince, ...association } = await readableAssociation(db, actor, slug)
  const desk = deskOf(actor, path)
  const mine = await voterWhere({ actor, token: null })
  const found = await db.resolution.findMany({
    where: {
      associationId: association.id,
      ...(desk.run ? {} : { state: { not: 'draft' } }),
      ...(before ? { id: { lt: before } } : {}),
    },
    orderBy: { id: 'desc' },
    take: ON_A_PAGE + 1,
    select: {
      id: true,
      title: true,
      state: true,
      way: true,
      reason: true,
      consentUntil: true,
      voteUntil: true,
      decidedAt: true,
      items: {
        orderBy: [{ position: 'asc' }, { id: 'asc' }],
        select: { id: true, title: true, carried: true },
      },
      voters: { where: mine, select: { consents: true, voted: true } },
    },
  })
  const rows = found.slice(0, ON_A_PAGE)
  return {
    association: { ...association, legal: legalPersonalitySince !== null },
    desk,
    older: found.length > ON_A_PAGE ? (rows.at(-1)?.id ?? null) : null,
    resolutions: rows.map(({ voters, consentUntil, voteUntil, decidedAt, items, ...row }) => {
      const state = row.state as ResolutionState
      return {
        ...row,
        state,
        way: row.way as Way,
        reason: row.reason as Reason | '',
        last: dateToDay(state === 'consenting' && consentUntil ? consentUntil : voteUntil),
        decidedAt: decidedAt?.toISOString() ?? null,
        // What the count comes to is told once somebody else has looked at it.
        items: items.map(({ carried, ...item }) => ({
          ...item,
          carried: state === 'decided' ? carried : null,
        })),
        asksMe: voters.some(
          ({ consents, voted }) =>
            (state === 'consenting' && consents === null) || (state === 'voting' && !voted),
        ),
      }
    }),
  }
}

/** Where the actor may begin one. @throws SignInNeeded, NotAllowed, NotFound */
export async function associationToDecide(actor: Actor, slug: string) {
  const { path, legalPersonalitySince, ...association } = await readableAssociation(db, actor, slug)
  if (!deskOf(actor, path).run) denied(actor)
  return { ...association, legal: legalPersonalitySince !== null }
}
