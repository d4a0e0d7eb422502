/** What the checker found, sentence by sentence: what, in which words, why, and how to say it better. */
import { useT } from '~/ui/i18n'
import { Badge, Banner } from '~/ui/parts'
import type { Report } from './rules/check'
import { type CheckedSentence, strongKinds, type Warning, type WarningKind } from './rules/warnings'

/** More sentences than this are not shown at a time: whoever has changed these asks again. */
const SHOWN = 40

export function CheckReport({ report }: { report: Report }) {
  const t = useT()
  const { sentences, total, strong } = report
  if (total === 0) {
    return (
      <Banner tone="success" title={t('readability.report.none')} live>
        <p>{t('readability.report.none_text')}</p>
      </Banner>
    )
  }
  const rest = sentences.length - SHOWN
  return (
    <section aria-label={t('readability.report.title')} className="stack">
      <Banner tone="info" title={t('readability.report.summary', { count: total, strong })} live>
        <p>{t('readability.report.explain')}</p>
      </Banner>
      <ol className="stack">
        {sentences.slice(0, SHOWN).map((sentence) => (
          <Sentence key={sentence.start} sentence={sentence} />
        ))}
      </ol>
      {rest > 0 && <p>{t('readability.report.more', { count: rest })}</p>}
    </section>
  )
}

function Sentence({ sentence }: { sentence: CheckedSentence }) {
  const kinds = [...new Set(sentence.warnings.map(({ kind }) => kind))].sort(
    (a, b) => Number(strongKinds.includes(b)) - Number(strongKinds.includes(a)),
  )
  return (
    <li className="card">
      <p lang="ja">
        <strong>{sentence.text}</strong>
      </p>
      <ul className="check-kinds">
        {kinds.map((kind) => (
          <Kind key={kind} kind={kind} warnings={sentence.warnings.filter((one) => one.kind === kind)} />
        ))}
      </ul>
    </li>
  )
}

/** All remarks of one kind about one sentence: the words one by one, the reason once. */
function Kind({ kind, warnings }: { kind: WarningKind; warnings: readonly Warning[] }) {
  const t = useT()
  const of = (part: string) => t(`readability.kind.${kind}.${part}`)
  return (
    <li>
      <p>
        <strong>{of('title')}</strong>{' '}
        {strongKinds.includes(kind) && <Badge tone="warning">{t('readability.report.important')}</Badge>}
      </p>
      <ul className="bullets">
        {warnings.map((warning) => (
          <li key={warning.start}>
            <Words warning={warning} />
          </li>
        ))}
      </ul>
      <p className="support">
        {t('readability.report.how')}: {of('how')}
        <br />
        {t('readability.report.why')}: {of('why')}
      </p>
    </li>
  )
}

function Words({ warning }: { warning: Warning }) {
  const t = useT()
  const { kind, words, better, amount } = warning
  if (kind === 'long' || kind === 'very_long') {
    return <>{t('readability.report.counted', { amount: amount ?? 0 })}</>
  }
  if (kind === 'many_ideas') return <>{t('readability.report.clauses', { amount: amount ?? 0 })}</>
  return (
    <span lang="ja">
      {better
        ? t('readability.report.instead', { words, better })
        : t('readability.report.quoted', { words })}
    </span>
  )
}
