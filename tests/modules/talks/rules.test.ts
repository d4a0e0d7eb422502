/** 意見交換会: what may follow what, the times of the agenda, and how what was decided stands. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { enteredOf } from '~/modules/talks/entered'
import {
  agendaTimes,
  answerOf,
  answers,
  attendanceSums,
  columnsOfAnswer,
  moved,
  outcomeStanding,
  showsOnline,
  stateAfter,
  takesAnswers,
  talkStates,
  talkVerbs,
  verbStands,
  verbsOf,
} from '~/modules/talks/rules'
import { answerForm, editTalkForm, newTalkForm, outcomeForm } from '~/modules/talks/schema'
import { addDays, dayOf, instantOfLocal } from '~/platform/clock'
import { Invalid } from '~/platform/errors'

const START = instantOfLocal('2026-12-05T10:00') as Date
const END = instantOfLocal('2026-12-05T12:00') as Date
const before = new Date(START.getTime() - 1)
const all = { items: 1, reason: '台風' }

describe('what the host does', () => {
  test('follows the table: every other pair of state and verb is refused', () => {
    const allowed = talkStates.flatMap((state) =>
      talkVerbs
        .filter((verb) =>
          [before, START].some((at) => verbStands(verb, { state, startsAt: START }, at, all) === 'ok'),
        )
        .map((verb) => `${state} ${verb} ${stateAfter(verb)}`),
    )
    expect(allowed).toEqual(['draft announce announced', 'announced hold held', 'announced cancel cancelled'])
    expect(verbsOf('held')).toEqual([])
  })

  test('announces before the beginning and with an agenda, holds from it on, cancels with a reason', () => {
    const draft = { state: 'draft', startsAt: START } as const
    const told = { state: 'announced', startsAt: START } as const
    expect(verbStands('announce', draft, START, all)).toBe('too_late')
    expect(verbStands('announce', draft, before, { ...all, items: 0 })).toBe('agenda')
    expect(verbStands('hold', told, before, all)).toBe('too_early')
    expect(verbStands('hold', told, START, { items: 0, reason: '' })).toBe('ok')
    expect(verbStands('cancel', told, before, { ...all, reason: '' })).toBe('reason')
  })
})

describe('answers and questions', () => {
  const talk = { state: 'announced', startsAt: START, answerBy: '2026-12-01' } as const
  const at = (local: string) => instantOfLocal(local) as Date

  test('are taken to the end of the last day, and never after the beginning', () => {
    expect(takesAnswers(talk, at('2026-12-01T23:59'))).toBe(true)
    expect(takesAnswers(talk, at('2026-12-02T00:00'))).toBe(false)
    expect(takesAnswers({ ...talk, answerBy: null }, at('2026-12-05T09:59'))).toBe(true)
    expect(takesAnswers({ ...talk, answerBy: null }, START)).toBe(false)
    for (const state of ['draft', 'held', 'cancelled'] as const) {
      expect(takesAnswers({ ...talk, state }, at('2026-11-30T10:00'))).toBe(false)
    }
  })

  test('of nobody who does not come hold people, and come back as they were given', () => {
    fc.assert(
      fc.property(fc.constantFrom(...answers), fc.integer({ min: 1, max: 1000 }), (answer, people) => {
        const columns = columnsOfAnswer(answer, people)
        expect(answerOf(columns)).toBe(answer)
        expect(columns.people).toBe(answer === 'place' || answer === 'online' ? people : 0)
      }),
    )
  })
})

describe('the address of the online room', () => {
  const talk = { state: 'announced', startsAt: START, endsAt: END } as const

  test('is shown to those who come from the day before to the end of the day, and to nobody else', () => {
    const instants = fc.date({
      min: new Date('2026-11-01T00:00:00Z'),
      max: new Date('2027-01-10T00:00:00Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, fc.boolean(), fc.constantFrom(...talkStates), (at, comes, state) => {
        const day = dayOf(at)
        const near = day >= '2026-12-04' && day <= '2026-12-05'
        const open = state === 'announced' || state === 'held'
        expect(showsOnline({ ...talk, state }, { host: false, comes }, at)).toBe(comes && near && open)
      }),
    )
    expect(showsOnline(talk, { host: true, comes: false }, before)).toBe(true)
  })
})

describe('the agenda', () => {
  const items = fc.array(fc.record({ minutes: fc.option(fc.integer({ min: 1, max: 120 }), { nil: null }) }), {
    maxLength: 12,
  })

  test('tells when each item begins as far as the minutes before it are known', () => {
    fc.assert(
      fc.property(items, (rows) => {
        const { starts, planned, over } = agendaTimes({ startsAt: START, endsAt: END }, rows)
        const unknown = rows.findIndex(({ minutes }) => minutes === null)
        rows.forEach((_, index) => {
          const known = unknown < 0 || index <= unknown
          const sum = rows.slice(0, index).reduce((all, { minutes }) => all + (minutes ?? 0), 0)
          expect(starts[index]?.getTime()).toBe(known ? START.getTime() + sum * 60_000 : undefined)
        })
        expect(over).toBe(Math.max(0, planned - 120))
      }),
    )
  })

  test('is put in order without losing anything', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer(), { maxLength: 8 }),
        fc.nat(9),
        fc.constantFrom('up', 'down'),
        (rows, index, way) => {
          const result = moved(rows, index, way)
          expect([...result].sort()).toEqual([...rows].sort())
          const to = way === 'up' ? index - 1 : index + 1
          if (index < rows.length && to >= 0 && to < rows.length) expect(result[to]).toBe(rows[index])
          else expect(result).toEqual(rows)
        },
      ),
    )
  })
})

describe('what was decided', () => {
  const today = '2026-12-05'
  const mine = (dueOn: string | null, doneOn: string | null = null) =>
    outcomeStanding({ dueOn, doneOn, matterState: null }, today)
  const city = (dueOn: string, matterState: string) =>
    outcomeStanding({ dueOn, doneOn: null, matterState }, today)

  test('of an association is overdue the day after its day, until it is ticked', () => {
    expect(mine(today)).toBe('soon')
    expect(mine(addDays(today, -1))).toBe('overdue')
    expect(mine(addDays(today, 7))).toBe('soon')
    expect(mine(addDays(today, 8))).toBe('open')
    expect(mine(addDays(today, -1), today)).toBe('done')
    expect(mine(null)).toBe('open')
  })

  test('of the city stands as its matter does', () => {
    const past = addDays(today, -1)
    expect(city(past, 'routed')).toBe('overdue')
    expect(city(past, 'received')).toBe('overdue')
    expect(city(past, 'answered')).toBe('open')
    expect(city(past, 'underway')).toBe('open')
    expect(city(past, 'done')).toBe('done')
    for (const state of ['impossible', 'withdrawn', 'refused']) expect(city(past, state)).toBe('ended')
  })
})

test('sums count each association once', () => {
  const row = fc.record({
    comes: fc.option(fc.boolean(), { nil: null }),
    online: fc.boolean(),
    people: fc.nat(20),
    came: fc.option(fc.nat(20), { nil: null }),
  })
  fc.assert(
    fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
      const sums = attendanceSums(rows)
      expect(sums.place + sums.online + sums.no + sums.unknown).toBe(rows.length)
      expect(sums.came === null).toBe(rows.every(({ came }) => came === null))
    }),
  )
})

describe('forms', () => {
  const talk = {
    association: '1',
    audience: '1',
    title: '意見交換会',
    startsAt: '2026-12-05T10:00',
    endsAt: '2026-12-05T12:00',
    place: '会館',
  }
  const wrong = (over: Record<string, string>) =>
    newTalkForm.safeParse({ ...talk, ...over }).error?.issues.map(({ path }) => path[0]) ?? []

  test('of a talk refuse what cannot be', () => {
    expect(wrong({})).toEqual([])
    expect(wrong({ endsAt: '2026-12-05T10:00' })).toEqual(['endsAt'])
    expect(wrong({ endsAt: '2027-12-05T12:00' })).toEqual(['endsAt'])
    expect(wrong({ startsAt: '2026-02-30T10:00' })).toEqual(['startsAt'])
    expect(wrong({ place: '' })).toEqual(['place'])
    expect(wrong({ place: '', onlineUrl: 'https://meeting.example/a' })).toEqual([])
    for (const onlineUrl of ['http://meeting.example', 'javascript:alert(1)', 'https://a b', 'https://']) {
      expect(wrong({ onlineUrl })).toEqual(['onlineUrl'])
    }
    expect(wrong({ answerBy: '2026-12-06' })).toEqual(['answerBy'])
    expect(wrong({ answerBy: '2026-12-05' })).toEqual([])
    expect(wrong({ spot: '135.6, 34.8' })).toEqual(['spot'])
    expect(newTalkForm.parse({ ...talk, spot: '３４．８６、１３５．６７' }).spot).toEqual({
      latitude: 34.86,
      longitude: 135.67,
    })
    expect(editTalkForm.safeParse({ ...talk, version: '0' }).success).toBe(false)
  })

  test('of an answer ask how many come, of those that come', () => {
    const given = { association: '3', version: '0' }
    expect(answerForm.safeParse({ ...given, answer: 'place', people: '' }).success).toBe(false)
    expect(answerForm.safeParse({ ...given, answer: 'no', people: '' }).success).toBe(true)
    expect(answerForm.parse({ ...given, answer: 'online', people: '１２' }).people).toBe(12)
  })

  test('of what was decided ask who does it and by when', () => {
    const given = { text: '鏡を付ける', owner: 'section:3', dueOn: '2026-12-31' }
    expect(outcomeForm.parse(given).owner).toEqual({ kind: 'section', id: 3 })
    expect(outcomeForm.safeParse({ ...given, owner: 'city:3' }).success).toBe(false)
    expect(outcomeForm.safeParse({ ...given, dueOn: '' }).success).toBe(false)
  })

  test('of the sheet name each field that cannot be taken', () => {
    const row = (id: number, over: Record<string, string> = {}) => ({
      [`answer_${id}`]: 'place',
      [`people_${id}`]: '2',
      [`came_${id}`]: '',
      [`version_${id}`]: '0',
      ...over,
    })
    expect(enteredOf({ association: ['1', '2'], ...row(1), ...row(2) })).toHaveLength(2)
    try {
      enteredOf({ association: ['1', '2'], ...row(1, { people_1: '' }), ...row(2, { came_2: 'x' }) })
      expect.unreachable()
    } catch (error) {
      expect(Object.keys((error as Invalid).errors)).toEqual(['people_1', 'came_2'])
    }
    for (const association of [['1', '1'], [], ['<']]) {
      expect(() => enteredOf({ association, ...row(1) })).toThrow(Invalid)
    }
  })
})
