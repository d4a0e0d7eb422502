/** 確認 by a household on the screen, and 開いた. */
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { countingHousehold } from '~/modules/households/queries/sql.server'
import { readNotice } from '~/modules/notices/queries/notice.server'
import { now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { NotFound, Stale } from '~/platform/errors'
import { mayUndo } from '../rules'

/**
 * The person's own households that are asked to confirm a notice: they count, lie under its audience, and the person
 * answers for them. A dependant (同居の子ども など) does not.
 */
const ASKED_SQL = `
  SELECT h.id, h.association_id AS "associationId"
  FROM household_members m JOIN households h ON h.id = m.household_id
    JOIN associations a ON a.id = h.association_id
    JOIN notices n ON n.id = $1 JOIN associations u ON u.id = n.audience_id
  WHERE m.user_id = $2::uuid AND m.left_at IS NULL AND m.role <> 'dependant' AND a.path LIKE u.path || '%'
    AND n.state = 'published' AND n.visibility <> 'officers' AND n.confirm_by IS NOT NULL
    AND ${countingHousehold('h', '$3')}
  FOR SHARE OF h, m, n`

type Asked = { id: number; associationId: number }

const askedHouseholds = (tx: Tx, noticeId: number, userId: string, today: string) =>
  tx.$queryRawUnsafe<Asked[]>(ASKED_SQL, noticeId, userId, today)

/**
 * Confirms a notice for one's household, also after its last day. A second click, or another member at the same
 * moment, changes nothing.
 * @throws SignInNeeded; NotFound when the household is not the person's or is not asked; Gone as `readNotice`
 */
export async function confirm(actor: Actor, noticeId: number, householdId: number): Promise<void> {
  const { user } = requireUser(actor)
  await readNotice(actor, noticeId)
  await transaction(async (tx) => {
    const asked = await askedHouseholds(tx, noticeId, user.id, actor.today)
    const household = asked.find(({ id }) => id === householdId)
    if (!household) throw new NotFound()
    const made = await tx.confirmation.createMany({
      data: { noticeId, householdId, channel: 'screen', confirmedById: user.id, confirmedAt: now() },
      skipDuplicates: true,
    })
    if (made.count === 0) return
    await record(tx, actor, {
      action: 'confirmation.given',
      subjectType: 'notice',
      subjectId: noticeId,
      associationId: household.associationId,
      after: { household: householdId, channel: 'screen' },
    })
  })
}

/**
 * Takes the household's own confirmation back, on the day on which it was given.
 * @throws SignInNeeded, NotFound, Gone as `confirm`; Stale when there is none that can be taken back
 */
export async function undoConfirmation(actor: Actor, noticeId: number, householdId: number): Promise<void> {
  const { user } = requireUser(actor)
  await readNotice(actor, noticeId)
  await transaction(async (tx) => {
    const asked = await askedHouseholds(tx, noticeId, user.id, actor.today)
    const household = asked.find(({ id }) => id === householdId)
    if (!household) throw new NotFound()
    const given = await tx.confirmation.findUnique({
      where: { noticeId_householdId: { noticeId, householdId } },
      select: { id: true, channel: true, confirmedAt: true },
    })
    if (!given || !mayUndo(given, actor.today)) throw new Stale()
    const { count } = await tx.confirmation.deleteMany({ where: { id: given.id } })
    if (count !== 1) throw new Stale()
    await record(tx, actor, {
      action: 'confirmation.undone',
      subjectType: 'notice',
      subjectId: noticeId,
      associationId: household.associationId,
      before: { household: householdId, channel: given.channel },
    })
  })
}

/**
 * Writes down that the person's households have had the notice on the screen, for the first time. Is no act of the
 * person and stands in no audit; asking again changes nothing.
 * @throws SignInNeeded; NotFound, Gone as `readNotice`
 */
export async function recordOpening(actor: Actor, noticeId: number): Promise<void> {
  const { user } = requireUser(actor)
  await readNotice(actor, noticeId)
  await transaction(async (tx) => {
    const asked = await askedHouseholds(tx, noticeId, user.id, actor.today)
    const openedAt = now()
    await tx.noticeOpening.createMany({
      data: asked.map(({ id }) => ({ noticeId, householdId: id, openedAt })),
      skipDuplicates: true,
    })
  })
}
