/** 紙の回答を入れる: by name where names are kept, else in two steps that nothing links. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { enterNamedSheet, enterNamelessSheet, tickHandedIn } from '~/modules/surveys/commands/paper.server'
import { AreaChoice, NamedSheet, NamelessSheet, TickList } from '~/modules/surveys/PaperParts'
import { paperDesk } from '~/modules/surveys/queries/desk.server'
import { areaForm, tickForm } from '~/modules/surveys/schema'
import { formatDay } from '~/platform/clock'
import { firstValue, intentOf, rowId } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('surveys.paper.title')
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const area = rowId.safeParse(queryParam(args.request, 'area')).data
  const [found, kept] = await Promise.all([
    paperDesk(actor, idParam(args.params.id), area),
    keptFields(args.request),
  ])
  return { ...found, kept: kept ?? null }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  const intent = intentOf(fields)
  const here = `/surveys/${id}/paper`
  if (intent === 'sheet') {
    await enterNamelessSheet(actor, id, fields)
    // The part of the list that stands open stays open.
    const area = rowId.safeParse(firstValue(fields, 'area')).data
    return redirect(`${here}?${area ? `area=${area}&` : ''}done=survey_paper_entered#sheet`)
  }
  const { area } = check(areaForm, fields)
  const { person } = check(tickForm, fields)
  if (intent === 'tick') await tickHandedIn(actor, id, { areaId: area, person })
  else await enterNamedSheet(actor, id, { areaId: area, person }, fields)
  return redirect(
    `${here}?area=${area}&done=${intent === 'tick' ? 'survey_paper_ticked' : 'survey_paper_entered'}`,
  )
})

export default function Paper() {
  const { survey, late, areas, area, questions, people, waiting, paper, kept } =
    useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string) => t(`surveys.paper.${key}`)
  const two = survey.anonymous && survey.reach === 'members'
  return (
    <Page
      title={at('title')}
      lead={at(two ? 'lead_two' : survey.anonymous ? 'lead_all' : 'lead_named')}
      crumbs={[
        { href: '/surveys/desk', label: t('surveys.desk.title') },
        { href: `/surveys/${survey.id}/edit`, label: survey.title },
      ]}
    >
      {survey.paperUntil && (
        <Banner tone={late ? 'warning' : 'info'} title={at(late ? 'late' : 'in_time')}>
          <p>
            {t('surveys.paper.days', {
              day: formatDay(survey.closesOn, language),
              until: formatDay(survey.paperUntil, language),
            })}
          </p>
        </Banner>
      )}
      <p>{t('surveys.paper.entered', { count: paper })}</p>
      {survey.reach === 'members' && (
        <>
          <h2>{at(two ? 'step_one' : 'whose')}</h2>
          {areas.length > 1 && <AreaChoice areas={areas} area={area?.id} />}
          {two && area && people && <TickList area={area} people={people} />}
          {!two && area && people && (
            <NamedSheet area={area} people={people} questions={questions} answer={answer} kept={kept} />
          )}
        </>
      )}
      {survey.anonymous && (
        <>
          <h2 id="sheet">{at(two ? 'step_two' : 'sheet')}</h2>
          <NamelessSheet
            waiting={waiting}
            areaId={area?.id ?? null}
            questions={questions}
            answer={answer}
            kept={kept}
          />
        </>
      )}
    </Page>
  )
}
