/** 概算 as people meet it: the pages, what is refused with everything kept, the paper and the dates. */
import { beforeAll, describe, expect, test } from 'vitest'
import { yearToPlan } from '~/modules/subsidies/rules'
import { fieldsOf } from '~/modules/subsidies/schema'
import { db } from '~/platform/db.server'
import { type InProcess, openInProcess } from '../../setup/in-process'
import { programmeOf } from './support'

let portal: InProcess
beforeAll(async () => {
  portal = await openInProcess()
}, 300_000)

const query = (more: Record<string, string>) =>
  new URLSearchParams({ programme: 'hirakata-hall', work: 'seismicRetrofit', ...more }).toString()
const result = (more: Record<string, string>) =>
  portal.ask('guest', `/subsidies/estimate/result?${query(more)}`)

test('the city has schemes of its own, and those of others to compare with', async () => {
  expect(await db.subsidyProgramme.count({ where: { own: true } })).toBe(2)
  expect(await db.subsidyProgramme.count()).toBe(23)
})

describe('the estimate', () => {
  test('leads from the work to the questions, and from the answers to the result', async () => {
    const first = await portal.ask('guest', '/subsidies/estimate?programme=hirakata-hall')
    expect(first.text).toContain('耐震改修')
    const asked = await portal.ask('guest', `/subsidies/estimate?${query({})}`)
    expect(asked.text).toContain('name="cost-seismicRetrofit"')
    const [, action = ''] = /<form method="post" action="(\/subsidies[^"]+)"/.exec(asked.text) ?? []
    const sent = await portal.ask('guest', action.replaceAll('&amp;', '&'), {
      programme: 'hirakata-hall',
      work: 'seismicRetrofit',
      'cost-seismicRetrofit': '1,200,000',
      'fact-otherMoney': '0',
    })
    expect(sent.status).toBe(302)
    const shown = await portal.ask('guest', sent.location ?? '')
    expect(shown.text).toContain('補助金の目安は 800,000円 です')
    expect(shown.text).toContain('これは概算です')
  })

  test('says with the same questions what is wrong, and loses nothing that was typed', async () => {
    const asked = await portal.ask('guest', `/subsidies/estimate?${query({})}`)
    const [, action = ''] = /<form method="post" action="(\/subsidies[^"]+)"/.exec(asked.text) ?? []
    const { status, text } = await portal.ask('guest', action.replaceAll('&amp;', '&'), {
      programme: 'hirakata-hall',
      work: 'seismicRetrofit',
      'cost-seismicRetrofit': '百万円くらい',
      'fact-otherMoney': '50000',
    })
    expect(status).toBe(422)
    expect(text).toContain('value="百万円くらい"')
    expect(text).toContain('value="50000"')
    expect(text).toContain('の費用の見込み(円): 金額を「500,000」のように、数字だけで入力してください')
  })

  test('tells what is undetermined and how far it could go', async () => {
    const { text } = await result({ 'cost-seismicRetrofit': '1000000', 'fact-otherMoney': '0' })
    expect(text).toContain('660,000円 から 666,666円 のあいだで、まだ決められません')
    expect(text).toContain('端数を切り捨てる単位が公表されていません')
  })

  test('warns before a contract is signed, as a caution where the text is silent', async () => {
    const { text } = await result({ 'cost-seismicRetrofit': '1200000' })
    expect(text).toContain('交付決定の前に契約しないでください')
    expect(text).toContain('契約の前に必ず市民活動課に確かめてください')
  })

  test('gives the paper and the dates, none of which is over', async () => {
    const paper = `/subsidies/estimate.pdf?${query({ 'cost-seismicRetrofit': '1200000' })}`
    const pdf = await portal.ask('guest', paper, {})
    expect([pdf.status, pdf.text.slice(0, 5)]).toEqual([200, '%PDF-'])
    // The address by itself leads to the result: a loader counts nothing.
    const { status, location } = await portal.ask('guest', paper)
    expect([status, location]).toEqual([302, paper.replace('.pdf', '/result')])
    const ics = await portal.ask(
      'guest',
      `/subsidies/estimate.ics?${query({ 'cost-seismicRetrofit': '1200000' })}`,
    )
    const days = [...ics.text.matchAll(/DTSTART;VALUE=DATE:(\d{8})/g)].map(([, day]) => day ?? '')
    const today = new Date().toISOString().slice(0, 10).replaceAll('-', '')
    expect(days.length).toBeGreaterThan(1)
    expect(days.every((day) => day >= today)).toBe(true)
  })

  test('knows no scheme that is not there, and says so', async () => {
    for (const programme of ['no-such', '%00', "x' OR 1"]) {
      const { status } = await portal.ask('guest', `/subsidies/estimate/result?programme=${programme}&work=w`)
      expect(status).toBe(404)
    }
  }, 20_000)

  test('leaves worked examples and other cities’ rules out of what a reader is sent', async () => {
    const { text } = await portal.ask('guest', '/subsidies')
    expect(text).toContain('鹿児島市')
    expect(text).not.toContain('リフォーム')
  })
})

test('the year that can still be prepared for begins with its consultation', () => {
  const of = programmeOf({}, { dates: { consultation: { from: '08-01', until: '10-31' } } })
  expect(yearToPlan(of, '2026-09-01')).toBe(2027)
  expect(yearToPlan(of, '2026-10-31')).toBe(2027)
  expect(yearToPlan(of, '2026-11-01')).toBe(2028)
  expect(yearToPlan(of, '2027-03-31')).toBe(2028)
  const applied = programmeOf({}, { dates: { application: { from: '04-01', until: '12-31' } } })
  expect(yearToPlan(applied, '2026-12-31')).toBe(2026)
  expect(yearToPlan(applied, '2027-01-01')).toBe(2027)
  expect(yearToPlan(programmeOf({}), '2027-01-01')).toBe(2026)
})

test('an address without end is read in part', () => {
  const long = new URL(`http://x/?${Array.from({ length: 5000 }, (_, i) => `a${i}=1`).join('&')}`)
  expect(Object.keys(fieldsOf(long)).length).toBe(200)
})
