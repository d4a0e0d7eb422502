/** 自治会の意見・質問: what members would like to ask through the association, and all that it has asked. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { passOn } from '~/modules/exchange/commands/pass-on.server'
import { OwnList } from '~/modules/exchange/OwnList'
import { PassOnForm } from '~/modules/exchange/PassOnForm'
import { associationMatters } from '~/modules/exchange/queries/own.server'
import { passForm } from '~/modules/exchange/schema'
import { firstValue } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Icon, LinkButton } from '~/ui/parts'
import { StaleBanner } from '~/ui/stale'

export const meta = titleMeta('exchange.of.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const [found, kept] = await Promise.all([
    associationMatters(await currentActor(args), args.params.slug ?? ''),
    keptFields(args.request),
  ])
  return { ...found, kept: kept ?? {} }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = await currentActor(args)
  const slug = args.params.slug ?? ''
  const form = check(passForm, fields)
  const act = () => passOn(actor, slug, form)
  // Passing on has no words that could be lost.
  const stale = form.intent === 'give_back' ? await unlessStale(fields, act) : await act()
  if (stale) return stale
  const done = form.intent === 'pass_on' ? 'matter_passed_on' : 'matter_given_back'
  return redirect(`/associations/${slug}/exchange?done=${done}`)
})

export default function OfAssociation() {
  const { association, waiting, all, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('exchange.of.title')}
      lead={t('exchange.of.lead', { name: association.name })}
      crumbs={[{ href: `/associations/${association.slug}`, label: association.name }]}
      actions={
        <LinkButton href="/exchange/new" variant="primary">
          <Icon name="pencil" /> {t('exchange.ask.title')}
        </LinkButton>
      }
    >
      {answer && 'stale' in answer && answer.stale && (
        <StaleBanner
          form={waiting.some(({ id }) => String(id) === firstValue(answer.values, 'id'))}
          typed={firstValue(answer.values, 'reason')}
        />
      )}
      <h2>{t('exchange.of.waiting', { count: waiting.length })}</h2>
      {waiting.length === 0 && <p>{t('exchange.of.none_waiting')}</p>}
      {waiting.map((matter) => (
        <PassOnForm key={matter.id} matter={matter} answer={answer} kept={kept} />
      ))}
      <h2>{t('exchange.of.all')}</h2>
      <OwnList matters={all} none={t('exchange.of.none')} />
    </Page>
  )
}
