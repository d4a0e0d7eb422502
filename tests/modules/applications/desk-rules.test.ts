/** The desk's rules alone: sharing out, the final amount, open corrections, unchecked documents, for whom it waits. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  actsNow,
  applicationStates,
  type Correction,
  deskActs,
  finalRange,
  GONE,
  openCorrections,
  partiesOfAct,
  shareOut,
  uncheckedDocuments,
  waitsFor,
} from '~/modules/applications/rules'
import { checkSchema, correctSchema, proposeSchema } from '~/modules/applications/schema'
import type { Assessment } from '~/modules/subsidies/rules'
import { shippedProgrammes } from '../../../prisma/seed/programmes'

const yen = fc.nat({ max: 99_999_999_999 })

test('a grant that is shared out is the whole, and nobody without a cost gets any', () => {
  fc.assert(
    fc.property(yen, fc.array(yen, { maxLength: 8 }), (amount, weights) => {
      const parts = shareOut(amount, weights)
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total > 0 ? amount : 0)
      weights.forEach((weight, at) => {
        expect(parts[at]).toBeGreaterThanOrEqual(0)
        if (weight === 0) expect(parts[at]).toBe(0)
      })
    }),
  )
})

test('the final amount is above neither what was decided nor what the real costs give', () => {
  const none = { steps: [], assumptions: [], refused: [] }
  fc.assert(
    fc.property(yen, yen, yen, (decided, one, other) => {
      const [low, high] = one < other ? [one, other] : [other, one]
      const open: Assessment = { outcome: 'undetermined', least: low, most: high, reasons: [], ...none }
      const { least, most } = finalRange(open, decided)
      expect(least).toBeLessThanOrEqual(most)
      expect(most).toBe(Math.min(decided, high))
      // What the text leaves open is settled where less was decided anyway.
      if (decided <= low) expect(least).toBe(most)
      const plain = finalRange({ outcome: 'determined', amount: one, ...none }, decided)
      expect(plain).toEqual({ least: Math.min(one, decided), most: Math.min(one, decided) })
    }),
  )
})

test('of corrections the last request of each item counts', () => {
  const row = (id: number, round: number, item: string, state: Correction['state']) => ({
    id,
    round,
    item,
    state,
  })
  expect(
    openCorrections([
      row(1, 1, 'title', 'answered'),
      row(2, 2, 'title', 'accepted'),
      row(3, 1, 'purpose', 'accepted'),
      row(4, 2, 'purpose', 'open'),
      row(5, 1, 'works', 'answered'),
    ]).map(({ id }) => id),
  ).toEqual([4, 5])
})

test('a document is unchecked while it lies there, or is missing though the scheme asks for it', () => {
  const [programme] = shippedProgrammes().filter(({ key }) => key === 'hirakata-hall')
  if (!programme) throw new Error('the scheme is gone')
  const states = ['missing', 'handed_in', 'to_correct', 'accepted', 'not_needed'] as const
  const rows = states.map((state) => ({ step: 'application', name: '見積書', state }))
  const open = uncheckedDocuments(programme, {}, rows, 'application').map(({ state }) => state)
  expect(open).toEqual(['missing', 'handed_in', 'to_correct'])
  // What no scheme asks for and nobody hands in is nobody's worry; nor is another step.
  const own = { step: 'application', name: '議会だより', state: 'missing' as const }
  expect(uncheckedDocuments(programme, {}, [own], 'application')).toEqual([])
  expect(uncheckedDocuments(programme, {}, rows, 'report')).toEqual([])
})

describe('what waits', () => {
  test('each state waits for one side, and a closed one for nobody', () => {
    expect(waitsFor('changing', false, 0)).toBe('reviewer')
    expect(waitsFor('changing', true, 0)).toBe('approver')
    expect(waitsFor('cancelled', false, 0)).toBe('nobody')
    expect(waitsFor('cancelled', false, 1)).toBe('approver')
    expect(waitsFor('correcting', false, 0)).toBe('association')
    expect(waitsFor('claimed', false, 0)).toBe('reviewer')
    expect(waitsFor('finalised', false, 0, 5)).toBe('association')
    expect(waitsFor('finalised', false, 5, 5)).toBe('reviewer')
    expect(waitsFor('finalised', false, 6, 5)).toBe('approver')
  })

  test('whoever is waited for can do something about it', () => {
    for (const state of applicationStates) {
      const proposal =
        state === 'proposed' || state === 'finalising' || state === 'cancelling'
          ? { kind: 'decision' as const, proposedById: 'somebody' }
          : null
      const waiter = waitsFor(state, proposal !== null, 1)
      if (waiter !== 'reviewer' && waiter !== 'approver') continue
      const acts = actsNow({
        state,
        parties: [waiter],
        userId: 'me',
        proposal,
        finalAmount: 1,
        paidAmount: GONE.includes(state) ? 1 : 0,
        advances: false,
        account: true,
      })
      expect(
        acts.filter((act) => !['note', 'organise', 'account'].includes(act)).length,
        state,
      ).toBeGreaterThan(0)
    }
  })

  test('nothing is offered to a party whose act it is not', () => {
    for (const state of applicationStates) {
      for (const party of ['reviewer', 'approver', 'president', 'applicant'] as const) {
        const acts = actsNow({
          state,
          parties: [party],
          userId: 'me',
          proposal: { kind: 'decision', proposedById: 'somebody' },
          finalAmount: 1,
          paidAmount: 2,
          advances: true,
          account: true,
        })
        for (const act of acts) expect(partiesOfAct(act), `${act} ${state}`).toContain(party)
      }
    }
    expect(deskActs.every((act) => partiesOfAct(act).length > 0)).toBe(true)
  })
})

describe('forms', () => {
  test('what is left empty is not asked to be corrected; what is no item is not read', () => {
    const form = {
      version: '3',
      due_on: '2026-12-01',
      'fix:title': ' ',
      'fix:purpose': '書く',
      'fix:x': '読まない',
    }
    expect(correctSchema(['title', 'purpose']).parse(form)).toEqual({
      version: 3,
      dueOn: '2026-12-01',
      items: [{ item: 'purpose', text: '書く' }],
    })
  })

  test('what is to be corrected of a document is said', () => {
    const parsed = checkSchema([1], []).safeParse({ version: '1', 'state:1': 'to_correct', 'note:1': '' })
    expect(parsed.error?.issues.map(({ path }) => path)).toEqual([['note:1']])
  })

  test.each(['-1', '0', '1.5', '99999999999999', '１２３万', ''])('an amount of %j is refused', (amount) => {
    expect(proposeSchema.safeParse({ version: '1', amount, conditions: '', reason: '' }).success).toBe(false)
  })
})
