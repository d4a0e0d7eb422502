/** The rules of events, months, and what calendar programs are told: read back as they would read it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CalendarEntry, calendarFile } from '~/modules/events/ical'
import { addMonths, boundsOf, formatMonth, isMonth, monthOf, weeksOf } from '~/modules/events/month'
import {
  answering,
  daysThrough,
  kindsFor,
  nearness,
  peopleOf,
  placesLeft,
  quorum,
  spanOf,
  takesAnswers,
} from '~/modules/events/rules'
import { answerForm, calendarQuery, enterForm } from '~/modules/events/schema'
import { addDays, dayToDate } from '~/platform/clock'
import { cleanText } from '~/platform/text'

const at = (local: string) => new Date(`${local}:00+09:00`)
const day = fc.integer({ min: 0, max: 36_000 }).map((days) => addDays('2000-01-01', days))
const month = day.map(monthOf)

describe('answers', () => {
  const asked = { asks: 'attendance', startsAt: at('2026-12-05T10:00'), answerBy: null } as const

  test('are taken to the end of the closing day, and never once the event has begun', () => {
    expect(takesAnswers(asked, at('2026-12-05T09:59'))).toBe(true)
    expect(takesAnswers(asked, at('2026-12-05T10:00'))).toBe(false)
    const by = { ...asked, answerBy: '2026-12-01' }
    expect(takesAnswers(by, at('2026-12-01T23:59'))).toBe(true)
    expect(takesAnswers(by, at('2026-12-02T00:00'))).toBe(false)
    expect(takesAnswers({ ...asked, answerBy: '2026-12-31' }, at('2026-12-06T00:00'))).toBe(false)
    expect(takesAnswers({ ...asked, asks: 'nothing' }, at('2026-12-01T00:00'))).toBe(false)
  })

  test('stand for persons at an event, for one vote in an assembly, for nobody otherwise', () => {
    expect(peopleOf('attendance', 'attend', 4)).toBe(4)
    expect(peopleOf('attendance', 'attend', null)).toBeNull()
    expect(peopleOf('assembly', 'attend', 4)).toBe(1)
    expect(peopleOf('assembly', 'entrust', 4)).toBe(0)
    expect(peopleOf('attendance', 'absent', 4)).toBe(0)
    expect(kindsFor('attendance')).not.toContain('entrust')
    expect(kindsFor('nothing')).toEqual([])
  })

  test('are given for households under the audience, by those who answer for themselves', () => {
    const own = [
      { id: 1, path: '/1/2/30/', role: 'head' },
      { id: 2, path: '/1/2/3/', role: 'dependant' },
      { id: 3, path: '/1/2/3/4/', role: 'member' },
    ] as const
    expect(answering(own, '/1/2/3/')).toEqual([3])
    expect(answering(own, '/1/2/')).toEqual([1, 3])
  })

  test('leave no fewer than no places', () => {
    expect(placesLeft(null, 5)).toBeNull()
    expect(placesLeft(10, 4)).toBe(6)
    expect(placesLeft(3, 4)).toBe(0)
  })
})

describe('the quorum', () => {
  test('is more than half, or at least two thirds, of whole households', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), (households, present) => {
        const half = quorum(households, present, '1/2')
        expect(half.reached).toBe(households > 0 && present * 2 > households)
        const thirds = quorum(households, present, '2/3')
        expect(thirds.reached).toBe(households > 0 && present * 3 >= households * 2)
        for (const { needed, missing, reached } of [half, thirds]) {
          expect(Number.isInteger(needed)).toBe(true)
          if (households > 0) expect(missing === 0).toBe(reached)
          expect(missing).toBe(Math.max(0, needed - present))
        }
      }),
    )
    expect(quorum(100, 50, '1/2')).toMatchObject({ needed: 51, missing: 1, reached: false })
    expect(quorum(3, 2, '2/3')).toMatchObject({ needed: 2, reached: true })
    expect(quorum(0, 0, '2/3').reached).toBe(false)
  })
})

describe('time', () => {
  test('is told as a person would', () => {
    const start = at('2026-12-05T10:00')
    const end = at('2026-12-05T12:00')
    const near = (now: string) => nearness(start, end, at(now))
    expect(near('2026-11-23T23:00')).toEqual({ when: 'later', days: 12 })
    expect(near('2026-12-04T23:59')).toEqual({ when: 'tomorrow' })
    expect(near('2026-12-05T00:00')).toEqual({ when: 'today' })
    expect(near('2026-12-05T10:00')).toEqual({ when: 'now' })
    expect(near('2026-12-05T12:00')).toEqual({ when: 'over' })
    expect(nearness(start, null, at('2026-12-05T23:59'))).toEqual({ when: 'now' })
    expect(nearness(start, null, at('2026-12-06T00:00'))).toEqual({ when: 'over' })
  })

  test('of an event that ends at midnight does not reach into the next day', () => {
    expect(spanOf(at('2026-12-05T10:00'), at('2026-12-07T00:00'))).toEqual({
      first: '2026-12-05',
      last: '2026-12-06',
    })
    expect(spanOf(at('2026-12-05T10:00'), null)).toEqual({ first: '2026-12-05', last: '2026-12-05' })
    expect(spanOf(at('2026-12-05T10:00'), at('2026-12-05T10:00')).last).toBe('2026-12-05')
    expect(daysThrough('2026-12-31', '2027-01-02')).toEqual(['2026-12-31', '2027-01-01', '2027-01-02'])
    expect(daysThrough('2026-12-31', '2026-12-30')).toEqual([])
  })
})

describe('a month', () => {
  test('has each of its days once, in weeks from Sunday', () => {
    fc.assert(
      fc.property(month, (one) => {
        const weeks = weeksOf(one)
        const { first, last } = boundsOf(one)
        expect(weeks.flat().filter((d) => d !== null)).toEqual(daysThrough(first, last))
        for (const week of weeks) {
          expect(week).toHaveLength(7)
          expect(week.some((d) => d !== null)).toBe(true)
          week.forEach((d, weekday) => {
            if (d) expect(dayToDate(d).getUTCDay()).toBe(weekday)
          })
        }
      }),
    )
  })

  test('follows another in both directions', () => {
    fc.assert(
      fc.property(month, fc.integer({ min: -400, max: 400 }), (one, steps) => {
        expect(addMonths(addMonths(one, steps), -steps)).toBe(one)
      }),
    )
    expect(addMonths('2026-12', 1)).toBe('2027-01')
    expect(addMonths('2026-01', -1)).toBe('2025-12')
    expect(formatMonth('2026-12', 'ja')).toBe('2026年12月')
    expect(formatMonth('2026-12', 'en')).toBe('December 2026')
    expect(['2026-13', '2026-00', '1999-12', '2026-1', 'x'].filter(isMonth)).toEqual([])
  })
})

describe('forms', () => {
  test('take full-width numbers, and nothing that cannot be', () => {
    const form = { as: 'household-3', kind: 'attend', people: '３', version: '0' }
    expect(answerForm.parse(form)).toMatchObject({ people: 3, entrusted_to: '', version: 0 })
    for (const over of [
      { people: '0' },
      { people: '21' },
      { as: 'household-0' },
      { kind: 'x' },
      { version: '-1' },
    ]) {
      expect(answerForm.safeParse({ ...form, ...over }).success).toBe(false)
    }
    expect(enterForm.parse({ kind: 'none', household: ['1', '2'] })).toMatchObject({
      household: [1, 2],
      people: null,
    })
  })

  test('of the calendar leave out what they do not know', () => {
    const odd = {
      month: '2026-13',
      day: '2026-02-30',
      association: '../x',
      district: 'x',
      category: 'y',
      deadlines: 'z',
    }
    expect(calendarQuery.parse(odd)).toEqual({})
  })
})

/** A small reader of RFC 5545: lines unfolded, names, parameters and values taken apart, TEXT unmarked. */
function parse(file: string): { calendar: Map<string, string>; events: Map<string, string>[] } {
  for (const line of file.split('\r\n')) {
    expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
    expect(line).not.toMatch(/[\r\n]/)
  }
  expect(file.endsWith('\r\n')).toBe(true)
  const lines = file.slice(0, -2).replaceAll('\r\n ', '').split('\r\n')
  const calendar = new Map<string, string>()
  const events: Map<string, string>[] = []
  const open: string[] = []
  for (const line of lines) {
    const [, name = '', value = ''] =
      /^([A-Z-]+)(?:;[^:]*)?:([\s\S]*)$/.exec(line) ?? expect.unreachable(line)
    if (name === 'BEGIN') {
      open.push(value)
      if (value === 'VEVENT') events.push(new Map())
    } else if (name === 'END') {
      expect(open.pop()).toBe(value)
    } else {
      const held = open.at(-1) === 'VEVENT' ? events.at(-1) : calendar
      expect(held?.has(name), `${name} twice`).toBe(false)
      held?.set(name, value)
    }
  }
  expect(open).toEqual([])
  return { calendar, events }
}

