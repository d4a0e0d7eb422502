/** The pages of decisions as a browser asks for them: by the link on paper without an account, and with nothing lost. */
import { beforeEach, expect, test } from 'vitest'
import type { Actor } from '~/modules/accounts/rules'
import { db } from '~/platform/db.server'
import * as one from '~/routes/associations_.$slug.resolutions_.$id'
import * as edit from '~/routes/associations_.$slug.resolutions_.$id_.edit'
import * as papers from '~/routes/associations_.$slug.resolutions_.$id_.papers'
import * as fresh from '~/routes/associations_.$slug.resolutions_.new'
import * as notice from '~/routes/notices.new'
import * as link from '~/routes/r.$token'
import { resetDatabase } from '../../setup/database'
import { asking, sessionOf } from '../accounts/support'
import {
  asRules,
  drafted,
  formFields,
  legalTown,
  NAMES,
  rules,
  run,
  SLUG,
  started,
  tokenFor,
  version,
} from './support'

let chair: Actor
let cookie: string

beforeEach(async () => {
  await resetDatabase()
  ;({ chair } = await legalTown())
  cookie = await sessionOf(chair.user?.id ?? '')
})

type Fields = Record<string, string>
const on = (path: string, params: Fields, fields?: Fields, as = cookie) =>
  asking(path, { cookie: as, params, fields }) as never
const refused = (error: unknown) => error

test('the link on paper asks, refuses with all that was chosen, takes one vote, and says so to a second', async () => {
  await asRules()
  const { item, voters } = await started(chair, SLUG, rules, NAMES)
  const token = await tokenFor(voters[0]?.id ?? 0)
  const visit = (fields?: Fields, key = token) => on(`/r/${key}`, { token: key }, fields, '')
  expect(await link.loader(visit())).toMatchObject({
    window: 'open',
    byLink: true,
    voters: [{ name: '青木', voted: false }],
  })
  const forged = await (link.loader(visit(undefined, `${token}x`)) as Promise<unknown>).catch(refused)
  expect(forged).toMatchObject({ init: { status: 404 }, data: { key: 'resolution_link' } })
  const empty = await link.action(visit({ intent: 'vote' }))
  expect(empty).toMatchObject({
    init: { status: 422 },
    data: { errors: { [`item_${item}`]: expect.anything() } },
  })
  const wrong = await link.action(visit({ intent: 'vote', [`item_${item}`]: 'maybe' }))
  expect(wrong).toMatchObject({ init: { status: 422 }, data: { values: { [`item_${item}`]: 'maybe' } } })
  const sent = (await link.action(visit({ intent: 'vote', [`item_${item}`]: 'for' }))) as Response
  expect(sent.headers.get('Location')).toBe(`/r/${token}?done=resolution_voted`)
  const again = await (
    link.action(visit({ intent: 'vote', [`item_${item}`]: 'against' })) as Promise<unknown>
  ).catch(refused)
  expect(again).toMatchObject({ init: { status: 409 }, data: { key: 'resolution_voted' } })
  expect(await db.resolutionBallot.findMany({ select: { choices: true } })).toEqual([
    { choices: { [item]: 'for' } },
  ])
  await run(chair, (await db.resolution.findFirstOrThrow()).id, 'meeting', '総会で話します')
  const late = await (link.loader(visit()) as Promise<unknown>).catch(refused)
  expect(late).toMatchObject({ init: { status: 410 }, data: { key: 'resolution_over' } })
})

test('an objection by the link ends the link, and the notice of the meeting arrives filled in', async () => {
  const { id, voters } = await started(chair, SLUG, {}, NAMES)
  const token = await tokenFor(voters[1]?.id ?? 0)
  const sent = (await link.action(
    on(`/r/${token}`, { token }, { intent: 'consent', consents: 'no' }, ''),
  )) as Response
  expect(sent.headers.get('Location')).toBe('/?done=resolution_objected')
  const filled = await notice.loader(on(`/notices/new?resolution=${id}`, {}))
  expect(filled).toMatchObject({
    defaults: {
      title: '臨時総会のお知らせ(臨時の決議)',
      body: expect.stringContaining('規約の変更'),
      event_asks: 'assembly',
    },
  })
})

test('a decision that was typed before the session ended comes back, and an item too', async () => {
  const path = `/associations/${SLUG}/resolutions/new`
  const ended = await (
    fresh.action(on(path, { slug: SLUG }, { ...formFields(), title: '自分の題' }, '')) as Promise<unknown>
  ).catch(refused)
  const kept = /kept_form=[^;]+/.exec((ended as Response).headers.get('Set-Cookie') ?? '')?.[0]
  const back = await fresh.loader(on(path, { slug: SLUG }, undefined, `${cookie}; ${kept}`))
  expect(back).toMatchObject({ kept: true, defaults: { title: '自分の題' } })

  const { id } = await drafted(chair, SLUG, {}, NAMES)
  const at = `/associations/${SLUG}/resolutions/${id}/edit`
  const params = { slug: SLUG, id: String(id) }
  const item = {
    intent: 'item',
    item_title: '第2の案',
    preset: 'own',
    num: '5',
    den: '4',
    version: String(await version(id)),
  }
  expect(await edit.action(on(at, params, item))).toMatchObject({
    init: { status: 422 },
    data: { values: { item_title: '第2の案' }, errors: { num: ['resolutions.error.fraction'] } },
  })
  // Somebody else has changed the draft meanwhile: what was typed stays, with a word, and can be sent again.
  expect(await edit.action(on(at, params, { ...item, num: '2', den: '3', version: '99' }))).toMatchObject({
    init: { status: 422 },
    data: { values: { item_title: '第2の案' }, errors: { form: ['resolutions.error.changed'] } },
  })
  expect(await db.resolutionItem.count({ where: { resolutionId: id } })).toBe(1)
})

test('a paper with a number that is none is given back, and the vote is not closed while another waits', async () => {
  await asRules()
  const { id, item } = await started(chair, SLUG, rules, NAMES)
  const params = { slug: SLUG, id: String(id) }
  const enter = (fields: Fields) =>
    papers.action(
      on(`/associations/${SLUG}/resolutions/${id}/papers`, params, { intent: 'enter', ...fields }),
    )
  for (const number of ['', '0', '-1', '一', '99', '9'.repeat(40)])
    expect(await enter({ number, [`item_${item}`]: 'for' })).toMatchObject({
      init: { status: 422 },
      data: { errors: { number: expect.anything() }, values: { number } },
    })
  const taken = (await enter({ number: '１', [`item_${item}`]: 'for' })) as Response
  expect(taken.headers.get('Location')).toContain('done=resolution_paper_waiting')
  const close = { intent: 'close', version: String(await version(id)) }
  const refusal = await (
    one.action(on(`/associations/${SLUG}/resolutions/${id}`, params, close)) as Promise<unknown>
  ).catch(refused)
  expect(refusal).toMatchObject({ init: { status: 409 }, data: { key: 'resolution_not_yet' } })
})
