/** Who is who: children of one account, one person of several applications, guardians who are somebody else. */
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '~/modules/accounts/rules'
import { recordOf } from '~/modules/attendance/queries/record.server'
import { apply } from '~/modules/participation/commands/apply.server'
import { answerConsent } from '~/modules/participation/commands/consent.server'
import {
  changeDetails,
  changeMember,
  completeFriend,
  moveMine,
} from '~/modules/participation/commands/mine.server'
import { carriedKey, personCookie } from '~/modules/participation/person-cookie.server'
import { consentPage } from '~/modules/participation/queries/consent.server'
import { applyPage, detailsOf, mineOf, ownPersons } from '~/modules/participation/queries/mine.server'
import {
  consentTokenOf,
  friendTokenOf,
  keyOf,
  mailedKeyOf,
  openPerson,
} from '~/modules/participation/queries/person.server'
import { CONSENT_VERSION } from '~/modules/participation/rules'
import { applyForms, consentForm, detailsForm, friendForm, memberForm } from '~/modules/participation/schema'
import { db } from '~/platform/db.server'
import { Gone, Invalid, NotFound } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { applications, applying, fields, formOf, friends, guest, room, session } from './support'

beforeEach(resetDatabase)

async function parent(email = 'parent@people.example'): Promise<Actor> {
  const user = await db.user.create({ data: { email, familyName: '山田', givenName: '母' } })
  return {
    ...guest(),
    user: { id: user.id, name: '山田 母', language: 'ja', demonstration: false },
    capacity: 'resident',
  }
}
const applyAs = (actor: Actor, sessionId: number, more: Record<string, string>) =>
  apply(actor, '10.0.0.1', sessionId, formOf(more), 'ja')
const idOf = async (key: string) => {
  const [item] = (await mineOf(key)).items
  const member = await db.volunteerMember.findUniqueOrThrow({ where: { id: item?.memberId ?? 0 } })
  return member.volunteerId
}
const HANA = { given_name: '花', given_reading: 'ハナ', email: 'parent@people.example', stage: 'elementary' }
const TARO = { ...HANA, given_name: '太郎', given_reading: 'タロウ', stage: 'junior_high' }
const give = consentForm.parse({
  intent: 'give',
  text_version: CONSENT_VERSION,
  name: '山田 一郎',
  relation: 'father',
  phone: '090-0000-0000',
  agree: 'on',
})

describe('an account', () => {
  test('applies for one child after the other, and each stays who they are', async () => {
    const actor = await parent()
    const [one, two] = [await session(5), await session(5)]
    const hana = await applyAs(actor, one.id, HANA)
    const taro = await applyAs(actor, one.id, TARO)
    expect(taro.key).not.toBe(hana.key)
    // The page of the first says the name of the first, whatever was applied for since; the second time it is the same row.
    const again = await applyAs(actor, two.id, HANA)
    expect(again.key).toBe(mailedKeyOf(await idOf(hana.key), HANA.email))
    expect((await detailsOf(hana.key)).person.givenName).toBe('花')
    expect(await detailsOf(taro.key)).toMatchObject({ stage: 'junior_high', person: { givenName: '太郎' } })
    expect(await db.volunteer.count()).toBe(2)
    expect((await ownPersons(actor)).map(({ name }) => name)).toEqual(['山田 花', '山田 太郎'])
    expect((await mineOf((await ownPersons(actor))[0]?.key ?? '')).items).toHaveLength(2)
  })

  test('fills in the form for its only person, for none of several, and for nobody when asked to', async () => {
    const actor = await parent()
    const { id } = await session(5)
    const { key } = await applyAs(actor, id, HANA)
    expect((await applyPage(actor, id, undefined)).known?.givenName).toBe('花')
    expect(await applyPage(actor, id, null)).toMatchObject({ me: '', known: null })
    await applyAs(actor, id, TARO)
    expect(await applyPage(actor, id, undefined)).toMatchObject({ me: '', known: null })
    expect((await applyPage(actor, id, key)).known?.givenName).toBe('花')
    expect((await applyPage(guest(), id, keyOf(randomUUID()))).known).toBe(null)
  })

  test('of somebody else opens nothing by a name and address that it typed', async () => {
    const [one, two] = [await session(5), await session(5)]
    await applying(one.id, HANA)
    const stranger = await parent('stranger@people.example')
    const { key } = await applyAs(stranger, two.id, HANA)
    expect((await mineOf(key)).items).toHaveLength(1)
    const [own] = await ownPersons(stranger)
    expect((await mineOf(own?.key ?? '')).items).toHaveLength(1)
    await expect(applyAs(stranger, one.id, HANA)).rejects.toThrow(Invalid)
  })

  test('that sends two forms at once is never in error', async () => {
    const actor = await parent()
    const made = [await session(5), await session(5), await session(5)]
    const all = await Promise.all(made.map(({ id }) => applyAs(actor, id, HANA)))
    expect(all.map(({ state }) => state)).toEqual(['held', 'held', 'held'])
    const { id } = await session(5)
    const twice = await Promise.all([applyAs(actor, id, HANA), applyAs(actor, id, HANA)])
    expect(twice.map(({ state }) => state).sort()).toEqual(['held', 'known'])
    expect(await applications(id)).toHaveLength(1)
  })
})

