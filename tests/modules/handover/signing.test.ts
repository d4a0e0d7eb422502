/** Signing in its time, taking it back, and what was typed while somebody else was quicker. */
import { beforeEach, describe, expect, test } from 'vitest'
import { editItem } from '~/modules/handover/commands/items.server'
import { addNote, editNote } from '~/modules/handover/commands/notes.server'
import { forgetNotes, forgetPacks } from '~/modules/handover/commands/retention.server'
import { signPack, takeBack } from '~/modules/handover/commands/sign.server'
import { tickItems } from '~/modules/handover/commands/ticks.server'
import { packPage } from '~/modules/handover/queries/pack.server'
import { KEPT_YEARS, SIGN_DAYS } from '~/modules/handover/rules'
import { editItemForm, editNoteForm, newNoteForm, ticksForm } from '~/modules/handover/schema'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotAllowed, Stale } from '~/platform/errors'
import { check } from '~/platform/forms.server'
import { resetDatabase } from '../../setup/database'
import { actions, today } from '../accounts/support'
import {
  draft,
  giveAs,
  handOver,
  keysOf,
  makeScene,
  type Scene,
  SLUG,
  seatOf,
  seenOf,
  signOf,
} from './support'

let scene: Scene

beforeEach(async () => {
  await resetDatabase()
  scene = await makeScene()
})

const packOf = () => db.handoverPack.findUniqueOrThrow({ where: { id: scene.pack } })

