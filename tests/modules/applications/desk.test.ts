/** The desk's half of the procedure: every state and every role, allowed or refused, through the commands. */
import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, guest } from '~/modules/accounts/rules'
import { decideProposal, orderRepayment } from '~/modules/applications/commands/decide.server'
import {
  proposeCancellation,
  proposeChange,
  proposeDecision,
  proposeFinal,
  proposeRefusal,
} from '~/modules/applications/commands/propose.server'
import {
  answerConsultation,
  askCorrections,
  closeCorrections,
  inspect,
  returnClaim,
  takeUp,
} from '~/modules/applications/commands/review.server'
import { pay, payAdvance, settleRepayment } from '~/modules/applications/commands/settle.server'
import {
  type ApplicationState,
  applicationStates,
  moveOf,
  moves,
  type Party,
  type Verb,
} from '~/modules/applications/rules'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { today } from '../accounts/support'
import { type Desk, makeDesk, makeReady, SCHEME, stateOf } from './desk-support'

type Given = { id: number; version: number; proposal: number; amount: number }
type Way = {
  act: (actor: Actor, given: Given) => Promise<void>
  /** How the application must lie there for the move */
  with?: Parameters<typeof makeReady>[2]
  before?: (id: number) => Promise<unknown>
}

const verdict =
  (outcome: 'approve' | 'return') =>
  (actor: Actor, { id, version, proposal }: Given) =>
    decideProposal(actor, id, { version, proposal, outcome, note: '確かめてください' })
const reason = '理由があるため'

/** How each move of the city is made. */
const WAYS: Partial<Record<Verb, Way>> = {
  answer_consultation: {
    act: (actor, { id, version }) => answerConsultation(actor, id, { version, reason }),
  },
  take_up: { act: (actor, { id, version }) => takeUp(actor, id, { version }) },
  ask_correction: {
    act: (actor, { id, version }) =>
      askCorrections(actor, id, {
        version,
        dueOn: addDays(today(), 14),
        items: [{ item: 'purpose', text: '目的を書いてください' }],
      }),
  },
  ask_report_correction: {
    act: (actor, { id, version }) =>
      askCorrections(actor, id, {
        version,
        dueOn: addDays(today(), 14),
        items: [{ item: 'lines', text: '領収書と合いません' }],
      }),
  },
  close_correction: { act: (actor, { id, version }) => closeCorrections(actor, id, { version, reason }) },
  close_report_correction: {
    act: (actor, { id, version }) => closeCorrections(actor, id, { version, reason }),
  },
  return_claim: { act: (actor, { id, version }) => returnClaim(actor, id, { version, reason }) },
  propose_decision: {
    act: (actor, { id, version, amount }) =>
      proposeDecision(actor, id, { version, amount, conditions: [], reason: '' }),
    before: (id) =>
      db.subsidyNote.create({
        data: { applicationId: id, text: '見ました', siteVisitOn: dayToDate(today()) },
      }),
  },
  propose_refusal: { act: (actor, { id, version }) => proposeRefusal(actor, id, { version, reason }) },
  return_proposal: { act: verdict('return') },
  decide: { act: verdict('approve') },
  refuse: { act: verdict('approve'), with: { kind: 'refusal' } },
  propose_change: {
    act: (actor, { id, version }) =>
      proposeChange(actor, id, { version, recommend: 'approve', amount: 900_000, reason }),
    with: { proposed: false },
  },
  return_change: { act: verdict('return') },
  approve_change: { act: verdict('approve') },
  refuse_change: { act: verdict('approve'), with: { proposedAmount: null } },
  approve_stop: { act: verdict('approve'), with: { change: 'stop' } },
  inspect: {
    act: (actor, { id, version }) =>
      inspect(actor, id, {
        version,
        inspected_on: today(),
        note: '完成を確かめました',
        score_after: 1_050,
        diagnosis_method: null,
        diagnosis_result: null,
        diagnosis_score: null,
      }),
  },
  propose_final: {
    act: (actor, { id, version, amount }) => proposeFinal(actor, id, { version, amount, reason: '' }),
  },
  return_final: { act: verdict('return') },
  finalise: { act: verdict('approve') },
  pay: {
    act: (actor, { id, version, amount }) =>
      pay(actor, id, { version, amount, paid_on: today(), past_year: false }),
  },
  pay_advance: {
    act: (actor, { id, version }) => payAdvance(actor, id, { version, amount: 300_000, paid_on: today() }),
    before: (id) => db.subsidyApplication.update({ where: { id }, data: { account: 'sealed' } }),
  },
  propose_cancellation: {
    act: (actor, { id, version }) => proposeCancellation(actor, id, { version, reason }),
  },
  return_cancellation: { act: verdict('return') },
  cancel: { act: verdict('approve') },
  order_repayment: {
    act: (actor, { id, version, amount }) =>
      orderRepayment(actor, id, { version, amount, reason, repay_by: addDays(today(), 30) }),
  },
  settle_repayment: {
    act: (actor, { id, version, amount }) =>
      settleRepayment(actor, id, { version, amount, received_on: today() }),
  },
}
const ways = Object.entries(WAYS) as [Verb, Way][]

