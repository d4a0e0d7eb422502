/** ときどき手伝う人 whom the centre tells: minors, and who has no mail address; their contacts are read with a button. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { readHelperContacts } from '~/modules/attendance/commands/helpers.server'
import { associationsWithHelpers, helpersByCentre } from '~/modules/attendance/queries/helpers.server'
import { helperContactsForm } from '~/modules/attendance/schema'
import { formatDay } from '~/platform/clock'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, PostButton, Table } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('attendance.centre_helpers.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const associations = await associationsWithHelpers(actor)
  const asked = queryParam(args.request, 'association', 9)
  return { associations, chosen: asked ? await helpersByCentre(actor, idParam(asked)) : null }
})

export const action = formAction(async (args) => {
  const actor = await currentActor(args)
  const { association } = await readAndCheck(args, helperContactsForm)
  return { contacts: await readHelperContacts(actor, association) }
})

export default function CentreHelpers() {
  const { associations, chosen } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const contacts = answer && 'contacts' in answer ? answer.contacts : undefined
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) =>
    t(`attendance.centre_helpers.${key}`, params)
  return (
    <Page
      title={at('title')}
      lead={at('lead')}
      width="wide"
      crumbs={[{ href: '/desk/volunteering', label: t('attendance.insurance.desk') }]}
    >
      {chosen && <h2>{chosen.association.name}</h2>}
      {chosen && chosen.helpers.length === 0 && <p>{at('none')}</p>}
      {chosen && chosen.helpers.length > 0 && (
        <>
          <Table
            caption={at('caption', { count: chosen.helpers.length })}
            head={[
              t('attendance.helpers.name'),
              t('attendance.helpers.stage'),
              t('attendance.helpers.since'),
              at('contact'),
            ]}
            rows={chosen.helpers.map((helper) => {
              const contact = contacts?.find(({ id }) => id === helper.id)
              const ways = contact ? [contact.phone, contact.email, contact.school].filter(Boolean) : []
              return [
                helper.name,
                <span key="stage">
                  {t(`attendance.stage.${helper.stage}`)}{' '}
                  {helper.minor && <Badge tone="info">{t('attendance.insurance.minor')}</Badge>}
                </span>,
                formatDay(helper.joinedOn, language),
                <span key="contact" className="break-all">
                  {contacts ? ways.join(' / ') || at('no_contact') : at('hidden')}
                </span>,
              ]
            })}
          />
          {!contacts && (
            <PostButton
              action={`/desk/volunteering/helpers?association=${chosen.association.id}`}
              label={at('read')}
              fields={{ association: chosen.association.id }}
            />
          )}
          <p className="support">{at('recorded')}</p>
        </>
      )}
      <h2>{at('associations')}</h2>
      {associations.length === 0 && <p>{at('no_associations')}</p>}
      <ul className="bullets">
        {associations.map(({ id, name }) => (
          <li key={id}>
            <a className="inline-block py-2" href={`/desk/volunteering/helpers?association=${id}`}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </Page>
  )
}
