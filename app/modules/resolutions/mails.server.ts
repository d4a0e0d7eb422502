/** The mails of decisions. Their words stand under `resolutions.mail.<kind>`. */
import { type Holder, holdersOf } from '~/modules/accounts/queries/holders.server'
import type { Right } from '~/modules/accounts/rules'
import { type MailParams, queueWords } from '~/modules/notifications/commands.server'
import { type Day, formatDay } from '~/platform/clock'
import type { Prisma, Tx } from '~/platform/db.server'
import type { Translate } from '~/platform/i18n'
import { portalUrl } from '~/platform/settings.server'
import type { Locked } from './scope.server'

type VoterMail = 'consent' | 'vote_soon' | 'vote' | 'remind' | 'meeting' | 'cancelled' | 'decided'
type OfficerMail = 'check' | 'differs' | 'papers' | 'over'

type Kind = VoterMail | OfficerMail

const personSelect = { id: true, email: true, language: true } as const

/**
 * Accounts of those who are asked: of a person the own, of a household all its people but dependants.
 * @param where which voters
 */
async function votersToTell(tx: Tx, resolution: Locked, where: Prisma.ResolutionVoterWhereInput) {
  const voters = await tx.resolutionVoter.findMany({
    where: { resolutionId: resolution.id, ...where },
    select: { householdId: true, user: { select: personSelect } },
  })
  const people = new Map<string, Holder>()
  for (const { user } of voters) if (user) people.set(user.id, user)
  if (resolution.unit === 'household') {
    const ties = await tx.householdMember.findMany({
      where: {
        householdId: { in: voters.flatMap(({ householdId }) => householdId ?? []) },
        leftAt: null,
        role: { not: 'dependant' },
        userId: { not: null },
      },
      select: { user: { select: personSelect } },
    })
    for (const { user } of ties) if (user) people.set(user.id, user)
  }
  return [...people.values()]
}

async function write(
  tx: Tx,
  resolution: Locked,
  to: readonly Holder[],
  kind: Kind,
  path: string,
  more: MailParams,
) {
  const mail = { words: `resolutions.mail.${kind}`, foot: 'resolutions.mail.foot' }
  for (const receiver of to) {
    await queueWords(tx, receiver, mail, (t, language) => ({
      association: resolution.association.name,
      title: resolution.title,
      url: portalUrl(path),
      ...more(t, language),
    }))
  }
}

/** Writes to those who are asked. @param given `from` and `day`: the first and last days, where the words name them */
export async function tellVoters(
  tx: Tx,
  resolution: Locked,
  kind: VoterMail,
  given: {
    day?: Day | null
    from?: Day | null
    why?: (t: Translate) => string
    where?: Prisma.ResolutionVoterWhereInput
  } = {},
): Promise<number> {
  const { day = null, from = null, why, where = {} } = given
  const asks = kind === 'consent' || kind === 'vote_soon' || kind === 'vote' || kind === 'remind'
  const path = asks
    ? `/resolutions/${resolution.id}/vote`
    : `/associations/${resolution.association.slug}/resolutions/${resolution.id}`
  const people = await votersToTell(tx, resolution, where)
  await write(tx, resolution, people, kind, path, (t, language) => ({
    day: day ? formatDay(day, language) : '',
    from: from ? formatDay(from, language) : '',
    why: why?.(t) ?? '',
  }))
  return people.length
}

/** Writes to the officers of the association with a right, or to some of them. */
export async function tellOfficers(
  tx: Tx,
  resolution: Locked,
  kind: OfficerMail,
  given: { right: Right; today: Day; leaf?: string; only?: readonly string[]; number?: number },
): Promise<void> {
  const { right, today, leaf = '', only, number = 0 } = given
  const holders = await holdersOf(tx, right, resolution.association, today)
  const to = only ? holders.filter(({ id }) => only.includes(id)) : holders
  const path = `/associations/${resolution.association.slug}/resolutions/${resolution.id}${leaf}`
  await write(tx, resolution, to, kind, path, () => ({ number }))
}
