/** What happens to what one leaves behind: export, deletion, retention. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { deleteAccount } from '~/modules/accounts/commands/account.server'
import { cleanUp } from '~/modules/accounts/commands/clean-up.server'
import { createMembershipCode } from '~/modules/accounts/commands/codes.server'
import { inviteOfficer } from '~/modules/accounts/commands/invitations.server'
import { decideMembership, requestMembership } from '~/modules/accounts/commands/memberships.server'
import { requestSignInLink, signInByPassword } from '~/modules/accounts/commands/sign-in.server'
import { handlers } from '~/modules/accounts/jobs.server'
import { exportOf } from '~/modules/accounts/queries/account.server'
import { guest } from '~/modules/accounts/rules'
import { addDays } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, SignInNeeded } from '~/platform/errors'
import { keepForm } from '~/platform/forms.server'
import { resetDatabase } from '../../setup/database'
import {
  actions,
  actorOf,
  giveTerm,
  mailTo,
  makeTown,
  makeUser,
  sessionOf,
  today,
  travel,
  visitor,
} from './support'

beforeEach(resetDatabase)
afterEach(() => {
  vi.useRealTimers()
})

async function busyChair() {
  const town = await makeTown()
  const user = await makeUser({ password: 'neko wa kotatsu' })
  await giveTerm(user.id, town.association.id, 'chair')
  const actor = await actorOf(user.id)
  const resident = await makeUser()
  await requestMembership(await actorOf(resident.id), town.association.id)
  const { id } = await db.membership.findFirstOrThrow()
  await decideMembership(actor, id, 'confirm')
  await requestMembership(actor, town.association.id)
  await createMembershipCode(actor, town.association.id)
  await inviteOfficer(actor, {
    associationId: town.association.id,
    email: 'invited@mail.example',
    post: 'secretary',
    startsOn: today(),
    endsOn: addDays(today(), 9),
    seat: null,
  })
  return { town, user, actor, resident }
}

describe('deleting an account', () => {
  test('takes everything that names the person, and leaves what they did', async () => {
    const { user, actor, town } = await busyChair()
    const notice = await db.notice.create({
      data: {
        associationId: town.association.id,
        audienceId: town.association.id,
        category: 'other',
        title: '題',
        body: '文',
        bodyHtml: '<p>文</p>',
        submissionId: crypto.randomUUID(),
        authorId: user.id,
      },
    })
    await expect(deleteAccount(actor, { password: '' })).rejects.toThrow(Invalid)
    await expect(deleteAccount(actor, { password: 'wrong' })).rejects.toThrow(Invalid)
    await expect(deleteAccount(guest(today()), { password: '' })).rejects.toThrow(SignInNeeded)
    await deleteAccount(actor, { password: 'neko wa kotatsu' })
    expect(await db.user.findUnique({ where: { id: user.id } })).toBeNull()
    expect(await db.term.count()).toBe(0)
    expect(await db.session.count({ where: { userId: user.id } })).toBe(0)
    expect((await db.notice.findUniqueOrThrow({ where: { id: notice.id } })).authorId).toBeNull()
    expect((await db.invitation.findFirstOrThrow()).invitedById).toBeNull()
    expect((await db.membershipCode.findFirstOrThrow()).createdById).toBeNull()
    expect((await db.membership.findFirstOrThrow()).decidedById).toBeNull()
    expect((await actions()).slice(-3)).toEqual(['term.ended', 'membership.ended', 'account.deleted'])
    expect((await mailTo(user.email))?.subject).toContain('アカウントを消しました')
  })

  test('twice at the same moment deletes once', async () => {
    const user = await makeUser()
    const actor = await actorOf(user.id)
    const results = await Promise.allSettled([1, 2].map(() => deleteAccount(actor, { password: '' })))
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    expect((await actions()).filter((action) => action === 'account.deleted')).toHaveLength(1)
  })
})

test('the export holds what is known of the person, no secret, and nobody else', async () => {
  const { user, actor, resident } = await busyChair()
  const held = JSON.stringify(await exportOf(actor))
  for (const part of [user.email, user.givenName, 'association-aの会', 'chair', 'membership.confirmed']) {
    expect(held).toContain(part)
  }
  for (const part of [resident.email, resident.givenName, 'argon2', 'invited@mail.example']) {
    expect(held).not.toContain(part)
  }
  await expect(exportOf(guest(today()))).rejects.toThrow(SignInNeeded)
})

test('nothing personal stands in the trail', async () => {
  const { user, actor, resident } = await busyChair()
  await requestSignInLink(visitor(), { email: user.email, next: '' }, 'ja')
  await deleteAccount(actor, { password: 'neko wa kotatsu' })
  const trail = JSON.stringify(await db.auditEntry.findMany(), (_, v) =>
    typeof v === 'bigint' ? String(v) : v,
  )
  expect(trail.length).toBeGreaterThan(1000)
  for (const { email, givenName } of [user, resident]) {
    expect(trail).not.toContain(email)
    expect(trail).not.toContain(givenName)
  }
  for (const part of ['mail.example', '髙﨑', 'タカサキ', '203.0.113.77', 'neko'])
    expect(trail).not.toContain(part)
})

describe('the clean-up', () => {
  test('deletes what is over, keeps what stands, and says how much', async () => {
    const { user, town } = await busyChair()
    await requestSignInLink(visitor(), { email: user.email, next: '' }, 'ja')
    await signInByPassword(visitor(), { email: user.email, password: 'wrong' }).catch(() => {})
    await keepForm('/notices/new', { title: '題' })
    await cleanUp()
    expect(await db.emailLink.count()).toBe(1)
    expect(await db.keptForm.count()).toBe(1)
    expect(await db.rateLimit.count()).toBeGreaterThan(0)
    expect(await actions()).not.toContain('retention.cleared')

    travel({ days: 2 })
    await sessionOf(user.id)
    const deleted = await cleanUp()
    expect(deleted).toMatchObject({ links: 1, forms: 1, invitations: 0 })
    expect(await db.rateLimit.count()).toBe(0)
    expect((await actions()).at(-1)).toBe('retention.cleared')

    travel({ days: 80 })
    await handlers['clear-accounts']()
    expect(await db.session.count()).toBe(0)
    expect(await db.invitation.count()).toBe(0)
    expect(await db.mail.count()).toBe(0)
    expect(await db.user.count()).toBe(2)
    expect(await db.membership.count({ where: { associationId: town.association.id } })).toBe(2)
  })
})
