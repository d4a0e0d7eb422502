/** The page of one import, by its state. */
import { formatInstant } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { ErrorSummary } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Page } from '~/ui/page'
import { DataList, LinkButton } from '~/ui/parts'
import { mappingOf } from './forms'
import { StateBadge } from './ImportList'
import { FoundFacts, MappingForm } from './MappingForm'
import { ProgressBox } from './ProgressBox'
import type { importPage, Preview } from './page.server'
import { CancelBox, CountTable, EndBanner, RowList, WriteBox } from './Review'

type Loaded = Awaited<ReturnType<typeof importPage>>
type Answer = { preview: Preview } | { errors: Record<string, string[]>; values: FormFields } | undefined

export function ImportPage({ loaded, answer }: { loaded: Loaded; answer: Answer }) {
  const { id, state, source, columns, review } = loaded
  const t = useT()
  const hasRows = loaded.hasFile || (review?.rows.length ?? 0) > 0
  return (
    <Page
      title={t('imports.one.title', { source: source.name })}
      crumbs={[{ href: '/aeds/import', label: t('imports.one.back') }]}
      width="wide"
    >
      {answer && 'errors' in answer && <ErrorSummary errors={answer.errors} />}
      <Ended loaded={loaded} />
      {(state === 'checking' || state === 'applying') && <ProgressBox {...loaded} state={state} />}
      <Facts loaded={loaded} />
      {columns && <Columns columns={columns} loaded={loaded} answer={answer} />}
      {review && (
        <>
          {state === 'checked' && <h2>{t('imports.review.title')}</h2>}
          {state === 'checked' && <p>{t('imports.review.lead')}</p>}
          <CountTable id={id} summary={review.summary} show={review.show} hasRows={hasRows} />
          {hasRows && (
            <p className="actions">
              <LinkButton href={`/aeds/import/${id}/report.csv`} download>
                {t('imports.one.report')}
              </LinkButton>
            </p>
          )}
          {state === 'checked' && <WriteBox {...loaded} summary={review.summary} decided={review.decided} />}
          {hasRows ? <RowList {...loaded} {...review} /> : <p>{t('imports.end.forgotten')}</p>}
        </>
      )}
    </Page>
  )
}

/** How it ended, and where to go on. */
function Ended({ loaded }: { loaded: Loaded }) {
  const { state, failure, summary } = loaded
  const t = useT()
  if (state !== 'applied' && state !== 'cancelled' && state !== 'failed') return null
  return (
    <>
      <EndBanner state={state} failure={failure} summary={summary} />
      <p className="actions">
        {state === 'applied' ? (
          <LinkButton href="/aeds" variant="primary">
            {t('imports.list.to_map')}
          </LinkButton>
        ) : (
          <LinkButton href="/aeds/import#send" variant="primary">
            {t('imports.end.again')}
          </LinkButton>
        )}
      </p>
    </>
  )
}

function Facts({ loaded }: { loaded: Loaded }) {
  const { state, source, fileName, createdAt, finishedAt } = loaded
  const t = useT()
  const language = useLanguage()
  const when = (instant: Date | string) => formatInstant(new Date(instant), language)
  return (
    <DataList
      rows={[
        [t('imports.list.state'), <StateBadge key="state" state={state} />],
        [t('imports.list.publisher'), source.publisher],
        [t('imports.list.licence'), source.licence],
        [t('imports.one.file'), fileName],
        [t('imports.one.began'), when(createdAt)],
        [t('imports.one.ended'), finishedAt && when(finishedAt)],
      ]}
    />
  )
}

function Columns(props: { columns: NonNullable<Loaded['columns']>; loaded: Loaded; answer: Answer }) {
  const { columns, loaded, answer } = props
  const { found } = columns
  const t = useT()
  // What was chosen on the page wins over what is proposed.
  const chosen =
    answer === undefined
      ? null
      : 'preview' in answer
        ? answer.preview
        : { mapping: mappingOf(answer.values, found.header.length), rows: [] }
  return (
    <>
      <FoundFacts found={found} />
      <h2>{t('imports.mapping.title')}</h2>
      <p>{t('imports.mapping.lead')}</p>
      <MappingForm
        found={found}
        mapping={chosen?.mapping ?? columns.mapping}
        proposed={chosen ? 'chosen' : columns.proposed}
        preview={chosen?.rows ?? columns.preview}
        version={loaded.version}
      />
      <CancelBox id={loaded.id} version={loaded.version} />
    </>
  )
}
