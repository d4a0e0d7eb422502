import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  again,
  applyAnswer,
  type KeptMark,
  keptWith,
  pendingOf,
  storedQueue,
  toSend,
  withoutMark,
} from '~/modules/attendance/desk/queue'
import {
  attendances,
  certificateNeed,
  countsOf,
  coverOf,
  deskState,
  keyServes,
  listBy,
  type Mark,
  type Marked,
  mayCorrect,
  mayPrintEmergency,
  readCode,
  shownCode,
  soundTime,
  takeMark,
  walkInRoom,
} from '~/modules/attendance/rules'
import { addDays } from '~/platform/clock'

const at = (text: string) => new Date(`${text}+09:00`)
const session = {
  startsAt: at('2026-07-25T09:00:00'),
  endsAt: at('2026-07-25T12:00:00'),
  cancelledOn: null,
  closedAt: null as Date | null,
}

const marks = fc.uniqueArray(
  fc.record({
    key: fc.uuid(),
    attendance: fc.constantFrom(...attendances),
    at: fc.integer({ min: 0, max: 20 }).map((minute) => new Date(Date.UTC(2026, 6, 25, 0, minute))),
  }),
  { minLength: 1, maxLength: 12, selector: ({ key }) => key },
)

function arrive(of: readonly Mark[]): Marked {
  let standing: Marked = { attendance: 'unknown', markKey: null, markedAt: null }
  for (const mark of of) {
    if (takeMark(standing, mark) === 'taken')
      standing = { attendance: mark.attendance, markKey: mark.key, markedAt: mark.at }
  }
  return standing
}

describe('marks', () => {
  test('come to the same in whatever order, and however often, they arrive', () => {
    fc.assert(
      fc.property(marks, fc.infiniteStream(fc.nat()), (made, stream) => {
        const shuffled = [...made, ...made.slice(0, 4)]
          .map((mark) => ({ mark, sort: Number(stream.next().value) }))
          .sort((a, b) => a.sort - b.sort)
          .map(({ mark }) => mark)
        expect(arrive(shuffled)).toEqual(arrive(made))
      }),
    )
  })

  test('leave the one that was made last', () => {
    fc.assert(
      fc.property(marks, (made) => {
        const last = [...made]
          .sort((a, b) => a.at.getTime() - b.at.getTime() || (a.key < b.key ? -1 : 1))
          .at(-1)
        expect(arrive(made)).toMatchObject({ attendance: last?.attendance, markKey: last?.key })
      }),
    )
  })

  test('made by a clock that is wrong lie between the day and now', () => {
    const now = at('2026-07-25T10:00:00')
    expect(soundTime(at('2031-01-01T00:00:00'), session, now)).toEqual(now)
    expect(soundTime(at('1999-01-01T00:00:00'), session, now)).toEqual(at('2026-07-25T00:00:00'))
    expect(soundTime(at('2026-07-25T08:50:00'), session, now)).toEqual(at('2026-07-25T08:50:00'))
  })
})

