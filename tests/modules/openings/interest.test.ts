/** Interest: coming forward without an account, being answered, withdrawing; and nobody sees who was only named. */
import { beforeEach, describe, expect, test } from 'vitest'
import { deleteAccount } from '~/modules/accounts/commands/account.server'
import { exportOf } from '~/modules/accounts/queries/account.server'
import { type Actor, guest, type Post } from '~/modules/accounts/rules'
import { moveInterest, setAnswerDays } from '~/modules/openings/commands/desk.server'
import { showInterest, stand } from '~/modules/openings/commands/interest.server'
import { consent, nominate } from '~/modules/openings/commands/nomination.server'
import { moveOpening } from '~/modules/openings/commands/openings.server'
import { changeOwn, withdraw } from '~/modules/openings/commands/own.server'
import {
  interestAtDesk,
  interestDesk,
  overdueBelow,
  overdueInCity,
  waitingForMe,
} from '~/modules/openings/queries/desk.server'
import { openingsToKeep } from '~/modules/openings/queries/keeper.server'
import { openingPage } from '~/modules/openings/queries/opening.server'
import { interestExport, ownInterest } from '~/modules/openings/queries/own.server'
import { interestForm } from '~/modules/openings/schema'
import { addDays, dateToDay } from '~/platform/clock'
import { newToken } from '~/platform/crypto.server'
import { db } from '~/platform/db.server'
import { Gone, Invalid, NotAllowed, NotFound, SignInNeeded, Stale, TooMany } from '~/platform/errors'
import { check } from '~/platform/forms.server'
import { resetDatabase } from '../../setup/database'
import {
  actions,
  actorOf,
  giveRole,
  giveTerm,
  mailTo,
  makeTown,
  makeUser,
  type Town,
  today,
} from '../accounts/support'
import { anInterest, anOpening, YUKI } from './support'

const SLUG = 'association-a'
const ADDRESS = '203.0.113.9'
let town: Town
let opening: number
let chair: Actor
let chairMail: string

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  const { id, email } = await makeUser()
  await giveTerm(id, town.association.id, 'chair')
  chair = await actorOf(id)
  chairMail = email
  opening = await anOpening(town.association.id)
})

async function holding(associationId: number, post: Post) {
  const { id } = await makeUser()
  await giveTerm(id, associationId, post)
  return actorOf(id)
}

async function memberOf(associationId: number) {
  const user = await makeUser()
  const confirmed = { state: 'confirmed' as const, decidedAt: new Date() }
  await db.membership.create({ data: { userId: user.id, associationId, ...confirmed } })
  return { ...user, actor: await actorOf(user.id) }
}

const nobody = () => guest(today())
const sent = (over: Record<string, string> = {}) =>
  check(interestForm, {
    name: '雪野 ゆき',
    phone: '０７２-１１１-２２２２',
    message: '夜は何時までですか。',
    agreed: 'on',
    submission: newToken(),
    ...over,
  })

