/** AEDの管理: condition, parts, open reports, inspectors, history; each change is a form on a page of its own (`?do=`). */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { ConditionPanel } from '~/modules/custody/ConditionPanel'
import { upkeepDeed } from '~/modules/custody/commands/upkeep.server'
import { AedHead, upkeepCrumbs } from '~/modules/custody/Head'
import { HistoryTable } from '~/modules/custody/HistoryTable'
import { KeeperList } from '~/modules/custody/KeeperList'
import { PartsPanel } from '~/modules/custody/PartsPanel'
import { historyOf } from '~/modules/custody/queries/history.server'
import { upkeepOf } from '~/modules/custody/queries/upkeep.server'
import { shownForm } from '~/modules/custody/rules'
import { UpkeepForm, useFormTitle } from '~/modules/custody/UpkeepForm'
import { formatDay } from '~/platform/clock'
import { readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, ConfirmPost, Icon, LinkButton, Pager } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('custody.upkeep.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const id = idParam(args.params.id)
  const before = queryParam(args.request, 'before')
  const [upkeep, history] = await Promise.all([
    upkeepOf(actor, id),
    historyOf(actor, id, before && /^\d{1,15}$/.test(before) ? Number(before) : null),
  ])
  const shown = shownForm(queryParam(args.request, 'do'), queryParam(args.request, 'part'), upkeep)
  return { ...upkeep, history, older: before !== undefined, shown }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const id = idParam(args.params.id)
  const { fields } = await readForm(args)
  return redirect(await upkeepDeed(await currentActor(args), id, fields))
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export default function Upkeep() {
  const data = useLoaderData<typeof loader>()
  if (data.shown) return <OneForm data={data} shown={data.shown} />
  return <Overview data={data} />
}

function OneForm({ data, shown }: { data: Data; shown: NonNullable<Data['shown']> }) {
  const { aed, parts, today } = data
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page title={useFormTitle(shown.name)} crumbs={upkeepCrumbs(t, aed)}>
      <AedHead aed={aed} />
      <UpkeepForm
        name={shown.name}
        part={parts.find(({ id }) => id === shown.part)}
        aed={aed}
        parts={parts}
        today={today}
        answer={answer}
      />
      <p>
        <a href={`/aeds/${aed.id}/upkeep`}>{t('custody.upkeep.back')}</a>
      </p>
    </Page>
  )
}

function Overview({ data }: { data: Data }) {
  const { aed, checkedOn, checkIsDue, parts, keepers, history, older } = data
  const t = useT()
  const language = useLanguage()
  const removed = aed.condition === 'removed'
  return (
    <Page
      title={t('custody.upkeep.title')}
      crumbs={upkeepCrumbs(t, aed).slice(0, 1)}
      width="wide"
      actions={
        !removed && (
          <LinkButton href={`/aeds/${aed.id}/check`} variant="primary">
            <Icon name="check" /> {t('custody.check.title')}
          </LinkButton>
        )
      }
    >
      <AedHead aed={aed} />
      <p>
        {checkedOn
          ? t('custody.upkeep.seen', { day: formatDay(checkedOn, language) })
          : t('custody.upkeep.never_seen')}
      </p>
      {checkIsDue && <Banner tone="warning" title={t('custody.upkeep.check_due')} />}
      <Reports data={data} />
      <ConditionPanel aed={aed} />
      <PartsPanel aed={aed} parts={parts} />
      {!removed && <Papers id={aed.id} />}
      <KeeperList aedId={aed.id} as={aed.as} removed={removed} keepers={keepers} />
      <section className="stack" id="history">
        <h2>{t('custody.history.title')}</h2>
        <HistoryTable aedId={aed.id} entries={history.entries} />
        <Pager
          olderHref={history.next ? `/aeds/${aed.id}/upkeep?before=${history.next}#history` : undefined}
          firstHref={older ? `/aeds/${aed.id}/upkeep#history` : undefined}
        />
      </section>
    </Page>
  )
}

function Reports({ data: { aed, reports } }: { data: Data }) {
  const t = useT()
  const language = useLanguage()
  if (reports.length === 0) return null
  return (
    <section className="banner banner-warning" id="reports" aria-labelledby="reports-title">
      <h2 className="banner-title" id="reports-title">
        {t('custody.upkeep.reports', { count: reports.length })}
      </h2>
      <ul className="plain-list">
        {reports.map(({ id, kind, on }) => (
          <li key={id}>
            <a href={`/aeds/${aed.id}/reports/${id}`}>
              {t('custody.public.reported', {
                kind: t(`custody.kind.${kind}`),
                day: formatDay(on, language),
              })}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Papers({ id }: { id: number }) {
  const t = useT()
  return (
    <section className="stack no-print">
      <h2>{t('custody.papers.title')}</h2>
      <p>{t('custody.papers.text')}</p>
      <div className="actions">
        <LinkButton href={`/aeds/${id}/label?size=a6`}>
          <Icon name="print" /> {t('custody.papers.label_a6')}
        </LinkButton>
        <LinkButton href={`/aeds/${id}/label?size=a4`}>
          <Icon name="print" /> {t('custody.papers.label_a4')}
        </LinkButton>
        <LinkButton href={`/aeds/${id}/upkeep/sheet`}>
          <Icon name="print" /> {t('custody.papers.sheet')}
        </LinkButton>
      </div>
      <ConfirmPost
        summary={t('custody.papers.renew')}
        label={t('custody.papers.renew_submit')}
        fields={{ intent: 'renew_label' }}
      >
        <p>{t('custody.papers.renew_text')}</p>
      </ConfirmPost>
    </section>
  )
}
