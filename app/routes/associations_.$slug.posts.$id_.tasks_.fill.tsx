/** 前の年の記録からカードを直す: what would change is shown first, and only what is ticked is written. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { eventsHeld } from '~/modules/events/queries/past.server'
import { fillFromYear } from '~/modules/officers/commands/tasks.server'
import { fillDesk, fillYear } from '~/modules/officers/queries/fill.server'
import { happeningOf, yearDays } from '~/modules/officers/rules'
import { fillForm } from '~/modules/officers/schema'
import { FillTable } from '~/modules/officers/TaskDesk'
import { fiscalYear, formatFiscalYear } from '~/platform/clock'
import { check, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('officers.fill.title')

export { ErrorBoundary } from '~/ui/error-boundary'

async function happeningsOf(associationId: number, year: number) {
  const { from, to } = yearDays(year)
  return (await eventsHeld(associationId, from, to)).map(happeningOf)
}

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const year = fillYear(queryParam(args.request, 'year', 4), actor.today)
  const desk = await fillDesk(actor, args.params.slug ?? '', idParam(args.params.id), year, happeningsOf)
  const { association, post, plan } = desk
  return { association, post: { id: post.id, name: post.name }, plan, year, present: fiscalYear(actor.today) }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const { slug = '', id } = args.params
  const postId = idParam(id)
  const form = check(fillForm, fields)
  const year = fillYear(queryParam(args.request, 'year', 4), actor.today)
  const stale = await unlessStale(fields, async () => {
    const { happenings } = await fillDesk(actor, slug, postId, year, happeningsOf)
    await fillFromYear(actor, slug, postId, { ...form, year, happenings })
  })
  return stale ?? redirect(`/associations/${slug}/posts/${postId}/tasks?done=saved`)
})

export default function FillTasks() {
  const { association, post, plan, year, present } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const card = `/associations/${association.slug}/posts/${post.id}`
  const here = `${card}/tasks/fill`
  const stale = answer !== undefined && 'stale' in answer
  const other = year === present ? present - 1 : present
  const words = formatFiscalYear(year, language)
  return (
    <Page
      title={t('officers.fill.title')}
      lead={t('officers.fill.lead', { year: words })}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: card, label: t('officers.card.title', { post: post.name }) },
        { href: `${card}/tasks`, label: t('officers.tasks.title') },
      ]}
      width="wide"
      actions={
        <LinkButton href={other === present ? `${here}?year=${present}` : here}>
          {t('officers.fill.other_year', { year: formatFiscalYear(other, language) })}
        </LinkButton>
      }
    >
      {stale && <Banner tone="warning" title={t('officers.fill.moved')} live />}
      {plan.proposals.length === 0 ? (
        <p>{t('officers.fill.none', { year: words })}</p>
      ) : (
        <FillTable plan={plan} answer={stale ? undefined : answer} />
      )}
      <p className="actions">
        <LinkButton href={`${card}/tasks`}>{t('officers.fill.back')}</LinkButton>
      </p>
    </Page>
  )
}
