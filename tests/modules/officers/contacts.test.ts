/** Contacts of officers: told only to those to whom the officer agreed, gone when they agree no more; and the roster. */
import { parse } from 'csv-parse/sync'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Actor, guest } from '~/modules/accounts/rules'
import {
  correctName,
  forgetContacts,
  recordContact,
  setNameConsentOnPaper,
  withdrawContact,
} from '~/modules/officers/commands/contacts.server'
import { forgetNames } from '~/modules/officers/commands/forget-names.server'
import { officerToKeep } from '~/modules/officers/queries/officer.server'
import { officersPage } from '~/modules/officers/queries/posts.server'
import { rosterFile, rosterOf } from '~/modules/officers/queries/roster.server'
import { contactForm } from '~/modules/officers/schema/contacts'
import { addDays } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { check } from '~/platform/forms.server'
import { translator } from '~/platform/i18n.server'
import { resetDatabase } from '../../setup/database'
import {
  actions,
  actorOf,
  giveRole,
  giveTerm,
  makeTown,
  makeUser,
  type Town,
  today,
} from '../accounts/support'

const SLUG = 'association-a'
const PHONE = '072-111-2222'
const KIMURA = { familyName: '木村', givenName: '花', familyReading: 'キムラ', givenReading: 'ハナ' }

let town: Town
let chair: Actor
/** Of somebody without an account */
let named: number
/** The secretary, who has one */
let secretary: { actor: Actor; term: number }

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  const [one, two] = [await makeUser(), await makeUser()]
  await giveTerm(one.id, town.association.id, 'chair')
  const term = (await giveTerm(two.id, town.association.id, 'secretary')).id
  chair = await actorOf(one.id)
  secretary = { actor: await actorOf(two.id), term }
  const days = { startsOn: new Date(addDays(today(), -30)), endsOn: new Date(addDays(today(), 30)) }
  const row = { associationId: town.association.id, post: 'board_member' as const, ...days, ...KIMURA }
  named = (await db.term.create({ data: row, select: { id: true } })).id
})

const form = (over: object = {}) =>
  check(contactForm, { phone: PHONE, scopes: ['city'], givenOn: today(), agreed: 'on', ...over })
const city = async () => {
  const { id } = await makeUser()
  await giveRole(id, 'approver')
  return actorOf(id)
}
const member = async () => {
  const { id } = await makeUser()
  const membership = { userId: id, associationId: town.association.id, state: 'confirmed' as const }
  await db.membership.create({ data: { ...membership, decidedAt: new Date() } })
  return actorOf(id)
}
const tells = async (actor: Actor) => JSON.stringify(await rosterOf(actor, SLUG, today())).includes(PHONE)

