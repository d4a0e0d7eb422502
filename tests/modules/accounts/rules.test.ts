/** The table of rights, written a second time: every post and role, in its own place, above, below and elsewhere. */
import { describe, expect, test } from 'vitest'
import {
  type Actor,
  audienceIds,
  capacityOf,
  denied,
  guest,
  inScope,
  may,
  mayAnywhere,
  mayInPortal,
  mayMoveMembership,
  membershipStates,
  type Post,
  posts,
  type Right,
  requireUser,
  rights,
  type StaffRole,
  scopesOf,
  staffRoles,
} from '~/modules/accounts/rules'
import { NotAllowed, SignInNeeded } from '~/platform/errors'

const CITY = '/1/'
const COUNCIL = '/1/2/'
const ASSOCIATION = '/1/2/12/'
const GROUP = '/1/2/12/120/'
const NEIGHBOUR = '/1/2/120/'
const FOREIGN = '/1/3/13/'
const places = {
  city: CITY,
  council: COUNCIL,
  own: ASSOCIATION,
  below: GROUP,
  neighbour: NEIGHBOUR,
  foreign: FOREIGN,
}

function actor(given: Partial<Actor>): Actor {
  const user = { id: 'u', name: 'n', language: 'ja', demonstration: false }
  return { ...guest('2026-11-22'), user, cityPath: CITY, ...given }
}

const withPost = (post: Post, path = ASSOCIATION) =>
  actor({ seats: [{ post, associationId: Number(path.split('/').at(-2)), path }] })
const withRole = (role: StaffRole) => actor({ staff: [role] })

/** Where each post has each right: o in its own association, + there and below. A right that is not named: nowhere. */
const POSTS: Record<Post, Partial<Record<Right, 'o' | '+'>>> = {
  chair: {
    'notice.draft': '+',
    'notice.publish': '+',
    'notice.approve': 'o',
    'household.keep': '+',
    'aed.keep': '+',
    'hall.keep': '+',
    'hall.read': '+',
    'subsidy.read': 'o',
    'subsidy.apply': 'o',
    'subsidy.sign': 'o',
    'volunteer.host': 'o',
    'matter.ask': 'o',
    'talk.host': 'o',
    'survey.run': 'o',
    'resolution.run': 'o',
    'resolution.enter': 'o',
    'association.edit': '+',
    'contact.read': '+',
    'member.confirm': '+',
    'officer.invite': '+',
    'audit.read': 'o',
  },
  vice_chair: {
    'notice.draft': '+',
    'notice.publish': '+',
    'notice.approve': 'o',
    'household.keep': '+',
    'aed.keep': '+',
    'hall.keep': '+',
    'hall.read': '+',
    'subsidy.read': 'o',
    'subsidy.apply': 'o',
    'volunteer.host': 'o',
    'matter.ask': 'o',
    'talk.host': 'o',
    'survey.run': 'o',
    'resolution.run': 'o',
    'resolution.enter': 'o',
    'association.edit': '+',
    'contact.read': '+',
    'member.confirm': '+',
    'officer.invite': '+',
  },
  secretary: {
    'notice.draft': '+',
    'notice.publish': '+',
    'household.keep': '+',
    'aed.keep': '+',
    'hall.keep': '+',
    'hall.read': '+',
    'subsidy.read': 'o',
    'subsidy.apply': 'o',
    'volunteer.host': 'o',
    'matter.ask': 'o',
    'talk.host': 'o',
    'survey.run': 'o',
    'resolution.run': 'o',
    'resolution.enter': 'o',
    'association.edit': '+',
    'contact.read': '+',
    'member.confirm': '+',
  },
  treasurer: {
    'notice.draft': '+',
    'contact.read': '+',
    'hall.read': '+',
    'subsidy.read': 'o',
    'subsidy.apply': 'o',
    'resolution.enter': 'o',
  },
  auditor: {
    'contact.read': '+',
    'audit.read': 'o',
    'hall.read': '+',
    'subsidy.read': 'o',
    'resolution.check': 'o',
  },
  group_leader: {
    'notice.draft': 'o',
    'notice.publish': 'o',
    'household.keep': 'o',
    'aed.keep': 'o',
    'contact.read': 'o',
    'member.confirm': 'o',
  },
  board_member: {
    'notice.draft': '+',
    'aed.keep': '+',
    'contact.read': '+',
    'hall.read': '+',
    'subsidy.read': 'o',
    'resolution.enter': 'o',
  },
}

/** Where each role has each right: c at the city's node, * everywhere. */
const ROLES: Record<StaffRole, Partial<Record<Right, 'c' | '*'>>> = {
  reviewer: {
    'notice.draft': 'c',
    'notice.publish': 'c',
    'notice.approve': 'c',
    'talk.host': 'c',
    'survey.run': 'c',
    'association.edit': '*',
    'contact.read': '*',
    'officer.invite': '*',
    'aed.keep': '*',
    'hall.keep': '*',
    'hall.read': '*',
  },
  approver: {
    'notice.draft': 'c',
    'notice.publish': 'c',
    'notice.approve': 'c',
    'talk.host': 'c',
    'survey.run': 'c',
    'contact.read': '*',
    'hall.read': '*',
  },
  section_staff: {
    'notice.draft': 'c',
    'notice.publish': 'c',
    'survey.run': 'c',
    'contact.read': '*',
    'aed.keep': '*',
    'hall.keep': '*',
    'hall.read': '*',
  },
  coordinator: {},
  administrator: { 'association.edit': '*', 'contact.read': '*', 'officer.invite': '*', 'audit.read': '*' },
}

