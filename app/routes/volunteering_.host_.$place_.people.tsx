/** 申し込んだ人: of a place, for its host: given names and stages; health notes behind a button that is recorded. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { readHealth } from '~/modules/participation/commands/read.server'
import { StateBadge, stageKey } from '~/modules/participation/PartyParts'
import { type PlacePeople, placePeople } from '~/modules/participation/queries/people.server'
import { formatSpan } from '~/platform/clock'
import { rowId } from '~/platform/forms'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, Banner, ConfirmPost, DataList, LinkButton, Table } from '~/ui/parts'

export const meta = titleMeta('participation.people.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) =>
  placePeople(requireUser(await currentActor(args)), idParam(args.params.place)),
)

export const action = formAction(async (args) => {
  const actor = requireUser(await currentActor(args))
  const { session } = await readAndCheck(args, z.object({ session: rowId }))
  // The place of the address is asked as well: what is shown belongs to this page.
  await placePeople(actor, idParam(args.params.place))
  return { session, notes: await readHealth(actor, session) }
})

type Shown = PlacePeople['sessions'][number]

export default function People() {
  const { id, title, sessions } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const notes = answer && 'notes' in answer ? answer : null
  return (
    <Page
      title={t('participation.people.title')}
      lead={t('participation.people.lead')}
      width="wide"
      crumbs={[
        { href: '/volunteering/host', label: t('participation.host') },
        { href: `/volunteering/${id}`, label: title },
      ]}
      actions={
        <LinkButton href={`/volunteering/host/${id}/questions`}>
          {t('participation.people.questions')}
        </LinkButton>
      }
    >
      {sessions.map((session) => (
        <SessionPeople
          key={session.id}
          session={session}
          notes={notes?.session === session.id ? notes.notes : null}
        />
      ))}
      {sessions.length === 0 && <p>{t('participation.people.none')}</p>}
    </Page>
  )
}

function SessionPeople({
  session,
  notes,
}: {
  session: Shown
  notes: { name: string; stage: string; health: string }[] | null
}) {
  const t = useT()
  const language = useLanguage()
  const { id, people } = session
  const when = formatSpan(session.startsAt, session.endsAt, language)
  return (
    <section aria-label={when} className="space-y-4">
      <h2>
        {when} {session.cancelled && <Badge tone="danger">{t('participation.state.refused')}</Badge>}
      </h2>
      <p>
        {t('participation.people.capacity', {
          capacity: session.capacity,
          taken: session.taken,
          queued: session.queued,
        })}
      </p>
      {people.length === 0 ? (
        <p>{t('participation.people.none')}</p>
      ) : (
        <Table
          caption={when}
          head={['name', 'stage', 'state', 'party', 'health'].map((head) =>
            t(`participation.people.head_${head}`),
          )}
          rows={people.map((person) => [
            person.name,
            t(stageKey(person.stage)),
            <StateBadge key="state" state={person.state} />,
            person.size > 1 ? t('participation.people.party', { size: person.size }) : '1',
            person.hasHealth ? t('participation.people.health_flag') : '-',
          ])}
        />
      )}
      {notes && (
        <Banner tone="warning" title={t('participation.people.health_title')} live>
          {notes.length === 0 ? (
            <p>{t('participation.people.no_health')}</p>
          ) : (
            <DataList
              rows={notes.map((note) => [`${note.name}(${t(stageKey(note.stage))})`, note.health] as const)}
            />
          )}
          <p>{t('participation.people.health_shown')}</p>
        </Banner>
      )}
      {!notes && people.some(({ hasHealth }) => hasHealth) && (
        <ConfirmPost
          variant="secondary"
          summary={t('participation.people.health')}
          label={t('participation.people.health_do')}
          fields={{ session: id }}
        >
          <p>{t('participation.people.health_text')}</p>
        </ConfirmPost>
      )}
      {!session.cancelled && (
        <div className="actions">
          <LinkButton href={`/volunteering/sessions/${id}/desk`}>{t('participation.people.desk')}</LinkButton>
          <LinkButton href={`/volunteering/sessions/${id}/day`}>{t('participation.people.day')}</LinkButton>
        </div>
      )}
    </section>
  )
}
