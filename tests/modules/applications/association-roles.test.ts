/** The association's half of the procedure: every state and every role, allowed or refused, through the commands. */
import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, guest, type SignedIn } from '~/modules/accounts/rules'
import {
  claim,
  consult,
  reportDone,
  reportStart,
  requestChange,
  resumeDraft,
} from '~/modules/applications/commands/perform.server'
import { resubmit } from '~/modules/applications/commands/resubmit.server'
import { submit } from '~/modules/applications/commands/submit.server'
import { withdraw } from '~/modules/applications/commands/withdraw.server'
import {
  type ApplicationState,
  applicationStates,
  moveOf,
  type Party,
  type Verb,
} from '~/modules/applications/rules'
import { addDays } from '~/platform/clock'
import { Invalid, SignInNeeded } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { today } from '../accounts/support'
import { account, ready } from './association-support'
import { type Desk, makeDesk } from './desk-support'

let desk: Desk
let chair: SignedIn
let treasurer: SignedIn

beforeAll(async () => {
  await resetDatabase()
  desk = await makeDesk()
  chair = desk.chair as SignedIn
  treasurer = desk.treasurer as SignedIn
})

describe('every state and every role', () => {
  const days = { contract_on: addDays(today(), -1), started_on: today() }
  const acts: Partial<Record<Verb, (actor: Actor, id: number, version: number) => Promise<unknown>>> = {
    consult: (actor, id, version) => consult(actor, id, { version, question: '対象になりますか' }),
    draft_from_consultation: (actor, id, version) => resumeDraft(actor, id, { version }),
    submit: (actor, id, version) => submit(actor, id, { version }),
    resubmit: (actor, id, version) => resubmit(actor, id, { version }),
    report_start: (actor, id, version) => reportStart(actor, id, { version, ...days, seen: false }),
    request_change: (actor, id, version) =>
      requestChange(actor, id, {
        version,
        kind: 'change',
        reason: '屋根も傷んでいたため',
        planned_end: null,
        seen: false,
      }),
    report: (actor, id, version) =>
      reportDone(actor, id, { version, completed_on: today(), summary: '', seen: false }),
    resubmit_report: (actor, id, version) => resubmit(actor, id, { version, completed_on: today() }),
    claim: (actor, id, version) => claim(actor, id, { version, ...account }),
    withdraw: (actor, id, version) => withdraw(actor, id, { version, reason: '' }),
  }
  /** Before the city has anything, it does not know of it. */
  const UNSEEN: ApplicationState[] = ['draft', 'withdrawn']

  const writers = { chair: ['president', 'applicant'], treasurer: ['applicant'] } as const
  const others = ['auditor', 'otherchair', 'resident', 'reviewer', 'approver'] as const
  const outcomeOf = (work: Promise<unknown> | undefined) =>
    work?.then(
      () => 'done',
      (error: Error) => (error instanceof Invalid ? JSON.stringify(error.errors) : error.constructor.name),
    )

  test.each(Object.keys(acts) as Verb[])(
    '%s',
    async (verb) => {
      const act = acts[verb]
      // One form serves the corrections of both.
      const verbs: Verb[] = verb.startsWith('resubmit') ? ['resubmit', 'resubmit_report'] : [verb]
      const may = (state: ApplicationState, as: readonly Party[]) =>
        as.some((party) => verbs.some((one) => moveOf(one, state, party)))
      for (const state of applicationStates) {
        const shown = await ready(desk, state)
        for (const role of others) {
          const foreign = role === 'otherchair' || role === 'resident'
          const unseen = (role === 'reviewer' || role === 'approver') && UNSEEN.includes(state)
          const outcome = await outcomeOf(act?.(desk[role], shown.id, shown.version))
          expect(outcome, `${verb} from ${state} by ${role}`).toBe(
            foreign || unseen ? 'NotFound' : 'NotAllowed',
          )
        }
        // Who may not make the move at all is told so; who may, but not from here, that it is too late.
        const byTreasurer = applicationStates.some((any) => may(any, writers.treasurer))
        const expected = may(state, writers.treasurer)
          ? 'done'
          : byTreasurer || (verb.startsWith('resubmit') && !may(state, writers.chair))
            ? 'Stale'
            : 'NotAllowed'
        expect(
          await outcomeOf(act?.(treasurer, shown.id, shown.version)),
          `${verb} from ${state} by treasurer`,
        ).toBe(expected)
        const made = expected === 'done' ? await ready(desk, state) : shown
        expect(await outcomeOf(act?.(chair, made.id, made.version)), `${verb} from ${state} by chair`).toBe(
          may(state, writers.chair) ? 'done' : 'Stale',
        )
      }
    },
    120_000,
  )

  test('a guest is asked to sign in', async () => {
    const { id, version } = await ready(desk, 'draft')
    for (const act of Object.values(acts))
      await expect(act(guest(today()), id, version)).rejects.toBeInstanceOf(SignInNeeded)
  })
})
