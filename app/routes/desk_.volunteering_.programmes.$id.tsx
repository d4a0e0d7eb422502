/** 事業を直す, 公開する, 終える, 次の年度に写す */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { indicatorChoices, requireIndicatorChoice } from '~/modules/indicators/queries/choices.server'
import {
  copyProgramme,
  editProgramme,
  moveProgramme,
} from '~/modules/volunteering/commands/programmes.server'
import { ProgrammeForm } from '~/modules/volunteering/ProgrammeForm'
import { programmeToEdit } from '~/modules/volunteering/queries/programmes.server'
import { programmeForm, programmeMove } from '~/modules/volunteering/schema'
import { intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const meta = titleMetaFrom((data: { title: string }) => data.title)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const programme = await programmeToEdit(await currentActor(args), idParam(args.params.id))
  const kept = await keptFields(args.request)
  return {
    title: programme.title,
    indicators: await indicatorChoices(programme.indicatorKey),
    defaults: {
      kind: programme.kind,
      year: String(programme.year),
      title: programme.title,
      introduction: programme.introduction,
      offers_from: programme.offersFrom,
      offers_until: programme.offersUntil,
      apply_from: programme.applyFrom,
      apply_until: programme.applyUntil,
      activity_from: programme.activityFrom,
      activity_until: programme.activityUntil,
      report_until: programme.reportUntil,
      orientation: programme.orientation,
      offer_hours: String(programme.offerHours),
      consent_days: String(programme.consentDays),
      group_most: String(programme.groupMost),
      insurance: programme.insurance,
      insurance_from: programme.insuranceFrom,
      indicator: programme.indicatorKey,
      version: String(programme.version),
      ...kept,
    } as Record<string, string>,
  }
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const { fields } = await readForm(args)
  const intent = intentOf(fields)
  if (intent === 'copy') {
    const copy = await copyProgramme(actor, id)
    return redirect(`/desk/volunteering/programmes/${copy}?done=programme_copied`)
  }
  if (intent === 'move') {
    await moveProgramme(actor, id, check(programmeMove, fields))
    return redirect('/desk/volunteering/programmes?done=saved')
  }
  const form = check(programmeForm, fields)
  await requireIndicatorChoice(form.indicator, (await programmeToEdit(actor, id)).indicatorKey)
  await editProgramme(actor, id, form)
  return redirect(`/volunteering/programmes/${id}?done=saved`)
})

export default function EditProgramme() {
  const { title, defaults, indicators } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('volunteering.programmes.edit_title', { title })}
      crumbs={[
        { href: '/desk/volunteering', label: t('volunteering.desk.title') },
        { href: '/desk/volunteering/programmes', label: t('volunteering.programmes.title') },
      ]}
    >
      <ProgrammeForm answer={answer} defaults={defaults} indicators={indicators} />
    </Page>
  )
}