describe('渡しました', () => {
  test('waits for the last thirty days, and the page says from when', async () => {
    const { treasurer, pack } = scene
    const endsOn = addDays(today(), SIGN_DAYS + 1)
    await db.term.update({
      where: { id: scene.next.term },
      data: { startsOn: dayToDate(addDays(endsOn, 1)) },
    })
    await db.term.update({ where: { id: treasurer.term }, data: { endsOn: dayToDate(endsOn) } })
    await expect(handOver(scene)).rejects.toMatchObject({
      errors: { agreed: [`handover.sign.error.early?days=${SIGN_DAYS}`] },
    })
    const shown = await packPage(treasurer.actor, SLUG, pack)
    expect(shown).toMatchObject({ blocks: ['early'], signsFrom: addDays(today(), 1) })
  })

  test('is taken back until the other side has signed; the list is written on then', async () => {
    const { town, treasurer, next, chair, auditor, pack } = scene
    const version = async () => (await packOf()).version
    await expect(takeBack(treasurer.actor, SLUG, pack, await version())).rejects.toThrow(Stale)
    await handOver(scene)
    expect((await packPage(treasurer.actor, SLUG, pack)).may.takeBack).toBe(true)
    expect((await packPage(next.actor, SLUG, pack)).may.takeBack).toBe(false)
    for (const { actor } of [next, chair])
      await expect(takeBack(actor, SLUG, pack, await version())).rejects.toThrow(NotAllowed)
    await expect(takeBack(auditor.actor, SLUG, pack, await version())).rejects.toThrow()
    await takeBack(treasurer.actor, SLUG, pack, await version())
    expect(await packOf()).toMatchObject({ signedOutAt: null, signedOutById: null, gathered: null })
    expect(await actions()).toContain('handover_pack.taken_back')
    await draft(town.association.id, '二月の案件')
    const open = await packPage(treasurer.actor, SLUG, pack)
    expect(open.items.map(({ title }) => title)).toContain('二月の案件')
    expect(open.blocks).toEqual(['items'])
    await handOver(scene)
    await signPack(next.actor, SLUG, pack, await signOf(scene, 'in'))
    await expect(takeBack(treasurer.actor, SLUG, pack, await version())).rejects.toThrow(Stale)
  })

  test('and 受け取りました at once leave one of them', async () => {
    const { treasurer, next, pack } = scene
    await handOver(scene)
    const { version } = await packOf()
    const form = await signOf(scene, 'in')
    const both = await Promise.allSettled([
      takeBack(treasurer.actor, SLUG, pack, version),
      signPack(next.actor, SLUG, pack, form),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { signedOutAt, signedInAt } = await packOf()
    expect(signedInAt === null || signedOutAt !== null).toBe(true)
  })
})

describe('writing on an item', () => {
  test('keeps what was ticked, and a matter that is new has its row by then', async () => {
    const { town, treasurer, pack } = scene
    const id = await draft(town.association.id)
    const [first = ''] = await keysOf(treasurer.actor, pack)
    const key = `notice:${id}`
    const form = check(ticksForm, { side: 'out', shown: [first, key], ticked: [first], edit: key })
    const item = (await tickItems(treasurer.actor, SLUG, pack, form)) ?? 0
    expect(await db.handoverItem.findUniqueOrThrow({ where: { id: item } })).toMatchObject({ source: key })
    expect((await db.handoverItem.findUniqueOrThrow({ where: { id: Number(first) } })).givenAt).not.toBeNull()
    const words = { title: '', reason: '印刷屋で止まっている', seen: await seenOf(item) }
    await editItem(treasurer.actor, SLUG, pack, item, check(editItemForm, words))
    const shown = (await packPage(treasurer.actor, SLUG, pack)).items.find((one) => one.id === item)
    expect(shown?.reason).toBe('印刷屋で止まっている')
    expect(await giveAs(scene, 'out', [first])).toBeNull()
    const gone = check(ticksForm, { side: 'out', shown: [], ticked: [], edit: '999999' })
    expect(await tickItems(treasurer.actor, SLUG, pack, gone)).toBeNull()
  })

  test('of two at once is one’s, and the other is told', async () => {
    const { treasurer, pack } = scene
    const [first = ''] = await keysOf(treasurer.actor, pack)
    const seen = await seenOf(Number(first))
    const edit = (note: string) =>
      editItem(treasurer.actor, SLUG, pack, Number(first), check(editItemForm, { title: '鍵', note, seen }))
    const both = await Promise.allSettled([edit('棚'), edit('引き出し')])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((one) => one.status === 'rejected')).toMatchObject({
      reason: { status: 409, key: 'stale' },
    })
  })
})

describe('after five years', () => {
  const years = (days: number) => new Date(Date.now() - (KEPT_YEARS * 365.25 + days) * 86_400_000)
  const cleared = async () =>
    (await db.auditEntry.findMany({ where: { action: 'retention.cleared' } })).map(({ after }) => after)

  test('a pack goes, and the trail says how many', async () => {
    expect(await forgetPacks()).toBe(0)
    expect(await cleared()).toEqual([])
    await db.handoverPack.updateMany({ data: { signedOutAt: years(3), signedInAt: years(3) } })
    expect(await forgetPacks()).toBe(1)
    expect(await cleared()).toEqual([{ packs: 1 }])
  })

  test('a note goes that nobody has changed since, and no other', async () => {
    const { chair } = scene
    const seat = await seatOf(scene.treasurer)
    const { postId } = await db.officerSeat.findUniqueOrThrow({
      where: { id: seat },
      select: { postId: true },
    })
    for (const text of ['はじめ', '直した', '新しい'])
      await addNote(chair.actor, SLUG, postId, check(newNoteForm, { month: '', text }))
    const [, changed] = await db.handoverNote.findMany({ orderBy: { id: 'asc' } })
    // The trail is append-only: what stands in it of these notes is as new as the test.
    await db.handoverNote.createMany({
      data: ['古い', '昨日まで'].map((text, i) => ({ postId, text, createdAt: years(i === 0 ? 3 : -3) })),
    })
    await db.handoverNote.update({ where: { id: changed?.id ?? 0 }, data: { createdAt: years(3) } })
    await editNote(
      chair.actor,
      SLUG,
      postId,
      changed?.id ?? 0,
      check(editNoteForm, { month: '', text: '直した', version: '1' }),
    )
    expect(await forgetNotes()).toBe(1)
    const left = (await db.handoverNote.findMany({ orderBy: { id: 'asc' } })).map(({ text }) => text)
    expect(left).toEqual(['はじめ', '直した', '新しい', '昨日まで'])
    expect(await cleared()).toEqual([{ notes: 1 }])
  })
})
