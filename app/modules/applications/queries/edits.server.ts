/** だれが何を直したか: for those who work on an application together. */
import type { db, Tx } from '~/platform/db.server'
import type { Task } from '../rules'

export type EditView = {
  task: Task
  /** As `Problem.item` names them */
  fields: string[]
  version: number
  at: Date
  byId: string | null
  /** Null where the account is gone */
  by: string | null
}

/**
 * What the association wrote in answer to the last request for corrections, the newest first.
 * @param events of the application, the newest first
 */
export async function editsOfCorrection(
  client: Tx | typeof db,
  applicationId: number,
  events: readonly { verb: string; createdAt: Date }[],
): Promise<EditView[]> {
  const asked = events.findIndex(({ verb }) => verb === 'ask_correction' || verb === 'ask_report_correction')
  const from = events[asked]?.createdAt
  if (!from) return []
  const until = events.slice(0, asked).findLast(({ verb }) => verb.startsWith('resubmit'))?.createdAt
  const edits = await editsOf(client, applicationId, { take: 200 })
  return edits.filter(({ at }) => at >= from && (!until || at <= until))
}

/** The last edits, the newest first. Nobody's right is asked here. */
export async function editsOf(
  client: Tx | typeof db,
  applicationId: number,
  options: { task?: Task; after?: number; take: number },
): Promise<EditView[]> {
  const edits = await client.subsidyEdit.findMany({
    where: { applicationId, task: options.task, version: { gt: options.after ?? 0 } },
    select: { task: true, fields: true, version: true, byId: true, createdAt: true },
    orderBy: { id: 'desc' },
    take: options.take,
  })
  const ids = [...new Set(edits.flatMap(({ byId }) => byId ?? []))]
  const people = await client.user.findMany({
    where: { id: { in: ids } },
    select: { id: true, familyName: true, givenName: true },
  })
  const names = new Map(people.map((one) => [one.id, `${one.familyName} ${one.givenName}`.trim()]))
  return edits.map(({ task, createdAt, byId, ...edit }) => ({
    ...edit,
    task: task as Task,
    at: createdAt,
    byId,
    by: (byId && names.get(byId)) ?? null,
  }))
}
