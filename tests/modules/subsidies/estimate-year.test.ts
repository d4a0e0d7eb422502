/** 概算 for a later year: by the rules of that year, or with a word that they are not settled. */
import { beforeEach, expect, test } from 'vitest'
import { copyVersion } from '~/modules/subsidies/commands/draft.server'
import { importProgramme } from '~/modules/subsidies/commands/import.server'
import { publishVersion } from '~/modules/subsidies/commands/publish.server'
import { chosen, estimateFrom } from '~/modules/subsidies/estimate.server'
import { estimatePaper } from '~/modules/subsidies/estimate-paper.server'
import { versionForStaff } from '~/modules/subsidies/queries/versions.server'
import { estimateQuery, fieldsOf } from '~/modules/subsidies/schema'
import { dayOf, fiscalYear, now } from '~/platform/clock'
import { translator } from '~/platform/i18n.server'
import { file, KEY, makeDraft } from './drafts'

const year = fiscalYear(dayOf(now()))
const ask = (applied: number | null) => ({
  programme: KEY,
  work: 'w',
  'cost-w': '1000000',
  'fact-otherMoney': '0',
  ...(applied === null ? {} : { 'fact-appliedOn': `${applied}-06-01` }),
})

let { reviewer, publish, save } = {} as Awaited<ReturnType<typeof makeDraft>>
beforeEach(async () => {
  ;({ reviewer, publish, save } = await makeDraft())
  await publish(1)
})

test('an estimate for a year with rules of its own goes by those', async () => {
  await copyVersion(reviewer, KEY, 1)
  await save('general', { 'fiscalYears-from': String(year + 1), 'fiscalYears-until': '' }, 2)
  await save('work-w', { 'cap-shape': 'yen', 'cap-shown': 'yen', 'cap-yen': '60万円' }, 2)
  await save('dates', { 'application-from': '5月1日', 'application-until': '5/31' }, 2)
  await publish(2)
  const [present, later] = [await estimateFrom(ask(year)), await estimateFrom(ask(year + 1))]
  expect(present).toMatchObject({ year, settled: true })
  expect(present.milestones.find(({ kind }) => kind === 'apply')?.from).toBeNull()
  expect(later).toMatchObject({ year: year + 1, settled: true, programme: { works: [{ cap: 600_000 }] } })
  expect(later.milestones.find(({ kind }) => kind === 'apply')?.from).toBe(`${year + 1}-05-01`)
  // The questions are those of the same rules, and the address of the result keeps the year.
  expect((await chosen(ask(year + 1))).programme?.works[0]?.cap).toBe(600_000)
  const address = estimateQuery(later.programme, later.works, ask(year + 1))
  expect(await estimateFrom(fieldsOf(new URL(`http://x/?${address}`)))).toMatchObject({ year: year + 1 })
})

test('where the rules of a year are not known, the present ones are used, and it is said', async () => {
  const only = JSON.parse(file({ key: 'only-now', fiscalYears: { from: year, until: year } }))
  await importProgramme(reviewer, JSON.stringify(only), true)
  const { version } = await versionForStaff(reviewer, 'only-now', 1)
  await publishVersion(reviewer, 'only-now', 1, { version, note: 'x' })
  const asked = { ...ask(year + 2), programme: 'only-now' }
  const found = await estimateFrom(asked)
  expect(found).toMatchObject({ year: year + 2, settled: false })
  const within = { t: translator('ja'), language: 'ja' as const }
  const paper = JSON.stringify(estimatePaper(found, within).definition)
  expect(paper).toContain('決まりは、まだこのサイトにありません')
  const present = await estimateFrom({ ...ask(year), programme: 'only-now' })
  expect(present.settled).toBe(true)
  expect(JSON.stringify(estimatePaper(present, within).definition)).not.toContain(
    'まだこのサイトにありません',
  )
})
