/** The pages of posts and rotations as a browser asks for them: nothing that was typed is lost. */
import { beforeEach, expect, test } from 'vitest'
import type { Actor } from '~/modules/accounts/rules'
import { changeDuty, makeDuty } from '~/modules/officers/commands/duties.server'
import { addPost, editPost } from '~/modules/officers/commands/posts.server'
import { db } from '~/platform/db.server'
import * as list from '~/routes/associations_.$slug.duties'
import * as one from '~/routes/associations_.$slug.duties_.$id'
import * as post from '~/routes/associations_.$slug.officers_.posts.$post'
import { resetDatabase } from '../../setup/database'
import { actorOf, asking, giveTerm, makeTown, makeUser, sessionOf } from '../accounts/support'
import { makeHousehold } from '../confirmations/support'

const SLUG = 'association-a'

let chair: Actor
let cookie: string
let associationId: number

beforeEach(async () => {
  await resetDatabase()
  const town = await makeTown()
  associationId = town.association.id
  const { id } = await makeUser()
  await giveTerm(id, associationId, 'chair')
  chair = await actorOf(id)
  cookie = await sessionOf(id)
})

const postFields = { name: '防犯部長', filledBy: 'election', months: '12', seats: '1', position: '5' }
const aPost = () =>
  addPost(chair, SLUG, {
    post: 'board_member',
    name: '防犯部長',
    filledBy: 'election',
    months: 12,
    seats: 1,
    position: 5,
    introduction: '',
  })
const duty = async () => {
  for (const name of ['東', '西']) await makeHousehold(associationId, { name })
  const form = { name: 'ごみ当番', unit: 'household' as const, period: 'year' as const, seats: 1, post: null }
  return makeDuty(chair, SLUG, { ...form, fill: true })
}

type Asked = { fields?: Record<string, string>; cookie?: string }
const on = (path: string, params: Record<string, string>, asked: Asked) =>
  asking(path, { cookie, params: { slug: SLUG, ...params }, ...asked }) as never

/** The cookie with which a form waits whose session had ended. */
const keptBy = (response: Response) => /kept_form=[^;]+/.exec(response.headers.get('Set-Cookie') ?? '')?.[0]

test('a post that somebody else has changed comes back with what was typed, and the other text beside it', async () => {
  const id = await aPost()
  const at = (fields?: Record<string, string>) =>
    on(`/associations/${SLUG}/officers/posts/${id}`, { post: String(id) }, { fields })
  await editPost(chair, SLUG, id, {
    ...{
      name: '防犯係',
      filledBy: 'election',
      months: 12,
      seats: 1,
      position: 5,
      introduction: 'ほかの人の文',
    },
    version: 1,
  })
  const typed = { ...postFields, introduction: '自分の文', version: '1' }
  expect(await post.action(at(typed))).toMatchObject({
    init: { status: 409 },
    data: { stale: true, values: { introduction: '自分の文' } },
  })
  const shown = await post.loader(at())
  expect(shown).toMatchObject({
    post: { version: 2, seen: 2 },
    standing: { introduction: 'ほかの人の文', name: '防犯係' },
  })
  expect(await post.action(at({ ...typed, version: '2' }))).toMatchObject({ status: 302 })
  expect(await db.officerPost.findUnique({ where: { id } })).toMatchObject({ introduction: '自分の文' })
})

test('a post that was typed before the session ended does not overwrite what was saved since', async () => {
  const id = await aPost()
  const path = `/associations/${SLUG}/officers/posts/${id}`
  const typed = { ...postFields, introduction: '自分の文', version: '1' }
  const sent = await post
    .action(on(path, { post: String(id) }, { fields: typed, cookie: '' }))
    .catch((e) => e)
  expect(sent).toMatchObject({ status: 302 })
  await editPost(chair, SLUG, id, {
    ...{ name: '防犯係', filledBy: 'election', months: 12, seats: 1, position: 5, introduction: '' },
    version: 1,
  })
  const back = await post.loader(on(path, { post: String(id) }, { cookie: `${cookie}; ${keptBy(sent)}` }))
  expect(back).toMatchObject({
    kept: true,
    defaults: { introduction: '自分の文' },
    post: { version: 2, seen: 1 },
  })
})

test('a reason, settings and a new rotation come back after a session that ended', async () => {
  const id = await duty()
  const path = `/associations/${SLUG}/duties/${id}`
  const place = await db.dutyPlace.findFirstOrThrow({ where: { rotationId: id } })
  const typed = { intent: 'absence', place: String(place.id), reason: '腰を痛めたため', version: '1' }
  const sent = await one.action(on(path, { id: String(id) }, { fields: typed, cookie: '' })).catch((e) => e)
  expect(sent).toMatchObject({ status: 302 })
  expect(JSON.stringify(await db.keptForm.findMany({ select: { values: true } }))).not.toContain('腰')
  const back = await one.loader(on(path, { id: String(id) }, { cookie: `${cookie}; ${keptBy(sent)}` }))
  expect(back).toMatchObject({ kept: { intent: 'absence', reason: '腰を痛めたため' } })

  const lists = `/associations/${SLUG}/duties`
  const made = await list
    .action(on(lists, {}, { fields: { name: '公園の清掃' }, cookie: '' }))
    .catch((e) => e)
  const again = await list.loader(on(lists, {}, { cookie: `${cookie}; ${keptBy(made)}` }))
  expect(again).toMatchObject({ kept: { name: '公園の清掃' } })
})

test('a rotation that somebody else has changed gives back what was typed; a button is refused', async () => {
  const id = await duty()
  const path = `/associations/${SLUG}/duties/${id}`
  const send = (fields: Record<string, string>) => one.action(on(path, { id: String(id) }, { fields }))
  await changeDuty(chair, id, { name: 'ごみ集積所', seats: 2, post: null, autoJoin: true, version: 1 })
  const place = await db.dutyPlace.findFirstOrThrow({ where: { rotationId: id } })
  const reason = { intent: 'absence', place: String(place.id), from: '2030', until: '2030', kind: 'pass' }
  expect(await send({ ...reason, reason: '出張', version: '1' })).toMatchObject({
    init: { status: 409 },
    data: { stale: true, values: { reason: '出張' } },
  })
  expect(await db.dutyAbsence.count()).toBe(0)
  expect(await send({ intent: 'settings', name: 'ごみ', seats: '1', version: '1' })).toMatchObject({
    data: { stale: true, values: { name: 'ごみ' } },
  })
  await expect(send({ intent: 'close', version: '1' })).rejects.toMatchObject({ init: { status: 409 } })
})
