/** The procedure, written a second time: from each state, who may do what, and where it leads. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ABANDONED,
  type ApplicationState,
  applicationStates,
  type Dates,
  disposalUntil,
  ENDED,
  finalAmount,
  isOverdue,
  moveOf,
  moves,
  movesFrom,
  type Party,
  parties,
  turnOf,
  warnings,
} from '~/modules/applications/rules'

/** For each state: party, verb → state. What is not here is refused. */
const TABLE: Record<ApplicationState, string[]> = {
  consulting: ['reviewer answer_consultation → consulted', 'president withdraw → withdrawn'],
  consulted: [
    'applicant draft_from_consultation → draft',
    'president draft_from_consultation → draft',
    'president withdraw → withdrawn',
  ],
  draft: [
    'applicant consult → consulting',
    'president consult → consulting',
    'president submit → submitted',
    'president withdraw → withdrawn',
  ],
  submitted: [
    'reviewer take_up → reviewing',
    'reviewer ask_correction → correcting',
    'president withdraw → withdrawn',
  ],
  reviewing: [
    'reviewer ask_correction → correcting',
    'reviewer propose_decision → proposed',
    'reviewer propose_refusal → proposed',
    'president withdraw → withdrawn',
  ],
  correcting: [
    'president resubmit → reviewing',
    'reviewer close_correction → reviewing',
    'president withdraw → withdrawn',
  ],
  proposed: [
    'approver return_proposal → reviewing',
    'approver decide → decided',
    'approver refuse → refused',
  ],
  decided: [
    'applicant report_start → started',
    'president report_start → started',
    'president request_change → changing',
    'reviewer pay_advance → same',
    'reviewer carry_over → same',
    'approver carry_over → same',
    'president withdraw → withdrawn',
    'reviewer propose_cancellation → cancelling',
  ],
  refused: [],
  started: [
    'president request_change → changing',
    'president report → reported',
    'reviewer pay_advance → same',
    'reviewer carry_over → same',
    'approver carry_over → same',
    'reviewer propose_cancellation → cancelling',
  ],
  changing: [
    'reviewer carry_over → same',
    'approver carry_over → same',
    'reviewer propose_change → same',
    'approver return_change → same',
    'approver approve_change → before',
    'approver refuse_change → before',
    'approver approve_stop → stopped',
  ],
  reported: [
    'reviewer ask_report_correction → report_correcting',
    'reviewer inspect → inspected',
    'reviewer propose_cancellation → cancelling',
  ],
  report_correcting: [
    'president resubmit_report → reported',
    'reviewer close_report_correction → reported',
    'reviewer propose_cancellation → cancelling',
  ],
  inspected: ['reviewer propose_final → finalising', 'reviewer propose_cancellation → cancelling'],
  finalising: ['approver return_final → inspected', 'approver finalise → finalised'],
  finalised: [
    'president claim → claimed',
    'reviewer pay → paid',
    'approver order_repayment → repaying',
    'reviewer propose_cancellation → cancelling',
  ],
  claimed: [
    'reviewer pay → paid',
    'reviewer return_claim → finalised',
    'reviewer propose_cancellation → cancelling',
  ],
  paid: ['reviewer propose_cancellation → cancelling'],
  withdrawn: [],
  stopped: ['approver order_repayment → repaying'],
  cancelling: ['approver return_cancellation → before', 'approver cancel → cancelled'],
  cancelled: ['approver order_repayment → repaying'],
  repaying: ['reviewer settle_repayment → repaid'],
  repaid: [],
}

describe.each(applicationStates)('from %s', (state) => {
  test('each party may do just what the table says', () => {
    const found = parties.flatMap((party) =>
      movesFrom(state, party).map(({ verb, to }) => `${party} ${verb} → ${to}`),
    )
    expect(found.sort()).toEqual([...TABLE[state]].sort())
  })

  test.each(parties)('every verb of %s is allowed or refused', (party: Party) => {
    for (const { verb } of moves) {
      const listed = TABLE[state].some((line) => line.startsWith(`${party} ${verb} `))
      expect(moveOf(verb, state, party) !== null).toBe(listed)
    }
  })
})

test('who decides is never who proposes: an approver proposes nothing, a reviewer decides nothing', () => {
  const named = (party: Party) =>
    moves.filter((m) => (m.by as readonly Party[]).includes(party)).map((m) => m.verb)
  expect(named('approver').filter((verb) => verb.startsWith('propose'))).toEqual([])
  for (const verb of ['decide', 'refuse', 'approve_change', 'approve_stop', 'finalise', 'cancel'] as const) {
    expect(moves.find((m) => m.verb === verb)?.by).toEqual(['approver'])
    expect(moves.find((m) => m.verb === verb)?.needs).toContain('other_person')
  }
})

