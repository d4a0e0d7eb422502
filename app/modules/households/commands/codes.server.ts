/** 世帯のコード: on a slip of paper, with which its people join it. Only a hash is kept; the code is shown once. */
import { type Actor, inScope, requireUser, scopesOf } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { dayToDate, now } from '~/platform/clock'
import { clearLetters, keyedHash } from '~/platform/crypto.server'
import { transaction } from '~/platform/db.server'
import { Invalid, NotFound } from '~/platform/errors'
import { registerNode } from '../queries/register.server'
import { CODE_DAYS, MOST_AT_ONCE } from '../rules'

/** Eight of thirty letters and digits: 39 bits, against ten attempts an hour. */
const LENGTH = 8

/** Keyed, as a code of eight letters could be guessed from its bare hash. */
export const hashHouseholdCode = (code: string): string => keyedHash('household-code', code)

type Slip = { household: string; group: string; code: string; validUntil: string }

/**
 * Makes a code for each of some households, or for all of a group; earlier codes of theirs end.
 * @param ids which; none means all of the association or group with all below it that have not moved out
 * @returns the slips in the order of the sheet, the only time that the codes can be seen
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid when there is none, or there are too many for one print
 */
export async function issueCodes(
  actor: Actor,
  associationId: number,
  ids: readonly number[],
): Promise<Slip[]> {
  const officer = requireUser(actor)
  return transaction(async (tx) => {
    const node = await registerNode(tx, officer, associationId)
    const households = await tx.household.findMany({
      where: {
        association: {
          AND: [inScope(scopesOf(officer, 'household.keep')), { path: { startsWith: node.path } }],
        },
        OR: [{ movedOutOn: null }, { movedOutOn: { gt: dayToDate(officer.today) } }],
        ...(ids.length > 0 ? { id: { in: [...ids] } } : {}),
      },
      orderBy: [{ associationId: 'asc' }, { position: 'asc' }, { id: 'asc' }],
      take: MOST_AT_ONCE + 1,
      select: { id: true, name: true, association: { select: { name: true } } },
    })
    if (ids.length > 0 && households.length !== new Set(ids).size) throw new NotFound()
    if (households.length === 0) throw new Invalid({ household: ['households.error.none_for_slips'] })
    if (households.length > MOST_AT_ONCE)
      throw new Invalid({ household: [`households.error.too_many?max=${MOST_AT_ONCE}`] })
    const codeExpiresAt = new Date(now().getTime() + CODE_DAYS * 86_400_000)
    const slips: Slip[] = []
    for (const { id, name, association } of households) {
      const code = clearLetters(LENGTH)
      await tx.household.update({
        where: { id },
        data: { codeHash: hashHouseholdCode(code), codeExpiresAt },
        select: { id: true },
      })
      slips.push({ household: name, group: association.name, code, validUntil: codeExpiresAt.toISOString() })
    }
    await record(tx, officer, {
      action: 'household.codes_issued',
      subjectType: 'association',
      subjectId: associationId,
      associationId,
      after: { households: households.map(({ id }) => id), until: codeExpiresAt.toISOString() },
    })
    return slips
  })
}
