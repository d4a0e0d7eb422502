/**
 * 水増しの試み: somebody wants more than one answer to count, or one that is not theirs, and sends requests as a browser
 * or a program would. After each attempt the roll and the answers are counted.
 */
import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { sendLink } from '~/modules/surveys/commands/links.server'
import { placeFields, rankField } from '~/modules/surveys/rules'
import { addDays, dayToDate } from '~/platform/clock'
import { newToken } from '~/platform/crypto.server'
import { db } from '~/platform/db.server'
import type { FormFields } from '~/platform/forms'
import * as byLink from '~/routes/s.$token'
import * as address from '~/routes/surveys.$id_.address'
import * as answer from '~/routes/surveys.$id_.answer'
import * as paper from '~/routes/surveys.$id_.paper'
import { resetDatabase } from '../../setup/database'
import {
  actorOf,
  giveTerm,
  makeTown,
  makeUser,
  sessionOf,
  type Town,
  today,
  tokenIn,
} from '../accounts/support'
import { counted, post, type Survey, tally } from './sending'
import { aSurvey, type Given, ofKind, sheet, sheetsOf, tokenOf } from './support'

let town: Town
beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
})

const withLink = (token: string, fields: FormFields) => post(byLink, `/s/${token}`, { token }, fields)

const signedIn = (survey: Survey, cookie: string | undefined, fields: FormFields) =>
  post(answer, `/surveys/${survey.id}/answer`, { id: String(survey.id) }, fields, { cookie })

const survey = (given: Partial<Given> = {}) => aSurvey({ associationId: town.association.id, ...given })

/** A household with people who have accounts; their cookies. */
async function householdOf(people: number): Promise<{ id: number; cookies: string[] }> {
  const users = await Promise.all(Array.from({ length: people }, () => makeUser()))
  const { id } = await db.household.create({
    data: {
      associationId: town.association.id,
      name: '中野',
      members: { create: users.map((user) => ({ userId: user.id, role: 'member' as const })) },
    },
    select: { id: true },
  })
  return { id, cookies: await Promise.all(users.map((user) => sessionOf(user.id))) }
}

async function officer() {
  const { id } = await makeUser()
  await giveTerm(id, town.association.id, 'secretary')
  return { actor: await actorOf(id), cookie: await sessionOf(id) }
}

/** The link on the only sheet that is made. */
async function linkOf(of: Survey): Promise<string> {
  const [made] = await sheetsOf((await officer()).actor, of.id, town.association.id)
  return tokenOf(made?.url)
}

/** The link in the mail to an address. */
async function mailedLink(of: Survey, email: string): Promise<string> {
  await sendLink(await actorOf((await makeUser()).id), of.id, email)
  const mail = await db.mail.findFirstOrThrow({ where: { recipient: email }, orderBy: { id: 'desc' } })
  return /\/s\/([\w-]+)/.exec(mail.text)?.[1] ?? tokenIn(mail)
}

describe('forged links', () => {
  test('lead nowhere, whatever they look like', async () => {
    const { id } = await householdOf(0)
    const open = await survey()
    const real = await linkOf(open)
    const flipped = (real.startsWith('A') ? 'B' : 'A') + real.slice(1)
    const forged = [
      newToken(),
      randomBytes(32).toString('base64url'),
      flipped,
      real.slice(0, -1),
      `${real}A`,
      real.toUpperCase(),
      `${real}\u0000`,
      ` ${real}`,
      String(id),
      '../surveys',
      "' OR 1=1 --",
      'あ'.repeat(43),
      'x'.repeat(100_000),
    ]
    const statuses = await Promise.all(forged.map((token) => withLink(token, sheet(open.questions))))
    expect(tally(statuses)).toEqual({ 404: forged.length })
    expect(await counted(open)).toEqual({ roll: 0, ballots: 0 })
    expect(await withLink(real, sheet(open.questions))).toBe(302)
  })

  test('the hash that the database keeps is no link', async () => {
    await householdOf(0)
    const open = await survey()
    await linkOf(open)
    const { tokenHash } = await db.surveyLink.findFirstOrThrow()
    expect(await withLink(tokenHash, sheet(open.questions))).toBe(404)
    expect(await withLink(Buffer.from(tokenHash, 'hex').toString('base64url'), sheet(open.questions))).toBe(
      404,
    )
    expect(await counted(open)).toEqual({ roll: 0, ballots: 0 })
  })
})

