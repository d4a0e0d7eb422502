/** 制度の版: drafts written by several at once, published for good. */
import { beforeEach, describe, expect, test } from 'vitest'
import { copyVersion, discardDraft, savePart, saveWhole } from '~/modules/subsidies/commands/draft.server'
import { importExamples, removeExample } from '~/modules/subsidies/commands/examples.server'
import { importProgramme } from '~/modules/subsidies/commands/import.server'
import { publishVersion } from '~/modules/subsidies/commands/publish.server'
import { partForEdit, shownAs } from '~/modules/subsidies/queries/part.server'
import { programmeFor } from '~/modules/subsidies/queries/programmes.server'
import {
  exportedProgramme,
  programmesList,
  takenOver,
  versionOf,
  versionsOf,
} from '~/modules/subsidies/queries/versions.server'
import { db } from '~/platform/db.server'
import { NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { actorOf, anybody } from '../associations/support'
import { file, invalid, KEY, makeDraft } from './drafts'
import { programmeOf } from './support'

type Draft = Awaited<ReturnType<typeof makeDraft>>
let { reviewer, approver, chair, standing, typed, publish, save } = {} as Draft
const within = { t: translator('ja'), language: 'ja' }

beforeEach(async () => {
  ;({ reviewer, approver, chair, standing, typed, publish, save } = await makeDraft())
})

describe('who', () => {
  test('only those of the city who keep programmes write, and see drafts', async () => {
    await expect(importProgramme(chair, file(), true)).rejects.toThrow(NotAllowed)
    await expect(importProgramme(anybody(), file(), true)).rejects.toThrow(SignInNeeded)
    await expect(copyVersion(chair, KEY, 1)).rejects.toThrow(NotAllowed)
    await expect(savePart(chair, KEY, 1, 'general', {})).rejects.toThrow(NotAllowed)
    await expect(discardDraft(chair, KEY, 1, 1)).rejects.toThrow(NotAllowed)
    await expect(publish(1, chair)).rejects.toThrow(NotAllowed)
    await expect(publish(1, await actorOf({ staff: 'section_staff' }))).rejects.toThrow(NotAllowed)
    await expect(partForEdit(chair, KEY, 1, 'general')).rejects.toThrow(NotAllowed)
    await expect(versionOf(chair, KEY, 1)).rejects.toThrow(NotFound)
    await expect(versionsOf(anybody(), KEY)).rejects.toThrow(NotFound)
    expect(await programmesList(anybody())).toEqual([])
    expect(await programmesList(reviewer)).toMatchObject([{ key: KEY, own: true, municipality: '架空市' }])
  })

  test('the list names the municipality as the newest version does that one may see', async () => {
    await publish(1)
    await copyVersion(reviewer, KEY, 1)
    await save('general', { municipality: '新しい市' }, 2)
    expect(await programmesList(anybody())).toMatchObject([
      { key: KEY, municipality: '架空市', versions: [{ number: 1 }] },
    ])
    const [listed] = await programmesList(reviewer)
    expect(listed).toMatchObject({ municipality: '新しい市', versions: [{ number: 2 }, { number: 1 }] })
    expect(JSON.stringify(listed)).not.toContain('definition')
  })

  test('what is published is for everybody, but names of people and worked examples', async () => {
    await publish(1)
    expect((await versionsOf(anybody(), KEY)).versions).toMatchObject([
      { number: 1, state: 'published', publishedBy: null, createdBy: null, createdAt: null },
    ])
    expect((await versionsOf(reviewer, KEY)).versions[0]?.publishedBy).toBeTruthy()
    expect((await exportedProgramme(anybody(), KEY, null)).definition.examples).toEqual([])
    expect((await exportedProgramme(reviewer, KEY, null)).definition.examples).toHaveLength(1)
    for (const key of ['nothing', '../x', 'x'.repeat(100), 'a b'])
      await expect(exportedProgramme(anybody(), key, null)).rejects.toThrow(NotFound)
  })
})

describe('a draft', () => {
  test('is written part by part; the trail says which', async () => {
    await save('general', { name: '新しい名前', rounding: '10000', 'fiscalYears-from': '２０２７' })
    await save('work-w', { 'cap-shape': 'yen', 'cap-shown': 'yen', 'cap-yen': '100万円' })
    await save('dates', { 'consultation-from': '8月1日', 'consultation-until': '10/31' })
    const { definition, name, yearFrom, version } = await standing()
    expect({ name, yearFrom, version }).toEqual({ name: '新しい名前', yearFrom: 2027, version: 4 })
    expect(definition).toMatchObject({
      rounding: 10_000,
      works: [{ key: 'w', cap: 1_000_000 }],
      dates: { consultation: { from: '08-01', until: '10-31' } },
    })
    const trail = await db.auditEntry.findMany({
      where: { action: 'programme.edited' },
      orderBy: { id: 'asc' },
    })
    expect(trail.map(({ after }) => (after as { part: string }).part)).toEqual(['general', 'work-w', 'dates'])
  })

  test('gets a new work and a new question with keys of their own', async () => {
    await save('works', { '-count': '2', '1-key': '', '1-name': '耐震診断' })
    await save('questions', {
      '-count': '1',
      '0-label': '棟の数',
      '0-kind': 'choice',
      '0-options-count': '2',
      '0-options-0-label': '一棟',
      '0-options-1-label': '二棟以上',
    })
    const { definition } = await standing()
    expect(definition.works.map(({ key, name }) => [key, name])).toEqual([
      ['w', '工事'],
      ['work1', '耐震診断'],
    ])
    expect(definition.works[1]?.grant).toEqual({ undetermined: 'まだ決めていません。' })
    expect(definition.facts).toMatchObject([
      { key: 'q1', options: [{ value: '一棟', label: '一棟' }, { value: '二棟以上' }] },
    ])
    await save('work-work1', {
      'requirements-count': '1',
      'requirements-0-must-shape': 'option',
      'requirements-0-must-shown': 'option',
      'requirements-0-must-is': ['q1=一棟'],
      'requirements-0-otherwise': '一棟に限ります。',
    })
    // What is used elsewhere is not taken away.
    await expect(save('questions', { '-count': '0' })).rejects.toEqual(
      invalid('form', 'programmes.problem.elsewhere_works'),
    )
    await expect(save('works', { '-count': '1', '0-key': 'work1', '0-name': '耐震診断' })).rejects.toEqual(
      invalid('form', 'programmes.problem.elsewhere_examples'),
    )
  })

  test('refuses what the language does not know, in its own field, and changes nothing', async () => {
    await expect(save('general', { 'source-url': 'javascript:alert(1)' })).rejects.toEqual(
      invalid('source-url'),
    )
    await expect(save('general', { 'fiscalYears-until': '2020' })).rejects.toEqual(invalid('fiscalYears'))
    await expect(save('general', { 'fiscalYears-from': '99999' })).rejects.toEqual(
      invalid('fiscalYears-from'),
    )
    await expect(save('general', { name: '' })).rejects.toEqual(invalid('name', 'form.required'))
    await expect(
      save('work-w', { 'cap-shape': 'json', 'cap-shown': 'json', 'cap-json': '{"bonus": 1}' }),
    ).rejects.toEqual(invalid('cap'))
    await expect(
      save('work-w', { 'cap-shape': 'json', 'cap-shown': 'json', 'cap-json': '{"__proto__": 1}' }),
    ).rejects.toEqual(invalid('cap-json', 'json_name'))
    await expect(save('work-none', {})).rejects.toThrow(NotFound)
    expect((await standing()).version).toBe(1)
  })

  test('two people write two parts at once; who saves over the same part is told', async () => {
    const [dates, budget, mine, theirs] = [
      await typed('dates', { completeBy: '3/31' }),
      await typed('budget', { method: 'lot' }),
      await typed('general', { purpose: 'わたしの目的' }),
      await typed('general', { purpose: 'あなたの目的' }),
    ]
    const done = await Promise.allSettled([
      savePart(reviewer, KEY, 1, 'dates', dates),
      savePart(approver, KEY, 1, 'budget', budget),
      savePart(reviewer, KEY, 1, 'general', mine),
      savePart(approver, KEY, 1, 'general', theirs),
    ])
    expect(done.slice(0, 2).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    const refused = done.filter((one) => one.status === 'rejected')
    expect(refused.map(({ reason }) => reason)).toEqual([expect.any(Stale)])
    expect((await standing()).definition).toMatchObject({
      dates: { completeBy: '03-31' },
      budget: { method: 'lot' },
    })
  })

  test('is shown in words and tried with an example before it is saved', async () => {
    const page = await partForEdit(reviewer, KEY, 1, 'work-w')
    const fields = await typed('work-w', {
      do: 'try',
      'grant-rate': '3分の2',
      'cap-shape': 'yen',
      'cap-shown': 'yen',
      'cap-yen': '100万',
      'cost-w': '3,000,000',
    })
    const { trial, words, errors } = shownAs(page, fields, within)
    expect(errors).toEqual({})
    expect(words).toContain('限度額: 1,000,000円')
    expect(trial?.assessment).toMatchObject({ outcome: 'determined', amount: 1_000_000 })
    expect(shownAs(page, { ...fields, 'cost-w': '' }, within).errors).toHaveProperty('cost-w')
    expect(shownAs(page, { ...fields, 'grant-rate': '7/3' }, within)).toMatchObject({
      words: null,
      trial: null,
    })
    expect((await standing()).version).toBe(1)
  })

  test('can be thrown away, and the programme with the last of it', async () => {
    await publish(1)
    expect(await copyVersion(reviewer, KEY, 1)).toBe(2)
    const { version } = await standing(2)
    await expect(discardDraft(reviewer, KEY, 2, version + 1)).rejects.toThrow(Stale)
    expect(await discardDraft(reviewer, KEY, 2, version)).toBe(1)
    await importProgramme(reviewer, file({ key: 'second' }), false)
    expect(await discardDraft(reviewer, 'second', 1, 1)).toBe(0)
    expect(await db.subsidyProgramme.count({ where: { key: 'second' } })).toBe(0)
    await expect(discardDraft(reviewer, KEY, 1, 2)).rejects.toThrow(Stale)
  })

  test('several copies at the same instant are several versions', async () => {
    const numbers = await Promise.all(Array.from({ length: 5 }, () => copyVersion(reviewer, KEY, 1)))
    expect(numbers.sort()).toEqual([2, 3, 4, 5, 6])
  })
})

describe('publishing', () => {
  test('needs a worked example, and that all agree', async () => {
    await removeExample(reviewer, KEY, 1, 1, '0')
    await expect(publish(1)).rejects.toEqual(invalid('form', 'no_example'))
    await importExamples(reviewer, KEY, 1, {
      version: 2,
      csv: '工事,対象経費,条件,補助金額\n工事,"1,000,000円",otherMoney=0,500000\n工事,999,otherMoney=0,499',
      how: 'add',
    })
    await expect(publish(1)).rejects.toEqual(invalid('form', 'examples_differ?count=1'))
    expect((await standing()).state).toBe('draft')
    await removeExample(reviewer, KEY, 1, 3, '1')
    await publish(1)
    expect((await standing()).state).toBe('published')
    expect(await db.auditEntry.count({ where: { action: 'programme.published' } })).toBe(1)
  })

  test('refuses a draft that has moved on since it was looked at', async () => {
    const { version } = await standing()
    await save('budget', { method: 'lot' })
    await expect(publishVersion(approver, KEY, 1, { version, note: 'x' })).rejects.toThrow(Stale)
  })

  test('happens once, however many press at the same instant', async () => {
    const { version } = await standing()
    const done = await Promise.allSettled(
      Array.from({ length: 4 }, () => publishVersion(approver, KEY, 1, { version, note: 'x' })),
    )
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await db.auditEntry.count({ where: { action: 'programme.published' } })).toBe(1)
  })

  test('lets the version before it end with the year before, or retires it', async () => {
    await publish(1)
    await copyVersion(reviewer, KEY, 1)
    await save('general', { 'fiscalYears-from': '2028', 'fiscalYears-until': '2029' }, 2)
    expect(await takenOver(db, await standing(2))).toMatchObject([
      { number: 1, becomes: { until: 2027 }, gapFrom: 2030 },
    ])
    await publish(2)
    expect(await standing(1)).toMatchObject({ state: 'published', yearUntil: 2027 })
    expect((await standing(1)).definition.fiscalYears).toEqual({ from: 2026, until: 2027 })
    expect((await programmeFor(KEY, 2027)).number).toBe(1)
    expect((await programmeFor(KEY, 2028)).number).toBe(2)
    await expect(programmeFor(KEY, 2030)).rejects.toThrow(NotFound)
    await copyVersion(reviewer, KEY, 1)
    await save('general', { 'fiscalYears-from': '2026', 'fiscalYears-until': '' }, 3)
    await publish(3)
    expect((await versionsOf(reviewer, KEY)).versions.map(({ state }) => state)).toEqual([
      'published',
      'retired',
      'retired',
    ])
  })

  test('two drafts for the same years, published at the same instant, leave one that holds', async () => {
    await copyVersion(reviewer, KEY, 1)
    await Promise.all([publish(1), publish(2)])
    const states = (await versionsOf(reviewer, KEY)).versions.map(({ state }) => state).sort()
    expect(states).toEqual(['published', 'retired'])
  })

  test('is for good: no form, no file and no statement changes what is published', async () => {
    const form = await typed('budget', { method: 'lot' })
    await publish(1)
    const published = expect.objectContaining({ key: 'programme_published' })
    await expect(savePart(reviewer, KEY, 1, 'budget', form)).rejects.toEqual(published)
    await expect(saveWhole(reviewer, KEY, 1, 2, programmeOf({}))).rejects.toEqual(published)
    await expect(removeExample(reviewer, KEY, 1, 2, '0')).rejects.toEqual(published)
    await expect(partForEdit(reviewer, KEY, 1, 'budget')).rejects.toEqual(published)
    for (const statement of [
      `UPDATE subsidy_programme_versions SET definition = '{}'`,
      `UPDATE subsidy_programme_versions SET state = 'draft', published_at = NULL`,
      'DELETE FROM subsidy_programme_versions',
    ])
      await expect(db.$executeRawUnsafe(statement)).rejects.toThrow(/never changes/)
  })
})
