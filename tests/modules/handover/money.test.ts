/** The money sheet: who writes it, who checks it, and what becomes of it when two are at it at once. */
import { beforeEach, describe, expect, test } from 'vitest'
import { auditMoney, writeMoney } from '~/modules/handover/commands/money.server'
import { openPack } from '~/modules/handover/commands/open.server'
import { signPack } from '~/modules/handover/commands/sign.server'
import { moneyPage } from '~/modules/handover/queries/money.server'
import { moneyForm } from '~/modules/handover/schema'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { check } from '~/platform/forms.server'
import { resetDatabase } from '../../setup/database'
import { handOver, MONEY, makeScene, moneyOf, officer, type Scene, SLUG, seatOf, signOf } from './support'

let scene: Scene

beforeEach(async () => {
  await resetDatabase()
  scene = await makeScene()
})

const money = (over?: object) => moneyOf(scene, over)

describe('the money', () => {
  test('is written by the 会計, checked by the 監事, and checked again when it is changed', async () => {
    const { town, treasurer, auditor, chair, next, pack } = scene
    expect((await moneyPage(auditor.actor, SLUG, pack)).acts).toEqual({ write: false, audit: false })
    await expect(writeMoney(auditor.actor, SLUG, pack, await money())).rejects.toThrow(NotAllowed)
    await writeMoney(treasurer.actor, SLUG, pack, await money())
    const page = await moneyPage(auditor.actor, SLUG, pack)
    expect(page).toMatchObject({
      sums: { counted: 100_000, difference: 0, outstanding: -5_000 },
      wholePack: false,
    })
    for (const { actor } of [treasurer, chair, next])
      await expect(auditMoney(actor, SLUG, pack, page.pack.version)).rejects.toThrow(NotAllowed)
    await auditMoney(auditor.actor, SLUG, pack, page.pack.version)
    await expect(auditMoney(auditor.actor, SLUG, pack, page.pack.version)).rejects.toThrow(Stale)
    await writeMoney(treasurer.actor, SLUG, pack, await money({ cash: '0', book: '90000' }))
    expect((await moneyPage(auditor.actor, SLUG, pack)).auditedAt).toBeNull()
    const elsewhere = await officer(town.other.id, 'auditor')
    await expect(moneyPage(elsewhere.actor, SLUG, pack)).rejects.toThrow(NotFound)
    expect(JSON.stringify(await db.auditEntry.findMany({ select: { after: true } }))).not.toContain('90000')
  })

  test('that does not agree with the books needs a word why', async () => {
    expect(() => check(moneyForm, { ...MONEY, version: '1', book: '100001' })).toThrow(Invalid)
    const read = check(moneyForm, { ...MONEY, version: '1', book: '100001', note: '切手代' })
    expect(read.money).toMatchObject({
      cash: 10_000,
      book: 100_001,
      accounts: [{ name: '○○銀行', balance: 90_000 }],
    })
    for (const over of [{ account1: '' }, { balance1: '' }, { amount1: 'たくさん' }, { cash: '-1' }])
      expect(() => check(moneyForm, { ...MONEY, version: '1', ...over })).toThrow(Invalid)
  })

  test('of two who write at once is one’s, and the other is told', async () => {
    const { treasurer, pack } = scene
    const [one, two] = [await money(), await money({ cash: '20000', book: '110000' })]
    const both = await Promise.allSettled(
      [one, two].map((form) => writeMoney(treasurer.actor, SLUG, pack, form)),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((result) => result.status === 'rejected')).toMatchObject({ reason: { status: 409 } })
  })

  test('is of the 会計 alone, is written until the other side has signed, and checked also after that', async () => {
    const { chair, auditor, treasurer, next, pack } = scene
    const other = await openPack(chair.actor, SLUG, await seatOf(chair))
    await expect(moneyPage(chair.actor, SLUG, other)).rejects.toThrow(NotFound)
    await handOver(scene)
    const { pack: before } = await moneyPage(auditor.actor, SLUG, pack)
    await auditMoney(auditor.actor, SLUG, pack, before.version)
    // The books of 31 March, after most of the rest was handed over: what was checked is checked again.
    await writeMoney(treasurer.actor, SLUG, pack, await money({ cash: '20000', book: '110000' }))
    expect((await moneyPage(chair.actor, SLUG, pack)).auditedAt).toBeNull()
    await signPack(next.actor, SLUG, pack, await signOf(scene, 'in'))
    await expect(writeMoney(treasurer.actor, SLUG, pack, await money())).rejects.toThrow(Stale)
    const { pack: shown } = await moneyPage(auditor.actor, SLUG, pack)
    await auditMoney(auditor.actor, SLUG, pack, shown.version)
    expect((await moneyPage(chair.actor, SLUG, pack)).auditedAt).not.toBeNull()
  })
})
