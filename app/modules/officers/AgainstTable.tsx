/** What the card says beside what was really done: a pair of bars a line, and the same as a table. */

import { Figures } from '~/ui/figures'
import { useT } from '~/ui/i18n'
import { PairBars } from '~/ui/pair-bars'
import { type Against, hoursOf } from './rules'
import { useTaskWords } from './TaskParts'

export function AgainstTable({ against }: { against: readonly Against[] }) {
  const t = useT()
  const words = useTaskWords()
  const at = (key: string) => t(`officers.against.${key}`)
  const name = (line: Against) => (line.taskId === null ? at('other') : line.title)
  const sum = (of: (line: Against) => number) => against.reduce((total, line) => total + of(line), 0)
  const shown = against.filter(({ done, planned }) => done > 0 || planned > 0)
  return (
    <>
      <PairBars
        label={at('picture')}
        first={at('planned')}
        second={at('done')}
        rows={[
          {
            label: at('sum'),
            first: sum(({ planned }) => planned),
            second: sum(({ done }) => done),
            firstText: words.time(sum(({ planned }) => planned)),
            secondText: words.time(sum(({ done }) => done)),
          },
        ]}
      />
      <div className="short-numbers">
        <Figures
          caption={at('caption')}
          head={['task', 'planned', 'done', 'difference'].map(at)}
          rows={[
            ...shown.map(
              (line) =>
                [
                  name(line),
                  line.taskId === null ? '–' : hours(line.planned),
                  <Done key="done" line={line} />,
                  difference(line.done - line.planned),
                ] as const,
            ),
            [
              <strong key="sum">{at('sum')}</strong>,
              hours(sum(({ planned }) => planned)),
              hours(sum(({ done }) => done)),
              difference(sum(({ done, planned }) => done - planned)),
            ] as const,
          ]}
        />
      </div>
    </>
  )

  function hours(minutes: number): string {
    return words.number(hoursOf(minutes))
  }

  /** With its sign: more than planned is no fault, so no colour says so. */
  function difference(minutes: number): string {
    return hoursOf(minutes) === 0 ? '±0' : `${minutes < 0 ? '−' : '+'}${hours(Math.abs(minutes))}`
  }
}

function Done({ line }: { line: Against }) {
  const t = useT()
  const words = useTaskWords()
  return (
    <>
      {words.number(hoursOf(line.done))}
      {line.times > 0 && (
        <span className="support block">{t('officers.against.times', { n: line.times })}</span>
      )}
    </>
  )
}
