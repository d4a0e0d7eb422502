/** 当日のまとめ: papers, who came, corrections and certificates of one session; for its host and the centre. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor } from '~/modules/accounts/session.server'
import {
  certifyOnPaper,
  closeSession,
  correctAttendance,
  revokeCertificate,
} from '~/modules/attendance/commands/day.server'
import { DayPage } from '~/modules/attendance/DayPage'
import { dayOfSession } from '~/modules/attendance/queries/day.server'
import { closeForm, correctForm, memberForm } from '~/modules/attendance/schema'
import { firstValue, intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { titleMetaFrom } from '~/ui/meta'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMetaFrom((data: { day: { title: string } }) => data.day.title)

export const loader = page(async (args: LoaderFunctionArgs) => {
  const day = await dayOfSession(await currentActor(args), idParam(args.params.session))
  const kept = await keptFields(args.request)
  const asked = queryParam(args.request, 'correct') ?? firstValue(kept, 'member')
  return { day, chosen: Number(asked) || null, kept: kept ?? null }
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.session)
  const actor = await currentActor(args)
  const { fields } = await readForm(args)
  const here = `/volunteering/sessions/${id}/day`
  const intent = intentOf(fields)
  if (intent === 'close') {
    await closeSession({ actor, key: null }, id, check(closeForm, fields).rest)
    return redirect(`${here}?done=desk_closed`)
  }
  if (intent === 'certify') {
    await certifyOnPaper(actor, id, check(memberForm, fields).member)
    return redirect(`${here}?done=certificate_issued`)
  }
  if (intent === 'revoke') {
    await revokeCertificate(actor, id, check(memberForm, fields).member)
    return redirect(`${here}?done=certificate_revoked`)
  }
  await correctAttendance(actor, id, check(correctForm, fields))
  return redirect(`${here}?done=saved`)
})

export default function Day() {
  const { day, chosen, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <DayPage
      day={day}
      chosen={Number(firstValue(answer?.values, 'member')) || chosen}
      answer={answer ?? (kept ? { values: kept, errors: {} } : undefined)}
    >
      <KeptBanner kept={kept !== null} />
    </DayPage>
  )
}