describe('coming forward', () => {
  test('needs a name and one way to reach, and no account', async () => {
    const wrong: Record<string, string>[] = [{ name: '' }, { phone: '' }, { agreed: '' }, { phone: '12' }]
    for (const over of wrong) expect(() => sent(over), JSON.stringify(over)).toThrow(Invalid)
    const key = await showInterest(
      nobody(),
      ADDRESS,
      opening,
      sent({ phone: '', email: 'Yuki@Mail.example' }),
    )
    const own = await ownInterest(nobody(), key)
    expect(own).toMatchObject({ stage: 'new', person: { name: '雪野 ゆき', email: 'yuki@mail.example' } })
    expect(own.dueOn).toBe(addDays(today(), 7))
    expect((await mailTo('yuki@mail.example'))?.text).toContain(`/interest/${key}`)
    const told = await mailTo(chairMail)
    expect(told?.text).toContain(`/associations/${SLUG}/interest`)
    for (const secret of ['雪野', 'yuki', key]) expect(`${told?.subject}${told?.text}`).not.toContain(secret)
  })

  test('stores nothing of the person in clear, nor in the trail', async () => {
    await showInterest(nobody(), ADDRESS, opening, sent())
    const [row] = await db.$queryRaw<{ all: string }[]>`SELECT to_jsonb(i)::text AS all FROM interests i`
    const trail = JSON.stringify(await db.auditEntry.findMany({ select: { after: true, origin: true } }))
    for (const secret of ['雪野', '072-111', '何時']) {
      expect(row?.all).not.toContain(secret)
      expect(trail).not.toContain(secret)
    }
    expect(await actions()).toEqual(['interest.shown'])
  })

  test('twice with the same form is once, also at the same time', async () => {
    const form = sent()
    const keys = await Promise.all([1, 2, 3].map(() => showInterest(nobody(), ADDRESS, opening, form)))
    expect(new Set(keys).size).toBe(1)
    expect(await db.interest.count()).toBe(1)
    expect(await actions()).toEqual(['interest.shown'])
    // Somebody else who was given the same page does not open what the first one wrote.
    const other = await showInterest(nobody(), ADDRESS, opening, { ...form, name: '別の人' })
    expect(other).not.toBe(keys[0])
  })

  test('is limited, and refused where nothing is open', async () => {
    for (let count = 0; count < 10; count += 1) await showInterest(nobody(), ADDRESS, opening, sent())
    await expect(showInterest(nobody(), ADDRESS, opening, sent())).rejects.toThrow(TooMany)
    const draft = await anOpening(town.association.id, { state: 'draft' })
    const over = await anOpening(town.association.id, { closesOn: addDays(today(), -1) })
    await expect(showInterest(nobody(), '203.0.113.10', draft, sent())).rejects.toThrow(NotFound)
    await expect(showInterest(nobody(), '203.0.113.10', over, sent())).rejects.toThrow(Gone)
  })

  test('as a candidate takes name and mail of the account, once', async () => {
    const { actor, email, givenName } = await memberOf(town.association.id)
    const form = { phone: null, message: 'やります', agreed: true, submission: newToken() }
    await expect(stand(nobody(), opening, form)).rejects.toThrow(SignInNeeded)
    await showInterest(actor, ADDRESS, opening, sent())
    const id = await stand(actor, opening, form)
    expect(await stand(actor, opening, form)).toBe(id)
    expect(await db.interest.count()).toBe(1)
    const own = await ownInterest(actor, `my-${id}`)
    expect(own).toMatchObject({
      kind: 'candidate',
      person: { email, name: expect.stringContaining(givenName) },
    })
    const somebody = await memberOf(town.association.id)
    await expect(ownInterest(somebody.actor, `my-${id}`)).rejects.toThrow(Gone)
    await expect(ownInterest(nobody(), `my-${id}`)).rejects.toThrow(SignInNeeded)
    expect(await interestExport(actor)).toMatchObject([{ kind: 'candidate', email }])
    expect(await interestExport(somebody.actor)).toEqual([])
    expect(JSON.stringify(await exportOf(actor))).toContain(email)
    await deleteAccount(actor, { password: '' })
    expect(await db.interest.count()).toBe(0)
  })
})

describe('the key', () => {
  test('opens its own and nothing else; forged, or of something deleted, it opens nothing', async () => {
    const one = await anInterest(opening)
    const two = await anInterest(opening, { person: { ...YUKI, name: '別の人' } })
    expect((await ownInterest(nobody(), one.key)).id).toBe(one.id)
    const forged = `${one.key.slice(0, -1)}${one.key.endsWith('A') ? 'B' : 'A'}`
    for (const key of [forged, newToken(), '', '\u0000', 'my-0', "' OR 1=1", one.key.toUpperCase()]) {
      await expect(ownInterest(nobody(), key)).rejects.toThrow(Gone)
      await expect(withdraw(nobody(), key)).rejects.toThrow(Gone)
    }
    await withdraw(nobody(), one.key)
    await expect(ownInterest(nobody(), one.key)).rejects.toThrow(Gone)
    await expect(withdraw(nobody(), one.key)).rejects.toThrow(Gone)
    const change = { name: '雪', phone: '072-111-2222', email: null, message: '', version: 1 }
    await expect(changeOwn(nobody(), one.key, change)).rejects.toThrow(Gone)
    expect((await db.interest.findMany({ select: { id: true } })).map(({ id }) => id)).toEqual([two.id])
    expect(await db.interestEvent.count()).toBe(0)
    expect(await actions()).toEqual(['interest.withdrawn'])
  })

  test('changes what was told, unless it was changed meanwhile', async () => {
    const { key } = await anInterest(opening)
    const change = { name: '雪野', phone: '072-111-3333', email: null, message: '', version: 1 }
    await changeOwn(nobody(), key, change)
    expect((await ownInterest(nobody(), key)).person.phone).toBe('072-111-3333')
    await expect(changeOwn(nobody(), key, change)).rejects.toThrow(Stale)
  })
})

