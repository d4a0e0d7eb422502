/** 受入れの状態 in words. */
import { useT } from '~/ui/i18n'
import { Badge, type Tone } from '~/ui/parts'
import type { PlaceState } from './rules'

const tones: Record<PlaceState, Tone> = {
  draft: 'neutral',
  submitted: 'info',
  returned: 'warning',
  published: 'success',
  cancelled: 'danger',
}

export function StateBadge({ state }: { state: PlaceState }) {
  const t = useT()
  return <Badge tone={tones[state]}>{t(`volunteering.place_state.${state}`)}</Badge>
}
