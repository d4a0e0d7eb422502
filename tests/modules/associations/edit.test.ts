/** Writing: who may edit and add, two at once, and the consent to show a contact. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '~/modules/accounts/rules'
import { recordConsent, withdrawConsent } from '~/modules/associations/commands/consent.server'
import { createAssociation } from '~/modules/associations/commands/create.server'
import { editAssociation } from '~/modules/associations/commands/edit.server'
import { associationForEdit, differences } from '~/modules/associations/edit.server'
import { consentSchema, editSchema, newSchema } from '~/modules/associations/schema'
import { associationView } from '~/modules/associations/view.server'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actorOf, anybody, type City, makeCity } from './support'

let city: City
let chair: Actor
beforeEach(async () => {
  await resetDatabase()
  city = await makeCity()
  chair = await actorOf({ seat: { post: 'chair', at: city.own } })
})

const OWN = 'kuzuhahanazono'

/** The form as it is sent back, with something changed. */
async function form(changes: Record<string, string> = {}, actor = chair, slug = OWN) {
  const { fields, association } = await associationForEdit(actor, slug)
  return editSchema.parse({ ...fields, version: String(association.version), ...changes })
}

const consent = (fields: Record<string, unknown> = {}) =>
  consentSchema.parse({
    person: '山﨑 正雄',
    givenOn: '2026-11-20',
    shows: ['phone'],
    agreed: 'on',
    ...fields,
  })

const contactFor = async (actor: Actor) => (await associationView(actor, OWN)).contact

describe('editing', () => {
  test('writes the page, its towns and the trail without personal data', async () => {
    await editAssociation(
      chair,
      OWN,
      await form({
        introduction: '髙﨑𠮷🙂',
        towns: '楠葉並木2丁目\n楠葉花園町',
        households: '３００',
        householdsMethod: '名簿',
        householdsAsOf: '2026-04-01',
        contactPhone: '072ー000ー9999',
      }),
    )
    const { fields, association } = await associationForEdit(chair, OWN)
    expect(fields).toMatchObject({
      introduction: '髙﨑𠮷🙂',
      towns: '楠葉花園町\n楠葉並木二丁目',
      households: '300',
      contactPhone: '072-000-9999',
    })
    expect(association.version).toBe(2)
    const [entry] = await db.auditEntry.findMany()
    expect(entry).toMatchObject({
      action: 'association.edited',
      associationId: city.own.id,
      capacity: 'chair',
    })
    expect(JSON.stringify([entry?.before, entry?.after])).not.toMatch(/山﨑|072|example/)
  })

  test('stores an area, and takes it away again', async () => {
    const ring = [
      [135.6, 34.8],
      [135.7, 34.8],
      [135.7, 34.9],
      [135.6, 34.8],
    ]
    const area = JSON.stringify({ type: 'Polygon', coordinates: [ring] })
    await editAssociation(chair, OWN, await form({ area }))
    expect((await associationView(anybody(), OWN)).area).toEqual(JSON.parse(area))
    await editAssociation(chair, OWN, await form({ area: '' }))
    expect((await associationView(anybody(), OWN)).area).toBeNull()
  })

  test('is refused by scope: to guests, to members, to officers of elsewhere and of posts that may not', async () => {
    const input = await form()
    const elsewhere = await actorOf({ seat: { post: 'chair', at: city.other } })
    const otherCouncil = await actorOf({ seat: { post: 'chair', at: city.otherCouncil } })
    const below = await actorOf({ seat: { post: 'group_leader', at: city.group } })
    const treasurer = await actorOf({ seat: { post: 'treasurer', at: city.own } })
    for (const actor of [
      await actorOf({}),
      elsewhere,
      otherCouncil,
      below,
      treasurer,
      await actorOf({ staff: 'approver' }),
    ]) {
      await expect(editAssociation(actor, OWN, input)).rejects.toThrow(NotAllowed)
      await expect(associationForEdit(actor, OWN)).rejects.toThrow(NotAllowed)
      await expect(recordConsent(actor, OWN, consent())).rejects.toThrow(NotAllowed)
      await expect(withdrawConsent(actor, OWN)).rejects.toThrow(NotAllowed)
    }
    await expect(editAssociation(anybody(), OWN, input)).rejects.toThrow(SignInNeeded)
    await expect(associationForEdit(anybody(), OWN)).rejects.toThrow(SignInNeeded)
    await expect(editAssociation(chair, 'nowhere', input)).rejects.toThrow(NotFound)
    expect(await db.auditEntry.count()).toBe(0)
    expect((await db.association.findUniqueOrThrow({ where: { slug: OWN } })).version).toBe(1)
  })

  test('is open to the secretary, the council above, and the city', async () => {
    for (const actor of [
      await actorOf({ seat: { post: 'secretary', at: city.own } }),
      await actorOf({ seat: { post: 'chair', at: city.council } }),
      await actorOf({ staff: 'reviewer' }),
    ]) {
      await editAssociation(actor, OWN, await form({}, actor))
    }
    expect((await db.association.findUniqueOrThrow({ where: { slug: OWN } })).version).toBe(4)
  })

  test('of two at once lets one through, and the other sees both texts', async () => {
    const first = await form({ introduction: '一' })
    const second = await form({ introduction: '二' })
    const results = await Promise.allSettled([
      editAssociation(chair, OWN, first),
      editAssociation(chair, OWN, second),
    ])
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    const refused = results.find((r) => r.status === 'rejected')
    expect(refused?.reason).toBeInstanceOf(Stale)
    const { fields } = await associationForEdit(chair, OWN)
    const loser = fields.introduction === '一' ? '二' : '一'
    expect(differences(fields, { ...fields, introduction: `${loser}\r\n` })).toEqual([
      { field: 'introduction', theirs: fields.introduction, yours: loser },
    ])
  })

  test('refuses towns that are none, and days to come', async () => {
    await expect(
      editAssociation(chair, OWN, await form({ towns: '楠葉花園町\nどこか町' })),
    ).rejects.toMatchObject({
      errors: { towns: [`associations.edit.unknown_towns?towns=${encodeURIComponent('どこか町')}`] },
    })
    for (const field of ['legalPersonalitySince', 'householdsAsOf']) {
      await expect(editAssociation(chair, OWN, await form({ [field]: '2026-11-23' }))).rejects.toMatchObject({
        errors: { [field]: ['associations.edit.date_future'] },
      })
    }
  })
})