describe('a nomination', () => {
  const asking = { by: 'mail' as const, email: 'yuki@mail.example', told: true }

  test('is made by those who belong there, never of oneself, and once an address', async () => {
    const { actor, email } = await memberOf(town.group.id)
    const stranger = await memberOf(town.other.id)
    await expect(nominate(nobody(), opening, asking)).rejects.toThrow(SignInNeeded)
    await expect(nominate(stranger.actor, opening, asking)).rejects.toThrow(NotAllowed)
    await expect(nominate(actor, opening, { ...asking, email })).rejects.toThrow(Invalid)
    await nominate(actor, opening, asking)
    await expect(nominate(chair, opening, asking)).rejects.toThrow(TooMany)
    expect(await db.interest.count()).toBe(1)
  })

  test('keeps nothing of the person, who is told by whom', async () => {
    const { actor, givenName } = await memberOf(town.association.id)
    await nominate(actor, opening, asking)
    const mail = await mailTo('yuki@mail.example')
    expect(mail?.text).toContain(givenName)
    const key = /interest\/([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? ''
    expect(await ownInterest(nobody(), key)).toMatchObject({
      stage: 'asked',
      by: expect.stringContaining(givenName),
      person: { name: '', phone: '', email: '', message: '' },
    })
    const [row] = await db.$queryRaw<{ all: string }[]>`SELECT to_jsonb(i)::text AS all FROM interests i`
    expect(row?.all).not.toContain('yuki')
  })

  test('is seen by nobody before the consent: every role, every query, every count, the trail and the mails', async () => {
    const { actor: nominator, email: nominatorMail } = await memberOf(town.association.id)
    const { key } = (await nominate(nominator, opening, { ...asking, by: 'paper' })) ?? { key: '' }
    const { id } = await db.interest.findFirstOrThrow()
    const administrator = await makeUser()
    await giveRole(administrator.id, 'administrator')
    const reviewer = await makeUser()
    await giveRole(reviewer.id, 'reviewer')
    const people = [
      nobody(),
      nominator,
      chair,
      await holding(town.association.id, 'vice_chair'),
      await holding(town.association.id, 'auditor'),
      await holding(town.council.id, 'chair'),
      await holding(town.other.id, 'chair'),
      await actorOf(reviewer.id),
      await actorOf(administrator.id),
    ]
    const see = async (actor: Actor): Promise<string> => {
      const all = await Promise.allSettled([
        openingPage(actor, opening),
        openingsToKeep(actor, SLUG),
        interestDesk(actor, SLUG),
        interestAtDesk(actor, SLUG, id),
        moveInterest(actor, SLUG, id, { stage: 'contacted', note: 'x', version: 1 }),
        waitingForMe(actor),
        overdueBelow(actor, { ...town.council, kind: 'council' }, addDays(today(), 20)),
        interestExport(actor),
        ownInterest(actor, `my-${id}`),
      ])
      return JSON.stringify(
        all.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error).message)),
      )
    }
    const before = await Promise.all(people.map(see))
    await db.interest.delete({ where: { id } })
    // Whoever looks sees the same as when nobody was ever named.
    expect(await Promise.all(people.map(see))).toEqual(before)
    expect(before.join()).not.toContain(key)
    expect(await db.auditEntry.count()).toBe(0)
    for (const address of [chairMail, nominatorMail]) expect(await mailTo(address)).toBeUndefined()
  })

  test('becomes interest with the consent, and the answer is due from then on', async () => {
    const { key, id } = await anInterest(opening, { stage: 'asked', kind: 'nominated' })
    await setAnswerDays(chair, SLUG, 3)
    const form = { name: '雪野', phone: '072-111-2222', email: null, message: '', version: 1 }
    await consent(nobody(), key, form)
    await expect(consent(nobody(), key, form)).rejects.toThrow(Stale)
    const seen = await interestAtDesk(chair, SLUG, id)
    expect(seen.interest).toMatchObject({ stage: 'new', kind: 'nominated', dueOn: addDays(today(), 3) })
    expect(seen.interest.person.name).toBe('雪野')
    expect((await mailTo(chairMail))?.text).toContain('/interest')
    expect(await actions()).toEqual(['interest.answer_days', 'interest.shown'])
  })

  test('cannot be agreed to after its time, nor after the opening is over', async () => {
    const form = { name: '雪野', phone: '072-111-2222', email: null, message: '', version: 1 }
    const late = await anInterest(opening, { stage: 'asked', dueOn: addDays(today(), -1) })
    await expect(consent(nobody(), late.key, form)).rejects.toThrow(Gone)
    const { key } = await anInterest(opening, { stage: 'asked', dueOn: today() })
    await moveOpening(chair, SLUG, opening, { verb: 'close', version: 1 })
    await expect(consent(nobody(), key, form)).rejects.toThrow(Gone)
    await withdraw(nobody(), key)
    // Declined without a trace.
    expect(await actions()).toEqual(['opening.closed'])
  })
})

