/** 回答用のリンク: whose answer a token stands for. */
import { countingHousehold } from '~/modules/households/queries/sql.server'
import { type Day, now } from '~/platform/clock'
import { hashToken } from '~/platform/crypto.server'
import type { db, Tx } from '~/platform/db.server'
import { Gone, NotFound } from '~/platform/errors'
import type { Voter } from './scope.server'

export type FoundLink = { surveyId: number; voter: Voter }

/**
 * @throws NotFound for a token that was never given out, or replaced by a newer one; Gone after its last day, and for
 *   a household that has moved out
 */
export async function voterOfLink(client: Tx | typeof db, token: string, today: Day): Promise<FoundLink> {
  if (!/^[\w-]{43}$/.test(token)) throw new NotFound('survey_link_unknown')
  const link = await client.surveyLink.findUnique({
    where: { tokenHash: hashToken(token) },
    select: {
      surveyId: true,
      voterKey: true,
      areaId: true,
      householdId: true,
      expiresAt: true,
    },
  })
  if (!link) throw new NotFound('survey_link_unknown')
  if (link.expiresAt <= now()) throw new Gone('survey_link_late')
  let name = ''
  if (link.householdId !== null) {
    const [household] = await client.$queryRawUnsafe<{ name: string }[]>(
      `SELECT h.name FROM households h WHERE h.id = $1::int AND ${countingHousehold('h', '$2')}`,
      link.householdId,
      today,
    )
    if (!household) throw new Gone('survey_link_household')
    name = household.name
  }
  return {
    surveyId: link.surveyId,
    voter: {
      key: link.voterKey,
      aliases: [],
      areaId: link.areaId,
      householdId: link.householdId,
      name,
    },
  }
}