describe('the contact', () => {
  test('is nobody’s but the office’s until somebody agreed', async () => {
    expect(await contactFor(anybody())).toBeNull()
    expect(await contactFor(await actorOf({}))).toBeNull()
    expect(await contactFor(await actorOf({ seat: { post: 'chair', at: city.other } }))).toBeNull()
    expect(await contactFor(await actorOf({ seat: { post: 'auditor', at: city.own } }))).toEqual({
      name: '山﨑 正雄',
      phone: '072-000-1234',
      email: 'hanazono@contact.example',
      inOffice: true,
      public: [],
    })
    expect(await contactFor(await actorOf({ staff: 'section_staff' }))).toMatchObject({ inOffice: true })
  })

  test('shows what was agreed to, is recorded with who, what and when, and hidden at once when withdrawn', async () => {
    await recordConsent(chair, OWN, consent())
    expect(await contactFor(anybody())).toEqual({
      name: null,
      phone: '072-000-1234',
      email: null,
      inOffice: false,
      public: ['phone'],
    })
    expect(await db.contactConsent.findFirstOrThrow()).toMatchObject({
      personName: '山﨑 正雄',
      textVersion: '2026-04',
      recordedById: chair.user?.id,
      showsPhone: true,
      showsName: false,
    })
    await recordConsent(chair, OWN, consent({ shows: ['name', 'email'] }))
    expect(await contactFor(anybody())).toMatchObject({
      name: '山﨑 正雄',
      phone: null,
      email: 'hanazono@contact.example',
    })
    await withdrawConsent(chair, OWN)
    expect(await contactFor(anybody())).toBeNull()
    await withdrawConsent(chair, OWN)
    const actions = (await db.auditEntry.findMany({ orderBy: { id: 'asc' } })).map((entry) => entry.action)
    expect(actions).toEqual([
      'contact_consent.recorded',
      'contact_consent.recorded',
      'contact_consent.withdrawn',
    ])
    expect(JSON.stringify(await db.auditEntry.findMany({ select: { after: true } }))).not.toMatch(/山﨑|072/)
  })

  test('is a person’s: another name ends the consent, another number does not', async () => {
    await recordConsent(chair, OWN, consent())
    await editAssociation(chair, OWN, await form({ contactPhone: '072-000-5678' }))
    expect(await contactFor(anybody())).toMatchObject({ phone: '072-000-5678' })
    await editAssociation(chair, OWN, await form({ contactName: '渡邊 学' }))
    expect(await contactFor(anybody())).toBeNull()
    expect(await db.contactConsent.count({ where: { withdrawnAt: null } })).toBe(0)
    await expect(recordConsent(chair, OWN, consent())).rejects.toThrow(Stale)
  })

  test('is refused for what was not entered, and for a day to come', async () => {
    await editAssociation(chair, OWN, await form({ contactEmail: '' }))
    await expect(recordConsent(chair, OWN, consent({ shows: ['email'] }))).rejects.toThrow(Invalid)
    await expect(recordConsent(chair, OWN, consent({ givenOn: '2026-11-23' }))).rejects.toThrow(Invalid)
    expect(await db.contactConsent.count()).toBe(0)
  })

  test('of two who record at once leaves one standing', async () => {
    await Promise.allSettled([1, 2, 3].map(() => recordConsent(chair, OWN, consent())))
    expect(await db.contactConsent.count({ where: { withdrawnAt: null } })).toBe(1)
  })
})

