/**
 * 指標: the real ones of fiscal 2025 with their target and the year before, and the years after it opened by copying.
 * All months are invented, as the city publishes none.
 */

import {
  computedKeys,
  decimalOf,
  MONTHS,
  type Month,
  missing,
  ON_THE_WAY,
  type Unit,
} from '../../app/modules/indicators/rules'
import { cityFile } from '../../app/platform/city.server'
import { dayOf, dayToDate, fiscalYear, now } from '../../app/platform/clock'
import type { Tx } from '../../app/platform/db.server'
import { counted, type Described, described } from './indicator-texts'
import type { Accounts } from './people'
import { makeRandom, type Random } from './random'

/** The fiscal year of the published file */
const FIRST_YEAR = 2025

const UNITS: Record<string, Unit> = {
  件: 'count',
  人: 'people',
  延べ人: 'attendances',
  円: 'yen',
  '%': 'percent',
}

type Published = {
  key: string
  theme: string
  sheet: string
  name: string
  unit: Unit
  target: number
  previous: number
  previousNote: string
}

/** The published targets. Whole numbers and tenths, in units. */
function readIndicators(): Published[] {
  const [, ...lines] = (cityFile('indicators-r7.csv') ?? '').trim().split('\n')
  return lines.map((line) => {
    const [key = '', theme = '', sheet = '', name = '', unit = '', , target, previous, previousNote = ''] =
      line.split(',')
    const known = UNITS[unit]
    if (!known) throw new Error(`An indicator in ${unit}`)
    return {
      key,
      theme,
      sheet,
      name,
      unit: known,
      target: Number(target),
      previous: Number(previous),
      previousNote,
    }
  })
}

const milli = (value: number) => Math.round(value * 1000)

/** Writes the indicators, their years until this one, who enters them, and the months that are over. */
export async function createIndicators(tx: Tx, accounts: Accounts): Promise<void> {
  const random = makeRandom(7)
  const today = dayOf(now())
  const last = Math.max(FIRST_YEAR, fiscalYear(today))
  const published = readIndicators()
  for (const [position, row] of published.entries()) {
    const about = described[row.key]
    if (!about) throw new Error(`Nothing is said of ${row.key}`)
    const { id } = await tx.indicator.create({
      data: {
        key: row.key,
        theme: row.theme,
        sheet: row.sheet,
        name: row.name,
        unit: row.unit,
        method: about.method,
        definition: about.definition,
        section: about.section,
        computed: about.computed ?? '',
        position: (position + 1) * 10,
        keepers: {
          create: [
            { userId: row.key === 'volunteer_experience' ? accounts.centre.id : accounts.reviewer.id },
          ],
        },
      },
      select: { id: true },
    })
    let previous = milli(row.previous)
    let previousNote = row.previousNote
    for (let year = FIRST_YEAR; year <= last; year++) {
      const over = missing(year, [], today)
      const months = monthsOf(about, row, year, random).filter(({ month }) => over.includes(month))
      // The section has not yet reported the summer of this year: the portal's own count stands alone.
      const reported = row.key === 'volunteer_experience' && year === last ? [] : months
      await tx.indicatorYear.create({
        data: {
          indicatorId: id,
          year,
          target: decimalOf(milli(row.target)),
          previous: decimalOf(previous),
          previousNote,
          evaluation: year < last ? '目標に近づきました。参加しやすい曜日と時間をふやします。(見本の文)' : '',
          entries: { create: reported.map((entry) => ({ ...entry, byId: accounts.reviewer.id })) },
        },
        select: { id: true },
      })
      const all = reported.map(({ value }) => milli(Number(value)))
      previous = row.unit === 'percent' ? (all.at(-1) ?? previous) : all.reduce((sum, one) => sum + one, 0)
      previousNote = year < last - 1 ? '' : ON_THE_WAY
    }
  }
  // A year that has been over for some time is closed; the last one is as a rule still looked at.
  await tx.indicatorYear.updateMany({
    where: { year: { lt: last - 1 } },
    data: { closedAt: dayToDate(`${last}-06-01`) },
  })
  await createCounted(tx, last, published.at(-1)?.theme ?? '')
}

/** The months of a year, in the shape that the indicator has: whole units, and a rate with its two numbers. */
function monthsOf(about: Described, row: Published, year: number, random: Random) {
  const all = about.months.reduce((sum, month) => sum + month, 0)
  const grown = 1 + (year - FIRST_YEAR) * 0.06
  return MONTHS.map((month: Month, index) => {
    const share = about.months[index] ?? 0
    const base = { month, source: about.source, note: index === 0 ? (about.note ?? '') : '' }
    if (row.unit !== 'percent') {
      const value = row.target * about.reached * grown * (share / all) * (0.94 + random.next() * 0.12)
      return { ...base, value: decimalOf(Math.round(value) * 1000) }
    }
    if (!about.outOf) return { ...base, value: decimalOf(milli(share)) }
    const denominator = about.outOf + (year - FIRST_YEAR) * 4
    const numerator = Math.min(denominator, Math.round((share / 100) * denominator))
    return {
      ...base,
      value: decimalOf(Math.round((numerator * 1000) / denominator) * 100),
      numerator: decimalOf(numerator * 1000),
      denominator: decimalOf(denominator * 1000),
    }
  })
}

/** What the portal counts beside them, in the last two years. */
async function createCounted(tx: Tx, last: number, theme: string): Promise<void> {
  for (const [position, { key, name, definition }] of counted.entries()) {
    await tx.indicator.create({
      data: {
        key,
        theme,
        name,
        definition,
        unit: computedKeys[key],
        section: '市民活動課',
        computed: key,
        position: 200 + position * 10,
        years: { create: [{ year: last - 1 }, { year: last }] },
      },
      select: { id: true },
    })
  }
}
