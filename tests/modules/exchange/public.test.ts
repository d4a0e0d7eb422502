/** The public side: asking in each way, supporting once, following without an account, taking back, forgetting. */
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Actor, guest } from '~/modules/accounts/rules'
import { askMatter, proveMatter } from '~/modules/exchange/commands/ask.server'
import { forgetExchange } from '~/modules/exchange/commands/clean-up.server'
import { askToFollow, confirmFollowing, endFollowing } from '~/modules/exchange/commands/follow.server'
import { happen, tellEvent } from '~/modules/exchange/commands/happen.server'
import { withdrawMatter } from '~/modules/exchange/commands/own.server'
import { passOn } from '~/modules/exchange/commands/pass-on.server'
import { endSupport, supportMatter } from '~/modules/exchange/commands/support.server'
import { countByState, listMatters, overdueCount } from '~/modules/exchange/queries/list.server'
import { matterByKey, matterFor } from '~/modules/exchange/queries/matter.server'
import { overdueMatters, sectionClocks } from '~/modules/exchange/queries/overdue.server'
import { associationMatters, exchangeExport } from '~/modules/exchange/queries/own.server'
import { similarTo } from '~/modules/exchange/queries/similar.server'
import { addDays, dayToDate, now } from '~/platform/clock'
import { db, transaction } from '~/platform/db.server'
import { Gone, Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actorOf, giveTerm, makeTown, makeUser, type Town, today } from '../accounts/support'
import { asked, member } from './asking'

const VISITOR = { address: '203.0.113.9', language: 'ja' }
const GUEST = guest(today())
let town: Town
let district: number
let chair: Actor
let chairMail: string

const asAssociation = (over: Record<string, string> = {}) =>
  asked({ channel: 'association', association: String(town.association.id), ...over })

const mailsTo = (recipient: string) =>
  db.mail.findMany({ where: { recipient }, orderBy: { id: 'asc' }, select: { text: true, endUrl: true } })

const tellAll = async () => {
  for (const { id } of await db.matterEvent.findMany({ orderBy: { id: 'asc' }, select: { id: true } }))
    await tellEvent(id)
}

/** As the city has routed it. */
async function route(id: number, dueOn: string) {
  const section = await db.section.upsert({
    where: { name: '公園課' },
    create: { name: '公園課' },
    update: {},
    select: { id: true },
  })
  await db.matter.update({
    where: { id },
    data: { state: 'routed', sectionId: section.id, dueOn: dayToDate(dueOn), routedAt: now() },
  })
  return section.id
}

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  const school = {
    middleSchool: '中学校',
    schoolName: '小学校',
    schoolAddress: '',
    latitude: 34.8,
    longitude: 135.6,
  }
  district = (await db.district.create({ data: { name: '楠葉', ...school }, select: { id: true } })).id
  const other = (await db.district.create({ data: { name: '牧野', ...school }, select: { id: true } })).id
  await db.association.updateMany({
    where: { id: { in: [town.council.id, town.association.id, town.group.id] } },
    data: { districtId: district },
  })
  await db.association.updateMany({ where: { id: town.other.id }, data: { districtId: other } })
  const { id, email } = await makeUser()
  await giveTerm(id, town.association.id, 'chair')
  chair = await actorOf(id)
  chairMail = email
})