describe('a contact', () => {
  test('is told only to those to whom the officer agreed', async () => {
    await recordContact(chair, SLUG, named, form())
    expect(await tells(await city())).toBe(true)
    expect(await tells(await member())).toBe(false)
    expect(await tells(secretary.actor)).toBe(false)
    expect(await tells(chair)).toBe(true)
    await recordContact(chair, SLUG, named, form({ scopes: ['members'] }))
    expect(await tells(await city())).toBe(false)
    expect(await tells(await member())).toBe(true)
    expect(await tells(secretary.actor)).toBe(true)
    expect(JSON.stringify(await officersPage(guest(today()), SLUG))).not.toContain(PHONE)
  })

  test('given on screen is no keeper’s, and one on paper only of the association itself', async () => {
    const { id } = await makeUser()
    await giveTerm(id, town.council.id, 'chair')
    const above = await actorOf(id)
    await recordContact(chair, SLUG, named, form())
    expect([await tells(chair), await tells(above)]).toEqual([true, false])
    expect(JSON.stringify(await officerToKeep(above, SLUG, named))).not.toContain(PHONE)
    await withdrawContact(chair, SLUG, named)
    await recordContact(secretary.actor, SLUG, secretary.term, form())
    expect([await tells(chair), await tells(above), await tells(secretary.actor)]).toEqual([
      false,
      false,
      true,
    ])
    await recordContact(secretary.actor, SLUG, secretary.term, form({ scopes: ['members'] }))
    expect([await tells(chair), await tells(above)]).toEqual([true, true])
  })

  test('that was withdrawn, or decided on screen, is not overruled by an older paper', async () => {
    const older = (termId: number, days: number) =>
      recordContact(chair, SLUG, termId, form({ givenOn: addDays(today(), days) }))
    await older(named, -5)
    // A replacement is no withdrawal.
    await older(named, -5)
    await expect(older(named, -6)).rejects.toThrow(Invalid)
    await withdrawContact(chair, SLUG, named)
    for (const days of [-5, 0]) await expect(older(named, days)).rejects.toThrow(Invalid)
    await db.officerContact.updateMany({ data: { withdrawnOn: new Date(addDays(today(), -2)) } })
    await older(named, -1)

    const { actor, term } = secretary
    await recordContact(actor, SLUG, term, form())
    await expect(older(term, 0)).rejects.toThrow(Invalid)
    await db.officerContact.updateMany({
      where: { termId: term },
      data: { givenOn: new Date(addDays(today(), -3)) },
    })
    await expect(older(term, -3)).rejects.toThrow(Invalid)
    await older(term, -2)
    await withdrawContact(actor, SLUG, term)
    await expect(older(term, 0)).rejects.toThrow(Invalid)
    await recordContact(actor, SLUG, term, form())
  })

  test('that is withdrawn is gone, and what was agreed to stays', async () => {
    await recordContact(secretary.actor, SLUG, secretary.term, form({ email: 'a@b.example', address: '町' }))
    await withdrawContact(secretary.actor, SLUG, secretary.term)
    await expect(withdrawContact(secretary.actor, SLUG, secretary.term)).rejects.toThrow(Stale)
    const row = await db.officerContact.findFirstOrThrow()
    expect(row).toMatchObject({ phone: '', email: '', address: '', scopes: ['city'], givenBy: 'screen' })
    expect(row.withdrawnOn).not.toBeNull()
    expect(await actions()).toEqual(['officer_contact.recorded', 'officer_contact.withdrawn'])
    expect(
      JSON.stringify(await db.auditEntry.findMany({ select: { before: true, after: true } })),
    ).not.toContain(PHONE)
  })

  test('needs a consent, of a day that has come, to be told to somebody', async () => {
    for (const over of [{ agreed: '' }, { scopes: [] }, { phone: '' }])
      expect(() => form(over)).toThrow(Invalid)
    for (const givenOn of ['', addDays(today(), 1)]) {
      await expect(recordContact(chair, SLUG, named, form({ givenOn }))).rejects.toThrow(Invalid)
    }
    expect(await db.officerContact.count()).toBe(0)
  })

  test('is kept by the officer and the keepers alone', async () => {
    await expect(recordContact(secretary.actor, SLUG, named, form())).rejects.toThrow(NotAllowed)
    await expect(officerToKeep(secretary.actor, SLUG, named)).rejects.toThrow(NotAllowed)
    await expect(officerToKeep(guest(today()), SLUG, named)).rejects.toThrow(SignInNeeded)
    await expect(officerToKeep(chair, 'association-b', named)).rejects.toThrow(NotAllowed)
    expect((await officerToKeep(secretary.actor, SLUG, secretary.term)).own).toBe(true)
  })

  test('is deleted ninety days after the term', async () => {
    await recordContact(chair, SLUG, named, form())
    const endsOn = (days: number) => ({
      startsOn: new Date('2020-04-01'),
      endsOn: new Date(addDays(today(), days)),
    })
    await db.term.update({ where: { id: named }, data: endsOn(-90) })
    expect(await forgetContacts()).toBe(0)
    await db.term.update({ where: { id: named }, data: endsOn(-91) })
    expect(await forgetContacts()).toBe(1)
  })
})

describe('somebody without an account', () => {
  test('is named in public with a consent on paper, until it is withdrawn', async () => {
    const public_ = async () => JSON.stringify(await officersPage(guest(today()), SLUG)).includes('木村')
    expect(await public_()).toBe(false)
    await setNameConsentOnPaper(chair, SLUG, named, true)
    expect(await public_()).toBe(true)
    await setNameConsentOnPaper(chair, SLUG, named, false)
    expect(await public_()).toBe(false)
    // Whoever has an account decides alone.
    await expect(setNameConsentOnPaper(chair, SLUG, secretary.term, true)).rejects.toThrow(NotFound)
  })

  test('has a name that can be put right', async () => {
    await correctName(chair, SLUG, named, { ...KIMURA, familyName: '木邑' })
    expect((await officerToKeep(chair, SLUG, named)).term.name).toBe('木邑 花')
    await expect(correctName(chair, SLUG, secretary.term, KIMURA)).rejects.toThrow(NotFound)
  })
})

