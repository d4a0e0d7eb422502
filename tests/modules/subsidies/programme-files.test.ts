/** 検算表, files from outside, new programmes, and two versions side by side. */
import { beforeEach, describe, expect, test } from 'vitest'
import { copyVersion, createProgramme, saveWhole } from '~/modules/subsidies/commands/draft.server'
import { importExamples, saveExample } from '~/modules/subsidies/commands/examples.server'
import { importProgramme, readProgramme } from '~/modules/subsidies/commands/import.server'
import { differencesOf, outcomesOf } from '~/modules/subsidies/compare'
import {
  comparedVersions,
  exportedProgramme,
  versionForStaff,
} from '~/modules/subsidies/queries/versions.server'
import { newProgrammeSchema, type Programme } from '~/modules/subsidies/schema'
import { db } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import type { FormFields } from '~/platform/forms'
import { check } from '~/platform/forms.server'
import { translator } from '~/platform/i18n.server'
import { anybody } from '../associations/support'
import { file, invalid, KEY, makeDraft } from './drafts'

type Draft = Awaited<ReturnType<typeof makeDraft>>
let { reviewer, standing, publish, save } = {} as Draft
const within = { t: translator('ja'), language: 'ja' }

beforeEach(async () => {
  ;({ reviewer, standing, publish, save } = await makeDraft())
})

describe('worked examples', () => {
  const form = (over: object = {}) => ({
    version: 1,
    row: '',
    expected: 500_000,
    answer: 'amount' as const,
    note: '',
    ...over,
  })

  test('are typed in one by one, and written over', async () => {
    await saveExample(reviewer, KEY, 1, form({ expected: null, note: '第4条' }), {
      work: 'w',
      'cost-w': '１，０００',
      'fact-otherMoney': '',
    })
    expect((await standing()).definition.examples[1]).toEqual({
      works: { w: 1000 },
      facts: {},
      expected: null,
      note: '第4条',
    })
    await saveExample(reviewer, KEY, 1, form({ version: 2, row: '1', expected: 500 }), {
      work: 'w',
      'cost-w': '1000',
    })
    expect((await standing()).definition.examples.map(({ expected }) => expected)).toEqual([500_000, 500])
    await expect(saveExample(reviewer, KEY, 1, form({ version: 3 }), { work: 'x' })).rejects.toThrow(Invalid)
    await expect(
      saveExample(reviewer, KEY, 1, form({ version: 3 }), { work: 'w', 'cost-w': '-5' }),
    ).rejects.toEqual(invalid('cost-w'))
    await expect(
      saveExample(reviewer, KEY, 1, form({ version: 2 }), { work: 'w', 'cost-w': '5' }),
    ).rejects.toThrow(Stale)
  })

  test('from a table come all or none, each fault with its line', async () => {
    const csv = '工事,対象経費,条件,補助金額\n工事,1000,,500\n外構,1000,,500\n工事,百万,,1'
    await expect(importExamples(reviewer, KEY, 1, { version: 1, csv, how: 'replace' })).rejects.toEqual(
      invalid('csv', 'csv_no_such_work?line=3'),
    )
    for (const wrong of ['', '工事\n"', 'x'.repeat(50), '工事,対象経費,補助金額\n'])
      await expect(importExamples(reviewer, KEY, 1, { version: 1, csv: wrong, how: 'add' })).rejects.toEqual(
        invalid('csv'),
      )
    const rows = Array.from({ length: 500 }, (_, i) => `工事,${1000 + i},,500`)
    const many = ['工事,対象経費,条件,補助金額', ...rows].join('\n')
    await expect(importExamples(reviewer, KEY, 1, { version: 1, csv: many, how: 'add' })).rejects.toEqual(
      invalid('csv', 'form.too_many'),
    )
    expect(await importExamples(reviewer, KEY, 1, { version: 1, csv: many, how: 'replace' })).toBe(500)
  })
})

