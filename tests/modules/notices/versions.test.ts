/** A notice in other languages: what readers get, who may write it, what is out of date, and its readings. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { deleteVersion, saveVersion } from '~/modules/notices/commands/versions.server'
import { updateNotice } from '~/modules/notices/commands/write.server'
import { readNotice } from '~/modules/notices/queries/notice.server'
import {
  listedFor,
  noticeText,
  versionForWriting,
  versionsForWriting,
} from '~/modules/notices/queries/versions.server'
import {
  choose,
  type VersionForm,
  versionForm,
  versionLanguages,
  versionState,
} from '~/modules/notices/versions'
import { makeReadings } from '~/modules/readability/commands.server'
import { addDays } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { type Language, languages } from '~/platform/i18n'
import { endAnalyser } from '~/platform/japanese.server'
import { editOf, member, officer, plant, reader, refusal, standing, type Tree, today } from './support'

let tree: Tree
let chair: SignedIn
let other: SignedIn

beforeAll(async () => {
  tree = await plant()
  chair = await officer(tree, 'chair', tree.home)
  other = await officer(tree, 'chair', tree.foreign)
})
afterAll(endAnalyser)

const formFor = (over: Partial<VersionForm> = {}): VersionForm => ({
  title: 'Title',
  body: 'Text',
  written_by: 'A',
  reviewed_by: '',
  reviewed_on: null,
  version: 0,
  original: 1,
  ...over,
})

const read = async (id: number, language: Language, asked: string | null = null, ruby = false) =>
  noticeText(await readNotice(reader, id), { language, ruby }, asked)

describe('what a reader gets', () => {
  test('is the version of their language, else the Japanese with a word about it', async () => {
    const id = await standing(tree.home)
    await saveVersion(chair, id, 'zh', formFor({ title: '标题', body: '**正文**' }))
    expect(await read(id, 'zh')).toMatchObject({
      shown: 'zh',
      lang: 'zh-Hans',
      title: '标题',
      bodyHtml: '<p><strong>正文</strong></p>\n',
      missing: false,
      outOfDate: false,
      others: ['ja'],
      credit: { writtenBy: 'A', writtenOn: today, reviewedBy: null },
      ruby: null,
    })
    expect(await read(id, 'ko')).toMatchObject({
      shown: 'ja',
      lang: 'ja',
      title: '題',
      missing: true,
      others: ['zh'],
    })
    expect(await read(id, 'ja')).toMatchObject({ shown: 'ja', missing: false, others: ['zh'], credit: null })
  })

  test('is the version that the address asks for', async () => {
    const id = await standing(tree.home)
    await saveVersion(chair, id, 'en', formFor())
    expect(await read(id, 'ja', 'en')).toMatchObject({ shown: 'en' })
    expect(await read(id, 'en', 'ja')).toMatchObject({ shown: 'ja', missing: false })
    for (const odd of ['vi', 'xx', '', '__proto__']) expect((await read(id, 'en', odd)).shown).toBe('en')
  })

  test('holds nothing that was not written as text', async () => {
    const id = await standing(tree.home)
    await saveVersion(chair, id, 'vi', formFor({ body: '<script>x</script>[a](javascript:x)' }))
    const { bodyHtml } = await read(id, 'vi')
    expect(bodyHtml).not.toContain('<script')
    expect(bodyHtml).not.toContain('href')
  })

  test('in lists has the title and first words of their language', async () => {
    const id = await standing(tree.home)
    const plain = await standing(tree.home)
    await saveVersion(chair, id, 'en', formFor({ title: 'Cleaning', body: 'On *Sunday*' }))
    const items = [id, plain].map((id) => ({ id, title: '題', excerpt: '本文' }))
    expect(await listedFor({ language: 'ja', ruby: false }, items)).toEqual(items)
    expect(await listedFor({ language: 'en', ruby: false }, items)).toEqual([
      { id, title: 'Cleaning', excerpt: 'On Sunday', lang: 'en', titleHtml: undefined },
      { id: plain, title: '題', excerpt: '本文', lang: 'ja', titleHtml: undefined },
    ])
  })

  test('never is a language that is not there', () => {
    fc.assert(
      fc.property(
        fc.option(fc.oneof(fc.string(), fc.constantFrom(...versionLanguages, 'ja'))),
        fc.constantFrom(...languages),
        fc.subarray([...versionLanguages]),
        (asked, language, there) => {
          const { shown, missing } = choose(asked, language, there)
          expect(shown === 'ja' || there.includes(shown)).toBe(true)
          if (missing) expect(shown).toBe('ja')
        },
      ),
    )
  })
})

describe('a version', () => {
  test('is out of date once the notice is corrected, until it is saved again', async () => {
    const id = await standing(tree.home)
    await saveVersion(chair, id, 'en', formFor({ reviewed_by: 'B' }))
    const stateOf = async () =>
      (await versionsForWriting(chair, id)).versions.find(({ language }) => language === 'en')?.state
    expect(await stateOf()).toBe('reviewed')
    await updateNotice(chair, id, editOf(tree.home, 1, { body: '訂正' }), 'publish')
    expect(await stateOf()).toBe('out_of_date')
    expect((await read(id, 'en')).outOfDate).toBe(true)
    // A form that was opened before the correction still follows the earlier text.
    await saveVersion(chair, id, 'en', formFor({ version: 1, original: 1 }))
    expect(await stateOf()).toBe('out_of_date')
    await saveVersion(chair, id, 'en', formFor({ version: 2, original: 99 }))
    expect(await stateOf()).toBe('written')
    expect((await versionForWriting(chair, id, 'en')).version?.originalVersion).toBe(2)
  })

  test('says who looked it over and when: today unless a day is given, never later', async () => {
    const id = await standing(tree.home)
    await saveVersion(chair, id, 'ko', formFor({ reviewed_by: 'B' }))
    expect((await read(id, 'ko')).credit).toMatchObject({ reviewedBy: 'B', reviewedOn: today })
    const earlier = addDays(today, -3)
    await saveVersion(chair, id, 'ko', formFor({ reviewed_by: 'B', reviewed_on: earlier, version: 1 }))
    expect((await read(id, 'ko')).credit).toMatchObject({ reviewedOn: earlier })
    const later = formFor({ reviewed_by: 'B', reviewed_on: addDays(today, 1), version: 2 })
    expect(await refusal(saveVersion(chair, id, 'ko', later))).toMatchObject({ status: 422 })
    expect(
      versionForm.safeParse({ ...formFor(), version: '0', original: '1', reviewed_on: today }).success,
    ).toBe(false)
  })

  test('that two write at once is written by one; the other is told', async () => {
    const id = await standing(tree.home)
    const both = await Promise.allSettled([1, 2].map(() => saveVersion(chair, id, 'en', formFor())))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const [a, b] = await Promise.allSettled(
      [1, 2].map(() => saveVersion(chair, id, 'en', formFor({ version: 1 }))),
    )
    expect([a?.status, b?.status].sort()).toEqual(['fulfilled', 'rejected'])
    expect(await refusal(saveVersion(chair, id, 'en', formFor({ version: 1 })))).toMatchObject({
      status: 409,
    })
  })

  test('is written and deleted by those who may write the notice only, with a trail', async () => {
    const id = await standing(tree.home)
    const resident = await member(tree, tree.home)
    for (const stranger of [other, resident]) {
      expect(await refusal(saveVersion(stranger, id, 'en', formFor()))).toMatchObject({ status: 404 })
      expect(await refusal(versionsForWriting(stranger, id))).toMatchObject({ status: 404 })
    }
    await saveVersion(chair, id, 'en', formFor())
    expect(await refusal(deleteVersion(other, id, 'en', 1))).toMatchObject({ status: 404 })
    expect(await refusal(deleteVersion(chair, id, 'en', 2))).toMatchObject({ status: 409 })
    await deleteVersion(chair, id, 'en', 1)
    expect((await read(id, 'en')).missing).toBe(true)
    const trail = await db.auditEntry.findMany({
      where: { subjectType: 'notice', subjectId: String(id) },
      orderBy: { at: 'asc' },
      select: { action: true, after: true },
    })
    expect(trail.map(({ action }) => action)).toEqual(['notice.version_written', 'notice.version_deleted'])
    expect(trail[0]?.after).toEqual({ language: 'en', version: 1 })
  })

  test('of a notice that was withdrawn can no longer be written', async () => {
    const id = await standing(tree.home, {
      state: 'withdrawn',
      withdrawnAt: new Date(),
      withdrawnReason: '理由',
    })
    expect(await refusal(saveVersion(chair, id, 'en', formFor()))).toMatchObject({ status: 409 })
  })

  test('has a state for every case', () => {
    expect(versionState(undefined, 3)).toBe('none')
    expect(versionState({ originalVersion: 3, reviewedBy: null }, 3)).toBe('written')
    expect(versionState({ originalVersion: 3, reviewedBy: 'B' }, 3)).toBe('reviewed')
    expect(versionState({ originalVersion: 2, reviewedBy: 'B' }, 3)).toBe('out_of_date')
  })
})

describe('readings', () => {
  const ruby = '<ruby>清掃<rp>(</rp><rt>せいそう</rt><rp>)</rp></ruby>'

  test('are made by the job for the notice and its easy Japanese, and not for a text that has changed', async () => {
    const id = await standing(tree.home, { title: '清掃', body: '**清掃**です', bodyHtml: '' })
    await saveVersion(chair, id, 'ja_easy', formFor({ title: '掃除', body: '掃除を します' }))
    await makeReadings([id])
    const notice = await db.notice.findUniqueOrThrow({ where: { id } })
    expect(notice.titleRuby).toBe(ruby)
    expect(notice.bodyRubyHtml).toBe(`<p><strong>${ruby}</strong>です</p>\n`)
    const easy = await read(id, 'ja-easy', null, true)
    expect(easy.titleHtml).toContain('<rt>そうじ</rt>')
    const [listed] = await listedFor({ language: 'ja', ruby: true }, [{ id, title: '清掃', excerpt: '' }])
    expect(listed?.titleHtml).toBe(ruby)
    await saveVersion(chair, id, 'ja_easy', formFor({ title: '水', body: '水', version: 1 }))
    expect((await db.noticeTranslation.findFirstOrThrow({ where: { noticeId: id } })).titleRuby).toBeNull()
  })

  test('are there at once for a reader who wants them, also before the job', async () => {
    const id = await standing(tree.home, { title: '清掃', body: '清掃', bodyHtml: '<p>清掃</p>' })
    expect(await read(id, 'ja', null, true)).toMatchObject({
      titleHtml: ruby,
      bodyHtml: `<p>${ruby}</p>\n`,
      ruby: true,
    })
    expect(await read(id, 'ja')).toMatchObject({ titleHtml: null, bodyHtml: '<p>清掃</p>', ruby: false })
  })
})
