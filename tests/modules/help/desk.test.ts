/** 相談窓口の手入れ: each section its own, nobody over another's words, a trail of it, and a letter when it grows old. */
import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, guest } from '~/modules/accounts/rules'
import { confirmService, createService, editService, moveService } from '~/modules/help/commands.server'
import { remindServices } from '~/modules/help/jobs.server'
import { deskServices, keptService, sectionsToChoose, servicesFile } from '~/modules/help/queries/desk.server'
import { findServices, service, services } from '~/modules/help/queries/public.server'
import { deskQuery, editServiceSchema, newServiceSchema } from '~/modules/help/schema'
import { addDays, dayOf, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { actorOf, giveRole, makeUser } from '../accounts/support'

const today = dayOf(new Date())
let own: number
let foreign: number
let staff: Actor
let staffMail: string
let reviewer: Actor

const FORM = {
  name: '消費の相談',
  theme: 'consumer',
  themes: ['law'],
  summary: '契約の相談を受けます。',
  ways: ['phone'],
  phone: '０７２－０００－１００１',
  hours_kind: 'weekly',
  hours_1: '9:00～17:00',
  hours_holidays: 'closed',
  position: '100',
  free: 'on',
}
const form = (over: Record<string, unknown> = {}) =>
  newServiceSchema.parse({ ...FORM, section: String(own), ...over })
const edit = (version: number, over: Record<string, unknown> = {}) =>
  editServiceSchema.parse({ ...FORM, section: String(own), version: String(version), ...over })

beforeAll(async () => {
  const section = async (name: string) =>
    (await db.section.create({ data: { name }, select: { id: true } })).id
  own = await section('消費課')
  foreign = await section('住宅課')
  const user = await makeUser()
  staffMail = user.email
  await giveRole(user.id, 'section_staff')
  await db.sectionMember.create({ data: { sectionId: own, userId: user.id } })
  staff = await actorOf(user.id)
  const other = await makeUser()
  await giveRole(other.id, 'reviewer')
  reviewer = await actorOf(other.id)
})

const published = async (over: Record<string, unknown> = {}) => {
  const id = await createService(reviewer, form(over))
  await moveService(reviewer, id, 'publish', 1)
  return id
}

describe('a service', () => {
  test('begins as a draft that nobody else sees, and is public from the press on', async () => {
    const id = await createService(staff, form())
    await expect(service(id, new Date())).rejects.toBeInstanceOf(NotFound)
    await moveService(staff, id, 'publish', 1)
    const shown = await service(id, new Date())
    expect(shown).toMatchObject({
      name: '消費の相談',
      section: '消費課',
      themes: ['consumer', 'law'],
      phone: '072-000-1001',
      checkedOn: today,
      free: true,
      nameless: false,
    })
    await moveService(staff, id, 'end', 2)
    await expect(service(id, new Date())).rejects.toBeInstanceOf(NotFound)
    const trail = await db.auditEntry.findMany({
      where: { subjectType: 'help_service', subjectId: String(id) },
      orderBy: { id: 'asc' },
      select: { action: true, actorId: true },
    })
    expect(trail.map(({ action }) => action)).toEqual([
      'help_service.created',
      'help_service.published',
      'help_service.ended',
    ])
    expect(trail.every(({ actorId }) => actorId === staff.user?.id)).toBe(true)
  })

  test('is kept by its section alone, and by the civic activity section', async () => {
    const id = await published({ section: String(foreign) })
    await expect(keptService(staff, id)).rejects.toBeInstanceOf(NotFound)
    await expect(editService(staff, id, edit(2))).rejects.toBeInstanceOf(NotFound)
    await expect(moveService(staff, id, 'end', 2)).rejects.toBeInstanceOf(NotFound)
    await expect(confirmService(staff, id, 2)).rejects.toBeInstanceOf(NotFound)
    expect((await deskServices(staff, {})).services.map((one) => one.id)).not.toContain(id)
    expect(await servicesFile(staff, translator('ja'))).not.toContain('住宅課')
    expect(await servicesFile(reviewer, translator('ja'))).toContain('住宅課')
    expect((await keptService(reviewer, id)).sectionName).toBe('住宅課')
    expect((await sectionsToChoose(staff)).map((one) => one.id)).toEqual([own])
  })

  test('is put under no section that is not one’s own, and by a section under none at all', async () => {
    for (const section of [String(foreign), '', '999999'])
      await expect(createService(staff, form({ section }))).rejects.toBeInstanceOf(Invalid)
    await expect(createService(reviewer, form({ section: '999999' }))).rejects.toBeInstanceOf(Invalid)
    expect(await createService(reviewer, form({ section: '' }))).toBeGreaterThan(0)
  })

  test('is not for others', async () => {
    const resident = await actorOf((await makeUser()).id)
    for (const work of [
      (actor: Actor) => deskServices(actor, {}),
      (actor: Actor) => servicesFile(actor, translator('ja')),
      (actor: Actor) => createService(actor, form()),
      (actor: Actor) => keptService(actor, 1),
    ]) {
      await expect(work(guest(today))).rejects.toBeInstanceOf(SignInNeeded)
      await expect(work(resident)).rejects.toBeInstanceOf(NotAllowed)
    }
  })

  test('changed by two at once keeps the first change, and tells the second', async () => {
    const id = await published()
    const both = await Promise.allSettled([
      editService(staff, id, edit(2, { name: '一人目' })),
      editService(reviewer, id, edit(2, { name: '二人目' })),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = both.find((one) => one.status === 'rejected')
    expect(lost?.reason).toBeInstanceOf(Stale)
    await expect(confirmService(staff, id, 2)).rejects.toBeInstanceOf(Stale)
    await expect(moveService(staff, id, 'publish', 3)).rejects.toBeInstanceOf(Stale)
  })

  test('holds what it is asked for in the database too: none is public that was never looked at', async () => {
    const id = await createService(staff, form())
    await expect(
      db.helpService.update({ where: { id }, data: { state: 'published' }, select: { id: true } }),
    ).rejects.toThrow()
  })
})

describe('the public search', () => {
  test('finds by words, situation and theme, and drafts by none of them', async () => {
    const id = await published({ name: 'にじの相談', theme: 'lgbtq', themes: [], words: 'にじいろ' })
    const draft = await createService(reviewer, form({ name: 'にじの下書き', theme: 'lgbtq', themes: [] }))
    const t = translator('ja')
    for (const find of [
      { q: 'ﾆｼﾞｲﾛ' },
      { q: '', situation: 'self' as const },
      { q: '', theme: 'lgbtq' as const },
    ]) {
      const ids = (await findServices(find, new Date(), t)).map((one) => one.id)
      expect(ids).toContain(id)
      expect(ids).not.toContain(draft)
    }
    expect(await findServices({ q: '該当なしゐゑ' }, new Date(), t)).toEqual([])
  })

  test('writes nothing anywhere', async () => {
    const counts = async () => {
      const tables = await db.$queryRaw<{ name: string }[]>`
        SELECT quote_ident(schemaname) || '.' || quote_ident(relname) AS name FROM pg_stat_user_tables ORDER BY 1`
      const sums = []
      for (const { name } of tables)
        sums.push([
          name,
          await db.$queryRawUnsafe(`SELECT md5(coalesce(string_agg(t::text, ''), '')) FROM ${name} t`),
        ])
      return sums
    }
    await published()
    const before = await counts()
    expect(before.length).toBeGreaterThan(50)
    const all = await services(new Date())
    await findServices({ q: '夫がこわい' }, new Date(), translator('ja'))
    await service(all[0]?.id ?? 0, new Date())
    expect(await counts()).toEqual(before)
  })
})

describe('a service that nobody has looked at for a year', () => {
  test('is told to its section once a month, until somebody has', async () => {
    const id = await published({ name: '古い窓口' })
    await published({ name: '新しい窓口' })
    await published({ name: 'よその古い窓口', section: String(foreign) })
    const age = (name: string, days: number) =>
      db.helpService.updateMany({ where: { name }, data: { checkedOn: dayToDate(addDays(today, -days)) } })
    await age('古い窓口', 365)
    await age('新しい窓口', 364)
    await age('よその古い窓口', 500)
    expect((await deskServices(staff, deskQuery.parse({ due: '1' }))).services.map((one) => one.id)).toEqual([
      id,
    ])
    const mails = () => db.mail.findMany({ select: { recipient: true, text: true } })
    // Nobody works in the other section: the civic activity section hears of its service.
    expect(await remindServices()).toBe(2)
    const toStaff = (await mails()).filter(({ recipient }) => recipient === staffMail)
    const [mail, ...others] = toStaff
    expect(others).toEqual([])
    expect(mail?.text).toContain('古い窓口')
    expect(mail?.text).toContain(`/desk/help/${id}`)
    expect(mail?.text).not.toContain('新しい窓口')
    expect(mail?.text).not.toContain('よその')
    await confirmService(staff, id, 2)
    expect(await remindServices()).toBe(1)
    expect((await mails()).filter(({ recipient }) => recipient === staffMail)).toHaveLength(1)
    expect((await keptService(staff, id)).checkedOn).toBe(today)
  })

  test('is told to the civic activity section where no section looks after it', async () => {
    await db.mail.deleteMany()
    const reviewer = await makeUser()
    await giveRole(reviewer.id, 'reviewer')
    const old = dayToDate(addDays(today, -400))
    const [ended, empty] = await Promise.all(
      ['なくなった課', 'だれもいない課'].map((name) =>
        db.section.create({ data: { name, endedAt: name.startsWith('なく') ? new Date() : null } }),
      ),
    )
    for (const [name, sectionId] of [
      ['課のない窓口', null],
      ['なくなった課の窓口', ended?.id ?? 0],
      ['だれもいない課の窓口', empty?.id ?? 0],
    ] as const) {
      const id = await published({ name })
      await db.helpService.update({ where: { id }, data: { sectionId, checkedOn: old } })
    }
    await remindServices()
    const mails = await db.mail.findMany({ where: { recipient: reviewer.email } })
    expect(mails).toHaveLength(1)
    for (const name of ['課のない窓口', 'なくなった課の窓口', 'だれもいない課の窓口'])
      expect(mails[0]?.text).toContain(name)
  })
})
