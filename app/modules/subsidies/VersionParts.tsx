/** A draft part by part, in words, each with the way to its form; and what stands between it and being published. */
import { dayOf, formatDay, formatFiscalYear } from '~/platform/clock'
import { type Answer, CheckedForm, ErrorSummary, HiddenField, SubmitButton, TextArea } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Banner, Card, ConfirmPost } from '~/ui/parts'
import type { Programme } from './schema'
import { partLines } from './sections'
import { type Part, partAddress, partNames } from './sketch/parts'

type VersionState = 'draft' | 'published' | 'retired'

export function StateBadge({ state }: { state: VersionState }) {
  const t = useT()
  const tone = state === 'published' ? 'success' : state === 'draft' ? 'warning' : 'neutral'
  return <Badge tone={tone}>{t(`programmes.state.${state}`)}</Badge>
}

/** 年度 from and until, in words. */
export function yearsText(
  { yearFrom, yearUntil }: { yearFrom: number; yearUntil: number | null },
  t: ReturnType<typeof useT>,
  language: string,
): string {
  const from = formatFiscalYear(yearFrom, language)
  if (yearUntil === yearFrom) return from
  const until = yearUntil === null ? '' : formatFiscalYear(yearUntil, language)
  return t('subsidies.programme.years_from', { from, until })
}

/** The day of an instant in words, or nothing. */
export const dayText = (instant: string | null, language: string) =>
  instant ? formatDay(dayOf(new Date(instant)), language) : ''

/** The name of a part on screen. */
export function partTitle(part: Part, programme: Programme, t: ReturnType<typeof useT>): string {
  if (part.name !== 'work') return t(`programmes.part.${part.name}`)
  const work = programme.works.find(({ key }) => key === part.work)?.name ?? ''
  return t('programmes.part_of_work', { work })
}

export function VersionParts({ programme, at }: { programme: Programme; at: string }) {
  const t = useT()
  const language = useLanguage()
  const parts = partNames.flatMap((name): Part[] => [
    { name },
    ...(name === 'works' ? programme.works.map(({ key }): Part => ({ name: 'work', work: key })) : []),
  ])
  return (
    <div className="grid gap-4 md:grid-cols-2">
      {parts.map((part) => {
        const lines = partLines(part, { t, programme, language })
        const title = partTitle(part, programme, t)
        return (
          <Card key={partAddress(part)} title={title}>
            {lines.length === 0 ? (
              <p>{t('programmes.words.nothing')}</p>
            ) : (
              <ul className="bullets">
                {lines.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            )}
            <p>
              <a className="inline-block py-2" href={`${at}/edit/${partAddress(part)}`}>
                {t('programmes.version.edit', { part: title })}
              </a>
            </p>
          </Card>
        )
      })}
    </div>
  )
}

export function PublishPart(props: {
  at: string
  version: number
  examples: { all: number; agreeing: number }
  others: readonly { number: number; becomes: 'retired' | { until: number }; gapFrom: number | null }[]
  answer: Answer
  note: string
}) {
  const { at, version, examples, others, answer, note } = props
  const t = useT()
  const language = useLanguage()
  const ready = examples.all > 0 && examples.agreeing === examples.all
  const gap = others.find(({ gapFrom }) => gapFrom !== null)?.gapFrom
  return (
    <section className="stack">
      <h2>{t('programmes.publish.title')}</h2>
      <Banner
        tone={ready ? 'success' : 'warning'}
        title={t(
          examples.all === 0
            ? 'programmes.publish.no_example'
            : ready
              ? 'programmes.publish.agree'
              : 'programmes.publish.differ',
          { all: examples.all, differing: examples.all - examples.agreeing },
        )}
      >
        <p>
          <a href={`${at}/examples`}>{t('programmes.publish.to_examples')}</a>
        </p>
      </Banner>
      {others.map(({ number, becomes }) => (
        <p key={number}>
          {becomes === 'retired'
            ? t('programmes.publish.retires', { number })
            : t('programmes.publish.shortens', { number, year: formatFiscalYear(becomes.until, language) })}
        </p>
      ))}
      {gap && (
        <Banner
          tone="warning"
          title={t('programmes.publish.gap', { year: formatFiscalYear(gap, language) })}
        />
      )}
      {ready ? (
        <CheckedForm answer={answer} defaults={{ note }}>
          <HiddenField name="version" value={version} />
          <TextArea
            name="note"
            label={t('programmes.publish.note')}
            support={t('programmes.publish.note_support')}
            rows={3}
            required
          />
          <p>{t('programmes.publish.final')}</p>
          <SubmitButton name="intent" value="publish">
            {t('programmes.publish.button')}
          </SubmitButton>
        </CheckedForm>
      ) : (
        <ErrorSummary errors={answer?.errors} />
      )}
      <ConfirmPost
        summary={t('programmes.discard.summary')}
        label={t('programmes.discard.button')}
        fields={{ intent: 'discard', version }}
      >
        <p>{t('programmes.discard.text')}</p>
      </ConfirmPost>
    </section>
  )
}
