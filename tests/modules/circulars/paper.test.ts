/** What is printed: read out of the PDF itself, with the rights of the page. */
import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { makeCircular } from '~/modules/circulars/commands/make.server'
import type { Paper } from '~/modules/circulars/paper/documents'
import { circularOnPaper } from '~/modules/circulars/queries/circulars.server'
import { noticeOnPaper, sheetOnPaper } from '~/modules/circulars/queries/sheets.server'
import { printedVersion } from '~/modules/circulars/rules'
import { db } from '~/platform/db.server'
import { Gone, NotAllowed, NotFound, SignInNeeded } from '~/platform/errors'
import { putFile } from '~/platform/files.server'
import { endPdfs, makePdf } from '~/platform/pdf.server'
import { resetDatabase } from '../../setup/database'
import { pdfPages } from '../../setup/pdf'
import { actorOf, ago, anybody, type City, chairOf, households, leaderOf, makeCity, notice } from './support'

let city: City

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: ago(0) })
  await resetDatabase()
  city = await makeCity()
})
afterEach(() => {
  vi.useRealTimers()
})
afterAll(endPdfs)

async function printed({ definition, footer }: Paper): Promise<string[]> {
  const bytes = await makePdf(definition, footer)
  expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-')
  return pdfPages(bytes)
}

async function attachment(noticeId: number, name: string, type: string, content: Uint8Array) {
  const key = `attachments/${randomUUID()}`
  await putFile(key, content)
  await db.attachment.create({ data: { noticeId, name, type, size: content.length, key } })
}

const picture = () => sharp({ create: { width: 60, height: 40, channels: 3, background: '#468' } })

describe('a notice on paper', () => {
  test('says what to do by when, where and when, whom it comes from, and where it is found', async () => {
    const id = await notice(city.own, city.own, '髙橋さんと𠮷田さんの清掃', {
      importance: 'urgent',
      category: 'event',
      actionText: '軍手をお持ちください',
      actionBy: new Date('2026-12-01'),
      confirmBy: new Date('2026-12-05'),
      eventStartsAt: new Date('2026-12-06T00:30:00Z'),
      eventEndsAt: new Date('2026-12-06T02:00:00Z'),
      eventPlace: '公園',
      eventCapacity: 30,
      correctedAt: ago(0),
    })
    const [page = '', ...more] = await printed((await noticeOnPaper(anybody(), id)).paper)
    expect(more).toEqual([])
    for (const words of [
      '髙橋さんと𠮷田さんの清掃',
      '楠葉花園町自治会',
      '緊急',
      '行事',
      '訂正',
      '軍手をお持ちください',
      '2026年12月1日(火)まで',
      '2026年12月5日(土)まで',
      '2026年12月6日(日) 9:30から 11:00まで',
      '公園',
      '30人',
      `http://localhost:3000/notices/${id}`,
      'ひらかた地域ポータル',
      '1 / 1',
    ])
      expect(page).toContain(words)
  })

  test('places pictures, names other files, and goes without a picture that is gone', async () => {
    const id = await notice(city.own, city.own, '写真')
    await attachment(id, 'a.webp', 'image/webp', await picture().webp().toBuffer())
    await attachment(id, 'b.png', 'image/png', new Uint8Array([1, 2, 3]))
    await attachment(id, '地図.pdf', 'application/pdf', Buffer.from('%PDF-'))
    const { paper } = await noticeOnPaper(anybody(), id)
    expect(Object.keys(paper.definition.images ?? {})).toHaveLength(1)
    const words = (await printed(paper)).join('')
    expect(words).toContain('添付: b.png')
    expect(words).toContain('添付: 地図.pdf')
  })

  test('is for whoever may read the page; what was withdrawn is marked for its writers', async () => {
    const members = await notice(city.own, city.own, '会員', { visibility: 'members' })
    await expect(noticeOnPaper(anybody(), members)).rejects.toThrow(NotFound)
    const chair = await chairOf(city.own)
    expect((await noticeOnPaper(chair, members)).shared).toBe(false)
    const gone = await notice(city.own, city.own, '済んだ', {
      state: 'withdrawn',
      withdrawnAt: ago(0),
      withdrawnReason: '日が変わったため',
    })
    await expect(noticeOnPaper(anybody(), gone)).rejects.toThrow(Gone)
    const [page] = await printed((await noticeOnPaper(chair, gone)).paper)
    expect(page).toContain('取り下げ')
    expect(page).toContain('日が変わったため')
  })

  test('bears the line of the council to its own, and to nobody else', async () => {
    const id = await notice(city.city, city.city, '市の')
    await db.passingOn.create({
      data: { noticeId: id, associationId: city.council.id, line: '校区でも行います', passedAt: ago(0) },
    })
    const words = async (actor: Parameters<typeof noticeOnPaper>[0]) =>
      JSON.stringify((await noticeOnPaper(actor, id)).paper.definition.content)
    expect(await words(await chairOf(city.own))).toContain('校区でも行います')
    expect(await words(await chairOf(city.other))).not.toContain('校区でも行います')
    expect(await words(anybody())).not.toContain('校区でも行います')
  })

  test('stands in another language where there is one that the letters can show', async () => {
    const id = await notice(city.own, city.own, '清掃')
    const version = {
      title: 'Dọn dẹp công viên',
      body: 'Sáng Chủ nhật',
      bodyHtml: '',
      originalVersion: 1,
      writtenBy: 'Lan',
    }
    await db.noticeTranslation.create({ data: { noticeId: id, language: 'vi', ...version } })
    const [page] = await printed((await noticeOnPaper(anybody(), id, 'vi')).paper)
    expect(page).toContain('Dọn dẹp công viên')
    expect(page).toContain('Sáng Chủ nhật')
    expect(page).not.toContain('〓')
    for (const other of ['en', 'ko', 'xx', '__proto__'])
      await expect(noticeOnPaper(anybody(), id, other)).rejects.toThrow(NotFound)
    expect([printedVersion('ja-easy'), printedVersion('zh'), printedVersion('constructor')]).toEqual([
      'ja_easy',
      null,
      null,
    ])
  })
})

