/** 関心への返事: who came forward, those who wait first; and within how many days they are answered. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { setAnswerDays } from '~/modules/openings/commands/desk.server'
import { AnswerBadge, StageBadge } from '~/modules/openings/InterestStages'
import { type DeskItem, interestDesk } from '~/modules/openings/queries/desk.server'
import { ACTIVE_STAGES } from '~/modules/openings/rules'
import { answerDaysForm } from '~/modules/openings/schema'
import { formatDay } from '~/platform/clock'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { CheckedForm, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton, Table } from '~/ui/parts'

export const meta = titleMeta('openings.desk.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [found, kept] = await Promise.all([
    interestDesk(actor, args.params.slug ?? ''),
    keptFields(args.request),
  ])
  return { ...found, defaults: { answerDays: String(found.association.answerDays), ...kept } }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const { slug = '' } = args.params
  await setAnswerDays(actor, slug, check(answerDaysForm, fields).answerDays)
  return redirect(`/associations/${slug}/interest?done=saved`)
})

const isActive = ({ stage }: DeskItem) => ACTIVE_STAGES.some((active) => active === stage)

export default function InterestDesk() {
  const { association, items, defaults } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string) => t(`openings.desk.${key}`)
  const here = `/associations/${association.slug}`
  const overdue = items.filter((item) => item.answer === 'overdue').length
  const active = items.filter(isActive)
  const done = items.filter((item) => !isActive(item))
  return (
    <Page
      title={t('openings.desk.of', { association: association.name })}
      lead={at('lead')}
      crumbs={[
        { href: here, label: association.name },
        { href: `${here}/openings`, label: t('openings.kept.title') },
      ]}
      width="wide"
      actions={<LinkButton href={`${here}/openings`}>{t('openings.kept.title')}</LinkButton>}
    >
      {overdue > 0 && (
        <Banner tone="danger" title={t('openings.desk.overdue', { count: overdue })}>
          <p>{at('overdue_text')}</p>
        </Banner>
      )}
      {active.length > 0 ? <Rows items={active} caption={at('active')} here={here} /> : <p>{at('none')}</p>}
      {done.length > 0 && <Rows items={done} caption={at('done')} here={here} />}
      <p className="support">{at('private')}</p>
      <h2>{at('days_title')}</h2>
      <CheckedForm schema={answerDaysForm} answer={answer} defaults={defaults}>
        <TextField
          name="answerDays"
          label={at('days')}
          support={at('days_support')}
          inputMode="numeric"
          short
          required
        />
        <SubmitButton variant="secondary">{at('days_submit')}</SubmitButton>
      </CheckedForm>
    </Page>
  )
}

function Rows(props: { items: readonly DeskItem[]; caption: string; here: string }) {
  const { items, caption, here } = props
  const t = useT()
  const language = useLanguage()
  const at = (key: string) => t(`openings.desk.${key}`)
  return (
    <Table
      caption={caption}
      head={[at('head_name'), at('head_opening'), at('head_stage'), at('head_due'), at('head_shown')]}
      rows={items.map((item) => [
        <span key="name">
          <a href={`${here}/interest/${item.id}`} className="inline-block py-2">
            {item.name || at('unreadable')}
          </a>
          <span className="support block">{t(`openings.interest_kind.${item.kind}`)}</span>
        </span>,
        item.opening.title,
        <StageBadge key="stage" stage={item.stage} />,
        item.stage === 'new' ? (
          <span key="due">
            {formatDay(item.dueOn, language)} <AnswerBadge answer={item.answer} />
          </span>
        ) : (
          at('answered')
        ),
        formatDay(item.shownOn, language),
      ])}
    />
  )
}
