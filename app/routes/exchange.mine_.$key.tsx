/** The own page of an author without an account: proves the address, shows how it stands, takes photos, takes it back. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, visitorOf } from '~/modules/accounts/session.server'
import { cityOutline } from '~/modules/associations/queries.server'
import { proveMatter } from '~/modules/exchange/commands/ask.server'
import { withdrawMatter } from '~/modules/exchange/commands/own.server'
import { addPhoto, removePhoto } from '~/modules/exchange/commands/photos.server'
import { OwnPart } from '~/modules/exchange/MatterActs'
import { MatterArticle } from '~/modules/exchange/MatterArticle'
import { PhotoForm, PhotoList } from '~/modules/exchange/PhotoParts'
import { matterByKey } from '~/modules/exchange/queries/matter.server'
import { exchangeLimits, MAX_PHOTO_BYTES, MOST_PHOTOS, PROOF_HOURS } from '~/modules/exchange/rules'
import { ownIntent, photoForm, photoRemoval, withdrawForm } from '~/modules/exchange/schema'
import { limitAttempts } from '~/platform/attempts.server'
import { check, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, PostButton } from '~/ui/parts'

export const meta = titleMeta('exchange.key.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const key = args.params.key ?? ''
  const matter = await matterByKey(actor, key)
  const outline = matter.place.latitude === null ? null : await cityOutline()
  return { matter, outline, key, today: actor.today }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  const key = args.params.key ?? ''
  const here = `/exchange/mine/${key}`
  const form = await readForm(args, { maxBytes: MAX_PHOTO_BYTES, maxCount: 1 })
  try {
    const { intent } = check(ownIntent, form.fields)
    if (intent === 'prove') {
      await proveMatter(actor, key)
      return redirect(`${here}?done=matter_proven`)
    }
    if (intent === 'withdraw') {
      await withdrawMatter(actor, { key }, check(withdrawForm, form.fields).version)
      return redirect(`${here}?done=matter_withdrawn`)
    }
    if (intent === 'remove') {
      await removePhoto(actor, { key }, check(photoRemoval, form.fields).photo)
      return redirect(`${here}?done=matter_photo_removed`)
    }
    await limitAttempts('matter.photo', exchangeLimits.photo, visitorOf(args).address)
    const words = check(photoForm, form.fields)
    await addPhoto(
      actor,
      { key },
      words,
      form.files.find(({ field }) => field === 'photo'),
    )
    return redirect(`${here}?done=matter_photo_added`)
  } finally {
    await form.discard()
  }
})

export default function OwnPage() {
  const { matter, outline, key, today } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={matter.title ?? t('exchange.page.hidden_title')}
      lead={t('exchange.key.lead')}
      crumbs={[{ href: '/exchange', label: t('exchange.title') }]}
    >
      {matter.state === 'waiting' && !matter.proven && (
        <Banner tone="warning" title={t('exchange.key.prove_title')}>
          <p>{t('exchange.key.prove_text', { hours: PROOF_HOURS })}</p>
          <PostButton label={t('exchange.key.prove')} fields={{ intent: 'prove' }} variant="primary" />
        </Banner>
      )}
      {matter.state === 'waiting' && matter.proven && (
        <Banner tone="info" title={t('exchange.page.not_public')}>
          <p>{t('exchange.page.waits_city')}</p>
        </Banner>
      )}
      {matter.published && (
        <p>
          <a href={`/exchange/${matter.id}`} className="inline-block py-2">
            {t('exchange.key.public')}
          </a>
        </p>
      )}
      <MatterArticle matter={matter} today={today} outline={outline} photoKey={key} />
      <OwnPart matter={matter} photosHref="#photos" />
      {matter.mayAddPhotos && (
        <section id="photos" className="stack">
          <h2>{t('exchange.photos.title')}</h2>
          <PhotoList photos={matter.photos} photoKey={key} />
          {matter.photos.length < MOST_PHOTOS && <PhotoForm answer={answer} />}
        </section>
      )}
    </Page>
  )
}
