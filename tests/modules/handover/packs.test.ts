/** Packs on the real database: who sees them, ticks, signatures, money, and races. */
import { beforeEach, describe, expect, test } from 'vitest'
import { guest } from '~/modules/accounts/rules'
import { addItem, editItem, removeItem } from '~/modules/handover/commands/items.server'
import { writeMoney } from '~/modules/handover/commands/money.server'
import { openPack } from '~/modules/handover/commands/open.server'
import { forgetPacks } from '~/modules/handover/commands/retention.server'
import { signPack } from '~/modules/handover/commands/sign.server'
import { finishItem, tickItems } from '~/modules/handover/commands/ticks.server'
import { moneyPage } from '~/modules/handover/queries/money.server'
import { itemPage, packPage } from '~/modules/handover/queries/pack.server'
import { handoverList, ownHandovers } from '~/modules/handover/queries/packs.server'
import { editItemForm, newItemForm, ticksForm } from '~/modules/handover/schema'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { check } from '~/platform/forms.server'
import { resetDatabase } from '../../setup/database'
import { actions, actorOf, giveRole, mailTo, makeUser, today } from '../accounts/support'
import {
  draft,
  giveAs,
  handOver,
  keysOf,
  LEFT,
  makeScene,
  moneyOf,
  officer,
  type Scene,
  SLUG,
  seatOf,
  seenOf,
  signOf,
  successor,
} from './support'

let scene: Scene

beforeEach(async () => {
  await resetDatabase()
  scene = await makeScene()
})

const money = (over?: object) => moneyOf(scene, over)
const sign = (side: 'out' | 'in') => signOf(scene, side)
const give = (side: 'out' | 'in', ticked: string[], shown?: string[]) => giveAs(scene, side, ticked, shown)