describe('asking', () => {
  test('as an association is with the city at once, in its name and district', async () => {
    const { id, state, key } = await askMatter(chair, VISITOR, asAssociation())
    expect([state, key]).toEqual(['received', null])
    const seen = await matterFor(GUEST, id)
    expect(seen.association?.name).toBe(town.association.name)
    expect(seen.district?.id).toBe(district)
    expect(seen.events.map(({ kind }) => kind)).toEqual(['asked', 'received'])
    const [listed] = (await listMatters({}, today())).items
    expect(listed).toMatchObject({ id, association: town.association.name, state: 'received' })
  })

  test('as another association is refused, and so is asking through one that one is no member of', async () => {
    const form = asked({ channel: 'association', association: String(town.other.id) })
    await expect(askMatter(chair, VISITOR, form)).rejects.toBeInstanceOf(NotAllowed)
    const { actor } = await member(town.other.id)
    const through = asked({ channel: 'through_association', association: String(town.association.id) })
    await expect(askMatter(actor, VISITOR, through)).rejects.toBeInstanceOf(Invalid)
    await expect(askMatter(GUEST, VISITOR, through)).rejects.toBeInstanceOf(SignInNeeded)
    expect(await db.matter.count()).toBe(0)
  })

  test('through an association waits for an officer, unseen by anybody else, until it is passed on', async () => {
    const { actor } = await member(town.group.id)
    const form = asked({ channel: 'through_association', association: String(town.association.id) })
    const { id, state } = await askMatter(actor, VISITOR, form)
    expect(state).toBe('waiting')
    expect(await mailsTo(chairMail)).toHaveLength(1)
    await expect(matterFor(GUEST, id)).rejects.toBeInstanceOf(NotFound)
    expect((await listMatters({}, today())).items).toEqual([])
    expect((await matterFor(actor, id)).own).toBe(true)
    const [waiting] = (await associationMatters(chair, town.association.slug)).waiting
    expect(waiting?.id).toBe(id)
    await passOn(chair, town.association.slug, {
      intent: 'pass_on',
      id,
      version: waiting?.version ?? 0,
      reason: '',
    })
    expect((await matterFor(GUEST, id)).state).toBe('received')
    await expect(
      passOn(chair, town.association.slug, { intent: 'give_back', id, version: 1, reason: 'x' }),
    ).rejects.toBeInstanceOf(Stale)
  })

  test('given back it is never published, and the author is told why', async () => {
    const { actor, email } = await member(town.association.id)
    const form = asked({ channel: 'through_association', association: String(town.association.id) })
    const { id } = await askMatter(actor, VISITOR, form)
    await passOn(chair, town.association.slug, {
      intent: 'give_back',
      id,
      version: 1,
      reason: '来週の会議で話しましょう。',
    })
    await tellAll()
    expect((await mailsTo(email)).some(({ text }) => text.includes('来週の会議'))).toBe(true)
    await expect(matterFor(GUEST, id)).rejects.toBeInstanceOf(NotFound)
  })

  test('without an account it reaches the city only when the address is proven; no name or address is stored in clear', async () => {
    const form = asked({ name: '木村 花', email: 'hana@example.com' })
    const { id, key } = await askMatter(GUEST, VISITOR, form)
    const row = await db.matter.findUniqueOrThrow({ where: { id } })
    expect(row).toMatchObject({ state: 'waiting', provenAt: null, authorId: null })
    expect(JSON.stringify(row)).not.toMatch(/hana@|木村/)
    const [mail] = await mailsTo('hana@example.com')
    expect(mail?.text).toContain(`/exchange/mine/${key}`)
    expect((await matterByKey(GUEST, key ?? '')).proven).toBe(false)
    await expect(matterByKey(GUEST, `${key}x`)).rejects.toBeInstanceOf(NotFound)
    await proveMatter(GUEST, key ?? '')
    await proveMatter(GUEST, key ?? '')
    expect(await db.auditEntry.count({ where: { action: 'matter.proven' } })).toBe(1)
    await expect(matterFor(GUEST, id)).rejects.toBeInstanceOf(NotFound)
    await expect(proveMatter(GUEST, 'a'.repeat(40))).rejects.toBeInstanceOf(Gone)
  })

  test('without a name or address, or where the city takes nothing directly, is refused', async () => {
    await expect(askMatter(GUEST, VISITOR, asked())).rejects.toBeInstanceOf(Invalid)
    await db.exchangeSetting.upsert({
      where: { id: 1 },
      create: { id: 1, directAllowed: false },
      update: { directAllowed: false },
    })
    const form = asked({ name: '木村 花', email: 'hana@example.com' })
    await expect(askMatter(GUEST, VISITOR, form)).rejects.toBeInstanceOf(NotAllowed)
  })

  test('the same form sent twice at once is one matter', async () => {
    const form = asAssociation()
    const all = await Promise.all([1, 2, 3, 4].map(() => askMatter(chair, VISITOR, form)))
    expect(new Set(all.map(({ id }) => id)).size).toBe(1)
    expect(await db.matter.count()).toBe(1)
  })

  test('data of others is asked about first, and kept when the author says so', async () => {
    const body = '山田太郎さん(090-1234-5678)が困っています。'
    await expect(askMatter(chair, VISITOR, asAssociation({ body }))).rejects.toBeInstanceOf(Invalid)
    const { id } = await askMatter(chair, VISITOR, asAssociation({ body, personal_ok: 'on' }))
    expect((await db.matter.findUniqueOrThrow({ where: { id } })).personalAsked).toBe(true)
  })

  test('similar ones are found, and those that are not public never', async () => {
    const { id } = await askMatter(chair, VISITOR, asAssociation())
    await askMatter(
      chair,
      VISITOR,
      asAssociation({ title: '市営プールの開く日を教えてください', category: 'facility' }),
    )
    const like = { title: '花園公園の街灯が消えている', body: '', category: 'light', district }
    expect((await similarTo(like, today()))[0]?.id).toBe(id)
    await db.matter.update({ where: { id }, data: { hiddenAt: now() } })
    expect((await similarTo(like, today())).map((one) => one.id)).not.toContain(id)
  })
})

