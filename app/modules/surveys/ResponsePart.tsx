/** 回答の数と回答率: of all, and of the areas below. */
import { BigFigures } from '~/modules/officers/TaskParts'
import { Figures } from '~/ui/figures'
import { useT } from '~/ui/i18n'
import type { Response } from './queries/response.server'
import { LEAST_SHOWN, percentOf, type Unit } from './rules'

/** How many have answered, of how many, and how many of them on paper. */
export function ResponseHead(props: {
  answers: number
  onPaper: number | null
  rough: boolean
  response: Response | null
  unit: Unit
}) {
  const { answers, onPaper, rough, response, unit } = props
  const t = useT()
  const word = (key: string, params = {}) => t(`surveys.results.${key}`, params)
  const asked = response?.asked ?? null
  return (
    <>
      <BigFigures
        figures={[
          {
            label: word('answers'),
            value: rough ? word('about', { count: answers }) : word('answers_value', { count: answers }),
          },
          ...(asked
            ? [
                {
                  label: word('rate'),
                  value: word('percent', { count: percentOf(answers, asked) }),
                  support: word('rate_of', {
                    asked: word(unit === 'household' ? 'asked_households' : 'asked_persons', {
                      count: asked,
                    }),
                    count: answers,
                  }),
                },
              ]
            : []),
          ...(onPaper ? [{ label: word('on_paper'), value: word('answers_value', { count: onPaper }) }] : []),
        ]}
      />
      {response?.nearly && !rough && (
        <p>
          <strong>{word(unit === 'household' ? 'nearly_households' : 'nearly_persons')}</strong>
        </p>
      )}
      {onPaper === null && !rough && <p className="support">{word('on_paper_few')}</p>}
    </>
  )
}

type Rates = NonNullable<Response['rates']>

export function AreaTable({ rates }: { rates: Rates }) {
  const t = useT()
  const word = (key: string, params = {}) => t(`surveys.results.${key}`, params)
  const hasAsked = rates.areas.some(({ asked }) => asked !== null)
  const line = (name: string, { answered, asked }: { answered: number; asked: number | null }) =>
    hasAsked
      ? ([
          <Bar key="name" name={name} share={asked ? (answered / asked) * 100 : null} />,
          asked === null ? String(answered) : `${answered} / ${asked}`,
          asked ? word('percent', { count: percentOf(answered, asked) }) : '',
        ] as const)
      : ([name, word('answers_value', { count: answered })] as const)
  return (
    <>
      <h2>{word(hasAsked ? 'areas' : 'areas_count')}</h2>
      <Figures
        caption={word(hasAsked ? 'areas' : 'areas_count')}
        captionHidden
        head={
          hasAsked
            ? [word('head_area'), word('head_of'), word('head_rate')]
            : [word('head_area'), word('answers')]
        }
        rows={[
          ...rates.areas.map((area) => line(area.name ?? word('area_unknown'), area)),
          ...(rates.others ? [line(word('other_areas', { count: rates.others.areas }), rates.others)] : []),
        ]}
      />
      {rates.others && <p className="support">{word('areas_note', { least: LEAST_SHOWN })}</p>}
    </>
  )
}

function Bar({ name, share }: { name: string; share: number | null }) {
  return (
    <>
      {name}
      {share !== null && (
        <svg className="result-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
          <rect className="result-bar-whole" width="100" height="6" />
          <rect width={Math.min(100, share)} height="6" />
        </svg>
      )}
    </>
  )
}
