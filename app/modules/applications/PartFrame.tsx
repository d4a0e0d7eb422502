/** 申請書の部分: the frame around what is written in each. */
import type { ReactNode } from 'react'
import { formatDay, formatInstant } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { useLanguage, useT } from '~/ui/i18n'
import { Page } from '~/ui/page'
import { Banner, LinkButton, Table } from '~/ui/parts'
import type { PartHead } from './queries/writing.server'
import { type Problem, pathOfItem } from './rules'
import { problemText } from './StepParts'
import type { StaleAnswer } from './stale.server'
import { itemName } from './words'

/** An action's answer, as far as the parts look into it. */
type PartAnswer = Partial<StaleAnswer> | undefined

const asPart = (answer: unknown): PartAnswer =>
  typeof answer === 'object' && answer !== null && 'values' in answer ? (answer as PartAnswer) : undefined

/** Whether the answer says that somebody else saved first. */
const staleOf = (answer: unknown) => {
  const part = asPart(answer)
  return part && 'stale' in part ? { saved: part.stale ?? null } : null
}

/** What was typed before, in this session or in one that had ended; undefined: nothing. */
export function typedIn(answer: unknown, kept: FormFields | null): FormFields | undefined {
  return asPart(answer)?.values ?? kept ?? undefined
}

/**
 * The version that a form goes on from: that of what was typed, so that nobody is passed over by a form that came
 * back with an error; after a refusal as stale, once both have been seen, the one that stands.
 */
export function versionOf(answer: unknown, kept: FormFields | null, standing: number): number {
  if (staleOf(answer)) return standing
  const typed = Number(typedIn(answer, kept)?.version)
  return Number.isInteger(typed) && typed > 0 ? typed : standing
}

export function PartFrame(props: {
  head: PartHead
  title: string
  lead: string
  kept: boolean
  answer: unknown
  width?: 'reading' | 'wide'
  /** The page itself shows what is missing: only that nothing is missing any more is told */
  showsMissing?: boolean
  /** What is missing in another part, though it belongs to what is written here */
  beside?: Problem | null
  /** Where what was typed differs from what stands */
  differences?: readonly { label: string; theirs: string; yours: string }[]
  children: ReactNode
}) {
  const { head, title, lead, kept, answer, width, showsMissing, beside, differences, children } = props
  const t = useT()
  const language = useLanguage()
  const stale = staleOf(answer)
  const { definition, lines, documents } = head
  const name = (item: string) => itemName(item, { definition, lines, documents }, t)
  const back = `/subsidies/applications/${head.id}`
  return (
    <Page
      title={title}
      lead={lead}
      width={width}
      crumbs={[
        { href: '/subsidies/applications', label: t('applications.mine.title') },
        { href: back, label: head.title },
      ]}
    >
      {kept && !answer && <Banner tone="info" title={t('form.kept')} />}
      {stale && <Stale saved={stale.saved} differences={differences} />}
      {!head.open && (
        <Banner tone="info" title={t('applications.draft.closed')}>
          <p>{t('applications.draft.closed_text')}</p>
        </Banner>
      )}
      {head.open && head.corrections.length > 0 && (
        <Banner tone="danger" title={t('applications.draft.corrections')}>
          <ul className="bullets">
            {head.corrections.map(({ item, text, dueOn }) => (
              <li key={item}>
                {t('applications.draft.correction', {
                  item: name(item),
                  text,
                  day: formatDay(dueOn, language),
                })}
              </li>
            ))}
          </ul>
        </Banner>
      )}
      {children}
      {head.open && !answer && !(showsMissing && head.problems.length > 0) && (
        <Left head={head} beside={beside ?? null} />
      )}
      {head.edits.length > 0 && (
        <details>
          <summary className="py-2">{t('applications.draft.edits')}</summary>
          <ul className="bullets">
            {head.edits.map(({ at, by, fields }, index) => (
              <li key={index}>
                {t('applications.draft.edit', {
                  at: formatInstant(new Date(at), language),
                  by: by ?? t('applications.draft.gone'),
                  fields: fields.map(name).join(t('subsidies.rule.comma')),
                })}
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className="actions">
        <LinkButton href={back}>{t('applications.draft.back')}</LinkButton>
      </div>
    </Page>
  )
}

/** What is still missing in this part, each with the way to it. */
function Left({ head, beside }: { head: PartHead; beside: Problem | null }) {
  const t = useT()
  const language = useLanguage()
  const { id, step, definition } = head
  if (!step) return null
  const done = head.problems.length === 0
  if (done && !beside) return <Banner tone="success" title={t('applications.draft.all_done')} />
  const problems = done && beside ? [beside] : head.problems
  const left = done ? 'left_beside' : step === 'application' ? 'left' : `left_${step}`
  return (
    <Banner tone="info" title={t(`applications.draft.${left}`)}>
      <ul className="bullets">
        {problems.map((problem) => (
          <li key={`${problem.item}${problem.key}${JSON.stringify(problem.params)}`}>
            <a
              className="inline-block py-2.5"
              href={`/subsidies/applications/${id}/${pathOfItem(problem.item)}`}
            >
              {problemText(problem, definition.facts, t, language)}
            </a>
          </li>
        ))}
      </ul>
    </Banner>
  )
}

function Stale(props: {
  saved: StaleAnswer['stale']
  differences?: readonly { label: string; theirs: string; yours: string }[]
}) {
  const { saved, differences } = props
  const t = useT()
  const language = useLanguage()
  const shown = (text: string) =>
    text ? <span className="whitespace-pre-line">{text.slice(0, 1000)}</span> : t('applications.draft.empty')
  return (
    <Banner tone="warning" title={t('applications.draft.stale')} live>
      {saved && (
        <p>
          {t(`applications.draft.stale_${saved.self ? 'self' : saved.by ? 'by' : 'gone'}`, {
            by: saved.by ?? '',
            at: formatInstant(new Date(saved.at), language),
          })}
        </p>
      )}
      <p>{t('applications.draft.stale_text')}</p>
      {differences && differences.length === 0 && <p>{t('applications.draft.stale_same')}</p>}
      {differences && differences.length > 0 && (
        <Table
          caption={t('applications.draft.stale_caption')}
          head={['stale_field', 'stale_theirs', 'stale_yours'].map((key) => t(`applications.draft.${key}`))}
          rows={differences.map(({ label, theirs, yours }) => [label, shown(theirs), shown(yours)])}
        />
      )}
    </Banner>
  )
}

/** Where two forms differ; line ends and blanks at the ends do not count. */
export function differencesOf(
  standing: FormFields,
  typed: FormFields | undefined,
  fields: readonly { name: string; label: string; word?: (value: string) => string }[],
): { label: string; theirs: string; yours: string }[] {
  const plain = (value: FormFields[string] | undefined) =>
    [value ?? ''].flat().map((one) => one.replace(/\r\n?/g, '\n').trim())
  return fields.flatMap(({ name, label, word = (value) => value }) => {
    const [theirs, yours] = [plain(standing[name]), plain(typed?.[name])]
    if (theirs.join('\n') === yours.join('\n')) return []
    const said = (values: string[]) => values.filter(Boolean).map(word).join('\n')
    return [{ label, theirs: said(theirs), yours: said(yours) }]
  })
}
