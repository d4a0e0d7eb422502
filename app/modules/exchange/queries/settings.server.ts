/** What the city has set for the exchange of views. Public: whoever asks may know how long an answer takes. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { db, type Tx } from '~/platform/db.server'

/** Days of the calendar. */
type ExchangeSettings = {
  directAllowed: boolean
  routeDays: number
  answerDays: number
  version: number
}

/** As long as nobody has set anything; the same as the database's own. */
const UNSET: ExchangeSettings = { directAllowed: true, routeDays: 3, answerDays: 14, version: 0 }

/** The settings; those of a new portal as long as nobody has set any. */
export async function exchangeSettings(client: Tx | typeof db = db): Promise<ExchangeSettings> {
  const set = await client.exchangeSetting.findUnique({
    where: { id: 1 },
    select: { directAllowed: true, routeDays: true, answerDays: true, version: true },
  })
  return set ?? UNSET
}

/** For their form. @throws SignInNeeded, NotAllowed */
export function settingsKept(actor: Actor): Promise<ExchangeSettings> {
  requirePortalRight(actor, 'matter.route')
  return exchangeSettings()
}