describe('an answer', () => {
  test('is given by the association’s own; by those above only where nobody there could', async () => {
    const { id } = await anInterest(opening)
    const council = await holding(town.council.id, 'chair')
    const secretary = await holding(town.association.id, 'secretary')
    const other = await holding(town.other.id, 'chair')
    for (const actor of [council, secretary, other]) {
      await expect(interestDesk(actor, SLUG)).rejects.toThrow(NotAllowed)
      await expect(interestAtDesk(actor, SLUG, id)).rejects.toThrow(NotAllowed)
      await expect(
        moveInterest(actor, SLUG, id, { stage: 'contacted', note: '', version: 1 }),
      ).rejects.toThrow(NotAllowed)
      expect(await waitingForMe(actor)).toEqual([])
    }
    await expect(interestAtDesk(other, 'association-b', id)).rejects.toThrow(NotFound)
    expect((await interestDesk(chair, SLUG)).items).toHaveLength(1)
    expect(await waitingForMe(chair)).toMatchObject([{ slug: SLUG, count: 1, overdue: 0 }])
    await db.term.deleteMany({ where: { associationId: town.association.id, post: 'chair' } })
    expect((await interestDesk(council, SLUG)).items).toHaveLength(1)
    await expect(interestDesk(other, SLUG)).rejects.toThrow(NotAllowed)
  })

  test('overdue is a bare number to the council', async () => {
    const other = await anOpening(town.group.id)
    await anInterest(opening, { dueOn: addDays(today(), -1) })
    await anInterest(other, { dueOn: addDays(today(), -2) })
    await anInterest(opening, { dueOn: today() })
    await anInterest(opening, { stage: 'asked', dueOn: addDays(today(), -1) })
    const council = await holding(town.council.id, 'chair')
    const below = (actor: Actor) => overdueBelow(actor, { ...town.council, kind: 'council' }, today())
    expect(await below(council)).toBe(2)
    expect(await below(chair)).toBeNull()
    expect(await below(nobody())).toBeNull()
    const foreign = await holding(town.otherCouncil.id, 'chair')
    expect(await below(foreign)).toBeNull()
    const reviewer = await makeUser()
    await giveRole(reviewer.id, 'reviewer')
    expect(await overdueInCity(await actorOf(reviewer.id))).toBe(2)
    for (const actor of [council, chair, nobody()]) expect(await overdueInCity(actor)).toBeNull()
  })

  test('follows the table, keeps the notes, and of two at once one is told', async () => {
    const { id } = await anInterest(opening)
    const move = (stage: 'contacted' | 'talking' | 'elected' | 'new', note = '', version = 1) =>
      moveInterest(chair, SLUG, id, { stage, note, version })
    await expect(move('elected')).rejects.toThrow(Invalid)
    await expect(move('new')).rejects.toThrow(Invalid)
    const results = await Promise.allSettled([move('contacted', '電話した'), move('talking', '会った')])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = results.find((result) => result.status === 'rejected')
    expect(lost?.reason).toBeInstanceOf(Stale)
    const { interest, events } = await interestAtDesk(chair, SLUG, id)
    expect(interest).toMatchObject({ version: 2, answer: 'answered' })
    expect(events).toHaveLength(1)
    expect(['電話した', '会った']).toContain(events[0]?.note)
    const stored = await db.interestEvent.findFirstOrThrow()
    expect(stored.note).not.toMatch(/電話|会/)
    expect((await db.interest.findUniqueOrThrow({ where: { id } })).answeredAt).not.toBeNull()
    expect((await actions()).filter((action) => action === 'interest.moved')).toHaveLength(1)
  })

  test('does not find somebody who has withdrawn at that moment', async () => {
    const { id, key } = await anInterest(opening)
    await Promise.allSettled([
      withdraw(nobody(), key),
      moveInterest(chair, SLUG, id, { stage: 'contacted', note: '電話した', version: 1 }),
    ])
    expect(await db.interest.count()).toBe(0)
    expect(await db.interestEvent.count()).toBe(0)
  })

  test('is due within the days that the association sets', async () => {
    await setAnswerDays(chair, SLUG, 2)
    const key = await showInterest(nobody(), ADDRESS, opening, sent())
    expect((await ownInterest(nobody(), key)).dueOn).toBe(addDays(today(), 2))
    const row = await db.interest.findFirstOrThrow()
    expect(dateToDay(row.dueOn)).toBe(addDays(today(), 2))
  })
})
