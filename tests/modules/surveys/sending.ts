/** Sending as a browser or a program would, and counting what came of it. */
import { COUNTED } from '~/modules/surveys/scope.server'
import { db } from '~/platform/db.server'
import type { FormFields } from '~/platform/forms'
import { asking } from '../accounts/support'
import type { aSurvey } from './support'

export type Survey = Awaited<ReturnType<typeof aSurvey>>
type Route = { action: (args: never) => Promise<unknown> }

/** The status with which a browser would be answered. */
async function statusOf(sent: Promise<unknown>): Promise<number> {
  const got = await sent.catch((thrown: unknown) => thrown)
  if (got instanceof Response) return got.status
  if (got instanceof Error) throw got
  return (got as { init?: { status?: number } }).init?.status ?? 200
}

/** A form sent to a route. @returns the status */
export const post = (
  route: Route,
  path: string,
  params: Record<string, string>,
  fields: FormFields,
  over: { cookie?: string; address?: string } = {},
) =>
  statusOf(
    route.action(
      asking(path, { params, fields: fields as Record<string, string | string[]>, ...over }) as never,
    ),
  )

/** How often each is in a list. */
export const tally = (statuses: readonly number[]) =>
  Object.fromEntries(
    [...new Set(statuses)].sort().map((one) => [one, statuses.filter((s) => s === one).length]),
  )

/** Rows of a survey's roll and of its answers. */
export const counted = async ({ id }: Survey) => ({
  roll: await db.surveyRoll.count({ where: { surveyId: id, ...COUNTED } }),
  ballots: await db.surveyBallot.count({ where: { surveyId: id } }),
})