describe('a corrected name', () => {
  const OTHER = { familyName: '林', givenName: '力', familyReading: 'ハヤシ', givenReading: 'リキ' }

  test('inherits neither the consent nor the contact of the name before', async () => {
    await setNameConsentOnPaper(chair, SLUG, named, true)
    await recordContact(chair, SLUG, named, form())
    await correctName(chair, SLUG, named, { ...KIMURA, familyReading: 'キノムラ' })
    expect(await tells(chair)).toBe(true)
    expect((await officerToKeep(chair, SLUG, named)).term.nameShown).toBe(true)
    await correctName(chair, SLUG, named, OTHER)
    const kept = await officerToKeep(chair, SLUG, named)
    expect([kept.term.name, kept.term.nameShown, kept.contacts]).toEqual(['林 力', false, []])
    expect(JSON.stringify(await officersPage(guest(today()), SLUG))).not.toContain('林')
    expect((await actions()).slice(-3)).toEqual([
      'name_consent.withdrawn',
      'officer_contact.withdrawn',
      'term.corrected',
    ])
    await setNameConsentOnPaper(chair, SLUG, named, true)
    await recordContact(chair, SLUG, named, form())
    expect(await tells(chair)).toBe(true)
  })

  test('never makes the treasurer the auditor, also by two changes at once', async () => {
    const days = { startsOn: new Date(addDays(today(), -30)), endsOn: new Date(addDays(today(), 30)) }
    const make = async (post: 'treasurer' | 'auditor', name: typeof OTHER) =>
      (await db.term.create({ data: { associationId: town.association.id, post, ...days, ...name } })).id
    const treasurer = await make('treasurer', KIMURA)
    const auditor = await make('auditor', OTHER)
    const third = { ...OTHER, familyName: '森', familyReading: 'モリ' }
    const both = await Promise.allSettled([
      correctName(chair, SLUG, treasurer, third),
      correctName(chair, SLUG, auditor, third),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const names = await db.term.findMany({
      where: { id: { in: [treasurer, auditor] } },
      select: { familyName: true },
    })
    expect(names.filter(({ familyName }) => familyName === '森')).toHaveLength(1)
  })
})

describe('the roster', () => {
  test('as a file has names and readings apart, and is for officers and the city', async () => {
    await recordContact(chair, SLUG, named, form())
    const text = await rosterFile(await city(), SLUG, today(), translator('ja'))
    const rows = parse(text, { bom: true, columns: true }) as Record<string, string>[]
    expect(rows.map((row) => row.役職)).toEqual(['会長', '書記', '役員'])
    expect(rows[2]).toMatchObject({ 氏: '木村', 名: '花', 氏の読み: 'キムラ', 名の読み: 'ハナ', 電話: PHONE })
    await expect(rosterFile(await member(), SLUG, today(), translator('ja'))).rejects.toThrow(NotAllowed)
    await expect(rosterOf(guest(today()), SLUG, today())).rejects.toThrow(SignInNeeded)
    await expect(rosterOf(await actorOf((await makeUser()).id), SLUG, today())).rejects.toThrow(NotAllowed)
  })

  test('shows members the names of those who agreed, and of a day to come the seats that are vacant then', async () => {
    const { rows } = await rosterOf(await member(), SLUG, today())
    expect(rows.map(({ person }) => person)).toEqual([null, null, null])
    const later = await rosterOf(chair, SLUG, addDays(today(), 60))
    expect(later.rows.map(({ state }) => state)).toEqual(['vacant', 'vacant', 'vacant'])
  })

  test('is forgotten five years after the term; who has an account is not, nor anybody sooner', async () => {
    const ended = (days: number) => ({
      startsOn: new Date(addDays(today(), -days - 300)),
      endsOn: new Date(addDays(today(), -days)),
    })
    await db.term.updateMany({ where: { id: { in: [named, secretary.term] } }, data: ended(1826) })
    expect(await forgetNames()).toBe(0)
    await db.term.updateMany({ where: { id: { in: [named, secretary.term] } }, data: ended(1827) })
    expect(await forgetNames()).toBe(1)
    expect(await db.term.findUnique({ where: { id: named } })).toBe(null)
    expect(await db.term.findUnique({ where: { id: secretary.term } })).not.toBe(null)
    expect((await actions()).at(-1)).toBe('retention.cleared')
    expect(JSON.stringify(await db.auditEntry.findMany({ select: { after: true } }))).not.toContain('木村')
  })
})
