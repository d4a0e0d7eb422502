/** The page of one association. What a reader may not see does not leave these queries. */
import { type Actor, inScope, may, scopesOf } from '~/modules/accounts/rules'
import { type Day, dateToDay } from '~/platform/clock'
import { db, rows } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import type { Area } from './area'
import { type Contact, type Kind, mayAddBelow, shownContact } from './rules'
import { asSlug } from './slug'

/** A council of many associations shows all of them; beyond this the list of the district serves. */
const MAX_CHILDREN = 300

export type Relative = { slug: string; name: string; kind: Kind }

/**
 * One association as the actor may see it.
 * @throws NotFound when there is none with this slug
 */
export async function associationView(actor: Actor, slug: string) {
  const node = await db.association.findUnique({
    where: { slug: asSlug(slug) },
    select: {
      id: true,
      slug: true,
      name: true,
      reading: true,
      kind: true,
      path: true,
      district: { select: { id: true, name: true } },
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
      towns: { select: { town: { select: { name: true } } }, orderBy: { townId: 'asc' } },
    },
  })
  if (!node) throw new NotFound()
  const [above, children, contact, districtTowns] = await Promise.all([
    ancestors(node.path, node.id),
    db.association.findMany({
      where: { parentId: node.id },
      select: { slug: true, name: true, kind: true },
      // Groups are numbered, and were entered in that order.
      orderBy: node.kind === 'neighbourhood' ? { id: 'asc' } : [{ reading: 'asc' }, { id: 'asc' }],
      take: MAX_CHILDREN,
    }),
    contactFor(actor, node.id),
    node.kind === 'council' && node.district ? townsOfDistrict(node.district.id) : [],
  ])
  const { legalPersonalitySince, householdsAsOf, towns, area, ...rest } = node
  return {
    ...rest,
    area: area as Area | null,
    legalPersonalitySince: dayOrNull(legalPersonalitySince),
    householdsAsOf: dayOrNull(householdsAsOf),
    towns: node.kind === 'council' ? districtTowns : towns.map(({ town }) => town.name),
    above,
    children,
    contact,
    mayEdit: may(actor, 'association.edit', node.path),
    mayAdd: mayAddBelow(actor, node),
  }
}

function dayOrNull(date: Date | null): Day | null {
  return date && dateToDay(date)
}

/** The nodes above, from the city down. */
async function ancestors(path: string, id: number): Promise<Relative[]> {
  const ids = path.split('/').filter(Boolean).map(Number)
  const above = ids.filter((other) => other !== id)
  if (above.length === 0) return []
  return rows<Relative>(
    `SELECT slug, name, kind FROM associations WHERE id = ANY($1::int[]) ORDER BY length(path)`,
    [above],
  )
}

async function townsOfDistrict(districtId: number): Promise<string[]> {
  const found = await rows<{ name: string }>(`SELECT name FROM towns WHERE district_id = $1 ORDER BY id`, [
    districtId,
  ])
  return found.map((town) => town.name)
}

export type ShownContact = Contact & {
  /** Shown because of an office of the reader; `public` then says which parts everybody sees. */
  inOffice: boolean
  public: (keyof Contact)[]
}

/** 連絡先: with a standing consent what it shows; whole to those whose office it is. */
async function contactFor(actor: Actor, id: number): Promise<ShownContact | null> {
  const contact = { contactName: true, contactPhone: true, contactEmail: true } as const
  const [consented, inOffice] = await Promise.all([
    db.association.findFirst({
      where: { id, contactConsents: { some: { withdrawnAt: null } } },
      select: {
        ...contact,
        contactConsents: {
          where: { withdrawnAt: null },
          select: { personName: true, showsName: true, showsPhone: true, showsEmail: true },
        },
      },
    }),
    scopesOf(actor, 'contact.read').length > 0
      ? db.association.findFirst({
          where: { id, ...inScope(scopesOf(actor, 'contact.read')) },
          select: contact,
        })
      : null,
  ])
  // A consent is a person's: it shows nobody else's number.
  const consent = consented?.contactConsents.find((given) => given.personName === consented.contactName)
  const shown = consented && consent ? shownContact(plain(consented), consent) : null
  const parts = (['name', 'phone', 'email'] as const).filter((part) => shown?.[part])
  if (inOffice) {
    const whole = plain(inOffice)
    return whole.name || whole.phone || whole.email ? { ...whole, inOffice: true, public: parts } : null
  }
  return shown && { ...shown, inOffice: false, public: parts }
}

function plain(row: {
  contactName: string | null
  contactPhone: string | null
  contactEmail: string | null
}): Contact {
  return { name: row.contactName, phone: row.contactPhone, email: row.contactEmail }
}