describe('support', () => {
  test('counts each member and each association of the district once, also at once, and not the one who asks', async () => {
    const { id } = await askMatter(chair, VISITOR, asAssociation())
    const { actor } = await member(town.group.id)
    await Promise.all([1, 2, 3, 4, 5].map(() => supportMatter(actor, id, null)))
    expect((await matterFor(actor, id)).supportCount).toBe(1)
    await expect(supportMatter(chair, id, null)).rejects.toBeInstanceOf(NotAllowed)
    await expect(supportMatter(chair, id, town.association.id)).rejects.toBeInstanceOf(NotAllowed)
    const outside = await member(town.other.id)
    await expect(supportMatter(outside.actor, id, null)).rejects.toBeInstanceOf(NotAllowed)
    const { id: council } = await makeUser()
    await giveTerm(council, town.council.id, 'chair')
    await supportMatter(await actorOf(council), id, town.council.id)
    expect((await matterFor(GUEST, id)).supportCount).toBe(2)
    await endSupport(actor, id, null)
    await endSupport(actor, id, null)
    expect((await matterFor(GUEST, id)).supportCount).toBe(1)
  })

  test('ends with the answer', async () => {
    const { id } = await askMatter(chair, VISITOR, asAssociation())
    await route(id, today())
    await db.matter.update({ where: { id }, data: { state: 'answered', answeredAt: now() } })
    const { actor } = await member(town.association.id)
    await expect(supportMatter(actor, id, null)).rejects.toBeInstanceOf(NotAllowed)
  })
})

describe('following', () => {
  const MAIL = 'jiro@example.com'
  const keyIn = async () =>
    /\/exchange\/follow\/([\w-]+)/.exec((await mailsTo(MAIL)).at(-1)?.text ?? '')?.[1] ?? ''

  test('begins with the link, tells of what is shown, and ends at a press', async () => {
    const { id } = await askMatter(chair, VISITOR, asAssociation())
    await askToFollow(VISITOR, id, MAIL)
    const key = await keyIn()
    await transaction((tx) => happen(tx, id, { kind: 'routed' }))
    await tellAll()
    expect(await mailsTo(MAIL)).toHaveLength(1)
    expect(await confirmFollowing(GUEST, key)).toBe(id)
    const event = await transaction((tx) => happen(tx, id, { kind: 'answered', text: '来週直します。' }))
    await transaction((tx) => happen(tx, id, { kind: 'note', text: '予算は秋に' }))
    await tellEvent(event)
    const told = await mailsTo(MAIL)
    expect(told.at(-1)?.text).toContain('来週直します')
    expect(told.at(-1)?.endUrl).toContain(`/exchange/unfollow/${key}`)
    expect(told.some(({ text }) => text.includes('予算は秋に'))).toBe(false)
    await endFollowing(GUEST, key)
    await endFollowing(GUEST, key)
    await tellEvent(event)
    expect(await mailsTo(MAIL)).toHaveLength(told.length)
    await expect(confirmFollowing(GUEST, key)).rejects.toBeInstanceOf(Gone)
  })

  test('is quiet about a hidden matter', async () => {
    const { id } = await askMatter(chair, VISITOR, asAssociation())
    await askToFollow(VISITOR, id, MAIL)
    await confirmFollowing(GUEST, await keyIn())
    await db.matter.update({ where: { id }, data: { hiddenAt: now() } })
    await tellEvent(await transaction((tx) => happen(tx, id, { kind: 'answered', text: 'x' })))
    expect(await mailsTo(MAIL)).toHaveLength(1)
    await expect(askToFollow(VISITOR, id, 'saburo@example.com')).rejects.toBeInstanceOf(NotFound)
  })
})