describe('without an account', () => {
  test('one mail opens everything of one person, the bare key one row', async () => {
    const [one, two] = [await session(5), await session(5)]
    const first = await applying(one.id, HANA)
    const second = await applying(two.id, HANA)
    expect((await mineOf(first.key)).items).toHaveLength(1)
    const mail = await db.mail.findFirstOrThrow({ orderBy: { id: 'desc' } })
    const link = /\/volunteering\/mine\/(\S+)/.exec(mail.text)?.[1] ?? ''
    expect(link).toContain(second.key)
    expect((await mineOf(link)).items).toHaveLength(2)
    await db.volunteerMember.updateMany({ data: { attendance: 'absent' } })
    expect((await recordOf(guest(), link)).rows).toEqual([])
    for (const forged of [`${second.key}.x`, `${second.key}.${'x'.repeat(22)}`])
      expect((await mineOf(forged)).items).toHaveLength(1)
    await expect(mineOf(`${second.key}.`)).rejects.toThrow(NotFound)
    // What is done there is done in whichever row it stands.
    const older = (await mineOf(link)).items.find(({ sessionId }) => sessionId === one.id)
    const form = { intent: 'cancel', application: older?.id ?? 0, version: older?.version ?? 0 } as const
    await expect(moveMine(guest(), second.key, form)).rejects.toThrow(NotFound)
    expect(await moveMine(guest(), link, form)).toBe('application_cancelled')
  })

  test('the page that was opened is known on the next form, and for that person alone', async () => {
    const [one, two] = [await session(5), await session(5)]
    const { key } = await applying(one.id, HANA)
    await applying(two.id, { ...HANA, me: key })
    expect((await mineOf(key)).items).toHaveLength(2)
    const other = await applying(two.id, { ...TARO, me: key })
    expect(other.key).not.toBe(key)
    expect((await detailsOf(key)).person.givenName).toBe('花')
    expect(await db.volunteer.count()).toBe(2)
  })

  test('the cookie carries a key and nothing else', () => {
    const key = mailedKeyOf(randomUUID(), 'a@people.example')
    const sent = personCookie(key)
    expect(sent).toMatch(/HttpOnly; SameSite=Lax/)
    const asked = (cookie: string) =>
      carriedKey(new Request('http://portal/', { headers: { Cookie: cookie } }))
    expect(asked(`a=b; ${sent.split(';')[0]}; c=d`)).toBe(key)
    expect(asked(personCookie(null).split(';')[0] ?? '')).toBe(undefined)
    expect(asked('volunteer=<script>')).toBe(undefined)
  })

  test('another name and address goes into all rows, and opens them by the new mail alone', async () => {
    const [one, two] = [await session(5), await session(5)]
    const { key } = await applying(one.id, HANA)
    await applying(two.id, HANA)
    const mailed = mailedKeyOf(await idOf(key), HANA.email)
    const form = detailsForm.parse(fields({ ...HANA, email: 'new@people.example' }))
    const now = await changeDetails(guest(), mailed, form)
    expect((await mineOf(now)).items).toHaveLength(1)
    expect((await mineOf(mailed)).items).toHaveLength(1)
    const mail = await db.mail.findFirstOrThrow({ where: { recipient: 'new@people.example' } })
    expect((await mineOf(/\/volunteering\/mine\/(\S+)/.exec(mail.text)?.[1] ?? '')).items).toHaveLength(2)
  })
})

