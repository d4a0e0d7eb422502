/** 紙の承諾書・表決の入力, by two officers one after the other. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { enterPaper, removePaper } from '~/modules/resolutions/commands/papers.server'
import { PaperForm, PaperList, SecretSteps } from '~/modules/resolutions/PapersDesk'
import { papersOf } from '~/modules/resolutions/queries/desk.server'
import { choicesFor, isRunning, type Reading } from '~/modules/resolutions/rules'
import { choicesOf, consentForm, paperForm, sheetForm, voteForm } from '~/modules/resolutions/schema'
import { intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const meta = titleMeta('resolutions.papers.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => ({
  ...(await papersOf(await currentActor(args), args.params.slug ?? '', idParam(args.params.id))),
  kept: await keptFields(args.request),
}))

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  const { slug = '' } = args.params
  const here = `/associations/${encodeURIComponent(slug)}/resolutions/${id}/papers`
  // What there is to read on a paper is asked first: nobody of elsewhere learns what a form lacks.
  const { resolution, phase } = await papersOf(actor, slug, id)
  const { number } = check(paperForm, fields)
  if (intentOf(fields) === 'remove') {
    await removePaper(actor, id, number)
    return redirect(`${here}?done=deleted`)
  }
  const items = resolution.items.map((item) => item.id)
  const extra = phase === 'vote' && resolution.secret ? check(sheetForm, fields).extra : null
  const reading: Reading =
    phase === 'consent'
      ? { consents: check(consentForm, fields).consents === 'yes' }
      : extra
        ? { extra }
        : choicesOf(items, check(voteForm(items, choicesFor(resolution.way)), fields))
  const entered = await enterPaper(actor, id, number, reading)
  return redirect(`${here}?done=resolution_paper_${entered}`)
})

export default function Papers() {
  const { resolution, phase, papers, count, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const { association } = resolution
  const list = `/associations/${association.slug}/resolutions`
  const here = `${list}/${resolution.id}`
  const isNameless = phase === 'vote' && resolution.secret
  return (
    <Page
      title={t('resolutions.papers.title')}
      lead={t('resolutions.papers.lead')}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: list, label: t('resolutions.title') },
        { href: here, label: resolution.title },
      ]}
      actions={<LinkButton href={`${here}/voters`}>{t('resolutions.voters.title')}</LinkButton>}
    >
      {isNameless && <SecretSteps {...count} />}
      {isRunning(resolution.state) ? (
        <>
          <h2>{t(`resolutions.papers.enter_${phase}`)}</h2>
          <KeptBanner kept={kept !== undefined} />
          <PaperForm resolution={resolution} phase={phase} answer={answer} kept={kept} />
        </>
      ) : (
        <Banner tone="info" title={t('resolutions.papers.closed')} />
      )}
      <h2>{t('resolutions.papers.list')}</h2>
      <PaperList papers={papers} phase={phase} />
    </Page>
  )
}