describe('a file from outside', () => {
  test('becomes a draft: of a new programme, or a new version', async () => {
    await publish(1)
    expect(await importProgramme(reviewer, file({ name: '別の名前' }), false)).toEqual({
      key: KEY,
      number: 2,
    })
    expect(await standing(2)).toMatchObject({ state: 'draft', name: '別の名前', own: true })
    expect((await standing(1)).state).toBe('published')
  })

  test('what is exported can be imported', async () => {
    const { definition } = await exportedProgramme(reviewer, KEY, 1)
    expect(readProgramme(`\ufeff${JSON.stringify(definition, null, 2)}`)).toEqual(definition)
  })

  const deep = (depth: number): unknown =>
    depth === 0 ? { fact: 'shelter', equals: true } : { not: deep(depth - 1) }
  test.each<[string, string, string]>([
    ['nothing', ' ', 'form.required'],
    ['no JSON', '{', 'problem.json'],
    ['a list', '[]', 'json_at'],
    ['nested without end', '['.repeat(300_000), 'problem.json'],
    [
      'nested too deep',
      file({ requirements: [{ must: deep(100) as never, otherwise: 'x' }] }),
      'problem.too_deep',
    ],
    ['an unknown word', file({ bonus: 1 } as never), 'json_unknown'],
    ['__proto__', file().replace('{', '{"__proto__": {"own": true},'), 'json_name'],
    ['constructor', file().replace('{', '{"constructor": 1,'), 'json_name'],
    ['a letter that cannot be stored', file({ purpose: '\u0000' }), 'json_letters'],
    ['half a letter', file().replace('架空の補助', '\\ud83d'), 'json_letters'],
    ['an address that is a script', file({ source: { title: 'x', url: 'javascript:1' } }), 'json_at'],
    ['too much', `"${'x'.repeat(1_100_000)}"`, 'file_too_large'],
    ['an address of the portal itself', file({ key: 'import' }), 'problem.key'],
  ])('%s is refused', async (_, text, key) => {
    await expect(importProgramme(reviewer, text, true)).rejects.toEqual(invalid('json', key))
    expect(await db.subsidyProgrammeVersion.count()).toBe(1)
    expect(({} as { own?: unknown }).own).toBeUndefined()
  })

  test('writes a draft over only as it was seen, and only with the same programme', async () => {
    const other = { ...(await standing()).definition, key: 'other' } as Programme
    await expect(saveWhole(reviewer, KEY, 1, 1, other)).rejects.toEqual(invalid('json', 'other_key'))
    await saveWhole(reviewer, KEY, 1, 1, readProgramme(file({ name: '書き直し' })))
    expect((await standing()).name).toBe('書き直し')
    await expect(saveWhole(reviewer, KEY, 1, 1, readProgramme(file()))).rejects.toThrow(Stale)
  })
})

describe('a new programme', () => {
  const form = (over: FormFields = {}) =>
    check(newProgrammeSchema, {
      name: '新しい補助',
      municipality: '架空市',
      year: '２０２７',
      own: 'own',
      ...over,
    })

  test('begins empty or as a copy of another, with a name of its own', async () => {
    const key = await createProgramme(reviewer, form())
    expect(key).toMatch(/^programme-\d+$/)
    expect((await versionForStaff(reviewer, key, 1)).definition).toMatchObject({
      name: '新しい補助',
      rounding: 'unstated',
      fiscalYears: { from: 2027, until: null },
    })
    await expect(createProgramme(reviewer, form({ from: KEY }))).rejects.toEqual(invalid('from'))
    await publish(1)
    const copy = await createProgramme(reviewer, form({ from: KEY, key: 'Hall-2027' }))
    expect(copy).toBe('hall-2027')
    expect((await versionForStaff(reviewer, copy, 1)).definition.works).toMatchObject([{ key: 'w' }])
    await expect(createProgramme(reviewer, form({ key: 'hall-2027' }))).rejects.toEqual(
      invalid('key', 'taken'),
    )
    for (const wrong of ['new', '../x', '9', 'あ']) expect(() => form({ key: wrong })).toThrow(Invalid)
  })
})

describe('comparing', () => {
  test('says in words what changed, and which examples come out differently', async () => {
    await publish(1)
    await copyVersion(reviewer, KEY, 1)
    await save(
      'work-w',
      { 'grant-rate': '2/3', 'cap-shape': 'yen', 'cap-shown': 'yen', 'cap-yen': '60万' },
      2,
    )
    await save('conditions', { openPoints: '下限は公表されていません。' }, 2)
    const { before, after, numbers } = await comparedVersions(reviewer, KEY, 2, null)
    expect(numbers).toEqual([1])
    const side = ({ definition }: { definition: Programme }) => ({ ...within, programme: definition })
    expect(differencesOf(side(before), side(after))).toEqual([
      {
        id: 'conditions.open_points',
        label: '要綱に書かれていないこと',
        before: [],
        after: ['下限は公表されていません。'],
      },
      {
        id: 'work.w',
        label: '工事: 工事',
        before: ['補助: 対象経費の1/2'],
        after: ['補助: 対象経費の2/3', '限度額: 600,000円'],
      },
    ])
    expect(outcomesOf(before.definition, after.definition)).toMatchObject([
      { before: { amount: 500_000 }, after: { amount: 600_000 } },
    ])
    await expect(comparedVersions(anybody(), KEY, 1, 2)).rejects.toThrow(NotFound)
  })
})
