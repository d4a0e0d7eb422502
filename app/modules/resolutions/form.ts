/** What the forms of a draft arrive filled with. Pure. */
import { addDays, type Day } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { type Need, presetOf, type Unit, type Way, waysFor } from './rules'

/** A new decision: two weeks for the consent of all, three more for the vote. */
export function blankResolution(legal: boolean, today: Day): FormFields {
  return {
    way: waysFor(legal)[0] ?? 'by_rules',
    unit: legal ? 'person' : 'household',
    quorum: legal ? '1/2' : '0/1',
    consent_until: legal ? addDays(today, 21) : '',
    vote_until: addDays(today, legal ? 42 : 28),
  }
}

type Draft = {
  title: string
  introduction: string
  article: string
  way: Way
  secret: boolean
  unit: Unit
  quorum: { num: number; den: number }
  consentUntil: Day | null
  voteFrom: Day | null
  voteUntil: Day
}

export function fieldsOfResolution(draft: Draft): FormFields {
  const { title, introduction, article, way, unit, quorum } = draft
  return {
    ...{ title, introduction, article, way, unit },
    quorum: `${quorum.num}/${quorum.den}`,
    secret: draft.secret ? 'on' : '',
    consent_until: draft.consentUntil ?? '',
    vote_from: draft.voteFrom ?? '',
    vote_until: draft.voteUntil,
  }
}

export function fieldsOfItem(item: { title: string; text: string; need: Need } | null): FormFields {
  if (!item) return { preset: 'ordinary', kind: 'over', base: 'cast' }
  const { num, den, kind, base } = item.need
  return {
    ...{ item_title: item.title, item_text: item.text, preset: presetOf(item.need), kind, base },
    num: String(num),
    den: String(den),
  }
}