describe('who sees a pack', () => {
  test('the two sides, and those who keep the officers there; nobody else, whatever they hold', async () => {
    const { town, chair, treasurer, auditor, next, pack } = scene
    for (const { actor } of [chair, treasurer, next]) await packPage(actor, SLUG, pack)
    const council = await officer(town.council.id, 'chair')
    await packPage(council.actor, SLUG, pack)
    const strangers = [
      auditor,
      await officer(town.association.id, 'secretary'),
      await officer(town.other.id, 'chair'),
      await officer(town.otherCouncil.id, 'chair'),
      await officer(town.group.id, 'group_leader'),
    ].map(({ actor }) => actor)
    for (const role of ['reviewer', 'administrator', 'approver'] as const) {
      const { id } = await makeUser()
      await giveRole(id, role)
      strangers.push(await actorOf(id))
    }
    strangers.push(await actorOf((await makeUser()).id))
    for (const actor of strangers) {
      await expect(packPage(actor, SLUG, pack)).rejects.toThrow(NotFound)
      await expect(
        tickItems(actor, SLUG, pack, { side: 'out', shown: [], ticked: [], edit: null }),
      ).rejects.toThrow(NotFound)
      await expect(signPack(actor, SLUG, pack, await sign('in'))).rejects.toThrow(NotFound)
    }
    await expect(packPage(guest(today()), SLUG, pack)).rejects.toThrow(SignInNeeded)
    await expect(packPage(chair.actor, 'association-b', pack)).rejects.toThrow(NotFound)
  })

  test('an invited successor sees nothing before the office is accepted', async () => {
    const { town } = scene
    const secretary = await officer(town.association.id, 'secretary')
    const pack = await openPack(secretary.actor, SLUG, await seatOf(secretary))
    const { id, email } = await makeUser()
    await db.invitation.create({
      data: {
        email,
        associationId: town.association.id,
        post: 'secretary',
        startsOn: dayToDate(addDays(today(), LEFT + 1)),
        endsOn: dayToDate(addDays(today(), LEFT + 365)),
        tokenHash: 'x'.repeat(64),
        expiresAt: new Date(Date.now() + 86_400_000),
        invitedById: scene.chair.id,
      },
    })
    await expect(packPage(await actorOf(id), SLUG, pack)).rejects.toThrow(NotFound)
    await expect(handoverList(await actorOf(id), SLUG)).rejects.toThrow(NotAllowed)
  })

  test('the one whose term is over is told to whom to turn, and can write nothing', async () => {
    const { treasurer, pack } = scene
    await db.term.update({
      where: { id: treasurer.term },
      data: { endsOn: dayToDate(addDays(today(), -1)) },
    })
    const former = await actorOf(treasurer.id)
    const refusal = { status: 403, key: 'handover_over', params: { day: addDays(today(), -1) } }
    await expect(packPage(former, SLUG, pack)).rejects.toMatchObject(refusal)
    await expect(handoverList(former, SLUG)).rejects.toMatchObject(refusal)
    await expect(moneyPage(former, SLUG, pack)).rejects.toMatchObject(refusal)
    await expect(signPack(former, SLUG, pack, await sign('out'))).rejects.toMatchObject(refusal)
  })

  test('a council reads there no matter that it would not read otherwise', async () => {
    const { town, chair } = scene
    await draft(town.association.id, '夏まつり')
    const secretary = await officer(town.association.id, 'secretary')
    const version = await programmeVersion()
    await db.subsidyApplication.create({
      data: { versionId: version, year: 2026, associationId: town.association.id, title: '会館の耐震改修' },
    })
    const pack = await openPack(secretary.actor, SLUG, await seatOf(secretary))
    const council = await officer(town.council.id, 'chair')
    const titles = async (actor: typeof council.actor) =>
      (await packPage(actor, SLUG, pack)).items.flatMap(({ matter, title }) => (matter ? [title] : []))
    expect(await titles(chair.actor)).toEqual(['夏まつり', '会館の耐震改修'])
    expect(await titles(secretary.actor)).toEqual(['夏まつり', '会館の耐震改修'])
    expect(await titles(council.actor)).toEqual(['夏まつり'])
  })

  test('the list is of the own seats; of all for those who keep them; the 監事 finds the sheet', async () => {
    const { town, chair, treasurer, auditor, next } = scene
    expect((await handoverList(chair.actor, SLUG)).seats.map(({ post }) => post)).toEqual([
      '会長',
      '会計',
      '監事',
    ])
    expect((await handoverList(treasurer.actor, SLUG)).seats.map(({ post }) => post)).toEqual(['会計'])
    expect((await handoverList(next.actor, SLUG)).seats[0]?.packs).toHaveLength(1)
    expect((await handoverList(auditor.actor, SLUG)).sheets).toEqual([
      { id: scene.pack, written: false, audited: false },
    ])
    await expect(handoverList((await officer(town.other.id, 'chair')).actor, SLUG)).rejects.toThrow(
      NotAllowed,
    )
    await expect(handoverList(guest(today()), SLUG)).rejects.toThrow(SignInNeeded)
    expect(await ownHandovers(treasurer.actor)).toHaveLength(1)
    expect(await ownHandovers(next.actor)).toHaveLength(0)
    await handOver(scene)
    expect(await ownHandovers(treasurer.actor)).toHaveLength(0)
    expect(await ownHandovers(next.actor)).toHaveLength(1)
  })
})

