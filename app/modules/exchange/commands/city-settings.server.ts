/** 日数と受付: what the city sets for the exchange of views. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { isUniqueViolation, transaction } from '~/platform/db.server'
import { Stale } from '~/platform/errors'
import { exchangeSettings } from '../queries/settings.server'
import type { SettingsForm } from '../schema/city'

/**
 * Sets the days and whether residents ask directly. What already waits keeps its day.
 * @throws SignInNeeded, NotAllowed; Stale when somebody else has set them meanwhile
 */
export async function setExchange(actor: Actor, form: SettingsForm): Promise<void> {
  const staff = requirePortalRight(actor, 'matter.route')
  const { version, ...values } = form
  try {
    await transaction(async (tx) => {
      const before = await exchangeSettings(tx)
      if (before.version !== version) throw new Stale()
      if (version === 0) await tx.exchangeSetting.create({ data: { id: 1, ...values }, select: { id: true } })
      else {
        const { count } = await tx.exchangeSetting.updateMany({
          where: { id: 1, version },
          data: { ...values, version: version + 1 },
        })
        if (count !== 1) throw new Stale()
      }
      const { version: _seen, ...old } = before
      await record(tx, staff, {
        action: 'matter.settings',
        subjectType: 'portal',
        subjectId: 'exchange',
        before: old,
        after: values,
      })
    })
  } catch (error) {
    // Two have set them for the first time at once.
    throw isUniqueViolation(error) ? new Stale() : error
  }
}
