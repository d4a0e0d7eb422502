/** 保険の名簿 (CSV) of one session or of a programme: that it was made is recorded, so it is asked for with a button. */
import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { insuranceList } from '~/modules/attendance/commands/papers.server'
import { insuranceForm } from '~/modules/attendance/schema'
import { NotFound } from '~/platform/errors'
import { readForm } from '~/platform/forms.server'
import { resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'

/** A list that was bookmarked leads to where it is made. */
export const loader = resource(async () => redirect('/desk/volunteering/insurance'))

export const action = resource(async (args: ActionFunctionArgs) => {
  const { fields } = await readForm(args)
  const of = insuranceForm.safeParse({ ...fields })
  if (!of.success) throw new NotFound()
  const t = translator(await languageOf(args.request))
  const list = await insuranceList(await currentActor(args), of.data, t)
  const name = of.data.session ? `session-${of.data.session}` : `programme-${of.data.programme ?? 0}`
  return new Response(list, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="insurance-${name}.csv"`,
      'Cache-Control': 'private, no-store',
    },
  })
})
