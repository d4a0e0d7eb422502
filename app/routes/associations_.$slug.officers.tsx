/** 役員: which seats there are and who holds them; for those who keep them besides, what can be done. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { cancelInvitation, inviteOfficer } from '~/modules/accounts/commands/invitations.server'
import { InvitationList, InviteForm } from '~/modules/accounts/OfficerDesk'
import { KeptBanner } from '~/modules/accounts/parts'
import { invitationsOf } from '~/modules/accounts/queries/officers.server'
import { posts } from '~/modules/accounts/rules'
import { invitation } from '~/modules/accounts/schema'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { suggestedTerm } from '~/modules/accounts/terms'
import { CardList } from '~/modules/officers/CardList'
import { officersPage } from '~/modules/officers/queries/posts.server'
import { cardsOf } from '~/modules/officers/queries/tasks.server'
import { SeatTable } from '~/modules/officers/SeatTable'
import { openingsByPost } from '~/modules/openings/queries/list.server'
import { isDay } from '~/platform/clock'
import { rowId } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('accounts.officers.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [shown, kept] = await Promise.all([
    officersPage(actor, args.params.slug ?? ''),
    keptFields(args.request),
  ])
  const [openings, cards] = await Promise.all([
    openingsByPost(shown.association.id, actor.today),
    cardsOf(shown.association.id, actor.today),
  ])
  // Handovers are for those who hold an office there, or will.
  const handsOver =
    actor.seats.some(({ associationId }) => associationId === shown.association.id) ||
    shown.posts.some(({ seats }) => seats.some(({ current, next }) => current?.own || next?.own))
  if (!shown.keeps) return { ...shown, openings, cards, handsOver, invite: null }
  const asked = (name: string) => queryParam(args.request, name, 20) ?? ''
  const defaults = {
    ...suggestedTerm(actor.today),
    // A seat leads here with its post and the dates of its next term.
    ...(posts.some((post) => post === asked('post')) && { post: asked('post') }),
    ...(isDay(asked('from')) && isDay(asked('to')) && { startsOn: asked('from'), endsOn: asked('to') }),
    ...kept,
  }
  const invitations = await invitationsOf(actor, shown.association.id)
  const seat = shown.posts
    .flatMap((post) => post.seats.map((one) => ({ post, one })))
    .find(({ one }) => String(one.id) === asked('seat'))
  const named = seat && {
    id: seat.one.id,
    kind: seat.post.post,
    post: seat.post.name,
    number: seat.post.seats.length > 1 ? seat.one.number : 0,
  }
  return {
    ...shown,
    openings,
    cards,
    handsOver,
    invite: { invitations, defaults, kept: kept !== undefined, seat: named ?? null },
  }
})

const invited = invitation.extend({ association: rowId })
const cancelled = z.object({ id: rowId })

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const here = `/associations/${encodeURIComponent(args.params.slug ?? '')}/officers`
  if (fields.intent === 'cancel') {
    await cancelInvitation(actor, check(cancelled, fields).id)
    return redirect(`${here}?done=invitation_cancelled`)
  }
  const { association, ...form } = check(invited, fields)
  await inviteOfficer(actor, { ...form, associationId: association })
  return redirect(`${here}?done=invited`)
})

export default function Officers() {
  const { association, keeps, reads, posts, openings, cards, invite, handsOver } =
    useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const here = `/associations/${association.slug}/officers`
  const seats = posts.flatMap((post) => post.seats)
  const vacant = seats.filter((seat) => seat.state === 'vacant').length
  return (
    <Page
      title={t('accounts.officers.of', { association: association.name })}
      lead={t('officers.page.lead', { seats: seats.length, vacant })}
      crumbs={[{ href: `/associations/${association.slug}`, label: association.name }]}
      width="wide"
      actions={
        (reads || handsOver) && (
          <>
            {keeps && <LinkButton href={`${here}/posts/new`}>{t('officers.post.new')}</LinkButton>}
            {keeps && <LinkButton href={`${here}/next`}>{t('officers.next.title')}</LinkButton>}
            {reads && <LinkButton href={`${here}/roster`}>{t('officers.roster.title')}</LinkButton>}
            {handsOver && (
              <LinkButton href={`/associations/${association.slug}/handover`}>
                {t('handover.list.title')}
              </LinkButton>
            )}
            {keeps && <LinkButton href={`${here}/import`}>{t('officers.import.title')}</LinkButton>}
          </>
        )
      }
    >
      {seats.length > 0 ? (
        <SeatTable posts={posts} slug={association.slug} keeps={keeps} openings={openings} />
      ) : (
        <p>{t('accounts.officers.none')}</p>
      )}
      {!reads && <p className="support">{t('officers.page.hidden_note')}</p>}
      <CardList slug={association.slug} cards={cards} />
      {keeps && posts.length > 0 && (
        <>
          <h2>{t('officers.page.posts')}</h2>
          <ul>
            {posts.map((post) => (
              <li key={post.id}>
                <a href={`${here}/posts/${post.id}`} className="inline-block py-2">
                  {t('officers.page.edit_post', { post: post.name })}
                </a>{' '}
                <span className="support">
                  {t('officers.page.post_facts', {
                    seats: post.seats.length,
                    filled: t(`officers.post.filled.${post.filledBy}`),
                    months: post.months,
                  })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {invite && (
        <>
          <InvitationList invitations={invite.invitations} />
          <h2 id="invite">{t('accounts.officers.invite')}</h2>
          <p>{t('accounts.officers.lead')}</p>
          <KeptBanner kept={invite.kept} />
          <InviteForm
            schema={invited}
            association={association.id}
            defaults={invite.defaults}
            answer={answer}
            seat={invite.seat}
          />
        </>
      )}
    </Page>
  )
}
