/** 異議: the author of what was hidden reads why, sees their own text, and appeals once. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { keepers } from '~/contributions.server'
import { currentActor, visitorOf } from '~/modules/accounts/session.server'
import { appeal } from '~/modules/moderation/commands/appeal.server'
import { HiddenNotice } from '~/modules/moderation/HiddenNotice'
import { appealPage } from '~/modules/moderation/queries/author.server'
import { appealForm } from '~/modules/moderation/schema'
import { formatDay } from '~/platform/clock'
import { firstValue } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { unlessRefused } from '~/platform/refused.server'
import { CheckedForm, SubmitButton, TextArea } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, Card, LinkButton } from '~/ui/parts'
import { StaleBanner } from '~/ui/stale'

export { ErrorBoundary } from '~/ui/error-boundary'

export const handle = { interactive: true }
export const meta = titleMeta('moderation.appeal.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const [actor, kept] = await Promise.all([currentActor(args), keptFields(args.request)])
  return { ...(await appealPage(actor, keepers, args.params.key)), kept }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  const { fields } = await readForm(args)
  const form = check(appealForm, fields)
  const sent = await unlessRefused(fields, ['appeal_not_now', 'too_many'], () =>
    appeal(actor, keepers, visitorOf(args).address, args.params.key, form),
  )
  if ('answer' in sent) return sent.answer
  return redirect(`/appeals/${args.params.key}?done=appeal_sent`)
})

export default function Appeal() {
  const data = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const { step, until } = data
  return (
    <Page title={t('moderation.appeal.title')} lead={t('moderation.appeal.lead')} crumbs={[]}>
      {answer && 'refused' in answer && step !== 'appeal' && (
        <StaleBanner form={false} typed={firstValue(answer.values, 'text')} why="appeal_not_now" />
      )}
      {step === 'lifted' ? (
        <Banner tone="success" title={t('moderation.appeal.lifted')}>
          <p>
            <a href={data.href}>{t('moderation.appeal.to_post')}</a>
          </p>
        </Banner>
      ) : (
        <HiddenNotice hiding={data.hiding} />
      )}
      <Card title={t('moderation.appeal.yours')}>
        <p>{t('moderation.appeal.yours_note')}</p>
        <p>
          <strong>{data.title}</strong>
        </p>
        {data.text !== data.title && <p className="whitespace-pre-line">{data.text}</p>}
      </Card>
      {data.appeal && (
        <Card title={t('moderation.appeal.your_text')}>
          <p className="whitespace-pre-line">{data.appeal.text}</p>
          <Banner
            tone={data.appeal.state === 'granted' ? 'success' : 'info'}
            title={t(`moderation.appeal.state.${data.appeal.state}`)}
          >
            {data.appeal.decision ? (
              <p className="whitespace-pre-line">
                <strong>{t('moderation.appeal.decision')}</strong>: {data.appeal.decision}
              </p>
            ) : (
              <p>{t('moderation.appeal.sent_text')}</p>
            )}
          </Banner>
        </Card>
      )}
      {step === 'over' && <p>{t('moderation.appeal.over', { day: formatDay(until, language) })}</p>}
      {step === 'appeal' && (
        <CheckedForm schema={appealForm} answer={answer} defaults={data.kept}>
          <p>{t('moderation.appeal.until', { day: formatDay(until, language) })}</p>
          <TextArea
            name="text"
            rows={6}
            label={t('moderation.appeal.text')}
            support={t('moderation.appeal.text_support')}
            required
          />
          <div className="actions">
            <SubmitButton>{t('moderation.appeal.submit')}</SubmitButton>
            <LinkButton href="/posting-rules">{t('moderation.rules.more')}</LinkButton>
          </div>
        </CheckedForm>
      )}
    </Page>
  )
}
