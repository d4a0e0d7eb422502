/** A roster read in: names in two fields, days by either calendar, what is wrong named by its line, all or nothing. */
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '~/modules/accounts/rules'
import { importRoster } from '~/modules/officers/commands/import.server'
import { planImport, readRoster } from '~/modules/officers/queries/import.server'
import { rosterFile } from '~/modules/officers/queries/roster.server'
import { addDays, dayToDate, formatEraDay } from '~/platform/clock'
import { db, transaction } from '~/platform/db.server'
import { readDay } from '~/platform/era'
import { Invalid, NotAllowed, SignInNeeded, Stale } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { resetDatabase } from '../../setup/database'
import { actorOf, giveRole, giveTerm, mailTo, makeTown, makeUser, today } from '../accounts/support'

const SLUG = 'association-a'
const ONE = { slug: SLUG, invite: false }
const HEAD = '役職,氏,名,氏の読み,名の読み,任期の始まり,任期の終わり'

let chair: Actor
let associationId: number

beforeEach(async () => {
  await resetDatabase()
  const town = await makeTown()
  associationId = town.association.id
  const { id } = await makeUser()
  await giveTerm(id, associationId, 'chair')
  chair = await actorOf(id)
})

function sheetOf(content: string | Uint8Array) {
  const sheet = readRoster(typeof content === 'string' ? new TextEncoder().encode(content) : content)
  if ('trouble' in sheet) throw new Error(sheet.trouble.key)
  return sheet
}
const lines = (...rows: string[]) => [HEAD, ...rows, ''].join('\r\n')
const planOf = (content: string | Uint8Array) => planImport(chair, ONE, sheetOf(content))
const importAll = async (content: string | Uint8Array) =>
  importRoster(chair, ONE, sheetOf(content), (await planOf(content)).digest)
const reasons = async (...rows: string[]) =>
  (await planOf(lines(...rows))).refused.map(({ line, troubles }) => [
    line,
    ...troubles.map(({ key }) => key),
  ])

const span = () => `${today()},${addDays(today(), 364)}`

test('a day is read by either calendar, whatever its width, and nothing else is a day', () => {
  const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(days, (date) => {
      const day = date.toISOString().slice(0, 10)
      const [y, m, d] = day.split('-').map(Number)
      const wide = `${y}年${m}月${d}日`.replace(/\d/g, (n) => String.fromCharCode(n.charCodeAt(0) + 0xfee0))
      for (const text of [day, `${y}/${m}/${d}`, wide, formatEraDay(day)]) expect(readDay(text)).toBe(day)
    }),
  )
  expect(readDay('R8.4.1')).toBe('2026-04-01')
  expect(readDay('平成31年4月30日')).toBe('2019-04-30')
  for (const text of ['', '2026-02-30', '令和8年4月', '8.4.1', 'あした', '令和0年1月1日'])
    expect(readDay(text)).toBeNull()
  fc.assert(fc.property(fc.string(), (text) => readDay(text) === null || /^\d{4}-/.test(readDay(text) ?? '')))
})

