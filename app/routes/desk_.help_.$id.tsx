/** One service in one's care: publish, look at, change, end. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { confirmService, editService, moveService } from '~/modules/help/commands.server'
import { keepsAll, keptBy, keptService, sectionsToChoose } from '~/modules/help/queries/desk.server'
import { fieldsOfService, ServiceForm } from '~/modules/help/ServiceForm'
import { editServiceSchema, moveSchema } from '~/modules/help/schema'
import { formatDay, formatInstant } from '~/platform/clock'
import { intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, Banner, ConfirmPost, DataList, LinkButton, PostButton } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const handle = { interactive: true }
export const meta = titleMetaFrom<{ service: { name: string } }>(({ service }) => service.name)

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const service = await keptService(actor, idParam(args.params.id))
  const [choices, kept] = await Promise.all([sectionsToChoose(actor), keptFields(args.request)])
  const sections = choices.map(({ id, name }) => ({ id, name }))
  // A section that has ended stays with what stands under it, until another is chosen.
  if (service.sectionId !== null && !sections.some(({ id }) => id === service.sectionId))
    sections.push({ id: service.sectionId, name: service.sectionName })
  return { service, fields: fieldsOfService(service), sections, all: keepsAll(actor), kept }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  keptBy(actor)
  const id = idParam(args.params.id)
  const { fields } = await readForm(args)
  if (intentOf(fields)) {
    const { intent, version } = check(moveSchema, fields)
    if (intent === 'checked') await confirmService(actor, id, version)
    else await moveService(actor, id, intent, version)
    return redirect(`/desk/help/${id}?done=saved`)
  }
  const stale = await unlessStale(fields, () => editService(actor, id, check(editServiceSchema, fields)))
  return stale ?? redirect(`/desk/help/${id}?done=saved`)
})

export default function KeptServicePage() {
  const { service, fields, sections, all, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string) => t(`help.desk.${key}`)
  const stale = answer && 'stale' in answer
  const move = (intent: string) => ({ intent, version: service.version })
  return (
    <Page
      title={service.name}
      crumbs={[{ href: '/desk/help', label: at('title') }]}
      actions={
        service.state === 'published' && <LinkButton href={`/help/${service.id}`}>{at('see')}</LinkButton>
      }
    >
      {stale && (
        <Banner tone="warning" title={at('stale')} live>
          <p>{at('stale_text')}</p>
          <p>
            <a href={`/desk/help/${service.id}`} target="_blank" rel="noreferrer">
              {at('stale_open')}
            </a>
          </p>
        </Banner>
      )}
      <DataList
        rows={[
          [at('state'), <Badge key="state">{t(`help.state.${service.state}`)}</Badge>],
          [at('checked'), service.checkedOn ? formatDay(service.checkedOn, language) : at('never')],
          [at('updated'), formatInstant(service.updatedAt, language)],
        ]}
      />
      {service.state === 'published' && service.due && (
        <Banner tone="warning" title={at('due_one')}>
          <p>{at('due_text')}</p>
        </Banner>
      )}
      <div className="actions">
        {service.state === 'published' && (
          <PostButton label={at('confirm')} fields={move('checked')} variant="primary" />
        )}
        {service.state !== 'published' && (
          <PostButton label={at('publish')} fields={move('publish')} variant="primary" />
        )}
      </div>
      <h2>{at('change')}</h2>
      <ServiceForm
        schema="edit"
        fields={{ ...fields, ...kept, version: String(service.version) }}
        // After somebody else's change the next press is made in knowledge of it.
        version={service.version}
        answer={answer}
        sections={sections}
        all={all}
        cancel="/desk/help"
      />
      {service.state !== 'ended' && (
        <>
          <h2>{at('end')}</h2>
          <ConfirmPost summary={at('end')} label={at('end')} fields={move('end')}>
            <p>{at('end_text')}</p>
          </ConfirmPost>
        </>
      )}
    </Page>
  )
}
