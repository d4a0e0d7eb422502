/** One question's result: a picture with the same numbers in a table, and in words what is not shown. */
import type { ReactNode } from 'react'
import { Bars } from '~/ui/bars'
import { Figures } from '~/ui/figures'
import { useT } from '~/ui/i18n'
import type { NamedCell } from './queries/places.server'
import type { ShownTexts } from './queries/texts.server'
import { LEAST_SHOWN, percentOf, placesOf, type Question, type QuestionResult } from './rules'

type Part = {
  question: Question
  result: QuestionResult
  /** Numbers go in steps: the survey still runs */
  rough: boolean
}

/** A name over a bar as long as its share, so that long words have the whole width of a phone. */
function Named({ label, share }: { label: ReactNode; share: number | null }) {
  return (
    <>
      {label}
      {share !== null && (
        <svg className="result-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
          <rect className="result-bar-whole" width="100" height="6" />
          <rect width={share} height="6" />
        </svg>
      )}
    </>
  )
}

function useNumbers(rough: boolean) {
  const t = useT()
  return {
    people: (count: number | null) =>
      count === null
        ? t('surveys.results.below', { least: LEAST_SHOWN })
        : t(rough ? 'surveys.results.about' : 'surveys.results.people', { count }),
    percent: (count: number | null, of: number) =>
      count === null ? '' : t('surveys.results.percent', { count: percentOf(count, of) }),
  }
}

/** How many answered a question, or that they are too few. */
export function Answered({ result, rough }: Omit<Part, 'question'>) {
  const t = useT()
  if (result.answered === null) return <p>{t('surveys.results.answered_few', { least: LEAST_SHOWN })}</p>
  return (
    <p>
      {t(rough ? 'surveys.results.answered_about' : 'surveys.results.answered', { count: result.answered })}
    </p>
  )
}

/** The lines that stand together, as a row of their own. */
function togetherRow(
  together: QuestionResult['together'],
  words: ReturnType<typeof useNumbers>,
  of: number,
  label: string,
): (readonly [ReactNode, ...ReactNode[]])[] {
  if (!together) return []
  return [[label, words.people(together.count), words.percent(together.count, of)]]
}

const allHidden = ({ lines, together }: QuestionResult) =>
  together === null && lines.length > 0 && lines.every(({ count }) => count === null)

export function ChoiceResult({ question, result, rough }: Part) {
  const t = useT()
  const words = useNumbers(rough)
  const of = result.answered ?? 0
  if (allHidden(result)) return <p>{t('surveys.results.hidden_all')}</p>
  const label = (key: number) => question.options.find(({ id }) => id === key)?.label ?? ''
  // The most chosen first; what is hidden has no place in that order.
  const lines = [...result.lines].sort((a, b) => (b.count ?? -1) - (a.count ?? -1))
  return (
    <>
      <Figures
        caption={question.label}
        captionHidden
        head={['head_option', question.kind === 'ranking' ? 'head_first' : 'head_people', 'head_percent'].map(
          (key) => t(`surveys.results.${key}`),
        )}
        rows={[
          ...lines.map(({ key, count }): [ReactNode, string, string] => [
            <Named key={key} label={label(key)} share={count === null ? null : (count / of) * 100} />,
            words.people(count),
            words.percent(count, of),
          ]),
          ...togetherRow(
            result.together,
            words,
            of,
            t('surveys.results.together', { count: result.together?.parts ?? 0 }),
          ),
        ]}
      />
      {question.kind === 'multiple' && <p className="support">{t('surveys.results.multiple_note')}</p>}
    </>
  )
}