describe('a roster', () => {
  test('is read in with its posts and seats, in Shift_JIS too, and once only', async () => {
    const text = lines(
      `班長,木村,花,きむら,ハナ,${span()}`,
      `班長,木村,実,キムラ,ミノル,${span()}`,
      `防犯部長,林,力,ハヤシ,リキ,${formatEraDay(today())},`,
    )
    expect(await importAll(iconv.encode(text, 'Shift_JIS'))).toBe(3)
    const posts = await db.officerPost.findMany({
      where: { post: { not: 'chair' } },
      orderBy: { id: 'asc' },
      select: { name: true, post: true, filledBy: true, _count: { select: { seats: true } } },
    })
    expect(posts).toEqual([
      { name: '班長', post: 'group_leader', filledBy: 'rotation', _count: { seats: 2 } },
      { name: '防犯部長', post: 'board_member', filledBy: 'election', _count: { seats: 1 } },
    ])
    const terms = await db.term.findMany({ where: { userId: null }, orderBy: { id: 'asc' } })
    expect(terms.map(({ familyReading, givenName }) => familyReading + givenName)).toEqual([
      'キムラ花',
      'キムラ実',
      'ハヤシ力',
    ])
    const again = await planOf(text)
    expect([again.added.length, again.same, again.refused.length]).toEqual([0, 3, 0])
    expect(await importAll(text)).toBe(0)
  })

  test('that was written out is read in again without a change', async () => {
    await importAll(lines(`書記,木村,花,キムラ,ハナ,${span()}`))
    await db.officerPost.create({
      data: { associationId, post: 'board_member', name: '会館係', seats: { create: { number: 1 } } },
    })
    const plan = await planOf(await rosterFile(chair, SLUG, today(), translator('ja')))
    expect([plan.added.length, plan.same, plan.refused]).toEqual([0, 2, []])
  })

  test('says of each line what is wrong', async () => {
    expect(
      await reasons(
        `会長,木村,花,キムラ,ハナ,${span()}`,
        `,木村,花,キムラ,ハナ,${span()}`,
        `書記,木村,,木村,ハナ,${span()}`,
        `書記,木村,花,キムラ,ハナ,あした,きのう`,
        `書記,木村,花,キムラ,ハナ,${addDays(today(), 9)},${today()}`,
        `書記,木村,花,キムラ,ハナ,2020-04-01,2021-03-31`,
        `会計,木村,花,キムラ,ハナ,${span()}`,
        `監事,木村,花,キムラ,ハナ,${span()}`,
        `会計,木村,花,キムラ,ハナ,${today()},${addDays(today(), 9)}`,
        `監事,木村,花,キムラ,ハナコ,${span()}`,
      ),
    ).toEqual([
      [2, 'seat_taken'],
      [3, 'no_post'],
      [4, 'missing', 'unreadable'],
      [5, 'date', 'date'],
      [6, 'order'],
      [7, 'past'],
      [9, 'money_apart'],
      [10, 'holds_already'],
      [11, 'money_apart'],
    ])
    expect(readRoster(new TextEncoder().encode('a,b\n1,2\n'))).toEqual({ trouble: { key: 'no_header' } })
  })

  test('with one line that is refused brings nothing at all', async () => {
    const text = lines(`書記,木村,花,キムラ,ハナ,${span()}`, `会長,林,力,ハヤシ,リキ,${span()}`)
    await expect(importAll(text)).rejects.toThrow(Invalid)
    expect(await db.term.count()).toBe(1)
    expect(await db.officerPost.count()).toBe(1)
  })

  test('that was looked at before somebody changed the seats is looked at again', async () => {
    const text = lines(`書記,木村,花,キムラ,ハナ,${span()}`)
    const { digest } = await planOf(text)
    await importAll(text)
    await expect(importRoster(chair, ONE, sheetOf(text), digest)).rejects.toThrow(Stale)
  })

  test('takes up again a post and a seat that were given up', async () => {
    const closedOn = new Date(today())
    const seats = { create: { number: 1, closedOn } }
    await db.officerPost.create({
      data: { associationId, post: 'secretary', name: '防犯部長', closedOn, seats },
    })
    expect(await importAll(lines(`防犯部長,木村,花,キムラ,ハナ,${span()}`))).toBe(1)
    const post = await db.officerPost.findFirstOrThrow({
      where: { name: '防犯部長' },
      include: { seats: true },
    })
    expect(post).toMatchObject({ closedOn: null, seats: [{ number: 1, closedOn: null }] })
  })

  test('that begins while an ended term still ran is put on another seat or refused', async () => {
    const post = { associationId, post: 'secretary' as const, name: '書記' }
    const { seats } = await db.officerPost.create({
      data: { ...post, seats: { create: { number: 1 } } },
      select: { seats: { select: { id: true } } },
    })
    const days = { startsOn: dayToDate(addDays(today(), -200)), endsOn: dayToDate(addDays(today(), -10)) }
    const person = { familyName: '木村', givenName: '花', familyReading: 'キムラ', givenReading: 'ハナ' }
    const seatId = seats[0]?.id ?? 0
    await db.term.create({ data: { associationId, post: 'secretary', seatId, ...days, ...person } })
    const since = `${addDays(today(), -20)},${addDays(today(), 300)}`
    expect(await reasons(`書記,木村,花,キムラ,ハナ,${since}`)).toEqual([[2, 'holds_already']])
    const text = lines(`書記,林,力,ハヤシ,リキ,${since}`)
    expect((await planOf(text)).added).toMatchObject([{ seat: 2, newSeat: true }])
    expect(await importAll(text)).toBe(1)
  })

  test('has one president at a time over all posts, on the one that is open', async () => {
    const closedOn = dayToDate(addDays(today(), -1))
    await db.officerPost.updateMany({ where: { post: 'chair' }, data: { name: '自治会長' } })
    await db.officerPost.create({
      data: {
        associationId,
        post: 'chair',
        name: '会長',
        closedOn,
        seats: { create: { number: 1, closedOn } },
      },
    })
    const after = `${addDays(today(), 31)},${addDays(today(), 300)}`
    expect((await planOf(lines(`会長,林,力,ハヤシ,リキ,${after}`))).added).toMatchObject([
      { name: '自治会長', newPost: false, newSeat: false },
    ])
    // The term that runs stands on a post that was given up meanwhile.
    await db.officerPost.updateMany({ where: { name: '自治会長' }, data: { closedOn } })
    await db.officerPost.updateMany({ where: { name: '会長' }, data: { closedOn: null } })
    await db.officerSeat.updateMany({ data: { closedOn: null } })
    expect(await reasons(`会長,林,力,ハヤシ,リキ,${span()}`)).toEqual([[2, 'seat_taken']])
    expect(await importAll(lines(`会長,林,力,ハヤシ,リキ,${after}`))).toBe(1)
  })

  test('that meets a term given at the same moment is looked at again', async () => {
    const { id: userId } = await makeUser()
    const text = lines(`会長,林,力,ハヤシ,リキ,${addDays(today(), 31)},${addDays(today(), 300)}`)
    const { digest } = await planOf(text)
    let imported: Promise<unknown> = Promise.resolve()
    await transaction(async (tx) => {
      const days = { startsOn: dayToDate(addDays(today(), 31)), endsOn: dayToDate(addDays(today(), 60)) }
      await tx.term.create({ data: { associationId, userId, post: 'chair', ...days } })
      imported = importRoster(chair, ONE, sheetOf(text), digest).catch((error) => error)
      await new Promise((resolve) => setTimeout(resolve, 500))
    })
    expect(await imported).toBeInstanceOf(Stale)
  })

  test('tells who stands in by words that say so, and nothing else', async () => {
    const text = (...said: string[]) =>
      [`${HEAD},代行`, ...said.map((word, n) => `班長,木村${n},花,キムラ,ハナ,${span()},${word}`), ''].join(
        '\n',
      )
    const yes = await planOf(text('代行', '○', 'はい', '１', 'Yes'))
    expect(yes.added.map(({ acting }) => acting)).toEqual([true, true, true, true, true])
    const no = await planOf(text('', '×', 'なし', '-', '0', 'NO'))
    expect(no.added.map(({ acting }) => acting)).toEqual([false, false, false, false, false, false])
    expect((await planOf(text('たぶん'))).refused).toMatchObject([
      { line: 2, troubles: [{ key: 'acting', params: { value: 'たぶん' } }] },
    ])
  })

  test('leaves nobody to guess who keeps the money and who checks it', async () => {
    const rows = ['監査役', '会計監事', '会計係', '副会計', '会計担当'].map(
      (post, n) => `${post},木村${n},花,キムラ,ハナ,${span()}`,
    )
    expect((await reasons(...rows)).map(([, key]) => key)).toEqual(Array(5).fill('money_post'))
    await db.officerPost.create({
      data: { associationId, post: 'treasurer', name: '会計係', seats: { create: { number: 1 } } },
    })
    const plan = await planOf(lines(rows[2] ?? '', `会計監査,林,力,ハヤシ,リキ,${span()}`))
    expect(plan.added.map(({ name, post }) => [name, post])).toEqual([
      ['会計係', 'treasurer'],
      ['会計監査', 'auditor'],
    ])
  })

  test('is read in by those who keep the officers', async () => {
    const sheet = sheetOf(lines(`書記,木村,花,キムラ,ハナ,${span()}`))
    const stranger = await actorOf((await makeUser()).id)
    await expect(planImport(stranger, ONE, sheet)).rejects.toThrow(NotAllowed)
    await expect(importRoster({ ...stranger, user: null }, ONE, sheet, 'x')).rejects.toThrow(SignInNeeded)
  })
})

