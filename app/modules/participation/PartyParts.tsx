/** How an application stands, in a badge and in words. */
import type { Stage } from '~/modules/volunteering/rules'
import { useT } from '~/ui/i18n'
import { Badge, type Tone } from '~/ui/parts'
import type { ApplicationState } from './rules'

const tones: Record<ApplicationState, Tone> = {
  placed: 'success',
  held: 'warning',
  offered: 'warning',
  waiting: 'info',
  lapsed: 'neutral',
  declined: 'neutral',
  cancelled: 'neutral',
  refused: 'danger',
}

export function StateBadge({ state }: { state: ApplicationState }) {
  const t = useT()
  return <Badge tone={tones[state]}>{t(`participation.state.${state}`)}</Badge>
}

export function ConsentBadge({ state }: { state: 'not_needed' | 'given' | 'refused' | 'waiting' }) {
  const t = useT()
  if (state === 'not_needed') return null
  const tone = state === 'given' ? 'success' : state === 'refused' ? 'danger' : 'warning'
  return <Badge tone={tone}>{t(`participation.consent_state.${state}`)}</Badge>
}

/** 小学生, 中学生 …, in the words of participation: a page of a person needs no other catalogue. */
export const stageKey = (stage: Stage | string): string => `participation.stage.${stage}`
