/** 回答用の紙: a link for each household of a group, made by a button and seen once, cut apart and handed over. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import QRCode from 'qrcode'
import { QrPicture } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { makeSheets } from '~/modules/surveys/commands/links.server'
import { sheetsToMake } from '~/modules/surveys/queries/desk.server'
import { sheetsForm } from '~/modules/surveys/schema'
import { formatDay } from '~/platform/clock'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { CheckedForm, RadioField, SubmitButton } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const meta = titleMeta('surveys.sheets.title')
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) =>
  sheetsToMake(await currentActor(args), idParam(args.params.id)),
)

export const action = formAction(async (args) => {
  const { area } = await readAndCheck(args, sheetsForm)
  const actor = requireUser(await currentActor(args))
  const sheets = await makeSheets(actor, idParam(args.params.id), area)
  return {
    sheets: await Promise.all(
      sheets.map(async ({ url, ...sheet }) => {
        const address = `${settings().PUBLIC_URL}${url}`
        const svg = await QRCode.toString(address, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
        return { ...sheet, address, svg }
      }),
    ),
  }
})

export default function Sheets() {
  const { survey, areas } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string) => t(`surveys.sheets.${key}`)
  const made = answer && 'sheets' in answer ? answer.sheets : null
  const back = `/surveys/${survey.id}/edit`
  return (
    <Page
      title={at('title')}
      lead={made ? undefined : at('lead')}
      crumbs={[
        { href: '/surveys/desk', label: t('surveys.desk.title') },
        { href: back, label: survey.title },
      ]}
    >
      {made ? (
        <>
          <div className="no-print">
            <Banner tone="warning" title={at('once')} live>
              <p>{at('once_text')}</p>
            </Banner>
            <p className="actions">
              <LinkButton href={`/surveys/${survey.id}/sheets`}>{at('another')}</LinkButton>
            </p>
          </div>
          {made.map((sheet) => (
            <section className="slip" key={sheet.address}>
              <div className="slip-picture">
                <QrPicture svg={sheet.svg} label={t('surveys.sheets.qr', { name: sheet.household })} />
              </div>
              <div className="min-w-60 flex-1">
                <h2>{t('surveys.sheets.for', { name: sheet.household })}</h2>
                <p className="support">{sheet.area}</p>
                <p>
                  <strong>{survey.title}</strong> ({survey.association.name})
                </p>
                <p>{t('surveys.sheets.until', { day: formatDay(sheet.until, language) })}</p>
                <p>{t(survey.anonymous ? 'surveys.sheets.nameless' : 'surveys.sheets.named')}</p>
                <p>{at('how')}</p>
                <p className="break-all text-sm">{sheet.address}</p>
              </div>
            </section>
          ))}
        </>
      ) : (
        <>
          <ul className="bullets">
            <li>{at('renew')}</li>
            <li>{at('answered')}</li>
            <li>{at('hand')}</li>
          </ul>
          {areas.length === 0 ? (
            <p>{at('nobody')}</p>
          ) : (
            <CheckedForm schema={sheetsForm} answer={answer}>
              <RadioField
                name="area"
                label={at('area')}
                required
                options={areas.map(({ id, name, asked }) => ({
                  value: String(id),
                  label: name,
                  support: t('surveys.sheets.households', { count: asked }),
                }))}
              />
              <SubmitButton>{at('make')}</SubmitButton>
            </CheckedForm>
          )}
        </>
      )}
    </Page>
  )
}
