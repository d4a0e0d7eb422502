/** 引き継ぎの一覧: the seats of an association with their packs, and beginning one. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { openPack } from '~/modules/handover/commands/open.server'
import { Progress, StateBadge } from '~/modules/handover/PackHead'
import { handoverList, type ListedSeat } from '~/modules/handover/queries/packs.server'
import { openPackForm } from '~/modules/handover/schema'
import { useSeatName } from '~/modules/officers/SeatTable'
import { dayOf, formatDay, now } from '~/platform/clock'
import { check, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { PostButton } from '~/ui/parts'

export const meta = titleMeta('handover.list.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  return { ...(await handoverList(actor, args.params.slug ?? '')), today: dayOf(now()) }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const { slug = '' } = args.params
  const { seat, term } = check(openPackForm, fields)
  const id = await openPack(actor, slug, seat, term)
  return redirect(`/associations/${slug}/handover/${id}?done=handover_opened`)
})

export default function Handovers() {
  const { association, posts, seats, sheets, today } = useLoaderData<typeof loader>()
  const t = useT()
  const at = (key: string, params?: Record<string, string>) => t(`handover.list.${key}`, params)
  const home = `/associations/${association.slug}`
  return (
    <Page
      title={at('of', { association: association.name })}
      lead={at('lead')}
      crumbs={[
        { href: home, label: association.name },
        { href: `${home}/officers`, label: t('accounts.officers.title') },
      ]}
    >
      <p className="support">{at('none_text')}</p>
      {seats.length === 0 && sheets.length === 0 && <p>{at('none_of_yours')}</p>}
      {seats.map((seat) => (
        <SeatCard key={seat.seatId} seat={seat} here={`${home}/handover`} today={today} />
      ))}
      {sheets.length > 0 && (
        <>
          <h2>{at('sheets')}</h2>
          <ul>
            {sheets.map(({ id, written, audited }) => (
              <li key={id}>
                <a href={`${home}/handover/${id}/money`} className="inline-block py-2">
                  {at('sheet')}
                </a>{' '}
                {at(audited ? 'sheet_checked' : written ? 'sheet_waits' : 'sheet_none')}
              </li>
            ))}
          </ul>
        </>
      )}
      {posts.length > 0 && (
        <>
          <h2>{at('notes')}</h2>
          <p>{at('notes_text')}</p>
          <ul>
            {posts.map(({ id, name }) => (
              <li key={id}>
                <a href={`${home}/posts/${id}/notes`} className="inline-block py-2">
                  {at('notes_of', { post: name })}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  )
}

function SeatCard({ seat, here, today }: { seat: ListedSeat; here: string; today: string }) {
  const t = useT()
  const language = useLanguage()
  const name = useSeatName()(seat.post, seat.number)
  const at = (key: string, params?: Record<string, string>) => t(`handover.list.${key}`, params)
  const { holder, packs, opens } = seat
  return (
    <section className="card">
      <h2 className="card-title">{name}</h2>
      <p>
        {holder
          ? at(holder.endsOn < today ? 'was' : 'until', {
              name: holder.name,
              day: formatDay(holder.endsOn, language),
            })
          : at('nobody')}
      </p>
      {packs.map((pack) => (
        <div key={pack.id}>
          <p>
            <a href={`${here}/${pack.id}`} className="inline-block py-2">
              {t('handover.pack.from_to', {
                from: pack.from
                  ? t('handover.pack.person', { name: pack.from.name })
                  : t('handover.pack.nobody_before'),
                to: pack.to
                  ? t('handover.pack.person', { name: pack.to.name })
                  : t('handover.pack.nobody_after'),
              })}
            </a>{' '}
            <StateBadge state={pack.state} />
          </p>
          <Progress label={t('handover.pack.given')} count={pack.given} all={pack.items} />
        </div>
      ))}
      {opens.map(({ term, late }) => (
        <div key={term} className="actions">
          <PostButton
            label={late ? at('open_late', { post: name, name: late }) : at('open', { post: name })}
            fields={{ seat: seat.seatId, ...(term !== null && { term }) }}
          />
        </div>
      ))}
    </section>
  )
}
