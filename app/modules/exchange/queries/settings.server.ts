/** What the city has set for the exchange; public. */
import { db, type Tx } from '~/platform/db.server'

export type ExchangeSettings = {
  directAllowed: boolean
  routeDays: number
  answerDays: number
  version: number
}

/** Nobody has set anything yet: as the database would write it. */
const AS_DELIVERED: ExchangeSettings = { directAllowed: true, routeDays: 3, answerDays: 14, version: 1 }

/** Days of the calendar. */
export async function exchangeSettings(client: Tx | typeof db = db): Promise<ExchangeSettings> {
  const found = await client.exchangeSetting.findUnique({
    where: { id: 1 },
    select: { directAllowed: true, routeDays: true, answerDays: true, version: true },
  })
  return found ?? AS_DELIVERED
}
