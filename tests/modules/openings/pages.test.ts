/** The pages of openings as a browser asks for them: nothing that was typed is lost, and nothing is overwritten unseen. */
import { beforeEach, expect, test } from 'vitest'
import type { Actor } from '~/modules/accounts/rules'
import { moveInterest } from '~/modules/openings/commands/desk.server'
import { moveOpening } from '~/modules/openings/commands/openings.server'
import { changeOwn } from '~/modules/openings/commands/own.server'
import { PROPOSED_DAYS } from '~/modules/openings/rules'
import { addDays } from '~/platform/clock'
import { db } from '~/platform/db.server'
import * as one from '~/routes/associations_.$slug.interest_.$id'
import * as edit from '~/routes/associations_.$slug.openings_.$id.edit'
import * as fresh from '~/routes/associations_.$slug.openings_.new'
import * as own from '~/routes/interest.$key'
import { eachInWords, together } from '~/ui/stale-notice'
import { resetDatabase } from '../../setup/database'
import { actorOf, asking, giveTerm, makeTown, makeUser, sessionOf, today } from '../accounts/support'
import { anInterest, anOpening } from './support'

const SLUG = 'association-a'
let chair: Actor
let cookie: string
let opening: number

beforeEach(async () => {
  await resetDatabase()
  const town = await makeTown()
  const { id } = await makeUser()
  await giveTerm(id, town.association.id, 'chair')
  chair = await actorOf(id)
  cookie = await sessionOf(id)
  opening = await anOpening(town.association.id)
})

type Asked = { fields?: Record<string, string | string[]>; cookie?: string }
const on = (path: string, params: Record<string, string>, asked: Asked = {}) =>
  asking(path, { cookie, params: { slug: SLUG, ...params }, ...asked } as never) as never

/** What comes back after the session had ended while the form was filled in. */
async function afterEnded(
  route: { action: (args: never) => Promise<unknown>; loader: (args: never) => Promise<unknown> },
  path: string,
  params: Record<string, string>,
  fields: Record<string, string>,
) {
  const sent = await route.action(on(path, params, { fields, cookie: '' })).catch((e) => e)
  expect(sent).toMatchObject({ status: 302 })
  const waiting = /kept_form=[^;]+/.exec((sent as Response).headers.get('Set-Cookie') ?? '')?.[0]
  return (meanwhile: () => Promise<unknown>) =>
    meanwhile().then(() => route.loader(on(path, params, { cookie: `${cookie}; ${waiting}` })))
}

const typed = { kind: 'task', title: '自分の題', body: '本文', hours: '1', places: '1', version: '1' }

test('an opening that was typed before the session ended does not overwrite what was saved since', async () => {
  const path = `/associations/${SLUG}/openings/${opening}/edit`
  const params = { id: String(opening) }
  const back = await afterEnded(edit, path, params, typed)
  const shown = await back(() => moveOpening(chair, SLUG, opening, { verb: 'close', version: 1 }))
  expect(shown).toMatchObject({ kept: { title: '自分の題' }, opening: { version: 2 }, seen: 1 })
  const refused = await edit.action(on(path, params, { fields: typed }))
  expect(refused).toMatchObject({ init: { status: 409 }, data: { stale: true } })
})

test('a voice comes back into its own form, and moves nothing in the other', async () => {
  const path = `/associations/${SLUG}/openings/${opening}/edit`
  const voice = { intent: 'voice', who: '元会計', text: '楽しいです', consentOn: today(), agreed: 'on' }
  const back = await afterEnded(edit, path, { id: String(opening) }, voice)
  expect(await back(async () => null)).toMatchObject({ kept: {}, voice: { who: '元会計' }, seen: 1 })
})

test('a move of an interest, and what a person changes, know which edition they were typed on', async () => {
  const { id, key } = await anInterest(opening)
  const path = `/associations/${SLUG}/interest/${id}`
  const move = { intent: 'move', stage: 'talking', note: '電話した', version: '1' }
  const back = await afterEnded(one, path, { id: String(id) }, move)
  const shown = await back(() => moveInterest(chair, SLUG, id, { stage: 'contacted', note: '', version: 1 }))
  expect(shown).toMatchObject({ move: { note: '電話した' }, interest: { version: 2 }, seen: 1, kept: true })
  const change = { name: '雪野', phone: '072-111-3333', email: null, message: '', version: 2 }
  await changeOwn(chair, key, change)
  expect(await own.loader(on(`/interest/${key}`, { key }))).toMatchObject({ seen: 3, own: { version: 3 } })
})

test('the person is deleted from the desk when they asked for it', async () => {
  const { id } = await anInterest(opening)
  const path = `/associations/${SLUG}/interest/${id}`
  const sent = await one.action(on(path, { id: String(id) }, { fields: { intent: 'erase', version: '1' } }))
  expect((sent as Response).headers.get('Location')).toBe(
    `/associations/${SLUG}/interest?done=interest_deleted`,
  )
  expect(await db.interest.count()).toBe(0)
})

test('a new opening has a closing day', async () => {
  const shown = await fresh.loader(on(`/associations/${SLUG}/openings/new`, {}))
  expect(shown).toMatchObject({ defaults: { closesOn: addDays(today(), PROPOSED_DAYS) } })
})

test('of several values all are compared, whatever their order', () => {
  expect(together(['10', '4', '5'])).toBe(together(['5', '10', '4']))
  expect(together(['4'])).not.toBe(together(['4', '5']))
  expect([together('本文'), together(undefined), together('')]).toEqual(['本文', '', ''])
  expect(eachInWords((month) => `${month}月`)(together(['10', '4']))).toBe('4月 / 10月')
})
