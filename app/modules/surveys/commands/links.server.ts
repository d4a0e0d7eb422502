/** 回答用のリンク: on paper for households, by mail for whoever proves an address. Only a hash of a link is kept. */
import type { Actor } from '~/modules/accounts/rules'
import { countingHousehold } from '~/modules/households/queries/sql.server'
import { limitAttempts } from '~/platform/attempts.server'
import type { Day } from '~/platform/clock'
import { hashToken, newToken } from '~/platform/crypto.server'
import { db, type Tx, transaction } from '~/platform/db.server'
import { NotFound, Stale } from '~/platform/errors'
import { portalUrl } from '~/platform/settings.server'
import { writeMail } from '../mails.server'
import { type AboutSurvey, aboutSurvey } from '../queries/survey.server'
import { hasPaperLinks, type Question, SHEETS_OF_PART } from '../rules'
import type { SheetsForm } from '../schema'
import {
  answeredKeys,
  keptSurvey,
  questionsOf,
  type SurveyRow,
  surveyOf,
  surveySelect,
} from '../scope.server'
import { addressKey, voterKey } from '../voter.server'
import { refuseUnlessOpen } from './answer.server'
import { linkEnd, note } from './edit.server'

export type Sheet = { household: string; area: string; url: string }
export type MadeSheets = { survey: AboutSurvey; questions: Question[]; until: Day; sheets: Sheet[] }

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

/** A survey that gives out sheets now. @throws SignInNeeded, NotAllowed, NotFound; Stale when it takes none */
async function heldForSheets(tx: Tx, actor: Actor, id: number) {
  const held = await keptSurvey(tx, actor, id)
  const { survey } = held
  if (!hasPaperLinks(survey)) throw new NotFound()
  if (survey.state !== 'open' || survey.closesOn < actor.today) throw new Stale('survey_not_running')
  return held
}

type Household = { id: number; name: string; area: number; areaName: string }

/** Households that count, below the audience: `$1` its path, `$2` today, `$3` the one or the group. */
const HOUSEHOLDS = (which: 'one' | 'group') => `
  SELECT h.id, h.name, a.id AS area, a.name AS "areaName" FROM households h JOIN associations a ON a.id = h.association_id
  WHERE a.path LIKE $1 || '%' AND ${countingHousehold('h', '$2')} AND ${which === 'one' ? 'h.id' : 'a.id'} = $3::int
  ORDER BY h.position, h.id`

async function giveSheets(tx: Tx, survey: SurveyRow, households: readonly Household[]): Promise<MadeSheets> {
  const expiresAt = linkEnd(survey.closesOn)
  const sheets: Sheet[] = []
  for (const household of households) {
    const key = voterKey(survey.id, 'household', household.id)
    const token = await giveLink(tx, survey.id, key, {
      areaId: household.area,
      householdId: household.id,
      expiresAt,
    })
    sheets.push({ household: household.name, area: household.areaName, url: portalUrl(`/s/${token}`) })
  }
  const questions = await questionsOf(tx, survey.id)
  return { survey: aboutSurvey(survey), questions, until: survey.closesOn, sheets }
}

/**
 * Makes the sheets of a part of a group: a link for each household that counts and has not answered.
 * @returns the only time that the links can be seen
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when the survey takes none, or nobody of the part is left
 */
export async function makeSheets(actor: Actor, id: number, form: SheetsForm): Promise<MadeSheets> {
  return transaction(async (tx) => {
    const { survey, keeper } = await heldForSheets(tx, actor, id)
    const { area, part } = form.part
    const all = await tx.$queryRawUnsafe<Household[]>(
      HOUSEHOLDS('group'),
      survey.audience.path,
      actor.today,
      area,
    )
    if (all.length === 0) throw new NotFound()
    const households = all.slice(part * SHEETS_OF_PART, (part + 1) * SHEETS_OF_PART)
    const keyOf = (household: Household) => voterKey(id, 'household', household.id)
    const answered = await answeredKeys(tx, id, households.map(keyOf))
    const made = new Set<number | null>()
    if (form.which === 'new') {
      const links = await tx.surveyLink.findMany({
        where: { surveyId: id, householdId: { in: households.map((household) => household.id) } },
        select: { householdId: true },
      })
      for (const link of links) made.add(link.householdId)
    }
    const waiting = households.filter(
      (household) => !answered.has(keyOf(household)) && !made.has(household.id),
    )
    if (waiting.length === 0) throw new Stale('survey_sheets_none')
    const sheets = await giveSheets(tx, survey, waiting)
    await note(tx, keeper, survey, 'sheets_made', { area, sheets: waiting.length })
    return sheets
  }, 60)
}

/**
 * Makes a new sheet for one household whose sheet is lost: its earlier link leads nowhere from now on, those of all
 * others stay. It is made whether or not the household has answered, so that nobody learns this by asking; a link of one
 * that has answered says so to whoever opens it.
 * @throws as `makeSheets`; NotFound for a household that is not asked
 */
export async function renewSheet(actor: Actor, id: number, householdId: number): Promise<MadeSheets> {
  return transaction(async (tx) => {
    const { survey, keeper } = await heldForSheets(tx, actor, id)
    const found = await tx.$queryRawUnsafe<Household[]>(
      HOUSEHOLDS('one'),
      survey.audience.path,
      actor.today,
      householdId,
    )
    const [household] = found
    if (!household) throw new NotFound()
    const sheets = await giveSheets(tx, survey, [household])
    // Not which one: who was given a second sheet is nobody's business a year from now.
    await note(tx, keeper, survey, 'sheets_made', { area: household.area, sheets: 1 })
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
    // Also of an address with an account: what this answers as well, and has answered, is found in the roll.
    const token = await giveLink(tx, id, addressKey(id, email), {
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