const unmarked = (text: string | undefined) =>
  text?.replace(/\\([\\;,nN])/g, (_, c: string) => (c === 'n' || c === 'N' ? '\n' : c))

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(
    '夏祭り、花火;屋台,\\焼きそば\\',
    'a\r\nBEGIN:VEVENT\r\nX:1',
    '𠮷'.repeat(60),
    'é'.repeat(90),
    '👨‍👩‍👧‍👦'.repeat(9),
    ' ',
    '\\n',
  ),
)
const instant = fc.date({
  min: new Date('2000-01-01T00:00:00Z'),
  max: new Date('2099-12-31T00:00:00Z'),
  noInvalidDate: true,
})
const entries: fc.Arbitrary<CalendarEntry> = fc.record({
  id: fc.integer({ min: 1, max: 1e8 }),
  version: fc.integer({ min: 1, max: 1e6 }),
  title: words,
  description: words,
  startsAt: instant,
  endsAt: fc.option(instant),
  place: fc.option(words),
  latitude: fc.option(fc.double({ min: -90, max: 90, noNaN: true })),
  longitude: fc.option(fc.double({ min: -180, max: 180, noNaN: true })),
  updatedAt: instant,
  cancelled: fc.boolean(),
})

describe('iCalendar', () => {
  test('says everything so that it is read back as it was, and nothing more', () => {
    fc.assert(
      fc.property(fc.array(entries, { maxLength: 4 }), words, (given, name) => {
        const { calendar, events } = parse(calendarFile('https://portal.example', name, given))
        expect(calendar.get('VERSION')).toBe('2.0')
        expect(unmarked(calendar.get('X-WR-CALNAME'))).toBe(written(name))
        expect(events).toHaveLength(given.length)
        for (const [i, entry] of given.entries()) {
          const event = events[i] ?? expect.unreachable()
          expect(event.get('UID')).toBe(`notice-${entry.id}@portal.example`)
          expect(event.get('SEQUENCE')).toBe(String(entry.version))
          expect(event.get('STATUS')).toBe(entry.cancelled ? 'CANCELLED' : 'CONFIRMED')
          expect(event.get('URL')).toBe(`https://portal.example/notices/${entry.id}`)
          expect(unmarked(event.get('SUMMARY'))).toBe(written(entry.title))
          expect(unmarked(event.get('DESCRIPTION') ?? '')).toBe(written(entry.description))
          if (entry.place) expect(unmarked(event.get('LOCATION'))).toBe(written(entry.place))
          expect(instantOf(event.get('DTSTART'))).toBe(seconds(entry.startsAt))
          expect(event.has('DTEND')).toBe(entry.endsAt !== null)
          if (entry.endsAt) expect(instantOf(event.get('DTEND'))).toBe(seconds(entry.endsAt))
          const isPlaced = entry.latitude !== null && entry.longitude !== null
          expect(event.has('GEO')).toBe(isPlaced)
          if (isPlaced) {
            const [latitude, longitude] = (event.get('GEO') ?? '').split(';').map(Number)
            expect(latitude).toBeCloseTo(entry.latitude ?? 0, 5)
            expect(longitude).toBeCloseTo(entry.longitude ?? 0, 5)
          }
        }
      }),
    )
  })
})

/** What stays of a text: without control characters, its line ends as one. */
function written(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}]/gu, (c) => (c === '\n' || c === '\t' || c > '\u007f' ? c : ''))
}

const seconds = (instant: Date) => Math.floor(instant.getTime() / 1000)
const instantOf = (utc = '') =>
  Date.parse(utc.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')) / 1000

test('what the portal stores is written whole', () => {
  fc.assert(
    fc.property(words, (text) => {
      expect(written(cleanText(text))).toBe(cleanText(text))
    }),
  )
})
