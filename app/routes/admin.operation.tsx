/** 運用の状況: how the portal is, maintenance, and failed jobs once more. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AdminPage, KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { retryJob, setMaintenance } from '~/modules/operation/commands.server'
import { FailedJobs } from '~/modules/operation/FailedJobs'
import { Instances, SlowPages } from '~/modules/operation/Instances'
import { MaintenanceForm, MaintenanceNow } from '~/modules/operation/MaintenanceForm'
import { Overview } from '~/modules/operation/Overview'
import { operation } from '~/modules/operation/queries.server'
import { maintenanceForm, retryForm } from '~/modules/operation/schema'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'

export const meta = titleMeta('operation.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const [found, kept] = await Promise.all([operation(await currentActor(args)), keptFields(args.request)])
  return { ...found, defaults: kept ?? {}, kept: kept !== undefined }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  if (fields.intent === 'retry') {
    await retryJob(actor, check(retryForm, fields))
    return redirect('/admin/operation?done=job_retried')
  }
  const form = check(maintenanceForm, fields)
  await setMaintenance(actor, form)
  return redirect(`/admin/operation?done=maintenance_${form.stage}`)
})

export default function Operation() {
  const { maintenance, failed, instances, slow, defaults, kept, ...rest } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <AdminPage title={t('operation.title')} lead={t('operation.lead')} width="wide">
      <MaintenanceNow maintenance={maintenance} />
      <Overview {...rest} />
      <FailedJobs failed={failed} count={rest.jobs.failed} />
      <Instances instances={instances} />
      <SlowPages slow={slow} />
      <h2 id="maintenance">{t('operation.maintenance.title')}</h2>
      <KeptBanner kept={kept} />
      <MaintenanceForm answer={answer} defaults={defaults} stage={maintenance.stage} />
    </AdminPage>
  )
}