describe('one person', () => {
  test('has one place, also by completing a friend’s page or by changing the name', async () => {
    const { id } = await session(5)
    const hana = await applying(id, HANA)
    const party = await applying(id, { stage: 'adult', ...friends('elementary', 'elementary') })
    const [friend, third] = (await mineOf(party.key)).items[0]?.friends ?? []
    const as = (more: Record<string, string>) => friendForm.parse(fields(more))
    const complete = (member: number | undefined, more: Record<string, string>) =>
      completeFriend(guest(), '10.0.0.9', friendTokenOf(member ?? 0), as(more))
    await expect(complete(friend?.id, HANA)).rejects.toThrow(Invalid)
    const key = await complete(friend?.id, TARO)
    await expect(changeDetails(guest(), key, detailsForm.parse(fields(HANA)))).rejects.toThrow(Invalid)
    await changeDetails(guest(), key, detailsForm.parse(fields({ ...TARO, given_name: '太朗' })))
    expect((await detailsOf(key)).person.givenName).toBe('太朗')
    // Two friends at once are not one and the same either.
    const both = await Promise.allSettled([
      complete(third?.id, { ...HANA, given_reading: 'ジロウ' }),
      changeDetails(guest(), hana.key, detailsForm.parse(fields({ ...HANA, given_reading: 'ジロウ' }))),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('a guardian', () => {
  test('whose link was replaced says nothing any more', async () => {
    const { id } = await session(5)
    const { key } = await applying(id, { ...HANA, guardian_email: 'stranger@people.example' })
    const member = (await mineOf(key)).items[0]?.memberId ?? 0
    const form = memberForm.parse(fields({ guardian_email: 'father@people.example' }))
    await changeMember(guest(), key, member, form)
    const [old, fresh] = [consentTokenOf(member, 1), consentTokenOf(member, 2)]
    const say = (token: string, answer: typeof give) => answerConsent(guest(), '10.0.0.1', token, answer)
    await expect(consentPage(old)).rejects.toThrow(Gone)
    await expect(say(old, give)).rejects.toThrow(Gone)
    await say(fresh, give)
    for (const intent of ['refuse', 'revoke'] as const)
      await expect(say(old, consentForm.parse({ intent }))).rejects.toThrow(Gone)
    expect((await applications(id)).map(({ state }) => state)).toEqual(['placed'])
  })

  test('is not the child, also not later', async () => {
    const { id } = await session(5)
    const { key } = await applying(id, HANA)
    const member = (await mineOf(key)).items[0]?.memberId ?? 0
    const form = memberForm.parse(fields({ guardian_email: HANA.email }))
    await expect(changeMember(guest(), key, member, form)).rejects.toThrow(Invalid)
    expect(await db.guardianConsent.count()).toBe(1)
  })

  test('of who waits is told no deadline', async () => {
    const { id } = await session(1)
    await applying(id)
    await applying(id, { ...HANA, guardian_email: 'father@people.example' })
    const { text } = await db.mail.findFirstOrThrow({ where: { recipient: 'father@people.example' } })
    expect(text).toContain('キャンセル待ち')
    expect(text).not.toContain('期限')
  })
})

describe('the first one of a party', () => {
  test('hands it to a friend who has completed their page, not to the one of the lowest number', async () => {
    const { id } = await session(5)
    const { key } = await applying(id, friends('adult', 'adult'))
    const [, third] = (await mineOf(key)).items[0]?.friends ?? []
    const own = await completeFriend(
      guest(),
      '10.0.0.9',
      friendTokenOf(third?.id ?? 0),
      friendForm.parse(fields({ given_name: '三郎' })),
    )
    await leave(key)
    expect((await mineOf(own)).items[0]).toMatchObject({ leads: true, size: 2, state: 'placed' })
  })

  test('ends it where nobody else has a page', async () => {
    const { id } = await session(5)
    const { key } = await applying(id, friends('adult', 'adult'))
    await leave(key)
    expect((await applications(id)).map(({ state, size }) => [state, size])).toEqual([['cancelled', 3]])
    expect(await room(id)).toEqual({ taken: 0, queued: 0 })
  })

  async function leave(key: string) {
    const [item] = (await mineOf(key)).items
    return moveMine(guest(), key, {
      intent: 'leave',
      application: item?.id ?? 0,
      version: item?.version ?? 0,
    })
  }
})

describe('a lecture', () => {
  test('asks for a name and a way to be reached, and keeps no more', async () => {
    const { id, programmeId } = await session(5)
    await db.volunteerProgramme.update({ where: { id: programmeId }, data: { kind: 'lecture' } })
    const typed = fields({ school: '第一中学校', health: 'そば' })
    const { emergency_name: _name, emergency_phone: _phone, ...few } = typed
    expect(applyForms.experience.safeParse(few).success).toBe(false)
    const form = applyForms.lecture.parse(few)
    await apply(guest(), '10.0.0.1', id, { ...form, health: 'そば', emergency_phone: '072-000-0000' }, 'ja')
    const member = await db.volunteerMember.findFirstOrThrow({ include: { volunteer: true } })
    expect(member).toMatchObject({ health: null, emergency: null })
    expect(openPerson(member.volunteer.person).school).toBe('')
    const [item] = (await mineOf(keyOf(member.volunteerId))).items
    expect(item).toMatchObject({ lecture: true, reachable: true })
  })

  test('is the only one: for an activity somebody can be called on the day', async () => {
    const { id } = await session(5)
    const form = applyForms.lecture.parse(fields())
    await expect(apply(guest(), '10.0.0.1', id, form, 'ja')).rejects.toThrow(Invalid)
  })
})