describe('a sheet to sign', () => {
  test('names the households that count, by position, to those who keep them', async () => {
    const id = await notice(city.own, city.own, '清掃', { confirmBy: new Date('2026-12-05') })
    const made = await households(city.group, ['髙橋', '山﨑', '去った'])
    await db.household.update({ where: { id: made[2] }, data: { consentWithdrawnAt: ago(1) } })
    const leader = await leaderOf(city.group)
    const [page = ''] = await printed(await sheetOnPaper(leader, id, city.group.id))
    expect(page.indexOf('髙橋')).toBeLessThan(page.indexOf('山﨑'))
    expect(page).not.toContain('去った')
    expect(page).toContain('2026年12月5日(土)までに、班長へお戻しください')
    expect(page).toContain(`/notices/${id}/tally?group=${city.group.id}`)
    await expect(sheetOnPaper(anybody(), id, city.group.id)).rejects.toThrow(SignInNeeded)
    const treasurer = await actorOf({ seat: { post: 'treasurer', at: city.own } })
    await expect(sheetOnPaper(treasurer, id, city.group.id)).rejects.toThrow(NotAllowed)
    await expect(sheetOnPaper(leader, id, city.own.id)).rejects.toThrow(NotFound)
    await expect(sheetOnPaper(await chairOf(city.namiki), id, city.group.id)).rejects.toThrow(NotFound)
  })

  test('has empty numbered rows where there is no register', async () => {
    const id = await notice(city.own, city.own, '清掃')
    const pages = await printed(await sheetOnPaper(await chairOf(city.own), id, city.group.id))
    expect(pages.join('')).toContain('20')
  })
})

test('a circular begins each notice on a page of its own, and its cover says which', async () => {
  const chair = await chairOf(city.own)
  const ids = await Promise.all(
    ['一つ目', '二つ目', '三つ目'].map((title) => notice(city.own, city.own, title)),
  )
  await makeCircular(chair, city.own.slug, {
    notice: ids,
    return_by: '2026-12-05',
    line: 'よろしく',
    after: 0,
  })
  const pages = await printed(await circularOnPaper(chair, city.own.slug, 1))
  expect(pages).toHaveLength(4)
  const [cover = '', ...bound] = pages
  for (const words of ['回覧', '第1号', '2026年12月5日(土)までに、班長へお戻しください', 'よろしく'])
    expect(cover).toContain(words)
  for (const title of ['一つ目', '二つ目', '三つ目']) {
    const at = bound.findIndex((page) => page.includes(`${title}の本文`))
    expect(cover).toMatch(new RegExp(`${title}楠葉花園町自治会お読みください${at + 2}`))
  }
  expect(bound[2]).toContain('回覧 第1号  楠葉花園町自治会4 / 4')
})
