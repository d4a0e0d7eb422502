/**
 * 仕事のひな形: what officers of a Japanese residents' association commonly do, with months and times to begin with. The
 * words stand in the catalogue, `officers.library.<key>`; an association changes every number.
 */

import type { Post } from '~/modules/accounts/rules'
import { FISCAL_MONTHS } from '~/platform/clock'
import { inFiscalOrder, type Span, type TaskKind } from './rules/tasks'

/** Who commonly helps, `officers.library_help.<key>` */
type Helper =
  | 'board'
  | 'chair'
  | 'secretary'
  | 'treasurer'
  | 'auditor'
  | 'group_leaders'
  | 'residents'
  | 'council'
  | 'former'
  | 'city'

export type LibraryTask = Span & {
  key: string
  kind: TaskKind
  helper: Helper | null
  fromHome: boolean
  evening: boolean
  weekend: boolean
}

type When = 'home' | 'evening' | 'weekend' | 'day'
type Line = readonly [
  key: string,
  kind: TaskKind,
  months: readonly number[],
  minutes: number,
  times: number,
  when: When,
  helper?: Helper,
]

const MONTHLY = FISCAL_MONTHS

/** What several posts do alike. */
const assembly: Line = ['general_meeting', 'meeting', [4], 150, 1, 'weekend', 'board']
const board: Line = ['board_meeting', 'meeting', MONTHLY, 90, 1, 'evening', 'board']
const festival: Line = ['festival', 'task', [7, 8], 240, 1, 'weekend', 'residents']
const drill: Line = ['drill', 'task', [11], 180, 1, 'weekend', 'group_leaders']
const elders: Line = ['elders', 'task', [9], 180, 1, 'weekend', 'board']
const cleaning: Line = ['cleaning', 'task', [6, 12], 120, 1, 'weekend', 'residents']
const cityPapers: Line = ['city_papers', 'task', [4, 5, 3], 90, 1, 'home', 'city']
const handover: Line = ['handover', 'task', [3], 180, 1, 'day', 'former']
const leaders: Line = ['leaders_meeting', 'meeting', [4, 7, 10, 1], 90, 1, 'evening', 'group_leaders']

const lines: Record<Post, readonly Line[]> = {
  chair: [
    assembly,
    ['assembly_papers', 'task', [3, 4], 180, 1, 'home', 'secretary'],
    board,
    ['council_meeting', 'meeting', [4, 6, 8, 10, 12, 2], 120, 1, 'evening', 'council'],
    leaders,
    ['notice_check', 'task', MONTHLY, 30, 2, 'home', 'secretary'],
    ['city_answers', 'task', MONTHLY, 30, 2, 'home', 'city'],
    cityPapers,
    ['subsidy', 'money', [5, 3], 180, 1, 'home', 'treasurer'],
    ['residents', 'task', [], 30, 24, 'day', 'board'],
    festival,
    elders,
    drill,
    cleaning,
    ['school_events', 'task', [4, 9, 3], 120, 1, 'day'],
    handover,
  ],
  vice_chair: [
    assembly,
    board,
    ['deputise', 'meeting', [5, 9, 2], 120, 1, 'evening', 'chair'],
    ['festival_plan', 'meeting', [5, 6, 7], 90, 2, 'evening', 'residents'],
    festival,
    ['drill_plan', 'task', [9, 10], 120, 1, 'home', 'group_leaders'],
    drill,
    cleaning,
    ['store_check', 'task', [5, 11], 60, 1, 'weekend', 'residents'],
    handover,
  ],
  secretary: [
    assembly,
    ['assembly_papers', 'task', [3, 4], 180, 1, 'home', 'chair'],
    board,
    ['minutes', 'task', MONTHLY, 60, 1, 'home', 'chair'],
    ['circular', 'task', MONTHLY, 60, 2, 'home', 'group_leaders'],
    ['newsletter', 'task', [6, 9, 12, 3], 180, 1, 'home', 'residents'],
    ['register', 'task', [4, 10], 120, 1, 'home', 'group_leaders'],
    cityPapers,
    handover,
  ],
  treasurer: [
    assembly,
    board,
    ['fees', 'money', [4, 5, 10], 120, 1, 'weekend', 'group_leaders'],
    ['books', 'money', MONTHLY, 60, 1, 'home'],
    ['payments', 'money', MONTHLY, 30, 2, 'day'],
    ['budget', 'money', [2, 3], 150, 1, 'home', 'chair'],
    ['accounts', 'money', [3, 4], 240, 1, 'home', 'former'],
    ['audited', 'money', [4, 10], 90, 1, 'weekend', 'auditor'],
    ['subsidy', 'money', [5, 3], 120, 1, 'home', 'chair'],
    handover,
  ],
  auditor: [
    ['half_audit', 'money', [10], 90, 1, 'weekend', 'treasurer'],
    ['audit', 'money', [4], 180, 1, 'weekend', 'treasurer'],
    ['audit_report', 'task', [4], 60, 1, 'home'],
    assembly,
  ],
  group_leader: [
    ['pass_circular', 'task', MONTHLY, 15, 2, 'day'],
    ['hand_out', 'task', MONTHLY, 30, 1, 'day'],
    ['group_fees', 'money', [4, 10], 90, 1, 'weekend', 'treasurer'],
    ['waste', 'task', MONTHLY, 20, 2, 'day', 'residents'],
    leaders,
    ['donations', 'money', [10, 12], 60, 1, 'weekend'],
    ['safety_check', 'task', [11], 60, 1, 'weekend', 'residents'],
    cleaning,
    festival,
    ['moves', 'task', [], 15, 4, 'home', 'secretary'],
    handover,
  ],
  board_member: [
    assembly,
    board,
    ['patrol', 'task', [7, 8, 12], 60, 2, 'evening', 'residents'],
    ['children', 'task', [4, 5, 6, 7, 9, 10, 11, 12, 1, 2, 3], 30, 2, 'day', 'residents'],
    ['aed', 'task', MONTHLY, 10, 1, 'day'],
    ['hall_keys', 'task', MONTHLY, 20, 2, 'day'],
    festival,
    elders,
    drill,
    cleaning,
    ['lamps', 'task', [10], 90, 1, 'evening', 'residents'],
  ],
}

const read = ([key, kind, months, minutes, times, when, helper]: Line): LibraryTask => ({
  key,
  kind,
  months: inFiscalOrder(months),
  minutes,
  times,
  helper: helper ?? null,
  fromHome: when === 'home',
  evening: when === 'evening',
  weekend: when === 'weekend',
})

/** The common tasks of a post, in the order of a card. */
export const libraryOf = (post: Post): LibraryTask[] => lines[post].map(read)

/** All common tasks, each once, those of the post first: an association may share the work out differently. */
export function wholeLibrary(post: Post): LibraryTask[] {
  const found = new Map<string, LibraryTask>()
  for (const line of [...lines[post], ...Object.values(lines).flat()]) {
    if (!found.has(line[0])) found.set(line[0], read(line))
  }
  return [...found.values()]
}
