/** 今使える・時間外・時間不明・使えません: a form, words and a colour, and until when. */
import { useLanguage, useT } from '~/ui/i18n'
import { marks } from './marks'
import { usabilityDetail } from './rules'
import type { Usability, UsabilityState } from './schema'

/** The sign alone; words stand beside it. */
export function UsabilityMark({ state, size = '1.3em' }: { state: UsabilityState; size?: string }) {
  const { outline, sign, colour } = marks[state]
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      aria-hidden="true"
      focusable="false"
      className="inline-block shrink-0 align-[-0.25em]"
    >
      <path d={outline} fill={colour} />
      <path
        d={sign}
        fill="none"
        stroke="#fff"
        strokeWidth={2.4}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}

/**
 * The state in words with its sign.
 * @param at the instant for which it was found; given, it also says until when, or from when
 */
export function UsabilityBadge(props: { usability: Usability; at?: Date; large?: boolean }) {
  const { usability, at, large } = props
  const t = useT()
  const language = useLanguage()
  const detail = at ? usabilityDetail(usability, at, t, language) : ''
  return (
    <span className={`inline-flex flex-wrap items-center gap-x-2 ${large ? 'text-xl' : ''}`}>
      <strong className={`whitespace-nowrap aed-${usability.state}`}>
        <UsabilityMark state={usability.state} /> {t(`aeds.state.${usability.state}`)}
      </strong>
      {detail && <span>{detail}</span>}
    </span>
  )
}

/** 未確認の報告あり: nothing when there is none. */
export function OpenReports({ count }: { count: number }) {
  const t = useT()
  if (count === 0) return null
  return <span className="badge badge-warning">{t('aeds.state.open_reports', { count })}</span>
}
