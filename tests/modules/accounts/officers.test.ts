/** Invitations, terms that begin and end by date, and names that are shown only with consent. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  acceptInvitation,
  cancelInvitation,
  inviteOfficer,
} from '~/modules/accounts/commands/invitations.server'
import { endTerm, setNameShown } from '~/modules/accounts/commands/terms.server'
import {
  invitationOf,
  invitationsOf,
  publicOfficersOf,
  termToEnd,
} from '~/modules/accounts/queries/officers.server'
import { guest, may, type Post } from '~/modules/accounts/rules'
import { addDays, type Day } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Gone, Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import {
  actions,
  actorOf,
  actorWith,
  cookieOf,
  giveTerm,
  mailTo,
  makeTown,
  makeUser,
  type Town,
  today,
  tokenIn,
  travel,
  visitor,
} from './support'

let town: Town
let chair: Awaited<ReturnType<typeof actorOf>>

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  const user = await makeUser()
  await giveTerm(user.id, town.association.id, 'chair')
  chair = await actorOf(user.id)
})
afterEach(() => {
  vi.useRealTimers()
})

const EMAIL = 'invited@mail.example'
const names = { familyName: '山田', givenName: '太郎', familyReading: 'ヤマダ', givenReading: 'タロウ' }
const account = { names, language: 'ja' }

const invite = (
  given: { email?: string; post?: Post; startsOn?: Day; endsOn?: Day; at?: number; seat?: number } = {},
  actor = chair,
) =>
  inviteOfficer(actor, {
    associationId: given.at ?? town.association.id,
    email: given.email ?? EMAIL,
    post: given.post ?? 'secretary',
    startsOn: given.startsOn ?? today(),
    endsOn: given.endsOn ?? addDays(today(), 100),
    seat: given.seat ?? null,
  })
const invitedToken = async (email = EMAIL) => tokenIn(await mailTo(email))

describe('an invitation', () => {
  test('makes account, term and session at once for somebody new', async () => {
    await invite()
    const mail = await mailTo(EMAIL)
    // Nobody knows yet which language this person reads.
    expect(mail?.text).toContain('招待されています')
    expect(mail?.text).toContain('You are invited')
    const token = tokenIn(mail)
    expect(await invitationOf(guest(today()), token)).toMatchObject({
      post: 'secretary',
      step: 'new_account',
      email: EMAIL,
    })
    const { slug, opened } = await acceptInvitation(guest(today()), visitor(), token, account)
    expect(slug).toBe('association-a')
    const actor = await actorWith(cookieOf(opened?.cookie ?? ''))
    expect(actor).toMatchObject({ capacity: 'secretary', user: { name: '山田 太郎' } })
    expect(may(actor, 'notice.publish', town.association.path)).toBe(true)
    expect(await actions()).toEqual(['invitation.sent', 'account.created', 'invitation.accepted'])
    await expect(acceptInvitation(guest(today()), visitor(), token, account)).rejects.toThrow(Gone)
    await expect(invitationOf(guest(today()), token)).rejects.toThrow(Gone)
  })

  test('is accepted by the signed-in holder of its address, and by nobody else', async () => {
    const user = await makeUser({ email: EMAIL, language: 'en' })
    await invite()
    const mail = await mailTo(EMAIL)
    expect(mail?.text).not.toContain('招待されています')
    const token = tokenIn(mail)
    expect((await invitationOf(guest(today()), token)).step).toBe('sign_in')
    await expect(acceptInvitation(guest(today()), visitor(), token, account)).rejects.toThrow(SignInNeeded)
    const stranger = await actorOf((await makeUser()).id)
    expect((await invitationOf(stranger, token)).step).toBe('other_account')
    await expect(acceptInvitation(stranger, visitor(), token, null)).rejects.toThrow(NotAllowed)
    const actor = await actorOf(user.id)
    expect((await invitationOf(actor, token)).step).toBe('accept')
    expect(await acceptInvitation(actor, visitor(), token, null)).toEqual({
      slug: 'association-a',
      opened: null,
    })
    expect((await actorOf(user.id)).seats.map(({ post }) => post)).toEqual(['secretary'])
  })

  test('ends after fourteen days, or when it is taken back', async () => {
    await invite()
    const token = await invitedToken()
    const { id } = await db.invitation.findFirstOrThrow()
    await cancelInvitation(chair, id)
    await expect(cancelInvitation(chair, id)).rejects.toThrow(Stale)
    await expect(acceptInvitation(guest(today()), visitor(), token, account)).rejects.toThrow(Gone)
    await invite()
    const late = await invitedToken()
    travel({ days: 13, hours: 23 })
    expect((await invitationOf(guest(today()), late)).email).toBe(EMAIL)
    travel({ hours: 2 })
    await expect(acceptInvitation(guest(today()), visitor(), late, account)).rejects.toThrow(Gone)
    // What has run out does not stand in the way of a new one.
    const again = await actorOf(chair.user?.id ?? '')
    await invite({}, again)
    expect(await invitationsOf(again, 'association-a')).toHaveLength(1)
  })

  test('sent twice, also at the same moment, is one; with other dates it is refused', async () => {
    await Promise.all([invite(), invite(), invite()])
    expect(await db.invitation.count()).toBe(1)
    expect(await db.mail.count({ where: { recipient: EMAIL } })).toBe(1)
    await expect(invite({ endsOn: addDays(today(), 50) })).rejects.toThrow(Invalid)
  })

  test('accepted twice at the same moment makes one term', async () => {
    await invite()
    const token = await invitedToken()
    const tries = [1, 2, 3].map(() => acceptInvitation(guest(today()), visitor(), token, account))
    const results = await Promise.allSettled(tries)
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    expect(await db.term.count({ where: { post: 'secretary' } })).toBe(1)
  })

  test('to a chair must not overlap with another chair', async () => {
    await expect(invite({ post: 'chair' })).rejects.toThrow(Invalid)
    const next = { post: 'chair' as const, startsOn: addDays(today(), 31), endsOn: addDays(today(), 395) }
    await invite(next)
    await invite({ ...next, email: 'second@mail.example' })
    await acceptInvitation(guest(today()), visitor(), await invitedToken(), account)
    const second = await invitedToken('second@mail.example')
    const late = await acceptInvitation(guest(today()), visitor(), second, account).catch((error) => error)
    expect(late).toBeInstanceOf(Stale)
    expect(late.key).toBe('post_filled')
    // Refused means that nothing happened: no account, and the invitation is not used up.
    expect(await db.user.count({ where: { email: 'second@mail.example' } })).toBe(0)
    expect((await invitationOf(guest(today()), second)).post).toBe('chair')
  })

  test('names the seat it is for, is accepted on that seat, and on no other', async () => {
    const associationId = town.association.id
    const post = await db.officerPost.create({
      data: {
        associationId,
        post: 'board_member',
        name: '防犯部長',
        seats: { create: [{ number: 1 }, { number: 2 }] },
      },
      select: { seats: { orderBy: { number: 'asc' }, select: { id: true } } },
    })
    const [one = 0, two = 0] = post.seats.map(({ id }) => id)
    await invite({ post: 'board_member', seat: two })
    expect((await mailTo(EMAIL))?.text).toContain('防犯部長(2人目の席)')
    const token = await invitedToken()
    const seat = { post: '防犯部長', number: 2 }
    expect(await invitationOf(guest(today()), token)).toMatchObject({ seat })
    expect(await invitationsOf(chair, town.association.slug)).toMatchObject([{ seat }])
    await acceptInvitation(guest(today()), visitor(), token, account)
    expect(await db.term.findFirst({ where: { post: 'board_member' } })).toMatchObject({ seatId: two })

    // Taken in that time, of another post, given up, or of somewhere else: refused in words.
    await expect(invite({ post: 'board_member', seat: two, email: 'b@mail.example' })).rejects.toThrow(
      Invalid,
    )
    await expect(invite({ post: 'secretary', seat: one, email: 'b@mail.example' })).rejects.toThrow(Invalid)
    await expect(invite({ post: 'board_member', seat: 999_999, email: 'b@mail.example' })).rejects.toThrow(
      Invalid,
    )
    await invite({ post: 'board_member', seat: one, email: 'b@mail.example' })
    await db.officerSeat.update({ where: { id: one }, data: { closedOn: new Date(today()) } })
    const late = await invitedToken('b@mail.example')
    await expect(acceptInvitation(guest(today()), visitor(), late, account)).rejects.toThrow(Stale)
    expect(await db.term.count({ where: { post: 'board_member' } })).toBe(1)
  })

  test('dates that cannot be are refused', async () => {
    await expect(invite({ startsOn: addDays(today(), 9), endsOn: addDays(today(), 8) })).rejects.toThrow(
      Invalid,
    )
    await expect(invite({ startsOn: addDays(today(), -9), endsOn: addDays(today(), -8) })).rejects.toThrow(
      Invalid,
    )
    await expect(invite({ endsOn: addDays(today(), 4000) })).rejects.toThrow(Invalid)
  })

  test('never makes the treasurer the auditor', async () => {
    const treasurer = await makeUser()
    await giveTerm(treasurer.id, town.association.id, 'treasurer')
    const wrong = await invite({ post: 'auditor', email: treasurer.email }).catch((error) => error)
    expect(wrong.errors).toEqual({ post: ['accounts.officers.error.money_apart'] })
    // Both are invited before either accepts.
    await invite({ post: 'auditor' })
    await invite({ post: 'treasurer' })
    const [second, first] = await db.mail.findMany({ where: { recipient: EMAIL }, orderBy: { id: 'desc' } })
    await acceptInvitation(guest(today()), visitor(), tokenIn(first), account)
    const { id } = await db.user.findUniqueOrThrow({ where: { email: EMAIL } })
    const late = await acceptInvitation(await actorOf(id), visitor(), tokenIn(second), null).catch((e) => e)
    expect(late).toBeInstanceOf(Stale)
    expect(late.key).toBe('money_apart')
  })

  test('comes only from those who may, and never for the city', async () => {
    const foreign = await makeUser()
    await giveTerm(foreign.id, town.other.id, 'chair')
    const secretary = await makeUser()
    await giveTerm(secretary.id, town.association.id, 'secretary')
    for (const { id } of [foreign, secretary, await makeUser()]) {
      const actor = await actorOf(id)
      await expect(invite({}, actor)).rejects.toThrow(NotAllowed)
      await expect(invitationsOf(actor, 'association-a')).rejects.toThrow(NotAllowed)
    }
    await expect(invite({}, guest(today()))).rejects.toThrow(SignInNeeded)
    await invite()
    const { id } = await db.invitation.findFirstOrThrow()
    await expect(cancelInvitation(await actorOf(foreign.id), id)).rejects.toThrow(NotAllowed)
    const administrator = await makeUser()
    await db.staffAppointment.create({
      data: { userId: administrator.id, role: 'administrator', startsOn: new Date(addDays(today(), -1)) },
    })
    await expect(invite({ at: town.city.id }, await actorOf(administrator.id))).rejects.toThrow(NotFound)
    await invite({ at: town.other.id }, await actorOf(administrator.id))
  })
})

describe('a term', () => {
  test('gives rights from its first to its last day, by the clock of Japan', async () => {
    const user = await makeUser()
    await giveTerm(user.id, town.association.id, 'secretary', '2026-04-01', '2027-03-31')
    const mayPublish = async (instant: string) => {
      travel(instant)
      return may(await actorOf(user.id), 'notice.publish', town.association.path)
    }
    expect(await mayPublish('2026-03-31T23:59:59+09:00')).toBe(false)
    expect(await mayPublish('2026-04-01T00:00:00+09:00')).toBe(true)
    expect(await mayPublish('2027-03-31T23:59:59+09:00')).toBe(true)
    expect(await mayPublish('2027-04-01T00:00:00+09:00')).toBe(false)
  })

  test('ends early, at once, or is taken away before it begins', async () => {
    const user = await makeUser()
    const current = await giveTerm(user.id, town.association.id, 'secretary')
    const coming = await giveTerm(
      user.id,
      town.association.id,
      'treasurer',
      addDays(today(), 10),
      addDays(today(), 20),
    )
    await expect(endTerm(chair, current.id, addDays(today(), 30))).rejects.toThrow(Invalid)
    await expect(endTerm(chair, current.id, addDays(today(), -2))).rejects.toThrow(Invalid)
    await endTerm(chair, current.id, addDays(today(), -1))
    expect((await actorOf(user.id)).seats).toEqual([])
    expect((await mailTo(user.email))?.subject).toContain('任期が変わりました')
    await endTerm(chair, coming.id, today())
    expect(await db.term.findUnique({ where: { id: coming.id } })).toBeNull()
  })

  test('is ended by the officer, or by who may invite, and by nobody else', async () => {
    const user = await makeUser()
    const { id } = await giveTerm(user.id, town.association.id, 'treasurer')
    const foreign = await makeUser()
    await giveTerm(foreign.id, town.other.id, 'chair')
    const stranger = await actorOf(foreign.id)
    await expect(endTerm(stranger, id, today())).rejects.toThrow(NotAllowed)
    await expect(termToEnd(stranger, 'association-a', id)).rejects.toThrow(NotAllowed)
    await expect(termToEnd(stranger, 'association-b', id)).rejects.toThrow(NotFound)
    const own = await actorOf(user.id)
    expect((await termToEnd(own, 'association-a', id)).own).toBe(true)
    await endTerm(own, id, today())
    expect(may(await actorOf(user.id), 'notice.draft', town.association.path)).toBe(true)
    travel({ days: 1 })
    expect((await actorOf(user.id)).seats).toEqual([])
  })

  test('two chairs, or one post twice, are impossible in the database', async () => {
    const user = await makeUser()
    await expect(giveTerm(user.id, town.association.id, 'chair')).rejects.toThrow()
    await giveTerm(user.id, town.association.id, 'auditor')
    await expect(giveTerm(user.id, town.association.id, 'auditor')).rejects.toThrow()
    await expect(
      giveTerm(user.id, town.association.id, 'treasurer', today(), addDays(today(), -1)),
    ).rejects.toThrow()
  })
})

describe('a name in public', () => {
  test('needs a consent that stands and a term that runs', async () => {
    const user = await makeUser()
    const { id } = await giveTerm(user.id, town.association.id, 'secretary')
    const actor = await actorOf(user.id)
    const shown = async () =>
      (await publicOfficersOf([town.association.id, town.other.id])).map(({ name }) => name)
    expect(await shown()).toEqual([])
    await setNameShown(actor, id, true)
    expect(await shown()).toEqual([`髙﨑 ${user.givenName}`])
    expect(await db.term.findUniqueOrThrow({ where: { id } })).toMatchObject({ nameShownText: '2026-04' })
    await expect(setNameShown(actor, id, true)).rejects.toThrow(Stale)
    await setNameShown(actor, id, false)
    expect(await shown()).toEqual([])
    await expect(setNameShown(actor, id, false)).rejects.toThrow(Stale)
    await setNameShown(actor, id, true)
    await expect(setNameShown(chair, id, false)).rejects.toThrow(NotFound)
    travel({ days: 31 })
    expect(await shown()).toEqual([])
    expect(await publicOfficersOf([])).toEqual([])
  })
})
