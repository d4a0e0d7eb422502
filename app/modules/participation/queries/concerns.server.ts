/** 心配なことの連絡, as the centre alone reads them. */
import type { Actor } from '~/modules/accounts/rules'
import { requirePortalRight } from '~/modules/accounts/rules'
import { decrypt } from '~/platform/crypto.server'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'

/** The purpose under which reports are sealed. */
export const CONCERN_USE = 'volunteer-concern'

const open = (sealed: string | null) => (sealed ? (decrypt(CONCERN_USE, sealed) ?? '') : '')

/** All reports without what they say, for the centre. @throws SignInNeeded, NotAllowed */
export function concernList(actor: Actor) {
  requirePortalRight(actor, 'volunteer.run')
  return db.volunteerConcern.findMany({
    // Closed comes first in the alphabet: the others are read first.
    orderBy: [{ closedAt: { sort: 'desc', nulls: 'first' } }, { id: 'desc' }],
    take: 200,
    select: { id: true, state: true, createdAt: true, place: { select: { title: true } } },
  })
}

/** One report. @throws SignInNeeded, NotAllowed; NotFound */
export async function concernPage(actor: Actor, id: number) {
  requirePortalRight(actor, 'volunteer.run')
  const found = await db.volunteerConcern.findUnique({
    where: { id },
    select: {
      id: true,
      state: true,
      text: true,
      contact: true,
      outcome: true,
      version: true,
      createdAt: true,
      place: { select: { id: true, title: true } },
    },
  })
  if (!found) throw new NotFound()
  return { ...found, text: open(found.text), contact: open(found.contact), outcome: open(found.outcome) }
}
