/** One report with its text and photo, for those who keep the AED; answered here. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { AnswerForm } from '~/modules/custody/AnswerForm'
import { answerReport } from '~/modules/custody/commands/reports.server'
import { AedHead, upkeepCrumbs } from '~/modules/custody/Head'
import { reportOf } from '~/modules/custody/queries/reports.server'
import { answerForm } from '~/modules/custody/schema'
import { formatDay, formatInstant } from '~/platform/clock'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { DataList } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('custody.answer.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { id, report } = args.params
  return reportOf(await currentActor(args), idParam(id), idParam(report))
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const id = idParam(args.params.id)
  const reportId = idParam(args.params.report)
  const form = await readAndCheck(args, answerForm)
  await answerReport(await currentActor(args), id, reportId, form)
  return redirect(`/aeds/${id}/upkeep?done=report_${form.as}`)
})

export default function ReportPage() {
  const { aed, report } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const photo = `/aeds/${aed.id}/reports/${report.id}/photo`
  return (
    <Page title={t('custody.answer.title')} crumbs={upkeepCrumbs(t, aed)}>
      <AedHead aed={aed} />
      <DataList
        rows={[
          [t('custody.answer.kind'), t(`custody.kind.${report.kind}`)],
          [t('custody.answer.at'), formatInstant(new Date(report.at), language)],
          [
            t('custody.answer.text'),
            report.text && <span className="whitespace-pre-line">{report.text}</span>,
          ],
          [
            t('custody.answer.photo'),
            report.hasPhoto && (
              <a href={photo}>
                <img src={`${photo}?small=1`} alt={t('custody.answer.photo_alt')} className="max-w-full" />
              </a>
            ),
          ],
        ]}
      />
      <p className="support">{t('custody.answer.stranger')}</p>
      {report.state === 'open' ? (
        <>
          <h2>{t('custody.answer.do')}</h2>
          <AnswerForm answer={answer} aed={aed} />
        </>
      ) : (
        <DataList
          rows={[
            [t('custody.answer.state'), t(`custody.answer.state_${report.state}`)],
            [t('custody.answer.on'), report.answeredOn && formatDay(report.answeredOn, language)],
            [t('custody.answer.words'), report.answer],
          ]}
        />
      )}
    </Page>
  )
}