describe.each(posts)('%s', (post) => {
  test.each(rights)('%s', (right) => {
    const reach = POSTS[post][right]
    const who = withPost(post)
    expect({
      city: may(who, right, places.city),
      council: may(who, right, places.council),
      own: may(who, right, places.own),
      below: may(who, right, places.below),
      neighbour: may(who, right, places.neighbour),
      foreign: may(who, right, places.foreign),
    }).toEqual({
      city: false,
      council: false,
      own: reach !== undefined,
      below: reach === '+',
      neighbour: false,
      foreign: false,
    })
    expect(mayAnywhere(who, right)).toBe(reach !== undefined)
  })
})

describe.each(staffRoles)('%s', (role) => {
  test.each(rights)('%s', (right) => {
    const reach = ROLES[role][right]
    const who = withRole(role)
    for (const [place, path] of Object.entries(places)) {
      expect([place, may(who, right, path)]).toEqual([
        place,
        reach === '*' || (reach === 'c' && place === 'city'),
      ])
    }
  })

  test('the whole portal', () => {
    for (const right of ['staff.appoint', 'mail.read', 'audit.read_all'] as const) {
      expect(mayInPortal(withRole(role), right)).toBe(role === 'administrator')
    }
    const city = ['reviewer', 'section_staff']
    expect(mayInPortal(withRole(role), 'aed.import')).toBe([...city, 'administrator'].includes(role))
    for (const right of ['aed.plan', 'hall.oversee', 'subsidy.oversee'] as const) {
      expect(mayInPortal(withRole(role), right)).toBe([...city, 'approver'].includes(role))
    }
    expect(mayInPortal(withRole(role), 'subsidy.review')).toBe(role === 'reviewer')
    expect(mayInPortal(withRole(role), 'subsidy.approve')).toBe(role === 'approver')
    for (const right of ['subsidy.programme', 'subsidy.budget'] as const) {
      expect(mayInPortal(withRole(role), right)).toBe(['reviewer', 'approver'].includes(role))
    }
    for (const right of ['matter.route', 'content.moderate'] as const) {
      expect(mayInPortal(withRole(role), right)).toBe(['reviewer', 'approver'].includes(role))
    }
    // What nobody else may judge, or has not judged in time, comes to the administrators.
    expect(mayInPortal(withRole(role), 'content.appeal')).toBe(role === 'administrator')
    expect(mayInPortal(withRole(role), 'matter.answer')).toBe([...city, 'approver'].includes(role))
    expect(mayInPortal(withRole(role), 'service.keep')).toBe(
      [...city, 'approver', 'coordinator'].includes(role),
    )
    expect(mayInPortal(withRole(role), 'section.keep')).toBe(['reviewer', 'administrator'].includes(role))
  })
})

test('a council officer reaches the associations and groups below', () => {
  const who = withPost('secretary', COUNCIL)
  expect(may(who, 'notice.publish', ASSOCIATION)).toBe(true)
  expect(may(who, 'notice.publish', GROUP)).toBe(true)
  expect(may(who, 'notice.publish', FOREIGN)).toBe(false)
  expect(may(withPost('chair', COUNCIL), 'audit.read', ASSOCIATION)).toBe(false)
})

test('a guest and a resident may nothing', () => {
  for (const who of [guest('2026-11-22'), actor({})]) {
    for (const right of rights) {
      for (const path of Object.values(places)) expect(may(who, right, path)).toBe(false)
      expect(scopesOf(who, right)).toEqual([])
    }
    expect(mayInPortal(who, 'staff.appoint')).toBe(false)
  }
})

test('the scope of a query ends at a slash, and no scope matches nothing', () => {
  expect(inScope([{ path: '/1/12/', below: true }])).toEqual({ OR: [{ path: { startsWith: '/1/12/' } }] })
  expect('/1/120/'.startsWith('/1/12/')).toBe(false)
  expect(inScope([{ path: '/1/12/', below: false }])).toEqual({ OR: [{ path: '/1/12/' }] })
  expect(inScope([])).toEqual({ OR: [{ path: '' }] })
})

test('members read what is addressed to their node and to all above it', () => {
  const who = actor({ memberships: [{ associationId: 120, path: GROUP }] })
  expect(audienceIds(who).sort((a, b) => a - b)).toEqual([1, 2, 12, 120])
  expect(audienceIds(guest('2026-11-22'))).toEqual([])
})

test('the weightiest capacity is recorded', () => {
  expect(capacityOf([], [])).toBe('resident')
  expect(capacityOf([], withPost('auditor').seats)).toBe('auditor')
  expect(capacityOf([], [...withPost('secretary').seats, ...withPost('chair').seats])).toBe('chair')
  expect(capacityOf(['coordinator', 'administrator'], withPost('chair').seats)).toBe('administrator')
})

test('a membership moves only as the table says', () => {
  const allowed: string[] = []
  for (const from of membershipStates)
    for (const to of membershipStates)
      for (const by of ['member', 'officer'] as const)
        if (mayMoveMembership(from, to, by)) allowed.push(`${by}: ${from} → ${to}`)
  expect(allowed.sort()).toEqual([
    'member: confirmed → ended',
    'member: requested → ended',
    'officer: confirmed → ended',
    'officer: requested → confirmed',
    'officer: requested → refused',
  ])
})

test('a refusal says what would help', () => {
  expect(() => denied(guest('2026-11-22'))).toThrow(SignInNeeded)
  expect(() => denied(actor({}))).toThrow(new NotAllowed('not_allowed'))
  expect(() => denied(actor({ secondFactorMissing: true }))).toThrow(new NotAllowed('second_factor_needed'))
  expect(() => requireUser(guest('2026-11-22'))).toThrow(SignInNeeded)
})
