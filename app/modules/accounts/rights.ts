/** Who may do what: the one table of posts and roles. Pure. */
import type { Post, StaffRole } from './rules'

/** What can be done in an association. */
export const rights = [
  'notice.draft', // write and correct drafts
  'notice.publish', // publish, correct, withdraw
  'notice.approve', // 承認: the second person for what another has written
  'household.keep', // the register of households, confirmations and sheets entered for them
  'aed.keep', // AEDs of the association: their hours, checks, parts, and answers to what is reported
  'hall.keep', // halls of the association: what is known of them, photos and drawings
  'hall.read', // their private part
  'subsidy.read', // applications for subsidies of the association
  'subsidy.apply', // write them
  'subsidy.sign', // 会長: hand them in, and what binds the association afterwards
  'volunteer.host', // places of the youth-volunteer experience that the association offers, and who comes
  'matter.ask', // questions and proposals to the city in the name of the association, and support for others'
  'talk.host', // 意見交換会 to which it invites
  'survey.run', // アンケート
  'resolution.run', // 書面・電磁的決議: prepares and runs them
  'resolution.enter', // enters votes given on paper
  'resolution.check', // 監事: checks the count
  'association.edit', // its page and its numbers
  'contact.read', // the contact, also without consent to show it in public
  'member.confirm', // members and the codes on paper circulars
  'officer.invite', // officers and their terms
  'audit.read', // the trail of its own matters
] as const
export type Right = (typeof rights)[number]

/** Which post may do what, in the association of the post. */
export const postRights: Record<Post, readonly Right[]> = {
  chair: rights.filter((right) => right !== 'resolution.check'),
  vice_chair: [
    'notice.draft',
    'notice.publish',
    'notice.approve',
    'household.keep',
    'aed.keep',
    'hall.keep',
    'hall.read',
    'subsidy.read',
    'subsidy.apply',
    'volunteer.host',
    'matter.ask',
    'talk.host',
    'survey.run',
    'resolution.run',
    'resolution.enter',
    'association.edit',
    'contact.read',
    'member.confirm',
    'officer.invite',
  ],
  secretary: [
    'notice.draft',
    'notice.publish',
    'household.keep',
    'aed.keep',
    'hall.keep',
    'hall.read',
    'subsidy.read',
    'subsidy.apply',
    'volunteer.host',
    'matter.ask',
    'talk.host',
    'survey.run',
    'resolution.run',
    'resolution.enter',
    'association.edit',
    'contact.read',
    'member.confirm',
  ],
  treasurer: [
    'notice.draft',
    'contact.read',
    'hall.read',
    'subsidy.read',
    'subsidy.apply',
    'resolution.enter',
  ],
  auditor: ['audit.read', 'contact.read', 'hall.read', 'subsidy.read', 'resolution.check'],
  group_leader: [
    'notice.draft',
    'notice.publish',
    'household.keep',
    'aed.keep',
    'contact.read',
    'member.confirm',
  ],
  board_member: ['notice.draft', 'aed.keep', 'contact.read', 'hall.read', 'subsidy.read', 'resolution.enter'],
}

/** Rights that reach from a council down to its associations, and from an association down to its groups. */
export const REACH_DOWN: readonly Right[] = [
  'notice.draft',
  'notice.publish',
  'household.keep',
  'aed.keep',
  'hall.keep',
  'hall.read',
  'association.edit',
  'contact.read',
  'member.confirm',
  'officer.invite',
]

/** Which role of the city may do what: at the city's own node, or in every association. */
export const staffRights: Record<StaffRole, { city: readonly Right[]; everywhere: readonly Right[] }> = {
  reviewer: {
    city: ['notice.draft', 'notice.publish', 'notice.approve', 'talk.host', 'survey.run'],
    everywhere: ['association.edit', 'contact.read', 'officer.invite', 'aed.keep', 'hall.keep', 'hall.read'],
  },
  approver: {
    city: ['notice.draft', 'notice.publish', 'notice.approve', 'talk.host', 'survey.run'],
    everywhere: ['contact.read', 'hall.read'],
  },
  section_staff: {
    city: ['notice.draft', 'notice.publish', 'survey.run'],
    everywhere: ['contact.read', 'aed.keep', 'hall.keep', 'hall.read'],
  },
  coordinator: { city: [], everywhere: [] },
  administrator: {
    city: [],
    everywhere: ['association.edit', 'contact.read', 'officer.invite', 'audit.read'],
  },
}

/** What concerns the whole portal and no association. */
export type PortalRight =
  | 'staff.appoint'
  | 'instance.operate' // jobs, instances, maintenance
  | 'mail.read'
  | 'audit.read_all'
  | 'aed.import' // open data of AEDs, and AEDs that no association keeps
  | 'aed.plan' // the placement study
  | 'hall.oversee' // all halls of the city by state, and their files
  | 'subsidy.oversee' // all applications that were handed in, and the budgets
  | 'subsidy.review' // 審査: corrections, proposals, inspections, payments
  | 'subsidy.approve' // 決裁
  | 'subsidy.programme' // the schemes, their versions and letters, and what a revision would bring
  | 'subsidy.budget' // appropriations and what is carried over
  | 'volunteer.run' // the programmes of the volunteer centre, and all who take part in them
  | 'volunteer.oversee' // their places and figures, without the persons
  | 'indicator.plan' // targets, who enters what, years opened and closed
  | 'matter.route' // what is asked of the city: received, routed, joined, the days it sets
  | 'matter.answer' // answers of one's own section; everything of it is seen
  | 'content.moderate' // reports, hiding, appeals
  | 'content.appeal' // appeals that nobody else judges, or has not judged in time
  | 'section.keep' // the sections of the city and who works in them
  | 'service.keep' // advice services of one's own section

export const portalRights: Record<StaffRole, readonly PortalRight[]> = {
  reviewer: [
    'aed.import',
    'aed.plan',
    'hall.oversee',
    'subsidy.oversee',
    'subsidy.review',
    'subsidy.programme',
    'subsidy.budget',
    'volunteer.oversee',
    'indicator.plan',
    'matter.route',
    'matter.answer',
    'content.moderate',
    'section.keep',
    'service.keep',
  ],
  approver: [
    'aed.plan',
    'hall.oversee',
    'subsidy.oversee',
    'subsidy.approve',
    'subsidy.programme',
    'subsidy.budget',
    'volunteer.oversee',
    'indicator.plan',
    'matter.route',
    'matter.answer',
    'content.moderate',
    'service.keep',
  ],
  section_staff: [
    'aed.import',
    'aed.plan',
    'hall.oversee',
    'subsidy.oversee',
    'volunteer.oversee',
    'matter.answer',
    'service.keep',
  ],
  coordinator: ['volunteer.run', 'volunteer.oversee', 'service.keep'],
  administrator: [
    'staff.appoint',
    'instance.operate',
    'content.appeal',
    'mail.read',
    'audit.read_all',
    'aed.import',
    'section.keep',
  ],
}