describe('the clock in public', () => {
  test('lists what is overdue with its days, by section; what was joined to another is not counted', async () => {
    const { id } = await askMatter(chair, VISITOR, asAssociation())
    const joined = await askMatter(chair, VISITOR, asAssociation({ title: '街灯をつけてください' }))
    const section = await route(id, addDays(today(), -5))
    await route(joined.id, addDays(today(), -9))
    await db.matter.update({ where: { id: joined.id }, data: { joinedToId: id } })
    expect(await overdueCount(today())).toBe(1)
    expect((await overdueMatters(today())).map((one) => [one.id, one.daysLate])).toEqual([[id, 5]])
    const [clock] = await sectionClocks(today())
    expect(clock).toMatchObject({ id: section, waiting: 1, overdue: 1, longestLate: 5, answered: 0 })
    expect((await listMatters({ overdue: true }, today())).items.map((one) => one.id)).toEqual([id])
    expect(await countByState({}, today())).toEqual({ routed: 2 })
  })
})

test('a hidden matter shows its title to its author and to nobody else', async () => {
  const { id } = await askMatter(chair, VISITOR, asAssociation())
  await db.matter.update({ where: { id }, data: { hiddenAt: now() } })
  const seen = await matterFor(GUEST, id)
  expect([seen.title, seen.body, seen.photos]).toEqual([null, null, []])
  expect((await matterFor(chair, id)).title).not.toBeNull()
  expect((await listMatters({}, today())).items).toEqual([])
})

test('taking back is the author’s, once, and only before the answer', async () => {
  const { id } = await askMatter(chair, VISITOR, asAssociation())
  const { actor } = await member(town.association.id)
  await expect(withdrawMatter(actor, { id }, 1)).rejects.toBeInstanceOf(NotFound)
  await expect(withdrawMatter(chair, { id }, 9)).rejects.toBeInstanceOf(Stale)
  await withdrawMatter(chair, { id }, 1)
  expect((await matterFor(GUEST, id)).state).toBe('withdrawn')
  await expect(withdrawMatter(chair, { id }, 2)).rejects.toBeInstanceOf(Stale)
})

test('what is not needed any more is forgotten, and nothing else', async () => {
  const guestForm = asked({ name: '木村 花', email: 'hana@example.com' })
  const unproven = await askMatter(GUEST, VISITOR, guestForm)
  const proven = await askMatter(GUEST, VISITOR, { ...guestForm, submission: randomUUID() })
  await proveMatter(GUEST, proven.key ?? '')
  const standing = await askMatter(chair, VISITOR, asAssociation())
  expect(await forgetExchange()).toEqual({
    unproven: 0,
    contacts: 0,
    authors: 0,
    followers: 0,
    unpublished: 0,
  })
  const days = (count: number) => new Date(now().getTime() - count * 86_400_000)
  await db.matter.updateMany({ data: { createdAt: days(3) } })
  await db.matter.update({
    where: { id: proven.id },
    data: { state: 'withdrawn', receivedAt: days(400), closedAt: days(366) },
  })
  const followed = { keyHash: 'a'.repeat(64), email: 'x@example.com', confirmedAt: days(500) }
  await db.matterFollower.create({ data: { matterId: proven.id, ...followed, createdAt: days(500) } })
  expect(await forgetExchange()).toEqual({
    unproven: 1,
    contacts: 1,
    authors: 0,
    followers: 1,
    unpublished: 0,
  })
  expect(await db.matter.findUnique({ where: { id: unproven.id } })).toBeNull()
  expect((await db.matter.findUniqueOrThrow({ where: { id: proven.id } })).authorContact).toBeNull()
  expect((await matterFor(GUEST, standing.id)).id).toBe(standing.id)
})

test('a person finds in their export what they have asked and supported', async () => {
  const { id } = await askMatter(chair, VISITOR, asAssociation())
  const { actor } = await member(town.association.id)
  await supportMatter(actor, id, null)
  expect((await exchangeExport(actor)).supports.map(({ matter }) => matter.id)).toEqual([id])
  expect((await exchangeExport(chair)).asked.map((one) => one.id)).toEqual([id])
})

test('what waited for an officer goes with an account that was deleted; what is public stays, without its author', async () => {
  const { actor, id: user } = await member(town.association.id)
  const through = { channel: 'through_association', association: String(town.association.id) }
  const waiting = await askMatter(actor, VISITOR, asked(through))
  const open = await askMatter(actor, VISITOR, asked())
  await db.user.delete({ where: { id: user } })
  await forgetExchange()
  expect(await db.matter.count({ where: { id: waiting.id } })).toBe(0)
  expect((await matterFor(GUEST, open.id)).id).toBe(open.id)
})
