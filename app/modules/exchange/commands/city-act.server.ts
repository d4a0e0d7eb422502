/** The forms of the desk, each with its command: what the one page of all acts calls. */
import type { Actor } from '~/modules/accounts/rules'
import type { FormFields } from '~/platform/forms'
import { check } from '~/platform/forms.server'
import type { CityAct } from '../city-rules'
import {
  answerForm,
  correctForm,
  dueForm,
  endForm,
  joinForm,
  noteForm,
  ownerForm,
  progressForm,
  refuseForm,
  reopenForm,
  rerouteForm,
  routeForm,
  startForm,
  unjoinForm,
  versionForm,
} from '../schema/city'
import {
  answerMatter,
  correctAnswer,
  endMatter,
  reopenMatter,
  startMatter,
  tellProgress,
} from './city-answer.server'
import { joinMatter, unjoinMatter } from './city-join.server'
import {
  changeDue,
  noteMatter,
  receiveMatter,
  refuseMatter,
  rerouteMatter,
  routeMatter,
  setOwner,
} from './city-route.server'

type Run = (actor: Actor, id: number, fields: FormFields) => Promise<string>

const ACTS: Record<CityAct, Run> = {
  receive: async (actor, id, fields) => {
    await receiveMatter(actor, id, check(versionForm, fields))
    return 'matter_received'
  },
  refuse: async (actor, id, fields) => {
    await refuseMatter(actor, id, check(refuseForm, fields))
    return 'matter_refused'
  },
  route: async (actor, id, fields) => {
    await routeMatter(actor, id, check(routeForm, fields))
    return 'matter_routed'
  },
  reroute: async (actor, id, fields) => {
    await rerouteMatter(actor, id, check(rerouteForm, fields))
    return 'matter_routed'
  },
  due: async (actor, id, fields) => {
    await changeDue(actor, id, check(dueForm, fields))
    return 'matter_due'
  },
  owner: async (actor, id, fields) => {
    await setOwner(actor, id, check(ownerForm, fields))
    return 'saved'
  },
  join: async (actor, id, fields) => {
    await joinMatter(actor, id, check(joinForm, fields))
    return 'matter_joined'
  },
  unjoin: async (actor, id, fields) => {
    await unjoinMatter(actor, id, check(unjoinForm, fields))
    return 'matter_unjoined'
  },
  answer: async (actor, id, fields) => `matter_${await answerMatter(actor, id, check(answerForm, fields))}`,
  correct: async (actor, id, fields) => {
    await correctAnswer(actor, id, check(correctForm, fields))
    return 'matter_corrected'
  },
  start: async (actor, id, fields) => {
    await startMatter(actor, id, check(startForm, fields))
    return 'saved'
  },
  progress: async (actor, id, fields) => {
    await tellProgress(actor, id, check(progressForm, fields))
    return 'saved'
  },
  finish: async (actor, id, fields) => {
    await endMatter(actor, id, 'finish', check(endForm, fields))
    return 'matter_closed'
  },
  'give-up': async (actor, id, fields) => {
    await endMatter(actor, id, 'give_up', check(endForm, fields))
    return 'matter_closed'
  },
  reopen: async (actor, id, fields) => {
    await reopenMatter(actor, id, check(reopenForm, fields))
    return 'matter_reopened'
  },
  note: async (actor, id, fields) => {
    await noteMatter(actor, id, check(noteForm, fields))
    return 'saved'
  },
}

/**
 * Does what a form of the desk asks for.
 * @returns which success the next page tells of (`portal.done`); after `refuse` a section no longer sees the matter
 * @throws as the commands
 */
export const actOnMatter = (actor: Actor, id: number, act: CityAct, fields: FormFields): Promise<string> =>
  ACTS[act](actor, id, fields)
