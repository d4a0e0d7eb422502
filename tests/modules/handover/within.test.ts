/** What stays within the association, and what a council above may do all the same. */
import { beforeEach, describe, expect, test } from 'vitest'
import { removeNote } from '~/modules/handover/commands/notes.server'
import { signPack } from '~/modules/handover/commands/sign.server'
import { tickItems } from '~/modules/handover/commands/ticks.server'
import { moneyPage } from '~/modules/handover/queries/money.server'
import { notePage, notesPage } from '~/modules/handover/queries/notes.server'
import { packPage } from '~/modules/handover/queries/pack.server'
import { handoverList } from '~/modules/handover/queries/packs.server'
import { keepsHandovers, keepsWithin } from '~/modules/handover/scope.server'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotAllowed, NotFound } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { today } from '../accounts/support'
import {
  draft,
  handOver,
  keysOf,
  makeScene,
  officer,
  type Person,
  type Scene,
  SLUG,
  seatOf,
  signOf,
} from './support'

let scene: Scene
let council: Person
let post: number

beforeEach(async () => {
  await resetDatabase()
  scene = await makeScene()
  council = await officer(scene.town.council.id, 'chair')
  const seat = await seatOf(scene.treasurer)
  post = (await db.officerSeat.findUniqueOrThrow({ where: { id: seat }, select: { postId: true } })).postId
})

/** An application of the association with a letter of the city: for those who may read its applications. */
async function letter(): Promise<void> {
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
  const { id: applicationId } = await db.subsidyApplication.create({
    data: { versionId: id, year: 2026, associationId: scene.town.association.id, title: '会館の改修' },
    select: { id: true },
  })
  await db.subsidyLetter.create({
    data: { ...LETTER, applicationId, title: '交付の決定', issuedOn: dayToDate(today()) },
  })
}
const LETTER = { letter: 'decision', body: '文' }

describe('a council above', () => {
  test('reads neither the money nor the notes nor letters of the city, before and after signing', async () => {
    await db.handoverNote.create({ data: { postId: post, text: '集金は七月から' } })
    await letter()
    const check = async () => {
      for (const actor of [scene.treasurer.actor, scene.chair.actor]) {
        const shown = await packPage(actor, SLUG, scene.pack)
        expect(shown.documents.map(({ kind }) => kind)).toEqual(['letter'])
        expect(shown.notes).toHaveLength(1)
        expect(shown.money).not.toBeNull()
      }
      const above = await packPage(council.actor, SLUG, scene.pack)
      expect(above).toMatchObject({ documents: [], notes: [], money: null, within: false })
      expect(above.may).toMatchObject({ writeNotes: false, drop: false })
      expect(JSON.stringify(above)).not.toContain('○○銀行')
      await expect(moneyPage(council.actor, SLUG, scene.pack)).rejects.toThrow(NotFound)
    }
    await check()
    await handOver(scene)
    await check()
  })

  test('neither reads nor changes a note by its address, and is not led to it', async () => {
    const { id } = await db.handoverNote.create({ data: { postId: post, text: '文' }, select: { id: true } })
    for (const read of [
      () => notesPage(council.actor, SLUG, post),
      () => notePage(council.actor, SLUG, post, id),
      () => removeNote(council.actor, SLUG, post, id),
    ])
      await expect(read()).rejects.toThrow(NotAllowed)
    expect((await handoverList(council.actor, SLUG)).posts).toEqual([])
    expect((await handoverList(scene.chair.actor, SLUG)).posts).toHaveLength(3)
  })

  test('signs on paper for what it may know; the rest stays with the one who comes', async () => {
    await db.term.update({
      where: { id: scene.treasurer.term },
      data: { endsOn: dayToDate(addDays(today(), -1)) },
    })
    await letter()
    await draft(scene.town.association.id)
    const shown = await packPage(council.actor, SLUG, scene.pack)
    expect(shown.items.some(({ matter }) => matter?.kind === 'application')).toBe(false)
    const keys = await keysOf(council.actor, scene.pack)
    await tickItems(council.actor, SLUG, scene.pack, { side: 'out', shown: keys, ticked: keys, edit: null })
    expect((await packPage(council.actor, SLUG, scene.pack)).blocks).toEqual([])
    await signPack(council.actor, SLUG, scene.pack, await signOf(scene, 'out'))
    const next = await packPage(scene.next.actor, SLUG, scene.pack)
    const left = next.items.filter(({ key }) => next.unfinished.includes(key))
    expect(left.some(({ matter, given }) => matter?.kind === 'application' && !given)).toBe(true)
  })
})

test('a 班 is kept from within by its association, and by nobody else', () => {
  const at = (path: string) => ({
    ...scene.chair.actor,
    seats: [{ post: 'chair' as const, associationId: 1, path }],
  })
  const group = { path: '/1/2/3/4/', kind: 'group' }
  const whole = { path: '/1/2/3/', kind: 'neighbourhood' }
  expect(keepsWithin(at('/1/2/3/'), group)).toBe(true)
  expect(keepsWithin(at('/1/2/3/'), whole)).toBe(true)
  for (const of of [group, whole]) {
    expect(keepsWithin(at('/1/2/'), of)).toBe(false)
    expect(keepsHandovers(at('/1/2/'), of.path)).toBe(true)
  }
  expect(keepsWithin(at('/1/2/'), { path: '/1/2/', kind: 'council' })).toBe(true)
  expect(keepsWithin(at('/1/2/33/'), whole)).toBe(false)
})