describe('fifty at once', () => {
  test('with one link count as one', async () => {
    await householdOf(0)
    const open = await survey()
    const token = await linkOf(open)
    const statuses = await Promise.all(
      Array.from({ length: 50 }, (_, index) => withLink(token, sheet(open.questions, `票 ${index}`))),
    )
    expect(tally(statuses)).toEqual({ 302: 1, 409: 49 })
    expect(await counted(open)).toEqual({ roll: 1, ballots: 1 })
  })

  test('by five people of one household and its link count as one', async () => {
    const home = await householdOf(5)
    const open = await survey()
    const token = await linkOf(open)
    const statuses = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        index % 6 === 5
          ? withLink(token, sheet(open.questions))
          : signedIn(open, home.cookies[index % 6], sheet(open.questions)),
      ),
    )
    expect(tally(statuses)).toEqual({ 302: 1, 409: 49 })
    expect(await counted(open)).toEqual({ roll: 1, ballots: 1 })
  })

  test('with names too: nobody has two, and the first stands', async () => {
    const home = await householdOf(3)
    const open = await survey({ anonymous: false })
    const statuses = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        signedIn(open, home.cookies[index % 3], sheet(open.questions)),
      ),
    )
    expect(tally(statuses)).toEqual({ 302: 1, 409: 29 })
    expect(await counted(open)).toEqual({ roll: 1, ballots: 1 })
  })

  test('by one person with an account and a proven address count as one', async () => {
    const open = await survey({ reach: 'all', unit: 'person' })
    const user = await makeUser()
    const { email } = await db.user.findUniqueOrThrow({ where: { id: user.id }, select: { email: true } })
    const cookie = await sessionOf(user.id)
    const token = await mailedLink(open, email)
    const statuses = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2 ? withLink(token, sheet(open.questions)) : signedIn(open, cookie, sheet(open.questions)),
      ),
    )
    expect(tally(statuses)).toEqual({ 302: 1, 409: 19 })
    expect(await counted(open)).toEqual({ roll: 1, ballots: 1 })
  })
})

describe('used links', () => {
  test('count once, also when a new one is printed or sent in between', async () => {
    await householdOf(0)
    const open = await survey()
    const first = await linkOf(open)
    const second = await linkOf(open)
    expect(await withLink(first, sheet(open.questions))).toBe(404)
    expect(await withLink(second, sheet(open.questions))).toBe(302)
    expect(await withLink(second, sheet(open.questions))).toBe(409)
    expect(await withLink(first, sheet(open.questions))).toBe(404)
    expect(await counted(open)).toEqual({ roll: 1, ballots: 1 })
  })

  test('an address in other letters is the same address', async () => {
    const open = await survey({ reach: 'all', unit: 'person' })
    expect(await withLink(await mailedLink(open, 'hana@people.example'), sheet(open.questions))).toBe(302)
    for (const same of ['HANA@people.example', 'Hana@PEOPLE.example']) {
      const form = { email: same }
      await post(address, `/surveys/${open.id}/address`, { id: String(open.id) }, form)
    }
    const mails = await db.mail.findMany({
      where: { recipient: { contains: 'people.example', mode: 'insensitive' } },
    })
    expect(mails.length).toBeGreaterThan(1)
    for (const { text } of mails) {
      const token = /\/s\/([\w-]+)/.exec(text)?.[1] ?? ''
      expect([404, 409]).toContain(await withLink(token, sheet(open.questions)))
    }
    expect(await counted(open)).toEqual({ roll: 1, ballots: 1 })
  })

  test.each(['link', 'account', 'late link'] as const)(
    'a link mailed before there was an account and that account count once: %s first',
    async (first) => {
      const open = await survey({ reach: 'all', unit: 'person' })
      const email = 'early@people.example'
      const early = await mailedLink(open, email)
      const user = await makeUser()
      await db.user.update({ where: { id: user.id }, data: { email } })
      const cookie = await sessionOf(user.id)
      const fields = sheet(open.questions)
      if (first === 'late link') {
        expect(await withLink(await mailedLink(open, email), fields)).toBe(302)
        // A newer link was asked for: the early one is dead, not used.
        expect(await withLink(early, fields)).toBe(404)
        expect(await signedIn(open, cookie, fields)).toBe(409)
      } else if (first === 'link') {
        expect(await withLink(early, fields)).toBe(302)
        expect(await signedIn(open, cookie, fields)).toBe(409)
      } else {
        expect(await signedIn(open, cookie, fields)).toBe(302)
        expect(await withLink(early, fields)).toBe(409)
        expect(await signedIn(open, cookie, fields)).toBe(409)
      }
      expect(await withLink(await mailedLink(open, email), fields)).toBe(409)
      expect(await counted(open)).toEqual({ roll: 1, ballots: 1 })
    },
  )

  test('many addresses from one network are slowed down', async () => {
    const open = await survey({ reach: 'all', unit: 'person' })
    const statuses: number[] = []
    for (let index = 0; index < 40; index++) {
      const form = { email: `sock-${index}@people.example` }
      statuses.push(await post(address, `/surveys/${open.id}/address`, { id: String(open.id) }, form))
    }
    expect(tally(statuses)).toEqual({ 302: 30, 429: 10 })
  })
})

