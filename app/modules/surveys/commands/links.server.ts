/** 回答用のリンク: on paper for households, by mail for whoever proves an address. Only a hash of a link is kept. */
import type { Actor } from '~/modules/accounts/rules'
import { countingHousehold } from '~/modules/households/queries/sql.server'
import { limitAttempts } from '~/platform/attempts.server'
import type { Day } from '~/platform/clock'
import { hashToken, newToken } from '~/platform/crypto.server'
import { db, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { lockMixed } from '~/platform/mix.server'
import { BALLOTS } from '../ballots.server'
import { dropLinks } from '../link.server'
import { writeMail } from '../mails.server'
import { hasPaperLinks } from '../rules'
import { answeredKeys, keptSurvey, keyOfAddress, surveyOf, surveySelect } from '../scope.server'
import { addressKey, voterKey } from '../voter.server'
import { refuseUnlessOpen } from './answer.server'
import { linkEnd, note } from './edit.server'

/** Sheets of one print */
export const MOST_SHEETS = 300

export type Sheet = { household: string; area: string; url: string; until: Day }

/** Gives somebody a new link; the one before leads nowhere from now on. */
async function giveLink(
  tx: Tx,
  surveyId: number,
  key: string,
  given: { areaId: number | null; householdId: number | null; expiresAt: Date },
): Promise<string> {
  const token = newToken()
  const data = { ...given, tokenHash: hashToken(token) }
  await tx.surveyLink.upsert({
    where: { surveyId_voterKey: { surveyId, voterKey: key } },
    create: { ...data, surveyId, voterKey: key },
    update: data,
    select: { id: true },
  })
  return token
}

/**
 * Makes the sheets of a group: a link for each household that counts and has not answered.
 * @returns the only time that the links can be seen
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when the survey takes none; Invalid when there is nobody, or too many
 */
export async function makeSheets(actor: Actor, id: number, areaId: number): Promise<Sheet[]> {
  return transaction(async (tx) => {
    const { survey, keeper } = await keptSurvey(tx, actor, id)
    if (!hasPaperLinks(survey)) throw new NotFound()
    if (survey.state !== 'open' || survey.closesOn < actor.today) throw new Stale('survey_not_running')
    const area = await tx.association.findFirst({
      where: { id: areaId, path: { startsWith: survey.audience.path } },
      select: { id: true, name: true },
    })
    if (!area) throw new NotFound()
    const households = await tx.$queryRawUnsafe<{ id: number; name: string }[]>(
      `SELECT h.id, h.name FROM households h WHERE h.association_id = $1::int AND ${countingHousehold('h', '$2')}
       ORDER BY h.position, h.id`,
      areaId,
      actor.today,
    )
    const keys = new Map(
      households.map((household) => [household.id, voterKey(id, 'household', household.id)]),
    )
    const answered = await answeredKeys(tx, id, [...keys.values()])
    const waiting = households.filter((household) => !answered.has(keys.get(household.id) ?? ''))
    if (waiting.length === 0) throw new Invalid({ area: ['surveys.error.nobody_left'] })
    if (waiting.length > MOST_SHEETS) {
      throw new Invalid({ area: [message('form.too_many', { max: MOST_SHEETS })] })
    }
    const expiresAt = linkEnd(survey.closesOn)
    const sheets: Sheet[] = []
    for (const household of waiting) {
      const key = keys.get(household.id) ?? ''
      const token = await giveLink(tx, id, key, { areaId, householdId: household.id, expiresAt })
      sheets.push({ household: household.name, area: area.name, url: `/s/${token}`, until: survey.closesOn })
    }
    await note(tx, keeper, survey, 'sheets_made', { area: areaId, sheets: sheets.length })
    return sheets
  })
}

/**
 * Sends a link to an address, for whoever has no account. What is answered says nothing of whether the address is
 * known, or has answered.
 * @throws NotFound, Gone, Stale unless the survey is open to everybody without names; TooMany
 */
export async function sendLink(actor: Actor, id: number, email: string): Promise<void> {
  const row = await db.survey.findFirst({ where: { id, openedAt: { not: null } }, select: surveySelect })
  if (!row) throw new NotFound()
  const survey = surveyOf(row)
  // An address is no name: a survey that keeps names asks for an account.
  if (survey.reach !== 'all' || !survey.anonymous) throw new NotFound()
  refuseUnlessOpen(survey, actor.today)
  await limitAttempts('survey-link', { max: 5, minutes: 60 }, `${id}:${email}`)
  await limitAttempts('survey-link-origin', { max: 30, minutes: 60 }, actor.origin || 'unknown')
  await transaction(async (tx) => {
    // An answer that arrives at this moment is seen.
    await lockMixed(tx, BALLOTS, id)
    const key = await keyOfAddress(tx, id, email)
    // The one before may have been sent when there was no account: it leads nowhere either.
    const before = addressKey(id, email)
    if (key !== before) await dropLinks(tx, id, [before])
    const token = await giveLink(tx, id, key, {
      areaId: null,
      householdId: null,
      expiresAt: linkEnd(survey.closesOn),
    })
    await writeMail(tx, { email, language: null }, 'link', {
      title: survey.title,
      association: survey.association.name,
      until: survey.closesOn,
      path: `/s/${token}`,
    })
  })
}
