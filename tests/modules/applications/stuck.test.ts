/** Nothing stays open for ever: what an association does not answer, and what it has claimed wrongly. */
import { beforeEach, expect, test } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { openAccount } from '~/modules/applications/account.server'
import { checkDocuments } from '~/modules/applications/commands/desk.server'
import { claim } from '~/modules/applications/commands/perform.server'
import { proposeRefusal } from '~/modules/applications/commands/propose.server'
import {
  askCorrections,
  closeCorrections,
  inspect,
  returnClaim,
} from '~/modules/applications/commands/review.server'
import { addDays } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotAllowed } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { today } from '../accounts/support'
import { account, ready } from './association-support'
import { approve, type Desk, makeDesk, proposalOf, rowOf, stateOf, sumsOf, versionOf } from './desk-support'

let desk: Desk
let chair: SignedIn
beforeEach(async () => {
  await resetDatabase()
  desk = await makeDesk()
  chair = desk.chair as SignedIn
})

const reason = '期限までに補正がなかったため'

const askFor = async (id: number, item: string) =>
  askCorrections(desk.reviewer, id, {
    version: await versionOf(id),
    dueOn: addDays(today(), 14),
    items: [{ item, text: '直してください' }],
  })

test('an application whose corrections never come is refused, and its money is free', async () => {
  const { id, budgetId } = await ready(desk, 'reviewing')
  await askFor(id, 'purpose')
  await db.mail.deleteMany()
  await closeCorrections(desk.reviewer, id, { version: await versionOf(id), reason })
  expect(await db.mail.findMany()).toMatchObject([
    { text: expect.stringContaining(reason) },
    { text: expect.stringContaining(reason) },
  ])
  await proposeRefusal(desk.reviewer, id, { version: await versionOf(id), reason })
  await approve(desk, { id, version: await versionOf(id), proposal: await proposalOf(id) })
  expect(await stateOf(id)).toBe('refused')
  expect((await sumsOf(budgetId)).sums).toMatchObject({ reserved: 0, decided: 0 })
})

test('a report whose corrections never come is inspected once the reviewer takes it as it is', async () => {
  const { id } = await ready(desk, 'reported')
  await askFor(id, 'lines')
  await closeCorrections(desk.reviewer, id, { version: await versionOf(id), reason })
  expect(await stateOf(id)).toBe('reported')
  const { id: correction } = await db.subsidyCorrection.findFirstOrThrow({ where: { applicationId: id } })
  const look = async () =>
    inspect(desk.reviewer, id, {
      version: await versionOf(id),
      inspected_on: today(),
      note: '確かめました',
      score_after: null,
      diagnosis_method: null,
      diagnosis_result: null,
      diagnosis_score: null,
    })
  await expect(look()).rejects.toThrow()
  await checkDocuments(desk.reviewer, id, {
    version: await versionOf(id),
    all: false,
    documents: [],
    corrections: [correction],
  })
  await look()
  expect(await stateOf(id)).toBe('inspected')
})

test('a claim into a wrong account goes back to the association, and is made again', async () => {
  const { id, version } = await ready(desk, 'finalised')
  await claim(chair, id, { version, ...account })
  await db.mail.deleteMany()
  const back = async () => ({ version: await versionOf(id), reason: '口座が見つかりません' })
  await expect(returnClaim(desk.approver, id, await back())).rejects.toBeInstanceOf(NotAllowed)
  await returnClaim(desk.reviewer, id, await back())
  const mails = await db.mail.findMany({ select: { recipient: true, text: true } })
  const { email } = await db.user.findUniqueOrThrow({ where: { id: chair.user.id } })
  expect(mails.find(({ recipient }) => recipient === email)?.text).toContain('口座が見つかりません')
  expect(await stateOf(id)).toBe('finalised')
  await claim(chair, id, { version: await versionOf(id), ...account, number: '7654321' })
  expect(openAccount((await rowOf(id)).account)).toMatchObject({ number: '7654321' })
})