test('every state can be reached, and from every open one there is a way to an end', () => {
  const next = (state: ApplicationState, by: readonly Party[]): ApplicationState[] =>
    by.flatMap((party) =>
      movesFrom(state, party).flatMap(({ to }): ApplicationState[] =>
        to === 'before' ? ['decided', 'started', 'paid'] : to === 'same' ? [] : [to],
      ),
    )
  const reach = (
    from: ApplicationState,
    by: readonly Party[] = parties,
    seen = new Set<ApplicationState>([from]),
  ) => {
    for (const state of next(from, by)) if (!seen.has(state)) reach(state, by, seen.add(state))
    return seen
  }
  expect([...reach('consulting')].sort()).toEqual([...applicationStates].sort())
  for (const state of applicationStates) {
    expect([...reach(state)].some((end) => turnOf(end) === 'nobody')).toBe(true)
    // An association that does nothing keeps nothing open; what it never handed in is deleted in time.
    const alone = [...reach(state, ['reviewer', 'approver'])]
    expect(alone.filter((end) => ENDED.includes(end) || ABANDONED.includes(end))).not.toEqual([])
  }
})

describe('warnings', () => {
  const dates = (more: Partial<Dates>): Dates => ({
    state: 'draft',
    year: 2026,
    decidedOn: null,
    contractOn: null,
    startedOn: null,
    completedOn: null,
    reportedOn: null,
    completeBy: '2027-03-31',
    reportBy: '2027-03-31',
    contractAfterDecision: true,
    ...more,
  })
  const kinds = (given: Partial<Dates>, today = '2026-08-01') =>
    warnings(dates(given), today).map(({ kind }) => kind)

  test('a contract signed before the decision disqualifies, and is warned of before it is', () => {
    expect(kinds({})).toEqual(['do_not_sign_yet'])
    expect(warnings(dates({ contractOn: '2026-07-01' }), '2026-08-01')).toEqual([
      { kind: 'contract_before_decision', day: null, blocks: true },
    ])
    const decided = { state: 'decided' as const, decidedOn: '2026-07-15' }
    expect(kinds({ ...decided, contractOn: '2026-07-14' })).toEqual(['contract_before_decision'])
    expect(kinds({ ...decided, contractOn: '2026-07-15' })).toEqual([])
    expect(kinds({ contractOn: '2026-07-01', contractAfterDecision: false })).toEqual([])
  })

  test('work that ends after 31 March, a report that is forgotten, a payment after 31 May', () => {
    const decided = { state: 'started' as const, decidedOn: '2026-07-15', contractOn: '2026-07-16' }
    expect(kinds({ ...decided, completedOn: '2027-03-31' })).toEqual([])
    expect(kinds({ ...decided, completedOn: '2027-04-01' })).toEqual(['completion_after_year'])
    expect(kinds(decided, '2027-02-13')).toEqual([])
    expect(kinds(decided, '2027-02-14')).toEqual(['report_due'])
    expect(kinds(decided, '2027-03-31')).toEqual(['report_due'])
    expect(kinds(decided, '2027-04-01')).toEqual(['report_overdue'])
    // Where the scheme or the plan has an earlier day, that day counts; also while a change is considered.
    const early = { ...decided, completeBy: '2027-02-28', reportBy: '2027-02-20' }
    expect(kinds({ ...early, completedOn: '2027-03-01' })).toEqual(['completion_after_year'])
    expect(warnings(dates({ ...early, state: 'changing' }), '2027-02-01')).toEqual([
      { kind: 'report_due', day: '2027-02-20', blocks: false },
    ])
    expect(kinds({ ...early, state: 'changing' }, '2027-02-21')).toEqual(['report_overdue'])
    expect(kinds({ ...decided, state: 'claimed' }, '2027-05-31')).toEqual(['payment_after_closing'])
  })

  test('a side that is late is so only when it is its turn', () => {
    expect(isOverdue('correcting', '2026-07-31', '2026-08-01')).toBe(true)
    expect(isOverdue('correcting', '2026-08-01', '2026-08-01')).toBe(false)
    expect(isOverdue('reviewing', '2026-07-31', '2026-08-01')).toBe(false)
  })

  test('the restriction on disposal ends on the same day of a later year', () => {
    expect(disposalUntil('2024-02-29', 10)).toBe('2034-02-28')
    expect(disposalUntil('2026-10-01', 5)).toBe('2031-10-01')
  })

  test('the final amount is never above either', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (decided, again) => {
        expect(finalAmount(decided, again)).toBe(Math.min(decided, again))
      }),
    )
  })
})
