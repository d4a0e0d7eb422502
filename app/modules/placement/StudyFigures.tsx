/** The figures of the study: who is reached before and after, what was counted, and under which conditions. */
import { Fragment } from 'react'
import { formatInstant } from '~/platform/clock'
import { Figures } from '~/ui/figures'
import { useLanguage, useT } from '~/ui/i18n'
import { DataList } from '~/ui/parts'
import { useNumbers } from './numbers'
import type { placementStudy } from './queries/study.server'
import { terms } from './rules'

export type StudyData = Awaited<ReturnType<typeof placementStudy>>

/** People in reach of an AED, by day and by night, before and after. */
export function BeforeAndAfter({ data }: { data: StudyData }) {
  const { figures, chosen } = data
  const { total, before, after } = figures
  const t = useT()
  const numbers = useNumbers()
  const row = (part: 'day' | 'night') =>
    [
      t(`placement.figures.${part}`),
      <Reached key="before" people={before[part]} of={total[part]} />,
      <Fragment key="after">
        <Reached people={after[part]} of={total[part]} />
        <br />
        <strong className="whitespace-nowrap">
          {t('placement.unit.more', { n: numbers.people(after[part] - before[part]) })}
        </strong>
      </Fragment>,
    ] as const
  return (
    <>
      <Figures
        caption={t('placement.figures.caption', { metres: numbers.metres(data.params.walk) })}
        head={[
          t('placement.figures.when'),
          t('placement.figures.before'),
          t('placement.figures.after', { n: chosen.length }),
        ]}
        rows={[row('day'), row('night')]}
      />
      <p className="support">
        {t('placement.figures.of', { day: numbers.people(total.day), night: numbers.people(total.night) })}
      </p>
    </>
  )
}

/** A number of people and their share of all. */
export function Reached({ people, of }: { people: number; of: number }) {
  const numbers = useNumbers()
  return (
    <>
      <span className="whitespace-nowrap">{numbers.people(people)}</span>
      <br />
      {numbers.share(people, of)}
    </>
  )
}

/** Which AEDs and halls were counted, and which were not. */
export function Counted({ data }: { data: StudyData }) {
  const { aeds, halls } = data
  const t = useT()
  const { written } = useNumbers()
  const count = (n: number, unit: 'aeds' | 'halls') => t(`placement.counted.n_${unit}`, { n: written(n) })
  return (
    <div className="compare">
      <DataList
        rows={[
          [t('placement.counted.candidates'), count(halls.candidates, 'halls')],
          [t('placement.counted.served'), count(halls.served, 'halls')],
          [
            t('placement.counted.halls_placeless'),
            halls.placeless > 0 ? count(halls.placeless, 'halls') : '',
          ],
        ]}
      />
      <DataList
        rows={[
          [t('placement.counted.by_day'), count(aeds.byDay, 'aeds')],
          [t('placement.counted.by_night'), count(aeds.byNight, 'aeds')],
          [t('placement.counted.always'), count(aeds.always, 'aeds')],
          [
            t('placement.counted.unknown'),
            t('placement.counted.unknown_text', {
              day: written(aeds.unknownByDay),
              night: written(aeds.unknownByNight),
            }),
          ],
          [t('placement.counted.left_out'), aeds.leftOut > 0 ? count(aeds.leftOut, 'aeds') : ''],
          [t('placement.counted.aeds_placeless'), aeds.placeless > 0 ? count(aeds.placeless, 'aeds') : ''],
        ]}
      />
    </div>
  )
}

/** The conditions in words: on paper there is no form. */
export function Conditions({ data }: { data: StudyData }) {
  const { params, instants, districts } = data
  const t = useT()
  const language = useLanguage()
  const numbers = useNumbers()
  const district = districts.find(({ id }) => id === params.district)
  return (
    <DataList
      rows={[
        [
          t('placement.conditions.reach'),
          t('placement.conditions.reach_text', {
            metres: numbers.metres(params.walk),
            detour: params.detour / 100,
            straight: numbers.metres(params.walk / (params.detour / 100)),
          }),
        ],
        [t('placement.conditions.day'), formatInstant(instants.day, language)],
        [t('placement.conditions.night'), formatInstant(instants.night, language)],
        [t('placement.field.unknown'), t(`placement.unknown.${params.unknown}`)],
        [
          t('placement.field.district'),
          district ? t('associations.district', { name: district.name }) : t('placement.form.whole_city'),
        ],
        [
          t('placement.conditions.weights'),
          terms.map((term) => `${t(`placement.term.${term}`)} ${params.weights[term]}`).join(' / '),
        ],
        [t('placement.field.by'), t(`placement.by.${params.by}`)],
      ]}
    />
  )
}