describe('late', () => {
  test('links and accounts after the last day, after closing and after cancelling are refused', async () => {
    const home = await householdOf(1)
    const over = await survey()
    const token = await linkOf(over)
    const late = { opensOn: dayToDate(addDays(today(), -9)), closesOn: dayToDate(addDays(today(), -1)) }
    await db.survey.update({ where: { id: over.id }, data: late })
    expect(await withLink(token, sheet(over.questions))).toBe(410)
    expect(await signedIn(over, home.cookies[0], sheet(over.questions))).toBe(410)
    for (const state of ['closed', 'cancelled'] as const) {
      const ended = await survey()
      const link = await linkOf(ended)
      await db.survey.update({ where: { id: ended.id }, data: { state, closedAt: new Date() } })
      expect(await withLink(link, sheet(ended.questions)), state).toBe(410)
      expect(await signedIn(ended, home.cookies[0], sheet(ended.questions)), state).toBe(410)
      expect(await counted(ended)).toEqual({ roll: 0, ballots: 0 })
    }
    const early = await survey({ opensOn: addDays(today(), 2) })
    expect(await signedIn(early, home.cookies[0], sheet(early.questions))).toBe(409)
    expect(await counted(over)).toEqual({ roll: 0, ballots: 0 })
    expect(await counted(early)).toEqual({ roll: 0, ballots: 0 })
  })

  test('while it is being closed, every answer is either counted or refused', async () => {
    const open = await survey()
    const homes = await Promise.all(Array.from({ length: 12 }, () => householdOf(1)))
    const sending = homes.map(({ cookies }) => signedIn(open, cookies[0], sheet(open.questions)))
    const closing = db.survey.update({
      where: { id: open.id },
      data: { state: 'closed', closedAt: new Date() },
    })
    const [statuses] = await Promise.all([Promise.all(sending), closing])
    const taken = statuses.filter((status) => status === 302).length
    expect(statuses.every((status) => status === 302 || status === 410)).toBe(true)
    expect(await counted(open)).toEqual({ roll: taken, ballots: taken })
  })
})

