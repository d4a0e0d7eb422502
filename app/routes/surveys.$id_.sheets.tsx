/** 世帯に配る紙: a letter with a link and the questions for each household, in parts that a printer takes at once. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { AreaChoice } from '~/modules/surveys/PaperParts'
import { sheetsToMake } from '~/modules/surveys/queries/desk.server'
import { OneSheet, SheetsOfPart } from '~/modules/surveys/SheetsParts'
import { rowId } from '~/platform/forms'
import { idParam, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton } from '~/ui/parts'

export const meta = titleMeta('surveys.sheets.title')
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const area = rowId.safeParse(queryParam(args.request, 'area')).data
  return sheetsToMake(await currentActor(args), idParam(args.params.id), area)
})

export default function Sheets() {
  const { survey, parts, areas, area, households } = useLoaderData<typeof loader>()
  const t = useT()
  const at = (key: string) => t(`surveys.sheets.${key}`)
  const here = `/surveys/${survey.id}`
  return (
    <Page
      title={at('title')}
      lead={at('lead')}
      crumbs={[
        { href: '/surveys/desk', label: t('surveys.desk.title') },
        { href: `${here}/edit`, label: survey.title },
      ]}
    >
      {parts.length === 0 ? (
        <p>{at('nobody')}</p>
      ) : (
        <>
          <ul className="bullets">
            <li>{at('once_text')}</li>
            <li>{at('answered')}</li>
            <li>{at('hand')}</li>
          </ul>
          <h2>{at('many')}</h2>
          <SheetsOfPart action={`${here}/sheets.pdf`} parts={parts} />
          <h2 id="one">{at('one')}</h2>
          <p>{at('one_text')}</p>
          {areas.length > 1 && <AreaChoice areas={areas} area={area?.id} to="#one" />}
          {area && <OneSheet action={`${here}/sheets.pdf`} area={area.name} households={households} />}
          <h2>{at('blank')}</h2>
          <p>{at('blank_text')}</p>
          <p className="actions">
            <LinkButton href={`${here}/questions.pdf`}>{t('surveys.form_paper.link')}</LinkButton>
          </p>
        </>
      )}
    </Page>
  )
}