describe('the desk', () => {
  test('opens on the day until it is closed, for the key of the day for a week', () => {
    expect(deskState(session, '2026-07-24')).toBe('before')
    expect(deskState(session, '2026-07-25')).toBe('open')
    expect(deskState(session, '2026-08-01')).toBe('open')
    expect(deskState(session, '2026-08-01', 'key')).toBe('open')
    expect(deskState(session, '2026-08-02', 'key')).toBe('over')
    // A host who comes back late still marks.
    expect(deskState(session, '2026-09-30', 'host')).toBe('open')
    expect(deskState({ ...session, closedAt: new Date() }, '2026-07-26')).toBe('closed')
    expect(deskState({ ...session, cancelledOn: '2026-07-20' }, '2026-07-25')).toBe('cancelled')
  })

  test('has a key that serves from the day before for a week', () => {
    expect(
      ['2026-07-23', '2026-07-24', '2026-08-01', '2026-08-02'].map((day) => keyServes(session, day)),
    ).toEqual([false, true, true, false])
  })

  test('gives the room of those who did not come to those who come unasked', () => {
    const one = (attendance: 'attended' | 'absent' | 'unknown', walkIn = false) => ({ attendance, walkIn })
    const counts = countsOf([one('attended'), one('absent'), one('unknown'), one('attended', true)])
    expect(counts).toEqual({ attended: 2, absent: 1, unknown: 1, walkIns: 1 })
    expect(walkInRoom(4, counts)).toBe(1)
    expect(walkInRoom(2, counts)).toBe(0)
    // A place that is held or offered is nobody else's.
    expect(walkInRoom(5, counts, 2)).toBe(0)
  })

  test('gives the emergency sheet to the host around the day, and to the centre always', () => {
    const days = ['2026-07-21', '2026-07-22', '2026-07-26', '2026-07-27']
    expect(days.map((day) => mayPrintEmergency(session, 'host', day))).toEqual([false, true, true, false])
    expect(days.every((day) => mayPrintEmergency(session, 'centre', day))).toBe(true)
    expect(mayPrintEmergency({ ...session, cancelledOn: '2026-07-20' }, 'host', '2026-07-25')).toBe(false)
  })

  test('is corrected by its host for a month, and later by the centre', () => {
    const closed = { ...session, closedAt: session.endsAt }
    expect(mayCorrect(session, 'centre', '2026-07-26')).toBe(false)
    expect(mayCorrect(closed, 'host', '2026-08-24')).toBe(true)
    expect(mayCorrect(closed, 'host', '2026-08-25')).toBe(false)
    expect(mayCorrect(closed, 'centre', '2027-01-01')).toBe(true)
  })
})

describe('what a phone keeps', () => {
  const kept = (member: string, attendance: (typeof attendances)[number], mark: string): KeptMark => ({
    kind: 'mark',
    mark,
    member,
    attendance,
    at: '2026-07-25T00:00:00Z',
  })
  const walkIn = (mark: string): KeptMark => ({
    kind: 'walk_in',
    mark,
    code: '',
    familyReading: '',
    givenReading: '',
    familyName: '',
    givenName: '花',
    stage: 'adult',
    email: '',
    consent: '',
    at: '2026-07-25T00:00:00Z',
  })

  test('holds the last mark of each person, and every walk-in', () => {
    const queue = [kept('1', 'attended', 'a'), walkIn('b'), walkIn('c'), kept('1', 'absent', 'd')].reduce(
      keptWith,
      [] as KeptMark[],
    )
    expect(queue.map(({ mark }) => mark)).toEqual(['b', 'c', 'd'])
    expect(pendingOf(queue)).toEqual(new Map([['1', 'absent']]))
  })

  test('loses nothing that the portal has not spoken of', () => {
    const ops = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('press' as const), member: fc.constantFrom('1', '2', '3') }),
        fc.record({ kind: fc.constant('walk' as const) }),
        fc.record({ kind: fc.constant('send' as const), answered: fc.nat(5), heard: fc.boolean() }),
      ),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(ops, (steps) => {
        let queue: KeptMark[] = []
        let number = 0
        const server = { marks: new Map<string, string>(), walkIns: new Set<string>() }
        const pressed = new Map<string, string>()
        let walked = 0
        for (const step of steps) {
          const mark = `m${++number}`
          if (step.kind === 'press') {
            queue = keptWith(queue, kept(step.member, number % 2 ? 'attended' : 'absent', mark))
            pressed.set(step.member, mark)
          } else if (step.kind === 'walk') {
            queue = keptWith(queue, walkIn(mark))
            walked++
          } else {
            // The portal takes the first few; whether its answer is heard is another matter.
            const taken = queue.slice(0, step.answered)
            for (const one of taken) {
              if (one.kind === 'walk_in') server.walkIns.add(one.mark)
              else server.marks.set(one.member, one.mark)
            }
            const outcomes = taken.map((one) => ({ mark: one.mark, answer: 'taken' as const }))
            if (step.heard) queue = applyAnswer(queue, outcomes)
          }
        }
        for (const one of queue) {
          if (one.kind === 'walk_in') server.walkIns.add(one.mark)
          else server.marks.set(one.member, one.mark)
        }
        expect(server.marks).toEqual(pressed)
        expect(server.walkIns.size).toBe(walked)
      }),
    )
  })

  test('keeps what was refused, with the reason, and sends it when it is told to', () => {
    const queue = [walkIn('b'), kept('1', 'attended', 'a')]
    const left = applyAnswer(queue, [
      { mark: 'b', answer: 'refused', why: 'errors.desk_full.why' },
      { mark: 'a', answer: 'refused', why: 'errors.not_found.why' },
    ])
    expect(left).toEqual([
      { ...queue[0], refused: 'errors.desk_full.why' },
      { ...queue[1], refused: 'errors.not_found.why' },
    ])
    expect(toSend(left)).toEqual([])
    expect(pendingOf(left)).toEqual(new Map())
    expect(toSend(again(left, 'b')).map(({ mark }) => mark)).toEqual(['b'])
    expect(withoutMark(left, 'b').map(({ mark }) => mark)).toEqual(['a'])
  })

  test('is read as it was stored, and nothing else is', () => {
    expect(storedQueue(JSON.stringify([walkIn('b')]))).toEqual([walkIn('b')])
    for (const other of [null, '', '{', '{}', 'null', '[null, 1, {"kind": "mark"}]'])
      expect(storedQueue(other)).toEqual([])
  })
})

