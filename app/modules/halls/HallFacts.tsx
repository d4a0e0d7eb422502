/** What everybody may know of a hall. */
import type { ReactNode } from 'react'
import { formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, DataList } from '~/ui/parts'
import type { hallView } from './queries/hall.server'
import { ageOf, areaText, type DatedFact, type HallState, type Standard, wordsOfDate } from './rules'
import { buildingDates } from './schema'

/** A hall as its page shows it. */
export type HallView = Awaited<ReturnType<typeof hallView>>

const TONES = {
  unknown: 'neutral',
  old_standard: 'warning',
  diagnosed_safe: 'info',
  to_retrofit: 'danger',
  retrofitted: 'success',
  new_standard: 'success',
} as const satisfies Record<HallState, string>

export function StateBadge({ state }: { state: HallState }) {
  const t = useT()
  return <Badge tone={TONES[state]}>{t(`halls.state.${state}`)}</Badge>
}

/** A date with how surely it is known and from what. */
function DateWords({ date }: { date: DatedFact }) {
  const t = useT()
  const language = useLanguage()
  const evidence = date.evidence
    ? t('halls.date.evidence', { evidence: t(`halls.evidence.${date.evidence}`) })
    : t('halls.date.evidence_unknown')
  return (
    <>
      {wordsOfDate(date, language)}
      <span className="support block">
        {t(`halls.date.${date.precision}`)} / {evidence}
      </span>
    </>
  )
}

export function Lines({ text }: { text: string }) {
  return <span className="whitespace-pre-line">{text}</span>
}

export function HallFacts({ hall, today }: { hall: HallView; today: string }) {
  const t = useT()
  const at = (key: string, params?: Record<string, string | number>) => t(`halls.page.${key}`, params)
  return (
    <>
      <DataList
        rows={[
          [
            at('used_by'),
            hall.associations.length > 0 ? (
              <ul key="used" className="plain-list">
                {hall.associations.map(({ slug, name }) => (
                  <li key={slug}>
                    <a href={`/associations/${slug}`}>{name}</a>
                  </li>
                ))}
              </ul>
            ) : (
              at('nobody')
            ),
          ],
          [at('address'), hall.address || at('unknown')],
          [
            at('district'),
            hall.district && (
              <a href={`/halls?district=${hall.district.id}`}>
                {t('associations.district', { name: hall.district.name })}
              </a>
            ),
          ],
          [at('phone'), hall.phone && <a href={`tel:${hall.phone}`}>{hall.phone}</a>],
          [at('introduction'), hall.introduction && <Lines key="introduction" text={hall.introduction} />],
        ]}
      />
      <h2>{at('shelter')}</h2>
      <DataList
        rows={[
          [at('designation'), t(`halls.designation.${hall.designation}`)],
          [
            at('capacity'),
            hall.shelterCapacity === null ? null : at('capacity_value', { count: hall.shelterCapacity }),
          ],
          [
            at('night'),
            hall.nightAccess ? <Lines key="night" text={hall.nightAccess} /> : at('night_unknown'),
          ],
        ]}
      />
      <h2>{at('about')}</h2>
      <DataList
        rows={[
          [at('structure'), hall.structure ? t(`halls.structure.${hall.structure}`) : at('unknown')],
          [at('floors'), hall.floors === null ? at('unknown') : at('floors_value', { count: hall.floors })],
          [
            at('area'),
            hall.floorArea === null ? at('unknown') : at('area_value', { area: areaText(hall.floorArea) }),
          ],
          ...buildingDates.map((name): [string, ReactNode] => {
            const date = hall[name]
            return [t(`halls.date.${name}`), date ? <DateWords key={name} date={date} /> : at('unknown')]
          }),
          [at('age'), hall.completed && <Age completed={hall.completed} today={today} />],
        ]}
      />
    </>
  )
}

function Age({ completed, today }: { completed: DatedFact; today: string }) {
  const t = useT()
  const { least, most } = ageOf(completed, today)
  if (most === 0) return t('halls.page.age_new')
  return least === most
    ? t('halls.page.age_value', { years: most })
    : t('halls.page.age_between', { least, most })
}

/** 耐震 as everybody may know it: what the dates say, and the diagnosis as far as the keepers show it. */
export function SeismicPart({ hall }: { hall: HallView }) {
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) => t(`halls.seismic.${key}`, params)
  const standard = (value: Standard) => t(`halls.standard.${value}`)
  const { standards, state, lastDiagnosis } = hall
  const same = standards.byStart === standards.byConfirmation
  return (
    <>
      <h2>{at('title')}</h2>
      <DataList
        rows={[
          [at('overall'), standard(standards.overall)],
          [at('by_confirmation'), same ? null : standard(standards.byConfirmation)],
          [at('by_start'), same ? null : standard(standards.byStart)],
          [
            at('state'),
            state && (
              <>
                <StateBadge state={state} /> {t(`halls.state_text.${state}`)}
                {!hall.diagnosisPublic && <span className="support block">{at('private')}</span>}
              </>
            ),
          ],
          [
            at('last'),
            lastDiagnosis
              ? at('last_value', {
                  day: formatDay(lastDiagnosis.on, language),
                  method: t(`halls.method.${lastDiagnosis.method}`),
                  result: t(`halls.result.${lastDiagnosis.result}`),
                })
              : hall.diagnosisPublic
                ? null
                : at('hidden'),
          ],
        ]}
      />
      <p className="support">{at('note')}</p>
    </>
  )
}
