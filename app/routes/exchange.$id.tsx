/** 意見・質問の一件: what is asked, how it stands, and what one can do: support, follow, take back. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, visitorOf } from '~/modules/accounts/session.server'
import { cityOutline } from '~/modules/associations/queries.server'
import { askToFollow, followOwn, unfollowOwn } from '~/modules/exchange/commands/follow.server'
import { goDirect, withdrawMatter } from '~/modules/exchange/commands/own.server'
import { endSupport, supportMatter } from '~/modules/exchange/commands/support.server'
import { FollowPart, OwnPart, SupportPart } from '~/modules/exchange/MatterActs'
import { MatterArticle } from '~/modules/exchange/MatterArticle'
import { matterFor } from '~/modules/exchange/queries/matter.server'
import { similarTo } from '~/modules/exchange/queries/similar.server'
import { SimilarList } from '~/modules/exchange/SimilarList'
import { followForm, matterIntent, supportForm, withdrawForm } from '~/modules/exchange/schema'
import { ReportLink } from '~/modules/moderation/ReportLink'
import { check, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { languageOf } from '~/platform/i18n.server'
import { useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMetaFrom((data: { title: string }) => data.title)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const matter = await matterFor(actor, idParam(args.params.id))
  const [similar, outline] = await Promise.all([
    matter.title === null || !matter.published
      ? []
      : similarTo(
          {
            title: matter.title,
            body: matter.body ?? '',
            category: matter.category,
            district: matter.district?.id ?? null,
          },
          actor.today,
          matter.id,
        ),
    matter.place.latitude === null ? null : cityOutline(),
  ])
  return {
    matter,
    similar,
    outline,
    today: actor.today,
    signedIn: actor.user !== null,
    // The title of a page that everybody sees in a history says nothing that was hidden.
    title: matter.title ?? '—',
  }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = await currentActor(args)
  const id = idParam(args.params.id)
  const { intent } = check(matterIntent, fields)
  const back = (done: string) => redirect(`/exchange/${id}?done=${done}`)
  if (intent === 'support' || intent === 'unsupport') {
    const { association } = check(supportForm, fields)
    await (intent === 'support' ? supportMatter : endSupport)(actor, id, association)
    return back(intent === 'support' ? 'matter_supported' : 'matter_support_ended')
  }
  if (intent === 'withdraw') {
    await withdrawMatter(actor, { id }, check(withdrawForm, fields).version)
    return back('matter_withdrawn')
  }
  if (intent === 'go_direct') {
    await goDirect(actor, id, check(withdrawForm, fields).version)
    return back('matter_went_direct')
  }
  if (intent === 'unfollow') {
    await unfollowOwn(actor, id)
    return back('matter_unfollowed')
  }
  if (actor.user) {
    await followOwn(actor, id)
    return back('matter_followed')
  }
  const visitor = { address: visitorOf(args).address, language: await languageOf(args.request) }
  await askToFollow(visitor, id, check(followForm, fields).email)
  return back('matter_follow_sent')
})

export default function Matter() {
  const { matter, similar, outline, today, signedIn } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={matter.title ?? t('exchange.page.hidden_title')}
      crumbs={[{ href: '/exchange', label: t('exchange.title') }]}
    >
      {!matter.published && matter.state !== 'refused' && (
        <Banner tone="info" title={t('exchange.page.not_public')}>
          <p>
            {t(
              matter.channel === 'through_association'
                ? 'exchange.page.waits_officer'
                : 'exchange.page.waits_city',
            )}
          </p>
        </Banner>
      )}
      <MatterArticle matter={matter} today={today} outline={outline} />
      <OwnPart matter={matter} photosHref={`/exchange/${matter.id}/photos`} />
      <SupportPart matter={matter} signedIn={signedIn} />
      <FollowPart matter={matter} signedIn={signedIn} answer={answer} />
      {similar.length > 0 && (
        <section>
          <h2>{t('exchange.similar.also')}</h2>
          <SimilarList matters={similar} />
        </section>
      )}
      {matter.published && !matter.hiding && !matter.own && (
        <ReportLink subject="matter" id={matter.id} moderates={matter.moderates} />
      )}
    </Page>
  )
}
