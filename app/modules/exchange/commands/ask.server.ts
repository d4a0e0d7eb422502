/** 意見・質問を出す: an association, a resident through it, or a resident directly, with or without an account. */

import { holdersOf } from '~/modules/accounts/queries/holders.server'
import { associationInScope } from '~/modules/accounts/queries/in-scope.server'
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { askAboutPersonal } from '~/modules/moderation/rules'
import { limitAttempts } from '~/platform/attempts.server'
import { now } from '~/platform/clock'
import { db, isUniqueViolation, type Tx, transaction } from '~/platform/db.server'
import { Gone, Invalid, NotAllowed } from '~/platform/errors'
import type { UploadedFile } from '~/platform/forms.server'
import { portalUrl } from '~/platform/settings.server'
import { authorKey, sealContact, storedKey } from '../contact.server'
import { writeMail } from '../mails.server'
import { throughWhere } from '../queries/own.server'
import { exchangeSettings } from '../queries/settings.server'
import { exchangeLimits, firstState, isKnown, PROOF_HOURS } from '../rules'
import { type AskForm, PHOTO_FIELDS, publicTexts } from '../schema'
import { happen, officeOf } from './happen.server'
import { dropPhotos, notePhotos, type SentPhoto, storePhotos } from './photos.server'
import { tellCity } from './tell-city.server'

/** Where it went: `key` of the author's own page, where there is no account. */
type Asked = { id: number; key: string | null; state: 'received' | 'waiting' }

/** Whose question it is, and what it concerns. */
type Origin = { associationId: number | null; districtId: number | null }

/**
 * Asks the city. The same form sent twice is one matter.
 * @param visitor `address` of the network, for the limit alone
 * @param files photos of the fields `PHOTO_FIELDS`
 * @throws SignInNeeded, NotAllowed (also where the city takes nothing directly), NotFound, TooMany; Invalid, also with
 * the question about data of others that were found
 */
export async function askMatter(
  actor: Actor,
  visitor: { address: string; language: string },
  form: AskForm,
  files: readonly UploadedFile[] = [],
): Promise<Asked> {
  const contact = contactOf(actor, form)
  const photos = sentPhotos(form, files)
  const personalAsked = askAboutPersonal(publicTexts(form), form.personal_ok)
  const state = firstState(form.channel, isKnown(actor))
  const key = authorKey(form.submission, contact?.email ?? actor.user?.id ?? '')
  const keyHash = storedKey(key)
  const sent = async () => {
    const before = await db.matter.findUnique({ where: { keyHash }, select: { id: true } })
    return before && { id: before.id, key: contact ? key : null, state }
  }
  const before = await sent()
  if (before) return before
  await limitAttempts('matter.address', exchangeLimits.address, visitor.address)
  await limitAttempts('matter.account', exchangeLimits.account, contact?.email ?? actor.user?.id ?? '')
  if (photos.length > 0) await limitAttempts('matter.photo', exchangeLimits.photo, visitor.address)
  const stored = await storePhotos(photos)
  try {
    return await transaction(async (tx) => {
      const origin = await originOf(tx, actor, form)
      const at = now()
      const { id } = await tx.matter.create({
        data: {
          kind: form.kind,
          channel: form.channel,
          state,
          category: form.category,
          title: form.title,
          body: form.body,
          ...origin,
          placeText: form.place,
          latitude: form.latitude,
          longitude: form.longitude,
          authorId: actor.user?.id ?? null,
          authorContact: contact && sealContact({ ...contact, language: visitor.language, key }),
          keyHash,
          personalAsked,
          receivedAt: state === 'received' ? at : null,
          createdAt: at,
        },
        select: { id: true },
      })
      await notePhotos(tx, id, stored)
      await happen(tx, id, { kind: 'asked', byId: officeOf(actor, form.channel) })
      if (state === 'received') await happen(tx, id, { kind: 'received' })
      await tellArrival(tx, actor, id, form, state, contact, visitor.language, key)
      await record(tx, actor, {
        action: 'matter.asked',
        subjectType: 'matter',
        subjectId: id,
        associationId: origin.associationId,
        after: { state, kind: form.kind, channel: form.channel },
      })
      return { id, key: contact ? key : null, state }
    })
  } catch (error) {
    await dropPhotos(stored)
    const other = isUniqueViolation(error) ? await sent() : null
    if (other) return other
    throw error
  }
}

