/** A decision of an association at some point of its way. */

import { type Actor, guest } from '~/modules/accounts/rules'
import { createResolution, saveItem } from '~/modules/resolutions/commands/draft.server'
import { runResolution } from '~/modules/resolutions/commands/run.server'
import { addVoters, voterDifferences } from '~/modules/resolutions/commands/voters.server'
import { tokenHashOf, tokenOf } from '~/modules/resolutions/links.server'
import { differenceKinds, markOf, type Unit } from '~/modules/resolutions/rules'
import { itemForm, resolutionForm } from '~/modules/resolutions/schema'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { actorOf, giveTerm, makeUser, today } from '../accounts/support'
import { makePlace } from '../confirmations/support'

export const formFields = (more: Record<string, string> = {}) => ({
  title: '臨時の決議',
  way: 'consent_then_majority',
  unit: 'person',
  quorum: '0/1',
  consent_until: addDays(today(), 10),
  vote_until: addDays(today(), 20),
  ...more,
})

export const version = async (id: number) =>
  (await db.resolution.findUniqueOrThrow({ where: { id }, select: { version: true } })).version

/** A draft with one item and these voters by hand, besides those of the register. */
export async function drafted(
  actor: Actor,
  slug: string,
  more: Record<string, string> = {},
  names: readonly string[] = [],
): Promise<{ id: number; item: number }> {
  const id = await createResolution(actor, slug, resolutionForm.parse(formFields(more)))
  await saveItem(
    actor,
    id,
    itemForm.parse({ item_title: '規約の変更', preset: 'ordinary', version: String(await version(id)) }),
  )
  if (names.length > 0) await addVoters(actor, id, names)
  const { id: item } = await db.resolutionItem.findFirstOrThrow({ where: { resolutionId: id } })
  return { id, item }
}

export const run = async (
  actor: Actor,
  id: number,
  intent: 'start' | 'go_on' | 'close' | 'meeting' | 'cancel',
  reason = '',
) =>
  runResolution(actor, id, {
    intent,
    reason,
    seen: intent === 'start' ? await seenIn(id) : [],
    version: await version(id),
  })

/** The marks of all differences between the list and the register, as somebody ticks them who has looked. */
export async function seenIn(id: number): Promise<string[]> {
  const { unit, association } = await db.resolution.findUniqueOrThrow({
    where: { id },
    select: { unit: true, association: { select: { path: true } } },
  })
  const of = { id, unit: unit as Unit, path: association.path, today: today() }
  const found = await voterDifferences(db, of)
  return differenceKinds.map((kind) => markOf(found, kind)).filter(Boolean)
}

export async function started(
  actor: Actor,
  slug: string,
  more: Record<string, string> = {},
  names: readonly string[] = [],
) {
  const made = await drafted(actor, slug, more, names)
  await run(actor, made.id, 'start')
  return { ...made, voters: await votersIn(made.id) }
}

export const votersIn = (id: number) =>
  db.resolutionVoter.findMany({ where: { resolutionId: id }, orderBy: { position: 'asc' } })

export const tokenFor = async (voterId: number) =>
  tokenOf(await db.resolutionVoter.findUniqueOrThrow({ where: { id: voterId } }))

export const stateOf = async (id: number) =>
  await db.resolution.findUniqueOrThrow({ where: { id }, select: { state: true, reason: true } })

/** A decision written straight into the database, of an association and in a state, for tests of pages. */
export async function aResolution(
  associationId: number,
  given: {
    state?: 'draft' | 'consenting' | 'voting' | 'checking'
    userId?: string
    secret?: boolean
    voters?: number
  } = {},
) {
  const { state = 'draft', userId, secret = false, voters = 2 } = given
  const { id } = await db.resolution.create({
    data: {
      associationId,
      way: 'consent_then_majority',
      title: '臨時の決議',
      unit: 'person',
      secret,
      consentUntil: dayToDate(addDays(today(), 5)),
      voteUntil: dayToDate(addDays(today(), 12)),
      items: { create: { position: 1, title: '規約の変更' } },
      voters: {
        create: Array.from({ length: voters }, (_, index) => ({
          position: index + 1,
          name: `会員${index + 1}`,
          userId: index === 0 ? userId : undefined,
        })),
      },
    },
    select: { id: true },
  })
  for (const voter of await votersIn(id)) {
    await db.resolutionVoter.update({ where: { id: voter.id }, data: { tokenHash: tokenHashOf(voter) } })
  }
  const { id: item } = await db.resolutionItem.findFirstOrThrow({ where: { resolutionId: id } })
  const at = new Date()
  const reached = { startedAt: at, votingAt: at, closedAt: state === 'checking' ? at : null }
  if (state !== 'draft') await db.resolution.update({ where: { id }, data: { state, ...reached } })
  if (state === 'checking')
    await db.resolutionItem.update({
      where: { id: item },
      data: { votesFor: 0, votesAgainst: 0, votesAbstain: 0, carried: false },
    })
  const [first] = await votersIn(id)
  return { id, item, voter: first?.id ?? 0, token: first ? await tokenFor(first.id) : '' }
}

/** An association with legal personality and its officers. */
export async function legalTown() {
  const place = await makePlace()
  await db.association.update({
    where: { id: place.association.id },
    data: { legalPersonalitySince: new Date('2010-04-01') },
  })
  const officer = async (post: 'chair' | 'auditor') => {
    const { id } = await makeUser()
    await giveTerm(id, place.association.id, post)
    return actorOf(id)
  }
  return {
    place,
    chair: await officer('chair'),
    auditor: await officer('auditor'),
    treasurer: place.treasurer,
  }
}

/** The slug of that association, and people whom its officers add by hand. */
export const SLUG = 'association-a'
export const NAMES = ['青木', '石田', '上田', '遠藤']

/** Takes the legal personality away, and the form of a decision by the rules. */
export const asRules = () =>
  db.association.update({ where: { slug: SLUG }, data: { legalPersonalitySince: null } })
export const rules = { way: 'by_rules', consent_until: '' }

export const byLink = async (voterId: number) => ({ actor: guest(today()), token: await tokenFor(voterId) })
export const byAccount = (actor: Actor) => ({ actor, token: null })
export const emailOf = async (actor: Actor) =>
  (await db.user.findUniqueOrThrow({ where: { id: actor.user?.id } })).email
