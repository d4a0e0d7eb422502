/** What is typed to the city is not lost when it cannot be taken now. */
import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { exchangeLimits } from '~/modules/exchange/rules'
import { limitAttempts } from '~/platform/attempts.server'
import { now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { action as giveBack } from '~/routes/associations_.$slug.exchange'
import { action as ask } from '~/routes/exchange.new'
import { resetDatabase } from '../../setup/database'
import { asking, giveTerm, makeTown, makeUser, sessionOf, type Town } from '../accounts/support'

let town: Town
let user: string
let cookie: string
beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  user = (await makeUser()).id
  await giveTerm(user, town.association.id, 'chair')
  cookie = await sessionOf(user)
})

test('a question after too many of them comes back whole, with the word when it can be sent', async () => {
  for (let n = 0; n < exchangeLimits.account.max; n++)
    await limitAttempts('matter.account', exchangeLimits.account, user)
  const fields = {
    channel: 'association',
    association: String(town.association.id),
    kind: 'question',
    category: 'road',
    title: '道',
    body: '長い文です。',
    rules: 'on',
    similar: 'on',
    submission: randomUUID(),
  }
  const answer = await ask(asking('/exchange/new', { cookie, fields }) as never)
  expect(answer).toMatchObject({
    init: { status: 429 },
    data: {
      values: fields,
      errors: {
        form: expect.arrayContaining([expect.stringMatching(/^errors\.too_many\.next\?minutes=\d+$/)]),
      },
    },
  })
  expect(await db.matter.count()).toBe(0)
})

test('a reason for giving back comes back when a colleague was quicker; passing on has nothing to lose', async () => {
  const { id } = await db.matter.create({
    data: {
      kind: 'request',
      channel: 'through_association',
      category: 'road',
      title: '公園の街灯',
      body: '消えています。',
      state: 'received',
      receivedAt: now(),
      associationId: town.association.id,
    },
    select: { id: true },
  })
  const fields = { intent: 'give_back', id: String(id), version: '1', reason: 'もう市に伝えてあります。' }
  const send = (sent: Record<string, string>) =>
    giveBack(
      asking('/associations/association-a/exchange', {
        cookie,
        params: { slug: town.association.slug },
        fields: sent,
      }) as never,
    )
  expect(await send(fields)).toMatchObject({ init: { status: 409 }, data: { stale: true, values: fields } })
  await expect(send({ ...fields, intent: 'pass_on' })).rejects.toMatchObject({ init: { status: 409 } })
})