/**
 * The photos that were sent with the question.
 * @throws Invalid where one has no words, or words have no photo
 */
function sentPhotos(form: AskForm, files: readonly UploadedFile[]): SentPhoto[] {
  const errors: Record<string, string[]> = {}
  const photos = PHOTO_FIELDS.flatMap(({ photo, words }) => {
    const file = files.find(({ field }) => field === photo)
    const description = form[words]
    if (file && description === '') errors[words] = ['exchange.error.photo_description']
    if (!file && description !== '') errors[photo] = ['exchange.error.photo_again']
    return file ? [{ field: photo, file, description }] : []
  })
  if (Object.keys(errors).length > 0) throw new Invalid(errors)
  return photos
}

/**
 * Name and address of somebody without an account; null for one who has signed in.
 * @throws SignInNeeded where only somebody who has signed in can ask; Invalid when they are missing
 */
function contactOf(actor: Actor, form: AskForm): { name: string; email: string } | null {
  if (actor.user) return null
  if (form.channel !== 'direct') requireUser(actor)
  const errors: Record<string, string[]> = {}
  if (form.name === '') errors.name = ['exchange.error.name']
  if (form.email === null) errors.email = ['accounts.email.error.missing']
  if (form.email === null || form.name === '') throw new Invalid(errors)
  return { name: form.name, email: form.email }
}

async function originOf(tx: Tx, actor: Actor, form: AskForm): Promise<Origin> {
  if (form.channel === 'direct') {
    if (!(await exchangeSettings(tx)).directAllowed) throw new NotAllowed('exchange_not_direct')
    if (form.district && !(await tx.district.count({ where: { id: form.district } })))
      throw new Invalid({ district: ['form.choose'] })
    return { associationId: null, districtId: form.district }
  }
  const associationId = form.association ?? 0
  if (form.channel === 'association') await associationInScope(tx, actor, 'matter.ask', associationId)
  const association = await tx.association.findFirst({
    where: {
      AND: [{ id: associationId }, form.channel === 'through_association' ? throughWhere(actor) : {}],
    },
    select: { id: true, districtId: true },
  })
  if (!association) throw new Invalid({ association: ['exchange.error.not_member'] })
  return { associationId: association.id, districtId: association.districtId }
}

/** Tells whoever has the next step: the author who proves the address, the officers, or the city. */
async function tellArrival(
  tx: Tx,
  actor: Actor,
  id: number,
  form: AskForm,
  state: 'received' | 'waiting',
  contact: { email: string } | null,
  language: string,
  key: string,
): Promise<void> {
  const { title } = form
  if (contact) {
    const to = { email: contact.email, language }
    return writeMail(tx, to, 'prove', () => ({
      title,
      hours: PROOF_HOURS,
      url: portalUrl(`/exchange/mine/${key}`),
    }))
  }
  if (form.channel === 'through_association') {
    const association = await tx.association.findUniqueOrThrow({
      where: { id: form.association ?? 0 },
      select: { id: true, kind: true, slug: true, name: true },
    })
    for (const officer of await holdersOf(tx, 'matter.ask', association, actor.today)) {
      await writeMail(tx, officer, 'to_officer', () => ({
        title,
        association: association.name,
        url: portalUrl(`/associations/${association.slug}/exchange`),
      }))
    }
    return
  }
  await tellCity(tx, actor, id, title, state)
}

/**
 * The author without an account proves the address: the matter goes to the city, who looks at it first. Pressed twice,
 * it is proven once.
 * @throws Gone when there is no such matter, or it was not proven in time
 */
export async function proveMatter(actor: Actor, key: string): Promise<void> {
  await transaction(async (tx) => {
    const keyHash = storedKey(key)
    const found = await tx.matter.findFirst({
      where: { keyHash, authorContact: { not: null } },
      select: { id: true, title: true, provenAt: true },
    })
    if (!found) throw new Gone('exchange_link')
    if (found.provenAt) return
    const { count } = await tx.matter.updateMany({
      where: { id: found.id, provenAt: null, state: 'waiting' },
      data: { provenAt: now() },
    })
    if (count !== 1) return
    await tellCity(tx, actor, found.id, found.title, 'waiting')
    await record(tx, actor, { action: 'matter.proven', subjectType: 'matter', subjectId: found.id })
  })
}
