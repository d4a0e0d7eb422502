/** 担当課: the sections of the city, how they are reached and in how many days they answer; and a new one. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { createSection } from '~/modules/sections/commands.server'
import { sectionsKept } from '~/modules/sections/queries.server'
import { SectionFields } from '~/modules/sections/SectionFields'
import { newSection } from '~/modules/sections/schema'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { CheckedForm, SubmitButton } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, Table } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('sections.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const [sections, kept] = await Promise.all([
    sectionsKept(await currentActor(args)),
    keptFields(args.request),
  ])
  return { sections, defaults: kept ?? {} }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = await currentActor(args)
  const id = await createSection(actor, check(newSection, fields))
  return redirect(`/desk/sections/${id}?done=section_created`)
})

export default function Sections() {
  const { sections, defaults } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page title={t('sections.title')} lead={t('sections.lead')} crumbs={[]} width="wide">
      {sections.length === 0 ? (
        <p>{t('sections.none')}</p>
      ) : (
        <Table
          caption={t('sections.caption')}
          head={[t('sections.name'), t('sections.people'), t('sections.days'), t('sections.phone')]}
          rows={sections.map((section) => [
            <span key="name">
              <a href={`/desk/sections/${section.id}`} className="inline-block py-2">
                {section.name}
              </a>{' '}
              {section.ended && <Badge>{t('sections.ended')}</Badge>}
            </span>,
            !section.ended && section.people === 0 ? (
              <Badge key="people" tone="warning">
                {t('sections.nobody')}
              </Badge>
            ) : (
              t('sections.people_count', { count: section.people })
            ),
            section.answerDays === null
              ? t('sections.days_city')
              : t('sections.days_count', { count: section.answerDays }),
            section.phone || '—',
          ])}
        />
      )}
      <h2>{t('sections.new')}</h2>
      <CheckedForm schema={newSection} answer={answer} defaults={defaults}>
        <SectionFields />
        <SubmitButton>{t('sections.create')}</SubmitButton>
      </CheckedForm>
    </Page>
  )
}
