/** Two versions side by side in words: each field that differs, and each example that comes out differently. */
import { useLanguage, useT } from '~/ui/i18n'
import { Banner, Table } from '~/ui/parts'
import { differencesOf, outcomesOf } from './compare'
import { cameTo } from './ExamplesTable'
import type { Programme } from './schema'
import { exampleText } from './sections'

type Side = { number: number; definition: Programme }

export function Comparison({ before, after, examples }: { before: Side; after: Side; examples: boolean }) {
  const t = useT()
  const language = useLanguage()
  const within = (programme: Programme) => ({ t, language, programme })
  const differences = differencesOf(within(before.definition), within(after.definition))
  const outcomes = examples ? outcomesOf(before.definition, after.definition) : []
  const named = ({ number }: Side) => t('programmes.version.number', { number })
  const shown = (lines: readonly string[]) =>
    lines.length === 0 ? (
      t('programmes.compare.not_there')
    ) : (
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    )
  return (
    <>
      {differences.length === 0 ? (
        <Banner tone="info" title={t('programmes.compare.same')} />
      ) : (
        <Table
          caption={t('programmes.compare.caption')}
          head={[t('programmes.compare.field'), named(before), named(after)]}
          rows={differences.map(({ label, before: a, after: b }) => [label, shown(a), shown(b)])}
        />
      )}
      {examples && outcomes.length === 0 && <p>{t('programmes.compare.same_amounts')}</p>}
      {outcomes.length > 0 && (
        <Table
          caption={t('programmes.compare.amounts')}
          head={[t('programmes.examples.input'), named(before), named(after)]}
          rows={outcomes.map(({ example, before: a, after: b }) => [
            exampleText(example, within(b ? after.definition : before.definition)),
            a ? cameTo(a, t) : t('programmes.compare.no_such_work'),
            b ? cameTo(b, t) : t('programmes.compare.no_such_work'),
          ])}
        />
      )}
    </>
  )
}
