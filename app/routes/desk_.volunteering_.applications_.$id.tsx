/** 申込み1件, for the centre: names; ways to reach them behind a button that is recorded. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { handleApplication } from '~/modules/participation/commands/centre.server'
import { readContacts } from '~/modules/participation/commands/read.server'
import { ConsentBadge, StateBadge, stageKey } from '~/modules/participation/PartyParts'
import { applicationPage } from '~/modules/participation/queries/people.server'
import { centreForm } from '~/modules/participation/schema'
import { formatInstant, formatSpan } from '~/platform/clock'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, Card, ConfirmPost, DataList, PostButton, Table } from '~/ui/parts'

export const meta = titleMeta('participation.desk.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) =>
  applicationPage(requireUser(await currentActor(args)), idParam(args.params.id)),
)

export const action = formAction(async (args) => {
  const actor = requireUser(await currentActor(args))
  const form = await readAndCheck(args, centreForm)
  const id = idParam(args.params.id)
  if (form.intent === 'contact') return { contacts: await readContacts(actor, id) }
  const done = await handleApplication(actor, id, form)
  return redirect(`/desk/volunteering/applications/${id}?done=${done}`)
})

export default function OneApplication() {
  const { id, state, version, open, keptUntil, session, members, events } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const sheet = `/desk/volunteering/applications/${id}/sheet.pdf`
  const contacts = answer && 'contacts' in answer ? answer.contacts : null
  return (
    <Page
      title={t('participation.desk.one', { id })}
      crumbs={[
        { href: '/desk/volunteering', label: t('participation.board') },
        { href: '/desk/volunteering/applications', label: t('participation.desk.title') },
      ]}
    >
      <p>
        <StateBadge state={state} />{' '}
        {keptUntil && t('participation.desk.kept', { until: formatInstant(keptUntil, language) })}
      </p>
      <DataList
        rows={[
          [
            t('participation.activity'),
            <a key="place" href={`/volunteering/${session.place.id}`}>
              {session.place.title}
            </a>,
          ],
          [t('participation.when'), formatSpan(session.startsAt, session.endsAt, language)],
          [t('participation.host'), session.place.host.name],
        ]}
      />
      <h2>{t('participation.desk.members')}</h2>
      {members.map((member) => {
        const contact = contacts?.find((one) => one.id === member.id)
        return (
          <Card key={member.id} title={member.name || '-'}>
            <p>
              <ConsentBadge
                state={!member.needsConsent ? 'not_needed' : member.consented ? 'given' : 'waiting'}
              />
            </p>
            <DataList
              rows={[
                [t('participation.desk.reading'), member.reading],
                [t('participation.form.stage'), t(stageKey(member.stage))],
                [t('participation.code'), member.code],
                [t('participation.desk.email'), contact?.email],
                [t('participation.desk.phone'), contact?.phone],
                [t('participation.desk.school'), contact?.school],
                [
                  t('participation.desk.emergency'),
                  contact && `${contact.emergency.name} ${contact.emergency.phone}`.trim(),
                ],
                [
                  t('participation.desk.guardian'),
                  contact && `${contact.emergency.guardianName} ${contact.emergency.guardianPhone}`.trim(),
                ],
                [
                  t('participation.desk.consented'),
                  contact?.guardian.relation &&
                    `${contact.guardian.name} (${t(`participation.relation.${contact.guardian.relation}`)})`,
                ],
                [t('participation.desk.health'), contact?.health],
              ]}
            />
            {member.leads && !member.hasMail && member.name && (
              <Banner tone="warning" title={t('participation.desk.phone_only')} />
            )}
            <div className="actions">
              {open && member.unanswered && (
                <>
                  <PostButton
                    action={sheet}
                    label={t('participation.desk.sheet_guardian')}
                    fields={{ member: member.id, sheet: 'guardian' }}
                  />
                  <ConfirmPost
                    variant="secondary"
                    summary={t('participation.desk.renew')}
                    label={t('participation.desk.renew_do')}
                    fields={{ intent: 'renew', member: member.id }}
                  >
                    <p>{t('participation.desk.renew_text')}</p>
                  </ConfirmPost>
                </>
              )}
              {member.complete && (
                <PostButton
                  action={sheet}
                  label={t('participation.desk.sheet_own')}
                  fields={{ member: member.id, sheet: 'own' }}
                />
              )}
              {open && members.length > 1 && (
                <ConfirmPost
                  summary={t('participation.desk.remove')}
                  label={t('participation.desk.remove_do')}
                  fields={{ intent: 'remove', version, member: member.id }}
                >
                  <p>{t('participation.desk.remove_text')}</p>
                </ConfirmPost>
              )}
            </div>
          </Card>
        )
      })}
      {!contacts && (
        <ConfirmPost
          variant="secondary"
          summary={t('participation.desk.contact')}
          label={t('participation.desk.contact_do')}
          fields={{ intent: 'contact' }}
        >
          <p>{t('participation.desk.contact_text')}</p>
        </ConfirmPost>
      )}
      {open && (
        <>
          <h2>{t('participation.desk.by_phone')}</h2>
          <div className="actions">
            {state === 'offered' && (
              <ConfirmPost
                variant="primary"
                summary={t('participation.desk.accept')}
                label={t('participation.desk.accept_do')}
                fields={{ intent: 'accept', version }}
              >
                <p>{t('participation.desk.accept_text')}</p>
              </ConfirmPost>
            )}
            <ConfirmPost
              summary={t('participation.desk.cancel')}
              label={t('participation.desk.cancel_do')}
              fields={{ intent: 'cancel', version }}
            >
              <p>{t('participation.desk.cancel_text')}</p>
            </ConfirmPost>
          </div>
        </>
      )}
      <h2>{t('participation.desk.events')}</h2>
      <Table
        caption={t('participation.desk.events')}
        head={[
          t('participation.when'),
          t('participation.desk.head_verb'),
          t('participation.people.head_state'),
        ]}
        rows={events.map((event) => [
          formatInstant(event.createdAt, language),
          t(`participation.verb.${event.verb}`),
          <StateBadge key="state" state={event.state} />,
        ])}
      />
    </Page>
  )
}
