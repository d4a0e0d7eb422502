/** Quiet hours, attempts and the answers of mail servers. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failedRecipients } from '~/modules/subscriptions/dsn'
import {
  afterQuiet,
  enhancedCode,
  isQuietHour,
  nextAttempt,
  quietTable,
  verdictOf,
} from '~/modules/subscriptions/rules'
import { holderOf, tokenOf } from '~/modules/subscriptions/tokens.server'
import { notification } from './notification'

const at = (local: string) => new Date(`${local}:00+09:00`)

describe('quiet hours', () => {
  // biome-ignore format: read as a table
  test.each([
    ['2026-11-22T20:59', 21, 7, '2026-11-22T20:59'],
    ['2026-11-22T21:00', 21, 7, '2026-11-23T07:00'],
    ['2026-11-23T06:59', 21, 7, '2026-11-23T07:00'],
    ['2026-11-23T07:00', 21, 7, '2026-11-23T07:00'],
    ['2026-12-31T23:30', 21, 7, '2027-01-01T07:00'],
    ['2026-11-22T12:30', 12, 14, '2026-11-22T14:00'],
    ['2026-11-22T14:00', 12, 14, '2026-11-22T14:00'],
    ['2026-11-22T00:10', 0, 6, '2026-11-22T06:00'],
    ['2026-11-22T23:10', 22, 0, '2026-11-23T00:00'],
    ['2026-11-22T10:00', 9, 9, '2026-11-22T10:00'],
  ])('%s, from %i until %i: %s', (now, from, until, expected) => {
    expect(afterQuiet(at(now), { from, until })).toEqual(at(expected))
  })

  const hour = fc.integer({ min: 0, max: 23 })
  const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })

  test('end outside of themselves, within a day, and never earlier', () => {
    fc.assert(
      fc.property(instant, hour, hour, (now, from, until) => {
        const sent = afterQuiet(now, { from, until })
        const local = new Date(sent.getTime() + 9 * 3600_000)
        expect(isQuietHour(local.getUTCHours(), { from, until })).toBe(false)
        expect(sent.getTime() - now.getTime()).toBeGreaterThanOrEqual(0)
        expect(sent.getTime() - now.getTime()).toBeLessThan(24 * 3600_000)
        if (sent > now) expect(local.getUTCHours()).toBe(until)
        expect(afterQuiet(sent, { from, until })).toEqual(sent)
      }),
    )
  })

  test('are as many hours as lie between', () => {
    fc.assert(
      fc.property(hour, hour, (from, until) => {
        const quiet = Array.from({ length: 24 }, (_, h) => isQuietHour(h, { from, until })).filter(Boolean)
        expect(quiet).toHaveLength((until - from + 24) % 24)
      }),
    )
  })

  test('stand in the table as the rule says', () => {
    fc.assert(
      fc.property(instant, hour, hour, (now, from, until) => {
        expect(quietTable(now)[from * 24 + until]).toEqual(afterQuiet(now, { from, until }))
      }),
      { numRuns: 20 },
    )
  })
})

test('attempts come later and later, for two days, and end', () => {
  const start = new Date('2026-11-22T00:00:00Z')
  let now = start
  const waits: number[] = []
  for (let attempts = 1; ; attempts++) {
    const next = nextAttempt(now, attempts)
    if (!next) break
    waits.push(next.getTime() - now.getTime())
    now = next
  }
  expect([...waits].sort((a, b) => a - b)).toEqual(waits)
  expect((now.getTime() - start.getTime()) / 3600_000).toBeGreaterThan(40)
  expect((now.getTime() - start.getTime()) / 3600_000).toBeLessThan(72)
})

// biome-ignore format: read as a table
test.each([
  ['RCPT TO', 550, '550 5.1.1 no such user', 'dead'],
  ['RCPT TO', 550, '550 mailbox unavailable', 'dead'],
  ['RCPT TO', 553, '553 5.1.3 bad address', 'dead'],
  ['RCPT TO', 550, '550 5.2.1 disabled', 'dead'],
  ['RCPT TO', 554, '554 5.7.1 relay access denied', 'refused'],
  ['RCPT TO', 552, '552 5.2.2 mailbox full', 'later'],
  ['RCPT TO', 450, '450 4.2.0 greylisted', 'later'],
  ['RCPT TO', 421, '421 4.3.2 shutting down', 'later'],
  ['DATA', 554, '554 5.6.0 not like this', 'refused'],
  ['DATA', 451, '451 4.3.0 try again', 'later'],
  ['MAIL FROM', 550, '550 5.7.1 not you', 'later'],
  ['AUTH PLAIN', 535, '535 5.7.8 wrong password', 'later'],
  ['CONN', undefined, 'ECONNREFUSED', 'unreachable'],
] as const)('%s answered with %s %s: %s', (command, status, text, verdict) => {
  expect(verdictOf({ command, status, text })).toBe(verdict)
})

test('an enhanced code is not found in a number of another kind', () => {
  expect(enhancedCode('550-5.1.1 The account')).toBe('5.1.1')
  expect(enhancedCode('from 10.5.1.1 refused')).toBeNull()
})

describe('the link of a mail', () => {
  const id = '01a20644-8fdf-769f-a6d7-c506f651dda0'

  test('names its holder, and nothing else does', () => {
    for (const kind of ['subscriber', 'user'] as const) {
      const token = tokenOf({ kind, id })
      expect(holderOf(token)).toEqual({ kind, id })
      expect(token).toMatch(/^[\w-]{65}$/)
    }
    const token = tokenOf({ kind: 'subscriber', id })
    expect(holderOf(`u${token.slice(1)}`)).toBeNull()
    expect(holderOf(token.replace('01a2', '01a3'))).toBeNull()
  })

  test('cannot be guessed from any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[su][0-9a-f]{32}[\w-]{32}$/)), (text) => {
        expect(holderOf(text)).toBeNull()
      }),
    )
  })
})

describe('a notification', () => {
  test('names who has failed for good', () => {
    expect(failedRecipients(notification({ to: 'Hanako@Mail.example' }))).toEqual([
      { address: 'hanako@mail.example', status: '5.1.1' },
    ])
    expect(failedRecipients(notification({ to: 'new@other.example', original: 'old@mail.example' }))).toEqual(
      [{ address: 'old@mail.example', status: '5.1.1' }],
    )
  })

  test('of a delay or an arrival names nobody', () => {
    expect(failedRecipients(notification({ to: 'a@b.example', action: 'delayed', status: '4.4.1' }))).toEqual(
      [],
    )
    expect(failedRecipients(notification({ to: 'a@b.example', action: 'relayed', status: '2.0.0' }))).toEqual(
      [],
    )
    expect(failedRecipients(notification({ to: 'a@b.example', status: '4.4.7' }))).toEqual([])
  })

  test('is told from any other text, and no text breaks the reading', () => {
    expect(failedRecipients('Subject: hello\r\n\r\nAction: failed\r\n')).toBeNull()
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        failedRecipients(text)
        failedRecipients(notification({ to: text, status: text, action: text }))
      }),
    )
  })

  test('of a megabyte is read in no time', () => {
    const started = Date.now()
    for (const filler of ['\n', 'a:\n', '\t\n', '--4F1A.1234/mx.example\n', 'Action: failed\n\n'])
      failedRecipients(
        notification({ to: 'a@b.example' }).replace(
          'Reporting-MTA',
          `${filler.repeat(100_000)}Reporting-MTA`,
        ),
      )
    expect(Date.now() - started).toBeLessThan(3000)
  })
})
