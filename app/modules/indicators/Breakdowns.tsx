/** What a count is made of: by school stage, host and district of the place; nothing below five people. */
import type { ReactNode } from 'react'
import { Figures } from '~/ui/figures'
import { useT } from '~/ui/i18n'
import { groupedNumber, LEAST, type Parts, type Unit } from './rules'

type Part = { key: string; name: string }

export function Breakdowns(props: {
  unit: Unit
  breakdowns: readonly { by: 'stage' | 'host' | 'district'; parts: Parts<Part> | null }[]
}) {
  const { unit, breakdowns } = props
  const t = useT()
  if (breakdowns.length === 0) return null
  const wordPart = (by: string, { key, name }: Part) =>
    by === 'stage' ? t(`volunteering.stage.${key}`) : name || t('indicators.no_district')
  return (
    <section className="stack">
      <h2>{t('indicators.breakdowns')}</h2>
      <p>{t('indicators.breakdown_why', { least: LEAST })}</p>
      {unit === 'people' && <p>{t('indicators.breakdown_twice')}</p>}
      {breakdowns.map(({ by, parts }) => (
        <section key={by}>
          {parts ? (
            <Figures
              caption={t(`indicators.by.${by}`)}
              head={[t(`indicators.head.${by}`), t(`indicators.unit.${unit}`), '']}
              rows={[
                ...parts.shown.map((part): [string, string, ReactNode] => [
                  wordPart(by, part.key),
                  t(`indicators.figure.${unit}`, { number: groupedNumber(part.count * 1000) }),
                  <PartBar key="bar" part={part.count} most={parts.shown[0]?.count ?? 0} />,
                ]),
                ...(parts.others
                  ? [
                      [
                        t('indicators.others', { parts: parts.others.parts }),
                        t(`indicators.figure.${unit}`, { number: groupedNumber(parts.others.count * 1000) }),
                        '',
                      ] as [string, string, ReactNode],
                    ]
                  : []),
              ]}
            />
          ) : (
            <>
              <h3>{t(`indicators.by.${by}`)}</h3>
              <p>{t('indicators.breakdown_few', { least: LEAST })}</p>
            </>
          )}
        </section>
      ))}
    </section>
  )
}

function PartBar({ part, most }: { part: number; most: number }) {
  return (
    <svg className="row-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect width={most > 0 ? (part / most) * 100 : 0} height="4" />
    </svg>
  )
}
