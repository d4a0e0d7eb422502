/** 体験・講座の運営: what waits for the centre, how full the days are, and what the calls have brought. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { volunteeringDesk } from '~/modules/volunteering/queries/desk.server'
import { StateBadge } from '~/modules/volunteering/StateBadge'
import { formatInstant } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { ConfirmPost, DataList, Icon, LinkButton, PostButton, Table } from '~/ui/parts'

export const meta = titleMeta('volunteering.desk.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => volunteeringDesk(await currentActor(args)))

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export default function Desk() {
  const data = useLoaderData<typeof loader>()
  const { submitted, runs } = data
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) => t(`volunteering.desk.${key}`, params)
  return (
    <Page
      title={at('title')}
      lead={at('lead')}
      width="wide"
      crumbs={[{ href: '/volunteering', label: t('volunteering.title') }]}
      actions={
        <>
          <LinkButton href="/desk/volunteering/programmes">{at('programmes')}</LinkButton>
          <LinkButton href="/desk/volunteering/hosts">{at('hosts')}</LinkButton>
          <LinkButton href="/desk/help">{t('help.desk.title')}</LinkButton>
          {runs && (
            <>
              <LinkButton href="/desk/volunteering/applications">
                <Icon name="people" /> {at('applications')}
              </LinkButton>
              <LinkButton href="/desk/volunteering/questions">{at('questions')}</LinkButton>
              <LinkButton href="/desk/volunteering/concerns">{at('concerns')}</LinkButton>
              <LinkButton href="/desk/volunteering/helpers">
                {t('attendance.centre_helpers.title')}
              </LinkButton>
              <LinkButton href="/desk/volunteering/insurance">{at('insurance')}</LinkButton>
            </>
          )}
        </>
      }
    >
      <h2>{at('submitted')}</h2>
      {submitted.length === 0 ? (
        <p>{at('submitted_none')}</p>
      ) : (
        <ul className="notice-list">
          {submitted.map((place) => (
            <li key={place.id} className="notice-row">
              <h3>
                <a href={runs ? `/desk/volunteering/places/${place.id}` : `/volunteering/${place.id}`}>
                  {place.title}
                </a>
              </h3>
              <p className="support">
                {[
                  place.host.name,
                  place.programme.title,
                  place.submittedAt && at('since', { when: formatInstant(place.submittedAt, language) }),
                ]
                  .filter(Boolean)
                  .join(' / ')}
              </p>
            </li>
          ))}
        </ul>
      )}
      <Asked data={data} />
      <Figures data={data} />
      <Calls data={data} />
    </Page>
  )
}

function Asked({ data: { asked, runs } }: { data: Data }) {
  const t = useT()
  const at = (key: string, params?: Record<string, string | number>) => t(`volunteering.desk.${key}`, params)
  const action = '/desk/volunteering/hosts'
  return (
    <>
      <h2>{at('asked')}</h2>
      {asked.length === 0 && <p>{at('asked_none')}</p>}
      {asked.map((host) => (
        <section key={host.id} className="card">
          <h3 className="card-title">{host.name}</h3>
          <p className="whitespace-pre-wrap">{host.introduction}</p>
          <DataList
            rows={[
              [t('volunteering.register.phone'), host.phone],
              [t('volunteering.register.email'), host.email],
            ]}
          />
          {runs && (
            <div className="stack">
              <PostButton
                action={action}
                label={at('confirm', { name: host.name })}
                fields={{ intent: 'move', host: host.id, to: 'registered', version: host.version }}
                variant="primary"
              />
              <ConfirmPost
                action={action}
                summary={at('refuse_summary')}
                label={at('refuse', { name: host.name })}
                fields={{ intent: 'move', host: host.id, to: 'ended', version: host.version }}
              />
            </div>
          )}
        </section>
      ))}
    </>
  )
}

/** How full the days to come are: a bar, and the same in figures. */
function Figures({ data: { figures, counts } }: { data: Data }) {
  const t = useT()
  const at = (key: string, params?: Record<string, string | number>) => t(`volunteering.desk.${key}`, params)
  const people = (count: number) => at('people_unit', { count })
  const share = figures.capacity > 0 ? figures.taken / figures.capacity : 0
  return (
    <>
      <h2>{at('figures')}</h2>
      <svg
        viewBox="0 0 400 40"
        className="block h-auto w-full max-w-xl"
        role="img"
        aria-label={`${at('fill')}: ${people(figures.taken)} / ${people(figures.capacity)}`}
      >
        <rect x="1" y="1" width="398" height="38" fill="#ffffff" stroke="#626264" />
        <rect x="1" y="1" width={Math.max(0, 398 * share)} height="38" fill="var(--color-blue-900)" />
      </svg>
      <DataList
        rows={[
          [at('sessions'), at('days_unit', { count: figures.sessions })],
          [at('capacity'), people(figures.capacity)],
          [at('taken'), people(figures.taken)],
          [at('queued'), people(figures.queued)],
        ]}
      />
      <h2>{at('counts')}</h2>
      <Table
        caption={at('counts_caption')}
        head={[at('state'), at('count')]}
        rows={counts.map(({ state, count }) => [<StateBadge key="state" state={state} />, count])}
      />
    </>
  )
}

function Calls({ data: { calls } }: { data: Data }) {
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) => t(`volunteering.desk.${key}`, params)
  return (
    <>
      <h2>{at('calls')}</h2>
      <p>{at('calls_lead')}</p>
      {calls.length === 0 ? (
        <p>{at('calls_none')}</p>
      ) : (
        <Table
          caption={at('calls_caption')}
          head={[
            at('call_place'),
            at('call_sent'),
            at('call_recipients'),
            at('call_room'),
            at('call_effect'),
          ]}
          rows={calls.map((call) => [
            <a key="place" href={`/volunteering/${call.placeId}`}>
              {call.title} ({formatInstant(call.startsAt, language)})
            </a>,
            formatInstant(call.sentAt, language),
            call.recipients,
            at('people_unit', { count: call.room }),
            at('call_effect_n', { applications: call.applications, persons: call.persons }),
          ])}
        />
      )}
    </>
  )
}