describe('the list', () => {
  test('follows what is open until the outgoing one signs, and stays as it was then', async () => {
    const { town, treasurer, next, pack } = scene
    const first = await draft(town.association.id, 'はじめの下書き')
    const shown = (await packPage(treasurer.actor, SLUG, pack)).items.find(
      ({ title }) => title === 'はじめの下書き',
    )
    expect(shown).toMatchObject({ id: null, key: `notice:${first}`, given: false })
    await give('out', [`notice:${first}`])
    const kept = (await packPage(treasurer.actor, SLUG, pack)).items.find(
      ({ title }) => title === 'はじめの下書き',
    )
    expect(kept?.given).toBe(true)
    const second = await draft(town.association.id, '二つめ')
    await db.notice.delete({ where: { id: first } })
    const titles = async () => (await packPage(next.actor, SLUG, pack)).items.map(({ title }) => title)
    expect(await titles()).toContain('二つめ')
    expect(await titles()).not.toContain('はじめの下書き')
    await handOver(scene)
    await db.notice.delete({ where: { id: second } })
    await draft(town.association.id, '三つめ')
    expect(await titles()).toContain('二つめ')
    expect(await titles()).not.toContain('三つめ')
  })

  test('takes ticks away only of what was shown', async () => {
    const { treasurer, pack } = scene
    const [one = '', two = ''] = await keysOf(treasurer.actor, pack)
    await give('out', [one, two])
    await give('out', [], [one])
    const items = (await packPage(treasurer.actor, SLUG, pack)).items
    expect(items.slice(0, 2).map(({ given }) => given)).toEqual([false, true])
  })

  test('is ticked by each side for itself', async () => {
    const { treasurer, next, chair, pack } = scene
    const ticks = (side: 'out' | 'in') => check(ticksForm, { side, shown: [], ticked: [] })
    await expect(tickItems(treasurer.actor, SLUG, pack, ticks('in'))).rejects.toThrow(NotAllowed)
    await expect(tickItems(next.actor, SLUG, pack, ticks('out'))).rejects.toThrow(NotAllowed)
    // Both have accounts: there is nothing to be entered from paper.
    for (const side of ['in', 'out'] as const)
      await expect(tickItems(chair.actor, SLUG, pack, ticks(side))).rejects.toThrow(NotAllowed)
    await db.term.update({
      where: { id: scene.next.term },
      data: { userId: null, familyName: '森', givenName: '学' },
    })
    await tickItems(chair.actor, SLUG, pack, {
      side: 'in',
      shown: await keysOf(chair.actor, pack),
      ticked: await keysOf(chair.actor, pack),
      edit: null,
    })
    const last = await db.auditEntry.findFirstOrThrow({ orderBy: { id: 'desc' } })
    expect(last).toMatchObject({ action: 'handover_pack.ticked', after: { side: 'in', paper: true } })
  })

  test('is written on by the outgoing side until it is signed; what was gathered is not taken off', async () => {
    const { town, treasurer, next, pack } = scene
    await addItem(
      treasurer.actor,
      SLUG,
      pack,
      check(newItemForm, { title: '倉庫の鍵', kind: 'key', note: '2本' }),
    )
    await expect(
      addItem(next.actor, SLUG, pack, check(newItemForm, { title: '鍵', kind: 'key' })),
    ).rejects.toThrow(NotAllowed)
    const own = await db.handoverItem.findFirstOrThrow({ where: { title: '倉庫の鍵' } })
    await editItem(
      treasurer.actor,
      SLUG,
      pack,
      own.id,
      check(editItemForm, { title: '倉庫の鍵 3本', reason: '返っていない', seen: await seenOf(own.id) }),
    )
    await expect(
      editItem(
        treasurer.actor,
        SLUG,
        pack,
        own.id,
        check(editItemForm, { title: '', seen: await seenOf(own.id) }),
      ),
    ).rejects.toThrow(Invalid)
    await draft(town.association.id)
    await give('out', [])
    const gathered = await db.handoverItem.findFirstOrThrow({ where: { source: { not: '' } } })
    await expect(removeItem(treasurer.actor, SLUG, pack, gathered.id)).rejects.toThrow(NotAllowed)
    await editItem(
      treasurer.actor,
      SLUG,
      pack,
      gathered.id,
      check(editItemForm, { title: '別の題', note: '印刷屋に出す', seen: await seenOf(gathered.id) }),
    )
    expect(await db.handoverItem.findUniqueOrThrow({ where: { id: gathered.id } })).toMatchObject({
      title: '夏まつりの案内',
      note: '印刷屋に出す',
    })
    const other = await officer(town.other.id, 'treasurer')
    await expect(itemPage(other.actor, SLUG, pack, own.id)).rejects.toThrow(NotFound)
    await removeItem(treasurer.actor, SLUG, pack, own.id)
    await expect(itemPage(treasurer.actor, SLUG, pack, own.id)).rejects.toThrow(NotFound)
    await handOver(scene)
    await expect(
      addItem(treasurer.actor, SLUG, pack, check(newItemForm, { title: '鍵', kind: 'key' })),
    ).rejects.toThrow(Stale)
  })
})