describe('adding', () => {
  const input = (fields: Record<string, string>) => newSchema.parse(fields)

  test('a group: by the officers of its association', async () => {
    const parent = String(city.own.id)
    const slug = await createAssociation(
      chair,
      input({ parent, name: '楠葉花園町自治会 第2班', reading: 'くずははなぞのちょうじちかい だい2はん' }),
    )
    expect(slug).toBe('kuzuhahanazonocho-dai2han')
    expect(await db.association.findUniqueOrThrow({ where: { slug } })).toMatchObject({
      kind: 'group',
      parentId: city.own.id,
      districtId: city.west.id,
      latitude: 34.859,
    })
    await expect(
      createAssociation(
        chair,
        input({ parent: String(city.council.id), name: '新しい会', reading: 'あたらしいかい' }),
      ),
    ).rejects.toThrow(NotAllowed)
    await expect(
      createAssociation(
        chair,
        input({ parent: String(city.other.id), name: '第1班', reading: 'だいいっぱん' }),
      ),
    ).rejects.toThrow(NotAllowed)
    await expect(
      createAssociation(chair, input({ parent: String(city.group.id), name: '組', reading: 'くみ' })),
    ).rejects.toThrow(NotFound)
    await expect(
      createAssociation(anybody(), input({ parent, name: '班', reading: 'はん' })),
    ).rejects.toThrow(SignInNeeded)
  })

  test('an association: by the city, where its towns are; not by the council', async () => {
    const parent = String(city.council.id)
    const fields = {
      parent,
      name: '楠葉新町会',
      reading: 'クズハシンマチカイ',
      towns: '楠葉花園町、楠葉並木2丁目',
    }
    const slug = await createAssociation(await actorOf({ staff: 'reviewer' }), input(fields))
    const made = await db.association.findUniqueOrThrow({ where: { slug }, include: { towns: true } })
    expect(made).toMatchObject({ kind: 'neighbourhood', districtId: city.west.id, latitude: 34.86 })
    expect(made.towns).toHaveLength(2)
    const council = await actorOf({ seat: { post: 'chair', at: city.council } })
    await expect(createAssociation(council, input({ ...fields, name: '別の会' }))).rejects.toThrow(NotAllowed)
  })

  test('a council: one for each district', async () => {
    const admin = await actorOf({ staff: 'administrator' })
    const parent = String(city.city.id)
    const fields = { parent, name: '新校区コミュニティ協議会', reading: 'しんこうくこみゅにてぃきょうぎかい' }
    await expect(createAssociation(admin, input(fields))).rejects.toMatchObject({
      errors: { district: ['associations.new.district_needed'] },
    })
    await expect(
      createAssociation(admin, input({ ...fields, district: String(city.west.id) })),
    ).rejects.toMatchObject({
      errors: { district: ['associations.new.district_taken'] },
    })
    const district = await db.district.create({
      data: {
        name: '新',
        middleSchool: '',
        schoolName: '新小学校',
        schoolAddress: '',
        latitude: 34.8,
        longitude: 135.6,
      },
    })
    expect(await createAssociation(admin, input({ ...fields, district: String(district.id) }))).toBe(
      'shin-council',
    )
  })

  test('gives a second of the same reading another address, and makes one of a double click', async () => {
    const parent = String(city.own.id)
    const same = input({ parent, name: '花の班', reading: 'はな' })
    const results = await Promise.allSettled([createAssociation(chair, same), createAssociation(chair, same)])
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    expect(results.find((r) => r.status === 'rejected')).toMatchObject({
      reason: { errors: { name: ['associations.new.same_name'] } },
    })
    expect(await createAssociation(chair, input({ parent, name: '花壇の班', reading: 'ハナ' }))).toBe(
      'hana-2',
    )
  })
})

describe('the approval of notices', () => {
  const needed = async () =>
    (await db.association.findUniqueOrThrow({ where: { slug: OWN }, select: { needsApproval: true } }))
      .needsApproval

  test('is decided by those who approve and by the city, with a trail; not by those who only write', async () => {
    const secretary = await actorOf({ seat: { post: 'secretary', at: city.own } })
    const above = await actorOf({ seat: { post: 'chair', at: city.council } })
    for (const writer of [secretary, above]) {
      await expect(editAssociation(writer, OWN, await form({ needsApproval: 'on' }, writer))).rejects.toThrow(
        Invalid,
      )
    }
    await editAssociation(chair, OWN, await form({ needsApproval: 'on' }))
    expect(await needed()).toBe(true)
    const [entry] = await db.auditEntry.findMany()
    expect([entry?.before, entry?.after]).toMatchObject([{ needsApproval: false }, { needsApproval: true }])
    await expect(
      editAssociation(secretary, OWN, await form({ needsApproval: '' }, secretary)),
    ).rejects.toMatchObject({ errors: { needsApproval: ['associations.edit.approval_not_yours'] } })
    await editAssociation(secretary, OWN, await form({ introduction: '紹介' }, secretary))
    expect(await needed()).toBe(true)
    const reviewer = await actorOf({ staff: 'reviewer' })
    await editAssociation(reviewer, OWN, await form({ needsApproval: '' }, reviewer))
    expect(await needed()).toBe(false)
  })
})