export function ScaleResult({ question, result, rough }: Part) {
  const t = useT()
  const words = useNumbers(rough)
  const of = result.answered ?? 0
  if (allHidden(result)) return <p>{t('surveys.results.hidden_all')}</p>
  const last = result.lines.length
  const label = (step: number) =>
    step === 1 && question.lowLabel
      ? `1: ${question.lowLabel}`
      : step === last && question.highLabel
        ? `${last}: ${question.highLabel}`
        : String(step)
  return (
    <>
      <Bars
        label={t('surveys.results.scale_picture')}
        bars={result.lines.map(({ key, count }) => ({
          label: String(key),
          value: count ?? 0,
          text: count === null ? '' : String(count),
        }))}
      />
      {result.mean ? (
        <>
          <p className="result-mean">{t('surveys.results.mean', { ...result.mean })}</p>
          <p className="support">
            {t('surveys.results.mean_note', {
              low: question.lowLabel || '1',
              high: question.highLabel || String(last),
              most: last,
            })}
          </p>
        </>
      ) : (
        !rough && <p className="support">{t('surveys.results.mean_hidden')}</p>
      )}
      <Figures
        caption={question.label}
        captionHidden
        head={['head_step', 'head_people', 'head_percent'].map((key) => t(`surveys.results.${key}`))}
        rows={[
          ...result.lines.map(({ key, count }): [string, string, string] => [
            label(key),
            words.people(count),
            words.percent(count, of),
          ]),
          ...togetherRow(
            result.together,
            words,
            of,
            t('surveys.results.together', { count: result.together?.parts ?? 0 }),
          ),
        ]}
      />
    </>
  )
}

export function RankingResult({ question, result, rough }: Part) {
  const t = useT()
  const words = useNumbers(rough)
  const of = result.answered ?? 0
  const label = (key: number) => question.options.find(({ id }) => id === key)?.label ?? ''
  const first = (key: number) => result.lines.find((line) => line.key === key)?.count ?? null
  const places = placesOf(question)
  if (result.order.length === 0) return <ChoiceResult question={question} result={result} rough={rough} />
  return (
    <>
      <Figures
        caption={question.label}
        captionHidden
        head={[t('surveys.results.order'), t('surveys.results.head_first')]}
        rows={[
          ...result.order.map((key, index): [ReactNode, ...ReactNode[]] => {
            const count = first(key)
            return [
              <Named
                key={key}
                label={`${index + 1}. ${label(key)}`}
                share={count === null ? null : (count / of) * 100}
              />,
              words.people(count),
            ]
          }),
          ...(result.together
            ? [
                [
                  t('surveys.results.together', { count: result.together.parts }),
                  words.people(result.together.count),
                ] as [ReactNode, ReactNode],
              ]
            : []),
        ]}
      />
      <p className="support">{t('surveys.results.order_note', { most: places, next: places - 1 })}</p>
    </>
  )
}

/** The list beside the map: the same in words. */
export function PlaceTable({
  question,
  result,
  cells,
}: Omit<Part, 'rough'> & { cells: readonly NamedCell[] }) {
  const t = useT()
  const of = result.answered ?? 0
  const words = useNumbers(false)
  return (
    <>
      {cells.length === 0 && <p>{t('surveys.results.places_none', { least: LEAST_SHOWN })}</p>}
      <Figures
        caption={question.label}
        captionHidden
        head={['head_place', 'head_people', 'head_percent'].map((key) => t(`surveys.results.${key}`))}
        rows={[
          ...cells.map((cell): [ReactNode, string, string] => [
            <Named
              key={`${cell.row} ${cell.column}`}
              label={t('surveys.results.near', { town: cell.town ?? '' })}
              share={(cell.count / of) * 100}
            />,
            words.people(cell.count),
            words.percent(cell.count, of),
          ]),
          ...(result.elsewhere === null
            ? []
            : [
                [
                  t('surveys.results.elsewhere'),
                  words.people(result.elsewhere),
                  words.percent(result.elsewhere, of),
                ] as [ReactNode, string, string],
              ]),
        ]}
      />
      <p className="support">{t('surveys.results.places_note', { least: LEAST_SHOWN })}</p>
    </>
  )
}

export function TextsResult({ texts, label }: { texts: ShownTexts | undefined; label: string }) {
  const t = useT()
  if (!texts) return <p>{t('surveys.results.texts_none')}</p>
  return (
    <>
      <p className="support">{t('surveys.results.texts_note')}</p>
      <ul className="result-texts" aria-label={label}>
        {texts.texts.map((text, index) => (
          <li key={index}>{text}</li>
        ))}
      </ul>
      {texts.more > 0 && <p>{t('surveys.results.texts_more', { count: texts.more })}</p>}
    </>
  )
}