describe('signing', () => {
  test('needs every item given or a word why not, and the money; then the incoming one, to whom the rest stays', async () => {
    const { town, treasurer, next, pack } = scene
    await draft(town.association.id)
    await expect(signPack(treasurer.actor, SLUG, pack, await sign('out'))).rejects.toMatchObject({
      errors: { agreed: ['handover.sign.error.items', 'handover.sign.error.money'] },
    })
    await expect(signPack(next.actor, SLUG, pack, await sign('in'))).rejects.toMatchObject({
      errors: { agreed: ['handover.sign.error.not_given'] },
    })
    const keys = await keysOf(treasurer.actor, pack)
    await give('out', keys)
    const [withheld = ''] = keys
    await give('out', [], [withheld])
    await editItem(
      treasurer.actor,
      SLUG,
      pack,
      Number(withheld),
      check(editItemForm, {
        title: '金庫の鍵',
        reason: '前の会計が持っている',
        seen: await seenOf(Number(withheld)),
      }),
    )
    await writeMoney(treasurer.actor, SLUG, pack, await money())
    await signPack(treasurer.actor, SLUG, pack, await sign('out'))
    expect((await mailTo(next.email))?.text).toContain(`/associations/association-a/handover/${pack}`)
    const rest = keys.filter((key) => key !== withheld && /^\d+$/.test(key))
    await give('in', rest)
    await signPack(next.actor, SLUG, pack, await sign('in'))
    const after = await packPage(next.actor, SLUG, pack)
    const left = after.items.filter(({ key }) => after.unfinished.includes(key))
    expect(left.map(({ kind }) => kind).toSorted()).toEqual(['key', 'matter'])
    expect(after.pack).toMatchObject({ state: 'taken', outOnPaper: false, inOnPaper: false })
    await finishItem(next.actor, SLUG, pack, Number(withheld), true)
    expect((await packPage(next.actor, SLUG, pack)).unfinished).toHaveLength(1)
    await finishItem(next.actor, SLUG, pack, Number(withheld), false)
    expect((await packPage(next.actor, SLUG, pack)).unfinished).toHaveLength(2)
    await expect(finishItem(treasurer.actor, SLUG, pack, Number(withheld), true)).rejects.toThrow(NotAllowed)
    expect(await actions()).toContain('handover_pack.signed_in')
  })

  test('twice at once is one signature', async () => {
    const { treasurer, pack } = scene
    await give('out', await keysOf(treasurer.actor, pack))
    await writeMoney(treasurer.actor, SLUG, pack, await money())
    const form = await sign('out')
    const both = await Promise.allSettled([
      signPack(treasurer.actor, SLUG, pack, form),
      signPack(treasurer.actor, SLUG, pack, form),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((one) => one.status === 'rejected')).toMatchObject({ reason: { status: 409 } })
    expect((await actions()).filter((action) => action === 'handover_pack.signed_out')).toHaveLength(1)
  })

  test('of what changed since it was shown is refused', async () => {
    const { treasurer, pack } = scene
    await give('out', await keysOf(treasurer.actor, pack))
    await writeMoney(treasurer.actor, SLUG, pack, await money())
    const seen = await sign('out')
    await writeMoney(treasurer.actor, SLUG, pack, await money({ cash: '20000', book: '110000' }))
    await expect(signPack(treasurer.actor, SLUG, pack, seen)).rejects.toThrow(Stale)
  })

  test('on paper, for somebody without an account or whose term is over, is recorded as such', async () => {
    const { chair, treasurer, next, pack } = scene
    await db.term.update({ where: { id: treasurer.term }, data: { endsOn: dayToDate(addDays(today(), -1)) } })
    await writeMoney(chair.actor, SLUG, pack, await money())
    const keys = await keysOf(chair.actor, pack)
    await tickItems(chair.actor, SLUG, pack, { side: 'out', shown: keys, ticked: keys, edit: null })
    await signPack(chair.actor, SLUG, pack, await sign('out'))
    expect((await packPage(next.actor, SLUG, pack)).pack.outOnPaper).toBe(true)
    const entry = await db.auditEntry.findFirstOrThrow({ where: { action: 'handover_pack.signed_out' } })
    expect(entry.after).toMatchObject({ paper: true })
  })
})

test('packs are deleted five years after they were taken over', async () => {
  await handOver(scene)
  await signPack(scene.next.actor, SLUG, scene.pack, await sign('in'))
  expect(await forgetPacks()).toBe(0)
  const years = (days: number) => new Date(Date.now() - (5 * 365.25 + days) * 86_400_000)
  await db.handoverPack.updateMany({ data: { signedOutAt: years(3), signedInAt: years(3) } })
  expect(await forgetPacks()).toBe(1)
  expect(await db.handoverItem.count()).toBe(0)
})

test('a successor who is found later is the incoming one, also of a pack that is open', async () => {
  const secretary = await officer(scene.town.association.id, 'secretary')
  const pack = await openPack(secretary.actor, SLUG, await seatOf(secretary))
  expect((await packPage(secretary.actor, SLUG, pack)).incoming).toBeNull()
  const after = await successor(secretary.term)
  expect((await packPage(after.actor, SLUG, pack)).place).toBe('in')
})

async function programmeVersion(): Promise<number> {
  const { id } = await db.subsidyProgrammeVersion.create({
    data: {
      programme: { create: { key: 'hall', own: true } },
      number: 1,
      yearFrom: 2026,
      name: '会館の助成',
      definition: {},
    },
    select: { id: true },
  })
  return id
}
