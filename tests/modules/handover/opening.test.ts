/** Opening a pack: by whom, once, and by itself before a term ends. */
import { beforeEach, describe, expect, test } from 'vitest'
import { openHandovers, openPack } from '~/modules/handover/commands/open.server'
import { packPage } from '~/modules/handover/queries/pack.server'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotAllowed, NotFound } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { giveTerm, mailTo, today } from '../accounts/support'
import { LEFT, makeScene, officer, type Scene, SLUG, seatOf } from './support'

let scene: Scene

beforeEach(async () => {
  await resetDatabase()
  scene = await makeScene()
})

describe('opening', () => {
  test('makes one pack of a term, with the usual things of the post, by its holder and the keepers alone', async () => {
    const { town, chair, treasurer, auditor, pack } = scene
    const seat = await seatOf(treasurer)
    expect(await openPack(chair.actor, SLUG, seat)).toBe(pack)
    await expect(openPack(auditor.actor, SLUG, seat)).rejects.toThrow(NotAllowed)
    await expect(openPack((await officer(town.other.id, 'chair')).actor, SLUG, seat)).rejects.toThrow(
      NotAllowed,
    )
    await expect(openPack(chair.actor, SLUG, 99_999)).rejects.toThrow(NotFound)
    const titles = (await packPage(treasurer.actor, SLUG, pack)).items.map(({ title }) => title)
    expect(titles).toContain('通帳')
    const both = await Promise.all([
      openPack(chair.actor, SLUG, await seatOf(auditor)),
      openPack(auditor.actor, SLUG, await seatOf(auditor)),
    ])
    expect(new Set(both).size).toBe(1)
  })

  test('by itself sixty days before the end, once, with a mail to the outgoing one', async () => {
    const { town, chair, auditor } = scene
    const later = await officer(town.other.id, 'chair', addDays(today(), -10), addDays(today(), 61))
    const goesOn = await officer(town.other.id, 'secretary')
    await giveTerm(
      goesOn.id,
      town.other.id,
      'secretary',
      addDays(today(), LEFT + 1),
      addDays(today(), LEFT + 99),
    )
    // The chair and the auditor; the treasurer has one.
    expect(await openHandovers()).toBe(2)
    expect(await openHandovers()).toBe(0)
    expect((await mailTo(chair.email))?.text).toContain('/associations/association-a/handover/')
    expect(await mailTo(auditor.email)).toBeDefined()
    expect(await mailTo(later.email)).toBeUndefined()
    expect(await mailTo(goesOn.email)).toBeUndefined()
  })

  test('of somebody without an account is told to those who keep the officers', async () => {
    const { town, chair } = scene
    await db.term.create({
      data: {
        associationId: town.association.id,
        post: 'board_member',
        familyName: '木村',
        givenName: '花',
        startsOn: dayToDate(addDays(today(), -300)),
        endsOn: dayToDate(addDays(today(), LEFT)),
      },
    })
    await openHandovers()
    expect((await mailTo(chair.email))?.text).toContain('役員')
  })
})
