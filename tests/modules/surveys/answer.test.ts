/** One answer of each: whoever comes at once, twice, late, or with a link that is not theirs. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Actor } from '~/modules/accounts/rules'
import { answerAsAccount, answerByLink } from '~/modules/surveys/commands/answer.server'
import { sendLink } from '~/modules/surveys/commands/links.server'
import { moveSurvey } from '~/modules/surveys/commands/run.server'
import { sheetForAccount, sheetForLink } from '~/modules/surveys/queries/survey.server'
import { fieldOf } from '~/modules/surveys/rules'
import { COUNTED } from '~/modules/surveys/scope.server'
import { addDays } from '~/platform/clock'
import { hashToken } from '~/platform/crypto.server'
import { db } from '~/platform/db.server'
import { Invalid, PortalError } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actorOf, giveTerm, makeTown, makeUser, type Town, today, travel } from '../accounts/support'
import { aHousehold, aSurvey, counts, members, ofKind, sheet, sheetsOf, tokenOf } from './support'

let town: Town
let chair: Actor

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  const { id } = await makeUser()
  await giveTerm(id, town.association.id, 'chair')
  chair = await actorOf(id)
})
afterEach(() => {
  vi.useRealTimers()
})

/** What a refusal says, by its status and key. */
const refusal = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'taken'
  } catch (error) {
    if (!(error instanceof PortalError)) throw error
    return `${error.status} ${error.key}`
  }
}

/** The link on the sheet of a household. */
async function linkOf(surveyId: number, areaId: number, name: string): Promise<string> {
  const found = (await sheetsOf(chair, surveyId, areaId)).find(({ household }) => household === name)
  if (!found) throw new Error('no sheet')
  return tokenOf(found.url)
}

describe.each([true, false])('one answer of a household, without names: %s', (anonymous) => {
  test('twenty at once, by several accounts and the link on paper, are one', async () => {
    const survey = await aSurvey({ associationId: town.association.id, anonymous })
    const { actors, name } = await aHousehold(town.association.id, 4)
    const token = await linkOf(survey.id, town.association.id, name)
    const tries = Array.from({ length: 20 }, (_, at) => {
      const fields = sheet(survey.questions, `回答${at}`, at)
      const actor = actors[at % 5]
      return refusal(actor ? answerAsAccount(actor, survey.id, fields) : answerByLink(today(), token, fields))
    })
    const said = await Promise.all(tries)
    expect(said.filter((word) => word === 'taken')).toHaveLength(1)
    expect(new Set(said)).toEqual(new Set(['taken', '409 survey_answered']))
    expect(await counts(survey.id)).toEqual({ roll: 1, ballots: 1 })
  })
})

test('two households answer both, and somebody in both answers for each', async () => {
  const survey = await aSurvey({ associationId: town.association.id })
  const first = await aHousehold(town.association.id)
  const second = await aHousehold(town.group.id)
  await db.householdMember.create({
    data: { householdId: second.id, userId: first.actor.user?.id ?? '', role: 'member' },
  })
  expect(await answerAsAccount(first.actor, survey.id, sheet(survey.questions))).toBe('taken')
  expect(await answerAsAccount(first.actor, survey.id, sheet(survey.questions))).toBe('taken')
  expect(await refusal(answerAsAccount(second.actor, survey.id, sheet(survey.questions)))).toBe(
    '409 survey_answered',
  )
  expect(await counts(survey.id)).toEqual({ roll: 2, ballots: 2 })
  const areas = await db.surveyRoll.findMany({ where: { surveyId: survey.id }, select: { areaId: true } })
  expect(new Set(areas.map(({ areaId }) => areaId))).toEqual(new Set([town.association.id, town.group.id]))
})

