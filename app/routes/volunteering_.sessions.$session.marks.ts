/** What a phone at the desk has kept, as JSON: it is taken, and the list as it stands comes back. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { takeKeptMarks } from '~/modules/attendance/commands/marks.server'
import { deskView } from '~/modules/attendance/queries/people.server'
import { sentMarks } from '~/modules/attendance/schema'
import { PortalError } from '~/platform/errors'
import { firstValue } from '~/platform/forms'
import { readForm } from '~/platform/forms.server'
import { idParam, queryParam, resource } from '~/platform/http.server'

export const loader = resource(async (args: LoaderFunctionArgs) => listed(args, []))

export const action = resource(async (args: ActionFunctionArgs) => {
  const opener = await openerOf(args)
  const id = idParam(args.params.session)
  // Who may not open the desk is told so before anything is read.
  await deskView(opener, id)
  const { fields } = await readForm(args)
  const sent = sentMarks.safeParse(jsonOf(firstValue(fields, 'marks')))
  if (!sent.success) throw new PortalError(400, 'not_a_form')
  return listed(args, await takeKeptMarks(opener, id, sent.data))
})

type Args = LoaderFunctionArgs | ActionFunctionArgs

const openerOf = async (args: Args) => ({
  actor: await currentActor(args),
  key: queryParam(args.request, 'key') ?? null,
})

async function listed(args: Args, outcomes: unknown[]): Promise<Response> {
  const { people, room, state } = await deskView(await openerOf(args), idParam(args.params.session))
  return Response.json(
    { outcomes, people, room, state },
    { headers: { 'Cache-Control': 'private, no-store' } },
  )
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return null
  }
}
