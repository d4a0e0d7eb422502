/** 一つの受入れ, for its host: how it stands, what comes next, its days and who has applied. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { actOnPlace } from '~/modules/volunteering/commands/places.server'
import { Paragraphs } from '~/modules/volunteering/Paragraphs'
import { placeToEdit } from '~/modules/volunteering/queries/host.server'
import { isWritable } from '~/modules/volunteering/rules'
import { StateBadge } from '~/modules/volunteering/StateBadge'
import { placeAct } from '~/modules/volunteering/schema'
import { formatSpan } from '~/platform/clock'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { ErrorSummary } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, ConfirmPost, Icon, LinkButton, PostButton, Table } from '~/ui/parts'

export const meta = titleMetaFrom((data: { title: string }) => data.title)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const place = await placeToEdit(await currentActor(args), idParam(args.params.id))
  const { id, title, state, version, returnedReason, sessions, host, programme } = place
  return { id, title, state, version, returnedReason, sessions, host: host.name, programme: programme.title }
})

const doneOf = {
  submit: 'place_submitted',
  take_back: 'taken_back',
  delete: 'deleted',
  cancel: 'place_cancelled',
} as const

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const act = await readAndCheck(args, placeAct)
  await actOnPlace(actor, id, act)
  return redirect(`/volunteering/host${act.intent === 'delete' ? '' : `/${id}`}?done=${doneOf[act.intent]}`)
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export default function HostPlace() {
  const data = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { id, state } = data
  const t = useT()
  const at = (key: string) => t(`volunteering.manage.${key}`)
  const path = `/volunteering/host/${id}`
  return (
    <Page
      title={data.title}
      lead={`${data.host} / ${data.programme}`}
      crumbs={[
        { href: '/volunteering', label: t('volunteering.title') },
        { href: '/volunteering/host', label: t('volunteering.host.title') },
      ]}
    >
      {answer && 'errors' in answer && <ErrorSummary errors={answer.errors} />}
      <p>
        <StateBadge state={state} /> {at(`hint.${state}`)}
      </p>
      {state === 'returned' && data.returnedReason && (
        <Banner tone="warning" title={t('volunteering.host.reason')}>
          <Paragraphs text={data.returnedReason} />
        </Banner>
      )}
      <p className="actions">
        {state !== 'cancelled' && (
          <>
            <LinkButton href={`${path}/edit`}>
              <Icon name="pencil" /> {at('edit')}
            </LinkButton>
            <LinkButton href={`${path}/sessions`}>
              <Icon name="calendar" /> {at('sessions')}
            </LinkButton>
            <LinkButton href={`${path}/photos`}>{at('photos')}</LinkButton>
          </>
        )}
        <LinkButton href={`${path}/people`}>
          <Icon name="people" /> {at('people')}
        </LinkButton>
        <LinkButton href={`/volunteering/${id}`}>{at('preview')}</LinkButton>
      </p>
      <h2>{at('days')}</h2>
      <Days data={data} />
      <Acts data={data} />
    </Page>
  )
}

function Days({ data: { sessions } }: { data: Data }) {
  const t = useT()
  const language = useLanguage()
  const at = (key: string) => t(`volunteering.manage.${key}`)
  if (sessions.length === 0) return <p>{at('none')}</p>
  return (
    <Table
      caption={at('caption')}
      head={[at('when'), at('filled'), at('act')]}
      rows={sessions.map((session) => [
        formatSpan(session.startsAt, session.endsAt, language),
        session.cancelled
          ? t('volunteering.session.cancelled', { reason: session.cancelReason })
          : [
              t('volunteering.host.filled', { taken: session.taken, capacity: session.capacity }),
              session.queued > 0 && t('volunteering.host.queued', { count: session.queued }),
            ]
              .filter(Boolean)
              .join(' / '),
        session.cancelled ? (
          '—'
        ) : (
          <a key="day" className="inline-block py-2" href={`/volunteering/sessions/${session.id}/day`}>
            {at('day_page')}
          </a>
        ),
      ])}
    />
  )
}

function Acts({ data: { state, version } }: { data: Data }) {
  const t = useT()
  const at = (key: string) => t(`volunteering.manage.${key}`)
  return (
    <div className="stack no-print">
      {isWritable(state) && (
        <>
          <p>{at('submit_note')}</p>
          <PostButton label={at('submit')} fields={{ intent: 'submit', version }} variant="primary" />
          <ConfirmPost
            summary={at('delete_summary')}
            label={at('delete')}
            fields={{ intent: 'delete', version }}
          >
            <p>{at('delete_text')}</p>
          </ConfirmPost>
        </>
      )}
      {state === 'submitted' && (
        <PostButton label={at('take_back')} fields={{ intent: 'take_back', version }} />
      )}
      {state === 'published' && (
        <ConfirmPost
          summary={at('cancel_summary')}
          label={at('cancel')}
          fields={{ intent: 'cancel', version }}
        >
          <p>{at('cancel_text')}</p>
        </ConfirmPost>
      )}
    </div>
  )
}
