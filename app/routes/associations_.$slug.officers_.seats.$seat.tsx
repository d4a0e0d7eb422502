/** 席: its terms, and the next one: by invitation, by name alone, or an officer who goes on or stands in. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { giveTermByName, giveTermToOfficer } from '~/modules/officers/commands/terms.server'
import { seatToKeep } from '~/modules/officers/queries/seats.server'
import { SeatBadge, useSeatName } from '~/modules/officers/SeatTable'
import { SeatTerms, TermForm } from '~/modules/officers/SeatTerms'
import { heldTermForm, namedTermForm } from '~/modules/officers/schema/posts'
import type { FormFields } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton } from '~/ui/parts'

export const meta = titleMeta('officers.term.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [found, kept] = await Promise.all([
    seatToKeep(actor, args.params.slug ?? '', idParam(args.params.seat)),
    keptFields(args.request),
  ])
  const by = queryParam(args.request, 'by', 10) === 'officer' ? ('officer' as const) : ('name' as const)
  const defaults: FormFields = { ...found.offered, ...kept }
  return { ...found, by, defaults }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const { slug = '' } = args.params
  const seat = idParam(args.params.seat)
  if (fields.holder === undefined) await giveTermByName(actor, slug, seat, check(namedTermForm, fields))
  else await giveTermToOfficer(actor, slug, seat, check(heldTermForm, fields))
  return redirect(`/associations/${slug}/officers/seats/${seat}?done=saved`)
})

export default function Seat() {
  const { association, seat, state, terms, current, offered, holders, by, defaults } =
    useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const name = useSeatName()(seat.name, seat.several ? seat.number : 0)
  const officers = `/associations/${association.slug}/officers`
  const here = `${officers}/seats/${seat.id}`
  const invite = new URLSearchParams({
    seat: String(seat.id),
    post: seat.post,
    from: offered.startsOn,
    to: offered.endsOn,
  })
  return (
    <Page
      title={t('officers.term.of', { seat: name })}
      lead={<SeatBadge state={state} />}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: officers, label: t('accounts.officers.title') },
      ]}
    >
      <SeatTerms terms={terms} current={current} here={officers} />
      <h2>{t('officers.term.next')}</h2>
      <p>{t('officers.term.next_text')}</p>
      <div className="actions">
        <LinkButton href={`${officers}?${invite}#invite`}>{t('officers.term.by_invitation')}</LinkButton>
        {by === 'name' ? (
          <LinkButton href={`${here}?by=officer#next`}>{t('officers.term.by_officer')}</LinkButton>
        ) : (
          <LinkButton href={`${here}#next`}>{t('officers.term.by_name')}</LinkButton>
        )}
      </div>
      <h3 id="next">{t(`officers.term.by_${by}`)}</h3>
      <p>{t(`officers.term.by_${by}_text`)}</p>
      <TermForm by={by} holders={holders} defaults={defaults} answer={answer} />
    </Page>
  )
}
