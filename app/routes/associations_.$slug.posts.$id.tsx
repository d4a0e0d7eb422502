/** 役職の仕事カード: what a post really is, for anybody who might take it on. Names nobody. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { postCard } from '~/modules/officers/queries/tasks.server'
import { CardFigures, CardMonths, OfferList, RealSums, TaskTable } from '~/modules/officers/TaskCard'
import { idParam, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, DataList, LinkButton } from '~/ui/parts'

type Shown = { post: { name: string }; association: { name: string } }
export const meta = titleMetaFrom(({ post, association }: Shown) => `${post.name} ${association.name}`)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  return postCard(actor, args.params.slug ?? '', idParam(args.params.id))
})

export default function PostCard() {
  const { association, post, tasks, offers, seats, real, keeps, holds } = useLoaderData<typeof loader>()
  const t = useT()
  const at = (key: string, params?: Record<string, string | number>) => t(`officers.card.${key}`, params)
  const here = `/associations/${association.slug}/posts/${post.id}`
  const money = tasks.some(({ kind }) => kind === 'money')
  return (
    <Page
      title={at('title', { post: post.name })}
      lead={at('lead', { association: association.name })}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: `/associations/${association.slug}/officers`, label: t('accounts.officers.title') },
      ]}
      width="wide"
      actions={
        (keeps || holds) && (
          <>
            <LinkButton href={`${here}/records`}>{t('officers.records.title')}</LinkButton>
            {keeps && <LinkButton href={`${here}/tasks`}>{t('officers.tasks.title')}</LinkButton>}
            {keeps && tasks.length > 0 && (
              <LinkButton href={`${here}/offer`}>{t('officers.offer.title')}</LinkButton>
            )}
            <LinkButton href={`${here}/notes`}>{at('notes')}</LinkButton>
          </>
        )
      }
    >
      {post.introduction && <p className="whitespace-pre-line">{post.introduction}</p>}
      <DataList
        rows={[
          [at('seats'), <Seats key="seats" {...seats} />],
          [
            at('term'),
            at('term_of', { months: post.months, filled: t(`officers.post.filled.${post.filledBy}`) }),
          ],
          [at('money'), at(money ? 'money_yes' : 'money_no')],
        ]}
      />
      {offers.length > 0 && (
        <>
          <h2>{at('offers')}</h2>
          <OfferList offers={offers} />
        </>
      )}
      {tasks.length === 0 ? (
        <p>{at(keeps ? 'none_keeper' : 'none')}</p>
      ) : (
        <>
          <h2>{at('time')}</h2>
          <CardFigures tasks={tasks} />
          <h2>{at('months')}</h2>
          <CardMonths tasks={tasks} />
          <h2>{at('tasks')}</h2>
          <TaskTable tasks={tasks} offers={offers} />
          {real && real.sums.length > 0 && <RealSums tasks={tasks} real={real} />}
        </>
      )}
      <p className="support">{at('note')}</p>
    </Page>
  )
}

function Seats({ all, vacant }: { all: number; vacant: number }) {
  const t = useT()
  return (
    <>
      {t('officers.card.seats_of', { all })}{' '}
      {vacant > 0 && <Badge tone="danger">{t('officers.card.vacant', { vacant })}</Badge>}
    </>
  )
}