describe('a file of several associations', () => {
  const MANY = { slug: null, invite: false }
  const HEADS = `団体名,${HEAD},メール`
  let city: Actor
  let other: { id: number; name: string; slug: string }
  let name: string

  beforeEach(async () => {
    const { id } = await makeUser()
    await giveRole(id, 'reviewer')
    city = await actorOf(id)
    name = (await db.association.findUniqueOrThrow({ where: { slug: SLUG } })).name
    other = await db.association.findFirstOrThrow({ where: { kind: 'neighbourhood', slug: { not: SLUG } } })
  })
  const file = (...rows: string[]) => sheetOf([HEADS, ...rows, ''].join('\r\n'))

  test('is read by the column 団体名, by the name or the short name of the address, all or nothing', async () => {
    const sheet = file(
      `${name},書記,木村,花,キムラ,ハナ,${span()},`,
      `${other.slug},書記,林,力,ハヤシ,リキ,${span()},`,
    )
    const plan = await planImport(city, MANY, sheet)
    expect(plan.added.map(({ association, line }) => [association.slug, line])).toEqual([
      [SLUG, 2],
      [other.slug, 3],
    ])
    expect(await importRoster(city, MANY, sheet, plan.digest)).toBe(2)
    expect(await db.term.count({ where: { associationId: other.id, familyName: '林' } })).toBe(1)
    expect(await db.term.count({ where: { associationId, familyName: '木村' } })).toBe(1)
    expect((await planImport(city, MANY, sheet)).same).toBe(2)
    const trail = await db.auditEntry.findMany({ where: { action: 'officer_post.imported' } })
    expect(trail.map((entry) => entry.associationId).sort()).toEqual([associationId, other.id].sort())
  })

  test('names by their lines what is astray, and brings nothing then', async () => {
    await db.association.update({ where: { id: other.id }, data: { name } })
    const sheet = file(
      `${name},書記,木村,花,キムラ,ハナ,${span()},`,
      `どこにもない会,書記,木村,花,キムラ,ハナ,${span()},`,
      `,書記,木村,花,キムラ,ハナ,${span()},`,
      `${SLUG},会長,林,力,ハヤシ,リキ,${span()},`,
      `${other.slug},書記,林,力,ハヤシ,リキ,${span()},`,
    )
    const plan = await planImport(city, MANY, sheet)
    expect(plan.refused.map(({ line, troubles }) => [line, troubles[0]?.key])).toEqual([
      [2, 'several_associations'],
      [3, 'unknown_association'],
      [4, 'no_association'],
      [5, 'seat_taken'],
    ])
    const before = await db.term.count()
    await expect(importRoster(city, MANY, sheet, plan.digest)).rejects.toThrow(Invalid)
    expect(await db.term.count()).toBe(before)
  })

  test('with signs that are none in a name, and names without end, is refused in words', async () => {
    const row = (called: string, line: number) => ({
      line,
      cells: [called, '書記', '木村', '花', 'キムラ', 'ハナ', ...span().split(','), ''],
    })
    const names = ['どこ\u0000か', 'どこ\u0007か', '長'.repeat(5000)]
    const sheet = { header: HEADS.split(','), rows: names.map((called, index) => row(called, index + 2)) }
    const plan = await planImport(city, MANY, sheet)
    expect(plan.refused.map(({ troubles }) => troubles[0]?.key)).toEqual(Array(3).fill('unknown_association'))
    expect(JSON.stringify(plan).length).toBeLessThan(3000)
  })

  test('is for those who keep several, and only theirs; the roster of one refuses another’s line', async () => {
    const { id } = await makeUser()
    await giveTerm(id, associationId, 'secretary')
    await expect(planImport(await actorOf(id), MANY, file())).rejects.toThrow(NotAllowed)
    await expect(planImport({ ...city, user: null, staff: [] }, MANY, file())).rejects.toThrow(SignInNeeded)
    const foreign = await makeUser()
    await giveTerm(foreign.id, other.id, 'chair')
    const reads = await planImport(
      await actorOf(foreign.id),
      MANY,
      file(`${name},書記,木村,花,キムラ,ハナ,${span()},`),
    ).catch((error) => error)
    if (reads instanceof Error) expect(reads).toBeInstanceOf(NotAllowed)
    else expect(reads.refused).toMatchObject([{ troubles: [{ key: 'unknown_association' }] }])
    const astray = file(
      `${other.name},書記,木村,花,キムラ,ハナ,${span()},`,
      `,書記,木村,花,キムラ,ハナ,${span()},`,
    )
    const own = await planImport(chair, ONE, astray)
    expect(own.refused).toMatchObject([{ line: 2, troubles: [{ key: 'other_association' }] }])
    expect(own.added).toHaveLength(1)
  })

  test('invites those with an address when asked to, on the seat of their line', async () => {
    const rows = [
      `${name},書記,木村,花,キムラ,ハナ,${span()},hana@mail.example`,
      `${name},会計,林,力,ハヤシ,リキ,${span()},`,
    ]
    const plain = await planImport(city, MANY, file(...rows))
    expect(plain.added.map(({ email }) => email)).toEqual([null, null])
    expect(plain.unread).toEqual(['メール'])
    const asked = { slug: null, invite: true }
    const plan = await planImport(city, asked, file(...rows))
    expect(plan.unread).toEqual([])
    // What was shown without invitations is not written with them.
    await expect(importRoster(city, asked, file(...rows), plain.digest)).rejects.toThrow(Stale)
    expect(await importRoster(city, asked, file(...rows), plan.digest)).toBe(2)
    expect(await db.term.count({ where: { familyName: '木村' } })).toBe(0)
    expect(await db.term.count({ where: { familyName: '林' } })).toBe(1)
    const [invited] = await db.invitation.findMany({ include: { seat: { include: { post: true } } } })
    expect(invited).toMatchObject({ email: 'hana@mail.example', seat: { post: { name: '書記' } } })
    expect((await mailTo('hana@mail.example'))?.text).toContain('/invitations/')
    expect(JSON.stringify(await db.auditEntry.findMany({ select: { after: true } }))).not.toContain('hana')

    const wrong = file(`${name},役員,森,実,モリ,ミノル,${span()},森のメール`)
    expect((await planImport(city, asked, wrong)).refused).toMatchObject([{ troubles: [{ key: 'email' }] }])
    const twice = file(
      `${name},役員,森,実,モリ,ミノル,${span()},mori@mail.example`,
      `${name},役員,原,実,ハラ,ミノル,${today()},${addDays(today(), 9)},mori@mail.example`,
    )
    const both = await planImport(city, asked, twice)
    await expect(importRoster(city, asked, twice, both.digest)).rejects.toMatchObject({
      errors: { file: ['officers.import.row.not_invited?line=3'] },
    })
    expect(await db.invitation.count()).toBe(1)
    expect(await mailTo('mori@mail.example')).toBeFalsy()
  })
})
