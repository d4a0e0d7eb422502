/** What an administrator does to the portal itself: maintenance, and failed jobs once more. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { type Auditee, record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound } from '~/platform/errors'
import type { MaintenanceForm } from './schema'

/**
 * Begins, changes or ends maintenance; all instances follow within a second or two.
 * @throws SignInNeeded, NotAllowed; Invalid when it would end in the past
 */
export async function setMaintenance(actor: Actor, form: MaintenanceForm): Promise<void> {
  requirePortalRight(actor, 'instance.operate')
  await transaction((tx) => writeMaintenance(tx, actor, form))
}

/** The same at the command line of the server: whoever sits there needs no account. */
export async function setMaintenanceFromServer(form: MaintenanceForm): Promise<void> {
  const keeper: Auditee = { user: null, capacity: 'command_line', origin: '' }
  await transaction((tx) => writeMaintenance(tx, keeper, form))
}

async function writeMaintenance(tx: Tx, actor: Auditee, { stage, until, reason }: MaintenanceForm) {
  if (stage !== 'off' && until && until <= now()) throw new Invalid({ until: ['operation.error.past'] })
  const before = await tx.maintenance.findUnique({ where: { id: 1 }, select: { stage: true } })
  const said =
    stage === 'off' ? { until: null, reason: null } : { until: until ?? null, reason: reason || null }
  const data = { stage, ...said, changedAt: now() }
  await tx.maintenance.upsert({ where: { id: 1 }, create: { id: 1, ...data }, update: data })
  await record(tx, actor, {
    action: 'maintenance.set',
    subjectType: 'portal',
    subjectId: 1,
    before: { stage: before?.stage ?? 'off' },
    after: { stage, until: said.until?.toISOString() ?? null },
  })
}

/**
 * Has a job that was given up done once more, at once.
 * @throws SignInNeeded, NotAllowed; NotFound when it has not failed, or is being tried again already
 */
export async function retryJob(actor: Actor, { name, job }: { name: string; job: string }): Promise<void> {
  requirePortalRight(actor, 'instance.operate')
  await transaction(async (tx) => {
    const count = await tx.$executeRaw`
      UPDATE pgboss.job SET state = 'retry', retry_limit = retry_count + 1, start_after = now(),
        completed_on = NULL, keep_until = now() + interval '365 days'
      WHERE name = ${name} AND id = ${job}::uuid AND state = 'failed'`
    if (count !== 1) throw new NotFound()
    await record(tx, actor, {
      action: 'job.retried',
      subjectType: 'job',
      subjectId: job,
      after: { name },
    })
  })
}
