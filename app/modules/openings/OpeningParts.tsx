/** 募集の見せ方: how many hours, in which months, and what kind of help it is. */
import { FISCAL_MONTHS } from '~/modules/officers/rules'
import { useT } from '~/ui/i18n'
import { Badge, Icon, type Tone } from '~/ui/parts'
import type { OpeningKind, OpeningState, Skill } from './rules'
import { hoursInWords } from './words'

const STATE_TONES: Record<OpeningState, Tone> = {
  draft: 'neutral',
  open: 'success',
  filled: 'info',
  closed: 'neutral',
}

export function OpeningStateBadge({ state }: { state: OpeningState }) {
  const t = useT()
  return <Badge tone={STATE_TONES[state]}>{t(`openings.state.${state}`)}</Badge>
}

/** 月の帯: in which months there is something to do. The months also stand in words beside it. */
export function MonthStrip({ months }: { months: readonly number[] }) {
  const t = useT()
  const busy = (month: number) => months.length === 0 || months.includes(month)
  return (
    <svg className="month-strip" viewBox="0 0 384 40" aria-hidden="true" focusable="false">
      {FISCAL_MONTHS.map((month, index) => (
        <g key={month} className={busy(month) ? 'month-busy' : 'month-free'}>
          <rect x={index * 32 + 1} y={1} width={30} height={38} rx={4} />
          <text x={index * 32 + 16} y={26}>
            {t('openings.month_short', { month })}
          </text>
        </g>
      ))}
    </svg>
  )
}

/** 通年, or the months in words. */
export function useMonths() {
  const t = useT()
  return (months: readonly number[]) =>
    months.length === 0
      ? t('openings.all_year')
      : FISCAL_MONTHS.filter((month) => months.includes(month))
          .map((month) => t('openings.month', { month }))
          .join(t('openings.comma'))
}

/** 月に2時間くらい, or of one day */
export function useHours() {
  const t = useT()
  return (opening: { kind: OpeningKind; minutes: number }) => hoursInWords(t, opening)
}

export function OpeningMarks(props: {
  opening: {
    kind: OpeningKind
    evening: boolean
    weekend: boolean
    fromHome: boolean
    skills?: readonly Skill[]
  }
}) {
  const { kind, evening, weekend, fromHome, skills = [] } = props.opening
  const t = useT()
  return (
    <p className="notice-marks">
      <Badge tone="info">{t(`openings.kind.${kind}.title`)}</Badge>
      {fromHome && <Badge>{t('openings.from_home')}</Badge>}
      {evening && <Badge>{t('openings.evening')}</Badge>}
      {weekend && <Badge>{t('openings.weekend')}</Badge>}
      {skills.map((skill) => (
        <Badge key={skill}>{t(`openings.skill.${skill}`)}</Badge>
      ))}
    </p>
  )
}

/** Openings beside something else: of an association, or below a notice that looks for helpers. */
export function OpeningLinks(props: {
  openings: readonly { id: number; title: string; kind: OpeningKind; minutes: number }[]
}) {
  const t = useT()
  const hours = useHours()
  return (
    <ul className="plain-list">
      {props.openings.map(({ id, title, kind, minutes }) => (
        <li key={id}>
          <a href={`/openings/${id}`} className="inline-block py-2">
            <Icon name="people" /> {title}
          </a>{' '}
          <span className="support">
            {t(`openings.kind.${kind}.title`)} / {hours({ kind, minutes })}
          </span>
        </li>
      ))}
    </ul>
  )
}