describe('links', () => {
  test('that are forged lead nowhere, and one that was replaced neither', async () => {
    const survey = await aSurvey({ associationId: town.association.id })
    const { name } = await aHousehold(town.association.id)
    const old = await linkOf(survey.id, town.association.id, name)
    const young = await linkOf(survey.id, town.association.id, name)
    const send = (token: string) => refusal(answerByLink(today(), token, sheet(survey.questions)))
    const turned = `${young.slice(0, -1)}${young.endsWith('A') ? 'B' : 'A'}`
    for (const token of ['', 'x', '\u0000', 'a'.repeat(43), hashToken(young), turned, old]) {
      expect(await send(token)).toBe('404 survey_link_unknown')
      expect(await refusal(sheetForLink(today(), token))).toBe('404 survey_link_unknown')
    }
    expect(await counts(survey.id)).toEqual({ roll: 0, ballots: 0 })
    expect(await send(young)).toBe('taken')
    expect(await send(young)).toBe('409 survey_answered')
    expect(await refusal(sheetForLink(today(), young))).toBe('409 survey_answered')
    expect(await counts(survey.id)).toEqual({ roll: 1, ballots: 1 })
  })

  test('are not kept as they are, and an answered household gets no other sheet', async () => {
    const survey = await aSurvey({ associationId: town.association.id })
    const first = await aHousehold(town.association.id)
    await aHousehold(town.association.id)
    const token = await linkOf(survey.id, town.association.id, first.name)
    const kept = JSON.stringify(await db.surveyLink.findMany())
    expect(kept).toContain(hashToken(token))
    expect(kept).not.toContain(token)
    await answerAsAccount(first.actor, survey.id, sheet(survey.questions))
    const sheets = await sheetsOf(chair, survey.id, town.association.id)
    expect(sheets.map(({ household }) => household)).not.toContain(first.name)
    expect(sheets).toHaveLength(1)
  })

  test('come too late after the last day, before any job has run', async () => {
    const survey = await aSurvey({ associationId: town.association.id, closesOn: today() })
    const { name, actor } = await aHousehold(town.association.id)
    const token = await linkOf(survey.id, town.association.id, name)
    travel({ days: 1 })
    expect(await refusal(sheetForLink(today(), token))).toBe('410 survey_link_late')
    expect(await refusal(answerByLink(today(), token, sheet(survey.questions)))).toBe('410 survey_link_late')
    const late = { ...actor, today: today() }
    expect(await refusal(answerAsAccount(late, survey.id, sheet(survey.questions)))).toBe('410 survey_over')
  })

  test('of a household that has moved out are of no use', async () => {
    const survey = await aSurvey({ associationId: town.association.id })
    const { id, name } = await aHousehold(town.association.id)
    const token = await linkOf(survey.id, town.association.id, name)
    await db.household.update({
      where: { id },
      data: { movedOutOn: new Date(`${addDays(today(), -1)}T00:00:00Z`) },
    })
    expect(await refusal(answerByLink(today(), token, sheet(survey.questions)))).toBe(
      '410 survey_link_household',
    )
  })

  test('by mail go to whoever proves an address; with an account of that address it is one answer', async () => {
    const survey = await aSurvey({ associationId: town.city.id, reach: 'all', unit: 'person' })
    const user = await makeUser({ email: 'hanako@mail.example' })
    const guest = { ...chair, user: null, seats: [], memberships: [] }
    await sendLink(guest, survey.id, 'hanako@mail.example')
    await sendLink(guest, survey.id, 'taro@mail.example')
    const token = async (recipient: string) =>
      /\/s\/([\w-]{43})/.exec((await db.mail.findFirst({ where: { recipient } }))?.text ?? '')?.[1] ?? ''
    expect(
      await answerByLink(today(), await token('taro@mail.example'), sheet(survey.questions)),
    ).toMatchObject({ how: 'taken' })
    await answerAsAccount(await actorOf(user.id), survey.id, sheet(survey.questions))
    const mine = await token('hanako@mail.example')
    expect(await refusal(answerByLink(today(), mine, sheet(survey.questions)))).toBe('409 survey_answered')
    // An account made afterwards with an address that has answered.
    const later = await makeUser({ email: 'taro@mail.example' })
    expect(await refusal(answerAsAccount(await actorOf(later.id), survey.id, sheet(survey.questions)))).toBe(
      '409 survey_answered',
    )
  })

  test('an address gives one answer, whatever becomes of the account that had it', async () => {
    const survey = await aSurvey({ associationId: town.city.id, reach: 'all', unit: 'person' })
    const guest = { ...chair, user: null, seats: [], memberships: [] }
    const token = async (recipient: string) => {
      await sendLink(guest, survey.id, recipient)
      const mail = await db.mail.findFirst({ where: { recipient }, orderBy: { id: 'desc' } })
      return /\/s\/([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? ''
    }
    const byLink = async (address: string) =>
      refusal(answerByLink(today(), await token(address), sheet(survey.questions)))
    const byAccount = async (id: string) =>
      refusal(answerAsAccount(await actorOf(id), survey.id, sheet(survey.questions)))
    const first = await makeUser({ email: 'hanako@mail.example' })
    expect(await byAccount(first.id)).toBe('taken')
    // The account takes another address: its first one has answered, and so has the account.
    await db.user.update({ where: { id: first.id }, data: { email: 'hanako@new.example' } })
    expect(await byLink('hanako@mail.example')).toBe('409 survey_answered')
    expect(await byAccount(first.id)).toBe('409 survey_answered')
    // The account goes, and another one is made with the address.
    await db.user.delete({ where: { id: first.id } })
    const second = await makeUser({ email: 'hanako@mail.example' })
    expect(await byAccount(second.id)).toBe('409 survey_answered')
    // An account takes an address that has answered by a link.
    expect(await byLink('taro@mail.example')).toBe('taken')
    const third = await makeUser({ email: 'taro@old.example' })
    await db.user.update({ where: { id: third.id }, data: { email: 'taro@mail.example' } })
    expect(await byAccount(third.id)).toBe('409 survey_answered')
    expect(await db.surveyBallot.count()).toBe(2)
    // The second row of an answer is not counted.
    expect(await db.surveyRoll.count({ where: { surveyId: survey.id, ...COUNTED } })).toBe(2)
  })

  test('by mail are not for surveys of members, nor where names are kept', async () => {
    const guest = { ...chair, user: null, seats: [], memberships: [] }
    const closed = await aSurvey({ associationId: town.association.id })
    const named = await aSurvey({
      associationId: town.city.id,
      reach: 'all',
      unit: 'person',
      anonymous: false,
    })
    for (const { id } of [closed, named]) {
      expect(await refusal(sendLink(guest, id, 'a@mail.example'))).toBe('404 not_found')
    }
  })
})

describe('who is asked', () => {
  test('others are refused with the word that helps', async () => {
    const household = await aSurvey({ associationId: town.association.id })
    const person = await aSurvey({ associationId: town.association.id, unit: 'person' })
    const [stranger] = await members(town.other.id, 1)
    const neighbour = await aHousehold(town.other.id)
    for (const actor of [stranger as Actor, neighbour.actor]) {
      expect(await refusal(answerAsAccount(actor, household.id, sheet(household.questions)))).toBe(
        '403 survey_no_household',
      )
      expect(await refusal(answerAsAccount(actor, person.id, sheet(person.questions)))).toBe(
        '403 survey_not_asked',
      )
    }
    const [member] = await members(town.association.id, 1)
    expect(await answerAsAccount(member as Actor, person.id, sheet(person.questions))).toBe('taken')
    const own = await aHousehold(town.association.id)
    const foreign = { ...sheet(household.questions), household: String(neighbour.id) }
    expect(await refusal(answerAsAccount(own.actor, household.id, foreign))).toBe('404 not_found')
  })

  test('not before the first day, not after cancelling, and drafts are nobody’s', async () => {
    const [member] = await members(town.association.id, 1)
    const ask = async (given: Parameters<typeof aSurvey>[0]) => {
      const survey = await aSurvey({ unit: 'person', ...given })
      return {
        ...survey,
        said: () => refusal(answerAsAccount(member as Actor, survey.id, sheet(survey.questions))),
      }
    }
    const coming = await ask({ associationId: town.association.id, opensOn: addDays(today(), 1) })
    expect(await coming.said()).toBe('409 survey_not_yet')
    const draft = await ask({ associationId: town.association.id, state: 'draft' })
    expect(await draft.said()).toBe('404 not_found')
    const running = await ask({ associationId: town.association.id })
    await moveSurvey(chair, running.id, { verb: 'cancel', reason: '雨のため', version: 1 })
    expect(await running.said()).toBe('410 survey_cancelled')
  })
})

describe('an answer with a name', () => {
  test('can be changed, and not over somebody else’s change', async () => {
    const survey = await aSurvey({ associationId: town.association.id, anonymous: false })
    const { actors } = await aHousehold(town.association.id, 2)
    const [one, two] = actors as [Actor, Actor]
    await answerAsAccount(one, survey.id, sheet(survey.questions, 'はじめ'))
    const [mine, theirs] = await Promise.all([
      sheetForAccount(one, survey.id, undefined),
      sheetForAccount(two, survey.id, undefined),
    ])
    expect(theirs.defaults[fieldOf(ofKind(survey.questions, 'text').id)]).toBe('はじめ')
    const change = { ...sheet(survey.questions, 'つぎ'), edition: mine.edition ?? '' }
    expect(await answerAsAccount(one, survey.id, change)).toBe('changed')
    const stale = { ...sheet(survey.questions, 'あと'), edition: theirs.edition ?? '' }
    expect(await refusal(answerAsAccount(two, survey.id, stale))).toBe('409 stale')
    expect(await counts(survey.id)).toEqual({ roll: 1, ballots: 1 })
    const ballot = await db.surveyBallot.findFirstOrThrow({ where: { surveyId: survey.id } })
    expect(JSON.stringify(ballot.answers)).toContain('つぎ')
  })
})

test('a place in words is looked up, and an unknown one is given back', async () => {
  const survey = await aSurvey({ associationId: town.association.id, unit: 'person' })
  await db.town.create({ data: { name: '楠葉花園町', latitude: 34.86123, longitude: 135.67891 } })
  const [first, second] = (await members(town.association.id, 2)) as [Actor, Actor]
  const place = ofKind(survey.questions, 'place')
  const given = (words: string) => {
    const fields = sheet(survey.questions)
    delete fields[`${fieldOf(place.id)}_lat`]
    delete fields[`${fieldOf(place.id)}_lng`]
    return { ...fields, [fieldOf(place.id)]: words }
  }
  const failed = await answerAsAccount(first, survey.id, given('どこでもない所')).catch((error) => error)
  expect(failed).toBeInstanceOf(Invalid)
  expect((failed as Invalid).errors).toEqual({ [fieldOf(place.id)]: ['surveys.error.place_unknown'] })
  await answerAsAccount(second, survey.id, given('楠葉花園町３番'))
  const { answers } = await db.surveyBallot.findFirstOrThrow({ where: { surveyId: survey.id } })
  expect((answers as Record<string, unknown>)[place.id]).toEqual({ lat: 34.861, lng: 135.679 })
})
