/** What is said of one indicator: how the year stands, its pace, what it counts, and where its figures come from. */
import { dayOf, formatDay, formatFiscalYear } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Banner, DataList } from '~/ui/parts'
import { GoalBar, StandingBadge } from './Figures'
import type { indicatorOf } from './queries/indicator.server'
import { amount, LEAST, MONTHS, type Month, wordTenths } from './rules'
import { wordFigure, wordPreviousNote, wordSource, wordUnit } from './words'

type Shown = Awaited<ReturnType<typeof indicatorOf>>

/** Target, figure, 達成度 and the year before; the portal's count beside the published figure. */
export function Standings({ of }: { of: Shown }) {
  const t = useT()
  const language = useLanguage()
  const { summary, unit, previous, previousNote, apart } = of
  const { actual, target, published, counted, day, tooFew, achievement, standing } = summary
  return (
    <>
      <p className="indicator-figure">
        {actual
          ? wordFigure(t, actual)
          : t(tooFew ? 'indicators.too_few' : 'indicators.not_yet', { least: LEAST })}
        {target && <small>{t('indicators.of_target', { target: wordFigure(t, target) })}</small>}
      </p>
      {actual && target && (
        <GoalBar
          label={t('indicators.bar', { actual: wordFigure(t, actual), target: wordFigure(t, target) })}
          actual={actual}
          target={target}
          expected={of.pace.expected}
        />
      )}
      <DataList
        rows={[
          [t('indicators.head.state'), target ? <StandingBadge key="state" of={standing} /> : null],
          [t('indicators.head.achievement'), achievement === null ? null : `${wordTenths(achievement)}%`],
          [t('indicators.head.target'), target ? wordFigure(t, target) : t('indicators.no_target')],
          [
            t('indicators.head.previous'),
            previous === null
              ? null
              : `${wordFigure(t, amount(unit, previous))} ${wordPreviousNote(t, previousNote)}`.trim(),
          ],
          [t('indicators.head.until'), day ? formatDay(day, language) : null],
          [t('indicators.head.published'), published ? wordFigure(t, published.amount) : null],
          [t('indicators.head.counted'), counted ? wordFigure(t, counted) : null],
        ]}
      />
      {apart && apart.milli !== 0 && published && counted && (
        <Banner tone="info" title={t('indicators.apart.title')}>
          <p>
            {t(apart.milli > 0 ? 'indicators.apart.more' : 'indicators.apart.less', {
              published: wordFigure(t, published.amount),
              counted: wordFigure(t, counted),
              apart: wordFigure(t, amount(unit, Math.abs(apart.milli))),
            })}
          </p>
          <p>{t('indicators.apart.why')}</p>
        </Banner>
      )}
    </>
  )
}

/** The figure beside what is expected by the day of the year, and beside the same month of the year before. */
export function Pace({ of }: { of: Shown }) {
  const t = useT()
  const language = useLanguage()
  const { day, expected, sameMonth, actual } = of.pace
  if (!day || !actual || !(expected || sameMonth)) return null
  return (
    <section className="stack">
      <h2>{t('indicators.pace.title')}</h2>
      {expected && (
        <p>
          {t('indicators.pace.expected', {
            day: formatDay(day, language),
            expected: wordFigure(t, expected),
            actual: wordFigure(t, actual),
          })}
        </p>
      )}
      {sameMonth && (
        <p>
          {t('indicators.pace.before', {
            year: formatFiscalYear(of.year - 1, language),
            month: t(`indicators.month_name.${sameMonth.month}`),
            amount: wordFigure(t, sameMonth.amount),
          })}
        </p>
      )}
      {expected && <p className="support">{t('indicators.pace.how')}</p>}
    </section>
  )
}

/** What is counted and how; by the portal, by which rule. */
export function Definition({ of }: { of: Shown }) {
  const t = useT()
  return (
    <section className="stack">
      <h2>{t('indicators.definition')}</h2>
      {of.definition && <p className="whitespace-pre-line">{of.definition}</p>}
      {of.computed && <p>{t(`indicators.computed.${of.computed}`, { least: LEAST })}</p>}
      <DataList
        rows={[
          [t('indicators.head.unit'), wordUnit(t, of.unit)],
          [t('indicators.head.method'), t(`indicators.method.${of.method}`)],
          [t('indicators.head.section'), of.section],
          [t('indicators.head.sheet'), of.sheet],
          [t('indicators.head.evaluation'), of.evaluation],
        ]}
      />
      <p className="support">{t('indicators.never_added')}</p>
    </section>
  )
}

/** Where the months come from: those that follow one another from one source stand in one line. */
export function Sources({ entries }: { entries: Shown['entries'] }) {
  const t = useT()
  const language = useLanguage()
  if (entries.length === 0) return null
  const word = (month: number) => t(`indicators.month_name.${month}`)
  return (
    <section className="stack">
      <h2>{t('indicators.sources')}</h2>
      <ul className="bullets">
        {grouped(entries).map(({ first, last, source, byPortal, note, entered }) => (
          <li key={first}>
            {first === last ? word(first) : t('indicators.months', { first: word(first), last: word(last) })}:{' '}
            {wordSource(t, { source, byPortal })}
            {note && ` ${note}`}{' '}
            <span className="support">
              {t('indicators.entered_on', { day: formatDay(dayOf(new Date(entered)), language) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

type Group = { first: Month; last: Month; source: string; byPortal: boolean; note: string; entered: Date }

function grouped(entries: Shown['entries']): Group[] {
  const groups: Group[] = []
  for (const month of MONTHS) {
    const entry = entries.find((one) => one.month === month)
    if (!entry) continue
    const before = groups.at(-1)
    const follows = before && MONTHS.indexOf(before.last) === MONTHS.indexOf(month) - 1
    if (follows && before.source === entry.source && (entry.note === '' || entry.note === before.note)) {
      before.last = month
      if (entry.updatedAt > before.entered) before.entered = entry.updatedAt
    } else {
      const { source, byPortal, note, updatedAt: entered } = entry
      groups.push({ first: month, last: month, source, byPortal, note, entered })
    }
  }
  return groups
}
