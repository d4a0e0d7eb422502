/** How a matter stands: its state, its clock, how far it has come. Words first; colour only repeats them. */
import { formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Icon, type Tone } from '~/ui/parts'
import type { DueState, MatterState, PromiseState } from './rules'
import { WAY } from './rules'

const TONES: Record<MatterState, Tone> = {
  waiting: 'warning',
  received: 'neutral',
  routed: 'info',
  answered: 'success',
  underway: 'info',
  done: 'success',
  impossible: 'neutral',
  withdrawn: 'neutral',
  refused: 'neutral',
}

export function MatterBadge({ state }: { state: MatterState }) {
  const t = useT()
  return <Badge tone={TONES[state]}>{t(`exchange.state.${state}`)}</Badge>
}

const DUE_TONES: Record<DueState, Tone> = {
  none: 'neutral',
  ahead: 'neutral',
  soon: 'warning',
  overdue: 'danger',
  answered: 'success',
  answered_late: 'warning',
}

/** The clock in words: 回答期限まであと…日, …日過ぎています. Nothing where no clock runs. */
export function DueBadge(props: { how: DueState; left?: number; late: number }) {
  const { how, left = 0, late } = props
  const t = useT()
  if (how === 'none') return null
  return (
    <Badge tone={DUE_TONES[how]}>
      <Icon name={how === 'answered' ? 'check' : how === 'overdue' ? 'warning' : 'clock'} />{' '}
      {t(`exchange.due.${how}`, { count: how === 'ahead' || how === 'soon' ? left : late })}
    </Badge>
  )
}

/** The day by which something was promised, and how that stands. */
export function PromiseWords({ on, how }: { on: string | null; how: PromiseState }) {
  const t = useT()
  const language = useLanguage()
  if (on === null || how === 'none') return null
  return (
    <>
      {formatDay(on, language)}{' '}
      <Badge
        tone={how === 'late' || how === 'kept_late' ? 'warning' : how === 'kept' ? 'success' : 'neutral'}
      >
        {t(`exchange.promise.${how}`)}
      </Badge>
    </>
  )
}

/** 進み具合: a bar with its figure in words. @param progress 0 to 100 */
export function ProgressBar({ progress }: { progress: number }) {
  const t = useT()
  const words = t('exchange.progress', { progress })
  return (
    <div className="flex items-center gap-3">
      <svg
        viewBox="0 0 100 8"
        preserveAspectRatio="none"
        role="img"
        aria-label={words}
        className="h-4 w-full max-w-md print-exact"
      >
        <rect width="100" height="8" rx="1" fill="#d8d8db" />
        <rect width={progress} height="8" rx="1" fill="var(--color-blue-900)" />
      </svg>
      <strong className="whitespace-nowrap">{words}</strong>
    </div>
  )
}

/** The way of a matter as a row of steps: what is over is ticked, where it stands is marked, also for a reader. */
export function WaySteps({ state }: { state: MatterState }) {
  const t = useT()
  const steps: readonly MatterState[] = state === 'impossible' ? ['received', 'routed', 'impossible'] : WAY
  const here = steps.indexOf(state)
  if (here < 0) return null
  return (
    <ol className="flex flex-wrap gap-2" aria-label={t('exchange.way')}>
      {steps.map((step, index) => (
        <li
          key={step}
          aria-current={index === here ? 'step' : undefined}
          className={`flex min-h-11 items-center gap-1 rounded-lg border px-3 py-1 ${index === here ? 'border-4 font-bold' : ''}`}
        >
          {index < here && <Icon name="check" />}
          {t(`exchange.state.${step}`)}
        </li>
      ))}
    </ol>
  )
}

/** Where something is, as an address of a free map of the country. */
export const mapHref = (latitude: number, longitude: number): string =>
  `https://maps.gsi.go.jp/#17/${latitude}/${longitude}/`