describe('certificates', () => {
  const came = {
    kind: 'experience' as const,
    orientation: false,
    attendance: 'attended',
    closed: true,
    reflected: true,
  }
  test('are for who came, once the day is closed and looked back on', () => {
    expect(certificateNeed(came)).toBeNull()
    expect(certificateNeed({ ...came, reflected: false })).toBe('reflection')
    expect(certificateNeed({ ...came, closed: false })).toBe('not_closed')
    expect(certificateNeed({ ...came, attendance: 'absent' })).toBe('not_come')
    expect(certificateNeed({ ...came, kind: 'lecture' })).toBe('lecture')
    expect(certificateNeed({ ...came, orientation: true })).toBe('lecture')
  })

  test('have a code that is read however it was typed', () => {
    const letters = fc.constantFrom(...'ABCDEFGHJKMNPQRSTUVWXYZ23456789')
    fc.assert(
      fc.property(fc.array(letters, { minLength: 12, maxLength: 12 }), (of) => {
        const code = of.join('')
        expect(readCode(shownCode(code))).toBe(code)
        expect(readCode(` ${shownCode(code).toLowerCase().replaceAll('-', 'ー')} `)).toBe(code)
        const wide = [...code].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')
        expect(readCode(wide)).toBe(code)
      }),
    )
  })

  test('know what is no code', () => {
    for (const typed of [
      '',
      'ABCD',
      'ABCDEFGHJKM0',
      'ABCD-EFGH-JKMN-P',
      '\u0000'.repeat(12),
      'A'.repeat(5000),
    ])
      expect(readCode(typed)).toBeNull()
  })
})

describe('the cover of the insurance', () => {
  test('begins with the list or on the day after it, and ends with the fiscal year', () => {
    expect(coverOf('next_day', '2026-07-24', '2026-07-25')).toEqual({
      from: '2026-07-25',
      until: '2027-03-31',
      covers: true,
    })
    expect(coverOf('next_day', '2026-07-25', '2026-07-25').covers).toBe(false)
    expect(coverOf('same_day', '2026-07-25', '2026-07-25').covers).toBe(true)
    expect(coverOf('per_event', '2026-07-20', '2026-07-25')).toEqual({
      from: '2026-07-25',
      until: '2026-07-25',
      covers: true,
    })
    // On 31 March the next day lies in another fiscal year.
    expect(coverOf('next_day', '2026-03-31', '2026-04-05').until).toBe('2027-03-31')
  })

  test('reaches the session exactly when the list is in by its last day', () => {
    const day = fc.integer({ min: 0, max: 360 }).map((n) => addDays('2026-04-02', n))
    fc.assert(
      fc.property(
        fc.constantFrom('next_day' as const, 'same_day' as const, 'per_event' as const),
        day,
        day,
        (start, listed, on) => {
          fc.pre(on <= '2027-03-31' && listed <= '2027-03-30')
          expect(coverOf(start, listed, on).covers).toBe(listed <= listBy(start, on))
        },
      ),
    )
  })
})
