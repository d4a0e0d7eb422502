/** One act of the city on a matter: its form, beside what was asked and what stands. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { mayInPortal } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { CityActForm } from '~/modules/exchange/CityActForm'
import { Asked, Course, Facts, Standing } from '~/modules/exchange/CityMatterParts'
import { type CityAct, isCityAct, noticeAtFirst } from '~/modules/exchange/city-rules'
import { actOnMatter } from '~/modules/exchange/commands/city-act.server'
import { cityAct } from '~/modules/exchange/queries/city-matter.server'
import { NotFound } from '~/platform/errors'
import type { FormFields } from '~/platform/forms'
import { keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const meta = titleMetaFrom((data: { matter: { title: string } }) => data.matter.title)

export { ErrorBoundary } from '~/ui/error-boundary'

/** @throws NotFound for an act that there is not */
function actParam(given: string | undefined): CityAct {
  if (!isCityAct(given)) throw new NotFound()
  return given
}

export const loader = page(async (args: LoaderFunctionArgs) => {
  const act = actParam(args.params.act)
  const actor = await currentActor(args)
  const [found, kept] = await Promise.all([
    cityAct(actor, idParam(args.params.id), act),
    keptFields(args.request),
  ])
  const { matter, standing } = found
  const first: FormFields = {
    // A box that was not ticked is not sent: what was typed must not bring the first tick back.
    ...(act === 'answer' && !kept && noticeAtFirst(matter) ? { notice: 'on' } : {}),
    ...(act === 'correct' ? { text: standing } : {}),
    ...(act === 'progress' ? { percent: String(matter.progress), promise: matter.promisedOn ?? '' } : {}),
    ...(act === 'due' ? { due: matter.dueOn ?? '' } : {}),
    ...(act === 'owner' ? { owner: matter.owner?.id ?? '' } : {}),
    ...(act === 'join' ? { to: queryParam(args.request, 'to', 10) ?? '' } : {}),
  }
  return { ...found, act, today: actor.today, defaults: { ...first, ...kept } }
})

export const action = formAction(async (args) => {
  const act = actParam(args.params.act)
  const { fields } = await readForm(args)
  const actor = await currentActor(args)
  const id = idParam(args.params.id)
  let done = 'saved'
  const stale = await unlessStale(fields, async () => {
    done = await actOnMatter(actor, id, act, fields)
  })
  if (stale) return stale
  // A section that has handed a matter on does not see it any more.
  const gone = act === 'reroute' && !mayInPortal(actor, 'matter.route')
  return redirect(`/desk/exchange${gone ? '' : `/${id}`}?done=${done}`)
})

export default function OneAct() {
  const data = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { act, matter, possible, today } = data
  const t = useT()
  const stale = Boolean(answer && 'stale' in answer && answer.stale)
  const here = `/desk/exchange/${matter.id}`
  return (
    <Page
      title={t(`exchange.city.act.${act}.title`)}
      lead={t(`exchange.city.act.${act}.lead`)}
      crumbs={[
        { href: '/desk/exchange', label: t('exchange.city.desk.title') },
        { href: here, label: matter.title },
      ]}
    >
      {stale && (
        <Banner tone="warning" title={t('form.stale.title')} live>
          <p>{t('form.stale.look')}</p>
        </Banner>
      )}
      {!possible && (
        <Banner tone="warning" title={t('exchange.city.not_now')}>
          <LinkButton href={here}>{t('exchange.city.back')}</LinkButton>
        </Banner>
      )}
      <details className="confirm" open={act === 'answer' || stale || undefined}>
        <summary>{t('exchange.city.asked', { title: matter.title })}</summary>
        <div className="stack">
          <Standing matter={matter} today={today} />
          <Asked matter={matter} />
          <Facts matter={matter} />
          <Course matter={matter} />
        </div>
      </details>
      {(possible || stale) && (
        <CityActForm
          data={answer ? { ...data, defaults: { ...data.defaults, notice: '' } } : data}
          answer={answer}
        />
      )}
    </Page>
  )
}
