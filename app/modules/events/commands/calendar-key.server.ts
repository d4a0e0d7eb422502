/** The address of a household's calendar, renewed when somebody has it who should not. */
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { householdsOf } from '~/modules/households/queries/own.server'
import { transaction } from '~/platform/db.server'
import { NotFound, Stale } from '~/platform/errors'

/**
 * Gives the calendar of one's household a new address; the earlier one leads nowhere from then on.
 * @param seen the number of the key that the person saw: the same button pressed twice renews it once
 * @throws SignInNeeded; NotFound for a household that is not the actor's; Stale when it was renewed since
 */
export async function renewCalendarKey(actor: Actor, householdId: number, seen: number): Promise<void> {
  const person = requireUser(actor)
  const own = (await householdsOf(person)).find(({ id, role }) => id === householdId && role !== 'dependant')
  if (!own) throw new NotFound()
  await transaction(async (tx) => {
    const { count } = await tx.household.updateMany({
      where: { id: householdId, calendarKey: seen },
      data: { calendarKey: seen + 1 },
    })
    if (count !== 1) throw new Stale()
    await record(tx, person, {
      action: 'household.calendar_renewed',
      subjectType: 'household',
      subjectId: householdId,
      associationId: own.associationId,
      before: { key: seen },
      after: { key: seen + 1 },
    })
  })
}
