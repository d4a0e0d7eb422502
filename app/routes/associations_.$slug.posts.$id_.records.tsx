/** 仕事の記録: what was done, when and how long, written by whoever holds the post; and the sums beside the card. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { AgainstTable } from '~/modules/officers/AgainstTable'
import { addRecord } from '~/modules/officers/commands/records.server'
import { recordsDesk, recordYear } from '~/modules/officers/queries/records.server'
import { RecordForm } from '~/modules/officers/RecordForm'
import { RECORDS_KEPT_YEARS } from '~/modules/officers/rules'
import { newRecordForm } from '~/modules/officers/schema'
import { useTaskWords } from '~/modules/officers/TaskParts'
import { fiscalYear, formatDay, formatFiscalYear } from '~/platform/clock'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton, Pager, Table } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('officers.records.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const year = recordYear(queryParam(args.request, 'year', 4), actor.today)
  const before = Number(queryParam(args.request, 'before', 9))
  const [desk, kept] = await Promise.all([
    recordsDesk(
      actor,
      args.params.slug ?? '',
      idParam(args.params.id),
      year,
      Number.isInteger(before) && before > 0 ? before : undefined,
    ),
    keptFields(args.request),
  ])
  const present = fiscalYear(actor.today)
  const defaults = { doneOn: actor.today, minutes: '60', ...kept }
  return { ...desk, year, present, defaults, kept: kept !== undefined }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const { slug = '', id } = args.params
  const postId = idParam(id)
  await addRecord(actor, slug, postId, check(newRecordForm, fields))
  return redirect(`/associations/${slug}/posts/${postId}/records?done=saved`)
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export default function PostRecords() {
  const data = useLoaderData<typeof loader>()
  const { association, post, tasks, against, records, older, paged, year, present } = data
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const card = `/associations/${association.slug}/posts/${post.id}`
  const here = `${card}/records`
  const done = against.some((line) => line.times > 0)
  return (
    <Page
      title={t('officers.records.of', { post: post.name })}
      lead={t('officers.records.lead')}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: card, label: t('officers.card.title', { post: post.name }) },
      ]}
    >
      <KeptBanner kept={data.kept && !answer} />
      {year === present && !paged && (
        <>
          <h2>{t('officers.records.new')}</h2>
          <RecordForm
            schema={newRecordForm}
            tasks={tasks}
            defaults={data.defaults}
            answer={answer}
            version={null}
          />
        </>
      )}
      <h2>{t('officers.records.sums', { year: formatFiscalYear(year, language) })}</h2>
      {done ? <AgainstTable against={against} /> : <p>{t('officers.records.none')}</p>}
      <Years at={here} year={year} present={present} />
      {records.length > 0 && (
        <>
          <h2>{t('officers.records.list')}</h2>
          <p className="actions">
            <LinkButton href={`${here}.csv?year=${year}`} download>
              {t('officers.records.csv')}
            </LinkButton>
          </p>
          <RecordTable data={data} here={here} />
        </>
      )}
      <Pager
        firstHref={paged ? `${here}?year=${year}` : undefined}
        olderHref={older ? `${here}?year=${year}&before=${older}` : undefined}
      />
      <p className="support">{t('officers.records.kept', { years: RECORDS_KEPT_YEARS })}</p>
    </Page>
  )
}

function RecordTable({ data, here }: { data: Data; here: string }) {
  const t = useT()
  const words = useTaskWords()
  const language = useLanguage()
  return (
    <Table
      caption={t('officers.records.caption')}
      head={['done_on', 'what', 'time', 'edit'].map((key) => t(`officers.records.head.${key}`))}
      rows={data.records.map(({ id, title, doneOn, minutes }) => [
        formatDay(doneOn, language),
        title,
        words.time(minutes),
        <a key="edit" href={`${here}/${id}`} className="inline-block py-2">
          {t('officers.records.edit', { what: title })}
        </a>,
      ])}
    />
  )
}

/** The way to the years before and after. */
function Years({ at, year, present }: { at: string; year: number; present: number }) {
  const t = useT()
  const language = useLanguage()
  const to = (other: number) => (
    <LinkButton href={other === present ? at : `${at}?year=${other}`}>
      {formatFiscalYear(other, language)}
    </LinkButton>
  )
  return (
    <nav className="pager" aria-label={t('officers.records.years')}>
      {year > present - RECORDS_KEPT_YEARS && to(year - 1)}
      {year < present && to(year + 1)}
    </nav>
  )
}