/** Moves that one form makes. */
const FORMS: Verb[][] = [
  ['ask_correction', 'ask_report_correction'],
  ['close_correction', 'close_report_correction'],
  ways
    .filter(([verb]) => /^(return_(?!claim)|decide|refuse|approve_|finalise|cancel)/.test(verb))
    .map(([verb]) => verb),
]

/** Where the table allows the move and the money does not: nothing is owed without a claim, nothing is to be repaid. */
const NO_MONEY = ['pay finalised', 'order_repayment finalised', 'order_repayment stopped']

/** Of these the form says why. */
const NOTHING_OWED = NO_MONEY.filter((one) => one.startsWith('order_repayment'))

let desk: Desk
beforeAll(async () => {
  await resetDatabase()
  desk = await makeDesk()
}, 60_000)

const ready = (state: (typeof applicationStates)[number], way: Way) =>
  makeReady(desk, state, { programme: SCHEME, appropriated: 2_000_000, ...way.with })

const roles = [
  'guest',
  'resident',
  'chair',
  'treasurer',
  'auditor',
  'otherchair',
  'reviewer',
  'approver',
  'section_staff',
  'administrator',
] as const
const as = (role: (typeof roles)[number]) => (role === 'guest' ? guest(today()) : desk[role])

/**
 * Which refusal: signing in helps a guest; what is nobody's business is not there, as a draft is not for the city; who
 * never makes the move is not allowed it; the others come at the wrong time.
 */
function refusalOf(
  role: (typeof roles)[number],
  party: Party | null,
  form: readonly Verb[],
  verb: Verb,
  state: ApplicationState,
) {
  if (role === 'guest') return SignInNeeded
  if (['resident', 'otherchair', 'administrator'].includes(role)) return NotFound
  const ofCity = ['reviewer', 'approver', 'section_staff'].includes(role)
  if (ofCity && ['draft', 'withdrawn'].includes(state)) return NotFound
  const theirs = moves.some((move) => {
    const by: readonly Party[] = move.by
    return form.includes(move.verb) && party !== null && by.includes(party)
  })
  if (!theirs) return NotAllowed
  return NOTHING_OWED.includes(`${verb} ${state}`) ? Invalid : Stale
}

describe.each(applicationStates)('from %s', (state) => {
  test.each(roles)(`every move of the city is refused to %s, unless the table allows it`, async (role) => {
    const party = role === 'reviewer' || role === 'approver' ? role : null
    const standing = await ready(state, {} as Way)
    for (const [verb, way] of ways) {
      // One form serves several moves: which it makes is a matter of the state and of what lies before the approver.
      const form = FORMS.find((verbs) => verbs.includes(verb)) ?? [verb]
      const made = party && form.some((one) => moveOf(one, state, party) !== null)
      if (made && !NO_MONEY.includes(`${verb} ${state}`)) continue
      const answer = await way.act(as(role), standing).then(
        () => null,
        (error: unknown) => error,
      )
      expect(answer, `${verb}: ${answer}`).toBeInstanceOf(refusalOf(role, party, form, verb, state))
    }
    expect(await stateOf(standing.id)).toBe(state)
    expect(await db.subsidyEvent.count({ where: { applicationId: standing.id } })).toBe(0)
  })

  const allowed = ways.flatMap(([verb, way]) =>
    (['reviewer', 'approver'] as const).flatMap((party) => {
      const made = moveOf(verb, state, party)
      return made && !NO_MONEY.includes(`${verb} ${state}`) ? [{ verb, way, party, made }] : []
    }),
  )
  test.each(allowed)('$verb by $party', async ({ verb, way, party, made }) => {
    const given = await ready(state, way)
    await way.before?.(given.id)
    await way.act(desk[party], given)
    const to = made.to === 'same' ? state : made.to === 'before' ? 'started' : made.to
    expect(await stateOf(given.id)).toBe(to)
    const events = await db.subsidyEvent.findMany({ where: { applicationId: given.id } })
    expect(events).toMatchObject([{ verb, fromState: state, toState: to, capacity: party }])
    const letters = await db.subsidyLetter.findMany({ where: { applicationId: given.id } })
    expect(letters.map(({ letter }) => letter)).toEqual(made.letter ? [made.letter] : [])
    expect(
      await db.auditEntry.count({ where: { action: `subsidy.${verb}`, subjectId: String(given.id) } }),
    ).toBe(1)
    // The same form sent twice does nothing the second time.
    await expect(way.act(desk[party], given)).rejects.toBeInstanceOf(Error)
    expect(await db.subsidyEvent.count({ where: { applicationId: given.id } })).toBe(1)
  })
})