describe('what is not theirs', () => {
  test('another household, named in the form, is not answered for', async () => {
    const [own, other] = [await householdOf(1), await householdOf(1)]
    const open = await survey()
    const fields = { ...sheet(open.questions), household: String(other.id) }
    expect(await signedIn(open, own.cookies[0], fields)).toBe(404)
    for (const nonsense of ['0', '-1', '999999999', 'x', '1e3', `${own.id} `.repeat(50)]) {
      expect(await signedIn(open, own.cookies[0], { ...fields, household: nonsense }), nonsense).toBe(404)
    }
    expect(await counted(open)).toEqual({ roll: 0, ballots: 0 })
  })

  test('guests, strangers and officers of elsewhere do not answer', async () => {
    const open = await survey()
    const { id } = await makeUser()
    const stranger = await sessionOf(id)
    const { id: elsewhere } = await makeUser()
    await giveTerm(elsewhere, town.other.id, 'chair')
    expect(await signedIn(open, undefined, sheet(open.questions))).toBe(302) // to the page where one signs in
    expect(await signedIn(open, stranger, sheet(open.questions))).toBe(403)
    const cookie = await sessionOf(elsewhere)
    expect(await signedIn(open, cookie, sheet(open.questions))).toBe(403)
    const fields = { ...sheet(open.questions), intent: 'sheet' }
    const atPaper = `/surveys/${open.id}/paper`
    expect(await post(paper, atPaper, { id: String(open.id) }, fields, { cookie: stranger })).toBe(403)
    expect(await post(paper, atPaper, { id: String(open.id) }, fields, { cookie })).toBe(404)
    expect(await counted(open)).toEqual({ roll: 0, ballots: 0 })
  })

  test('an officer enters no more sheets than were handed in', async () => {
    const { cookie } = await officer()
    await householdOf(0)
    const open = await survey()
    const fields = { ...sheet(open.questions), intent: 'sheet' }
    const enter = () => post(paper, `/surveys/${open.id}/paper`, { id: String(open.id) }, fields, { cookie })
    expect(await enter()).toBe(409)
    const { id: household } = await db.household.findFirstOrThrow()
    const tick = { intent: 'tick', area: String(town.association.id), person: `h:${household}` }
    const at = `/surveys/${open.id}/paper`
    const ticked = await Promise.all(
      Array.from({ length: 10 }, () => post(paper, at, { id: String(open.id) }, tick, { cookie })),
    )
    expect(tally(ticked)).toEqual({ 302: 1, 409: 9 })
    const statuses = await Promise.all(Array.from({ length: 20 }, enter))
    expect(tally(statuses)).toEqual({ 302: 1, 409: 19 })
    expect(await counted(open)).toEqual({ roll: 1, ballots: 1 })
  })
})

describe('what a ballot may hold', () => {
  test('options of other questions and surveys, doubled choices and strange fields are refused or left out', async () => {
    const open = await survey()
    const other = await survey()
    const single = ofKind(open.questions, 'single')
    const multiple = ofKind(open.questions, 'multiple')
    const scale = ofKind(open.questions, 'scale')
    const ranking = ofKind(open.questions, 'ranking')
    const place = ofKind(open.questions, 'place')
    const good = sheet(open.questions)
    const foreign = String(ofKind(other.questions, 'single').options[0]?.id)
    const own = single.options.map(({ id }) => String(id))
    const bad: FormFields[] = [
      { ...good, [`q${single.id}`]: foreign },
      { ...good, [`q${single.id}`]: [own[0] ?? '', own[1] ?? ''] },
      { ...good, [`q${single.id}`]: '' },
      { ...good, [`q${multiple.id}`]: multiple.options.map(({ id }) => String(id)) },
      { ...good, [`q${multiple.id}`]: own[0] ?? '' },
      { ...good, [`q${scale.id}`]: '99' },
      { ...good, [`q${scale.id}`]: '-1' },
      { ...good, [`q${scale.id}`]: '1e0' },
      { ...good, ...Object.fromEntries(ranking.options.map(({ id }) => [rankField(ranking.id, id), '1'])) },
      { ...good, [placeFields(place.id).lat]: '999', [placeFields(place.id).lng]: '135.6' },
      { ...good, [placeFields(place.id).lat]: 'NaN', [placeFields(place.id).lng]: 'Infinity' },
      { ...good, [`q${ofKind(open.questions, 'text').id}`]: 'あ'.repeat(1001) },
    ]
    for (const [index, fields] of bad.entries()) {
      const { cookies } = await householdOf(1)
      expect(await signedIn(open, cookies[0], fields), String(index)).toBe(422)
    }
    expect(await counted(open)).toEqual({ roll: 0, ballots: 0 })
    const { cookies } = await householdOf(1)
    const strange = {
      ...good,
      [`q${ofKind(other.questions, 'single').id}`]: foreign,
      q999999: '1',
      answers: '{"1":1}',
      onPaper: 'on',
      weight: '100',
      __proto__x: 'y',
      'constructor.prototype': 'y',
    }
    expect(await signedIn(open, cookies[0], strange)).toBe(302)
    const [ballot] = await db.surveyBallot.findMany({ where: { surveyId: open.id } })
    const known = open.questions.map(({ id }) => String(id))
    expect(Object.keys(ballot?.answers as object).filter((key) => !known.includes(key))).toEqual([])
    expect(ballot?.onPaper).toBe(false)
  })
})
