/** 検算表: every worked example with what the programme comes to, and the steps of each that differs. */
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Banner, PostButton, Table } from '~/ui/parts'
import { Result } from './Estimate'
import { type Checked, checkExamples } from './rules'
import type { Programme } from './schema'
import { exampleText } from './sections'
import { yenText } from './words'

export function ExamplesTable(props: {
  programme: Programme
  at: string
  version: number
  editable: boolean
}) {
  const { programme, at, version, editable } = props
  const t = useT()
  const within = { t, programme, language: useLanguage() }
  const checked = checkExamples(
    programme,
    programme.examples.map((example, i) => ({ ...example, line: i + 1 })),
  )
  const differing = checked.filter(({ agrees }) => !agrees)
  if (checked.length === 0) return <Banner tone="info" title={t('programmes.publish.no_example')} />
  return (
    <>
      <Banner
        tone={differing.length === 0 ? 'success' : 'warning'}
        title={t(differing.length === 0 ? 'programmes.publish.agree' : 'programmes.publish.differ', {
          all: checked.length,
          differing: differing.length,
        })}
      />
      {differing.map((one) => (
        <section className="card stack" key={one.row.line} id={`difference-${one.row.line}`}>
          <h2 className="card-title">
            {t('programmes.examples.difference', { number: one.row.line ?? 0 })}:{' '}
            {exampleText(one.row, within)}
          </h2>
          <p>
            {t('programmes.examples.expected')}: {expectedText(one.row.expected, t)} /{' '}
            {t('programmes.examples.comes_to')}: {cameTo(one, t)}
          </p>
          <Result programme={programme} assessment={one.assessment} />
        </section>
      ))}
      <Table
        caption={t('programmes.examples.caption')}
        head={['number', 'input', 'expected', 'comes_to', 'agrees', ...(editable ? ['change'] : [])].map(
          (name) => t(`programmes.examples.${name}`),
        )}
        rows={checked.map((one) => [
          String(one.row.line),
          <>
            {exampleText(one.row, within)}
            {one.row.note && <span className="support block">{one.row.note}</span>}
          </>,
          expectedText(one.row.expected, t),
          cameTo(one, t),
          one.agrees ? (
            <Badge key="yes" tone="success">
              {t('programmes.examples.yes')}
            </Badge>
          ) : (
            <a key="no" href={`#difference-${one.row.line}`}>
              {t('programmes.examples.no')}
            </a>
          ),
          ...(editable
            ? [
                <>
                  <a className="inline-block py-2" href={`${at}/examples/row?row=${(one.row.line ?? 1) - 1}`}>
                    {t('programmes.examples.edit', { number: one.row.line ?? 0 })}
                  </a>
                  <PostButton
                    variant="plain"
                    label={t('programmes.examples.remove', { number: one.row.line ?? 0 })}
                    fields={{ intent: 'remove', version, row: (one.row.line ?? 1) - 1 }}
                  />
                </>,
              ]
            : []),
        ])}
      />
    </>
  )
}

const expectedText = (expected: number | null, t: ReturnType<typeof useT>) =>
  expected === null ? t('subsidies.outcome.undetermined') : yenText(expected, t)

/** What an example comes to, in a word or an amount. */
export function cameTo({ assessment, amount }: Checked, t: ReturnType<typeof useT>): string {
  if (assessment.outcome === 'determined') return yenText(amount ?? 0, t)
  return t(`subsidies.outcome.${assessment.outcome}`)
}
