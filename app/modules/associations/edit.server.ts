/** What the pages for editing and adding show to those who may. */
import type { Actor } from '~/modules/accounts/rules'
import { dateToDay } from '~/platform/clock'
import { db } from '~/platform/db.server'
import type { FormFields } from '~/platform/forms'
import { parentForNew } from './commands/create.server'
import { editable, refuse } from './commands/scope.server'
import { districts } from './queries.server'
import { mayDecideApproval } from './rules'

/** Fields of the edit form, in its order. */
const EDIT_FIELDS = [
  'name',
  'reading',
  'introduction',
  'howToJoin',
  'website',
  'households',
  'memberHouseholds',
  'householdsMethod',
  'householdsAsOf',
  'legalPersonalitySince',
  'towns',
  'latitude',
  'longitude',
  'area',
  'contactName',
  'contactPhone',
  'contactEmail',
  'needsApproval',
] as const
type EditField = (typeof EDIT_FIELDS)[number]

/**
 * The page as its form holds it, with the consent that stands.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function associationForEdit(actor: Actor, slug: string) {
  const row = await db.association.findFirst({
    where: editable(actor, slug),
    select: {
      slug: true,
      name: true,
      reading: true,
      kind: true,
      path: true,
      version: true,
      legalPersonalitySince: true,
      households: true,
      memberHouseholds: true,
      householdsMethod: true,
      householdsAsOf: true,
      website: true,
      introduction: true,
      howToJoin: true,
      latitude: true,
      longitude: true,
      area: true,
      contactName: true,
      contactPhone: true,
      contactEmail: true,
      needsApproval: true,
      towns: { select: { town: { select: { name: true } } }, orderBy: { townId: 'asc' } },
      contactConsents: {
        where: { withdrawnAt: null },
        select: {
          personName: true,
          textVersion: true,
          showsName: true,
          showsPhone: true,
          showsEmail: true,
          givenOn: true,
          recordedById: true,
        },
      },
    },
  })
  if (!row) return refuse(db, actor, slug)
  const text = (value: string | number | null) => (value === null ? '' : String(value))
  const fields: Record<EditField, string> = {
    name: row.name,
    reading: row.reading,
    introduction: row.introduction,
    howToJoin: row.howToJoin,
    website: text(row.website),
    households: text(row.households),
    memberHouseholds: text(row.memberHouseholds),
    householdsMethod: text(row.householdsMethod),
    householdsAsOf: row.householdsAsOf ? dateToDay(row.householdsAsOf) : '',
    legalPersonalitySince: row.legalPersonalitySince ? dateToDay(row.legalPersonalitySince) : '',
    towns: row.towns.map(({ town }) => town.name).join('\n'),
    latitude: text(row.latitude),
    longitude: text(row.longitude),
    area: row.area ? JSON.stringify(row.area) : '',
    contactName: text(row.contactName),
    contactPhone: text(row.contactPhone),
    contactEmail: text(row.contactEmail),
    needsApproval: row.needsApproval ? 'on' : '',
  }
  const [consent] = row.contactConsents
  return {
    association: { slug: row.slug, name: row.name, kind: row.kind, version: row.version },
    fields,
    mayDecideApproval: mayDecideApproval(actor, row.path),
    consent: consent
      ? {
          personName: consent.personName,
          textVersion: consent.textVersion,
          givenOn: dateToDay(consent.givenOn),
          recordedBy: await nameOf(consent.recordedById),
          shows: [
            ...(consent.showsName ? (['name'] as const) : []),
            ...(consent.showsPhone ? (['phone'] as const) : []),
            ...(consent.showsEmail ? (['email'] as const) : []),
          ],
        }
      : null,
  }
}

async function nameOf(userId: string | null): Promise<string | null> {
  if (!userId) return null
  const user = await db.user.findUnique({
    where: { id: userId },
    select: { familyName: true, givenName: true },
  })
  return user && `${user.familyName} ${user.givenName}`.trim()
}

/** Where the form and the page as it now stands differ; line ends and blanks at the ends do not count. */
export function differences(theirs: Record<EditField, string>, typed: FormFields) {
  const plain = (text: string) => text.replace(/\r\n?/g, '\n').trim()
  return EDIT_FIELDS.flatMap((field) => {
    const value = typed[field]
    const yours = plain(Array.isArray(value) ? (value[0] ?? '') : (value ?? ''))
    return yours === plain(theirs[field]) ? [] : [{ field, theirs: theirs[field], yours }]
  })
}

/**
 * The form for a node below another: its kind, and the districts that have no council.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function formForNew(actor: Actor, parentId: number) {
  const parent = await parentForNew(db, actor, parentId)
  const [free, brothers] = await Promise.all([
    parent.childKind === 'council' ? districts() : [],
    db.association.count({ where: { parentId } }),
  ])
  return {
    parent: { id: parent.id, slug: parent.slug, name: parent.name },
    kind: parent.childKind,
    districts: free.filter((d) => d.councilSlug === null).map(({ id, name }) => ({ id, name })),
    suggestedName: parent.childKind === 'group' ? `${parent.name} 第${brothers + 1}班` : '',
  }
}
