/** The words that the script of the desk needs beside the page's own. */
import { stages } from '~/modules/volunteering/rules'
import type { Translate } from '~/platform/i18n'
import { attendances } from '../rules/day'

const SCRIPT = [
  'waits',
  'walk_in_waits',
  'counts',
  'queue',
  'sent',
  'walk_in',
  'room',
  'no_room',
  'sign_in',
  'shut',
  'refused',
  'refused_mark',
  'refused_walk_in',
  'correct',
  'again',
  'not_kept',
  'walk_in_incomplete',
  'walk_in_taken',
  'close_waits',
  'scan',
  'scan_stop',
  'no_camera',
  'unknown_code',
  'scanned',
] as const

/** Why the portal may refuse what a phone has kept. */
const WHYS = [
  'errors.desk_full.why',
  'errors.desk_closed.why',
  'errors.desk_over.why',
  'errors.desk_cancelled.why',
  'errors.desk_before.why',
  'errors.not_found.why',
  'attendance.walk_in.error.stage',
  'attendance.walk_in.error.consent',
  'attendance.walk_in.error.name',
  'attendance.walk_in.error.code',
  'attendance.walk_in.error.placed',
  'form.email',
  'form.invalid',
] as const

/** By the name under which the script asks; parameters stay as `{{name}}`. */
export function wordsFor(t: Translate): Record<string, string> {
  const raw = (key: string) =>
    t(key, {
      name: '{{name}}',
      count: '{{count}}',
      came: '{{came}}',
      absent: '{{absent}}',
      left: '{{left}}',
      code: '{{code}}',
      time: '{{time}}',
      state: '{{state}}',
    })
  return Object.fromEntries([
    ...SCRIPT.map((name) => [name, raw(`attendance.desk.${name}`)]),
    ...attendances.map((state) => [`state_${state}`, raw(`attendance.state.${state}`)]),
    ...stages.map((stage) => [`stage_${stage}`, raw(`attendance.stage.${stage}`)]),
    ...WHYS.map((key) => [`why ${key}`, raw(key)]),
  ])
}
