/** 仕事を分けて募集する: which part of a post is offered, seen before the opening is written. Writes nothing itself. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { OfferForm, OfferPreview } from '~/modules/officers/OfferForm'
import { offerDesk } from '~/modules/officers/queries/tasks.server'
import { offerAsked, offerTrouble, openingFrom } from '~/modules/officers/rules'
import { OfferList } from '~/modules/officers/TaskCard'
import { idParam, page } from '~/platform/http.server'
import { translator } from '~/platform/i18n.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const meta = titleMeta('officers.offer.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const { association, post, tasks, offers } = await offerDesk(
    actor,
    args.params.slug ?? '',
    idParam(args.params.id),
  )
  const query = new URL(args.request.url).searchParams
  const offer = query.has('kind') ? (offerAsked(query)?.offer ?? null) : null
  const card = { id: post.id, name: post.name, introduction: post.introduction, tasks }
  const trouble = offer && offerTrouble(card, offer)
  // The text becomes the association's own, so that it is Japanese whatever the page speaks.
  const draft = offer && !trouble ? openingFrom(card, offer, actor.today, translator('ja')) : null
  return { association, card, offers, offer, trouble, draft }
})

export default function OfferPart() {
  const { association, card, offers, offer, trouble, draft } = useLoaderData<typeof loader>()
  const t = useT()
  const at = (key: string) => t(`officers.offer.${key}`)
  return (
    <Page
      title={t('officers.offer.of', { post: card.name })}
      lead={at('lead')}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        {
          href: `/associations/${association.slug}/posts/${card.id}`,
          label: t('officers.card.title', { post: card.name }),
        },
      ]}
    >
      {trouble && <Banner tone="danger" title={at(`trouble.${trouble}`)} live />}
      {draft && offer && <OfferPreview draft={draft} offer={offer} slug={association.slug} />}
      {offers.length > 0 && (
        <>
          <h2>{t('officers.card.offers')}</h2>
          <OfferList offers={offers} />
        </>
      )}
      <h2>{at(draft ? 'again' : 'choose')}</h2>
      {card.tasks.length === 0 ? (
        <p>{t('officers.card.none_keeper')}</p>
      ) : (
        <OfferForm tasks={card.tasks} offer={offer} post={card.id} />
      )}
    </Page>
  )
}
