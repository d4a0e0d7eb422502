/** The page of one association. What a reader may not see does not leave these queries. */
import { type Actor, inScope, may, scopesOf } from '~/modules/accounts/rules'
import type { Day } from '~/platform/clock'
import { db, rows } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import type { Area } from './area'
import { type ConsentScope, type Contact, type Kind, mayAddBelow, shownContact } from './rules'
import { asSlug } from './slug'

/** A council of many associations shows all of them; beyond this the list of the district serves. */
const MAX_CHILDREN = 300

export type Relative = { slug: string; name: string; kind: Kind }

type Row = {
  id: number
  slug: string
  name: string
  reading: string
  kind: Kind
  path: string
  district: { id: number; name: string } | null
  legalPersonalitySince: Day | null
  households: number | null
  memberHouseholds: number | null
  householdsMethod: string | null
  householdsAsOf: Day | null
  website: string | null
  introduction: string
  howToJoin: string
  latitude: number | null
  longitude: number | null
  area: Area | null
  towns: string[]
  above: Relative[]
  children: Relative[]
  /** Null without a standing consent of the person who is the contact now: a consent shows nobody else's number. */
  consented: (Contact & ConsentScope) | null
}

const RELATIVE = `json_build_object('slug', r.slug, 'name', r.name, 'kind', r.kind)`

/** The towns of a council are those of its district. Groups are numbered, and were entered in that order. */
const VIEW = `
  SELECT a.id, a.slug, a.name, a.reading, a.kind, a.path,
    CASE WHEN d.id IS NOT NULL THEN json_build_object('id', d.id, 'name', d.name) END AS district,
    a.legal_personality_since::text AS "legalPersonalitySince", a.households,
    a.member_households AS "memberHouseholds", a.households_method AS "householdsMethod",
    a.households_as_of::text AS "householdsAsOf", a.website, a.introduction, a.how_to_join AS "howToJoin",
    a.latitude, a.longitude, a.area,
    CASE a.kind
      WHEN 'council' THEN ARRAY(SELECT t.name FROM towns t WHERE t.district_id = a.district_id ORDER BY t.id)
      ELSE ARRAY(SELECT t.name FROM association_towns at JOIN towns t ON t.id = at.town_id
                 WHERE at.association_id = a.id ORDER BY t.id)
    END AS towns,
    COALESCE((SELECT json_agg(${RELATIVE} ORDER BY length(r.path)) FROM associations r
      WHERE r.id = ANY(string_to_array(trim('/' FROM a.path), '/')::int[]) AND r.id <> a.id), '[]') AS above,
    COALESCE((SELECT json_agg(${RELATIVE}
        ORDER BY CASE WHEN r.kind = 'group' THEN '' ELSE r.reading END, r.id)
      FROM (SELECT * FROM associations WHERE parent_id = a.id ORDER BY reading, id LIMIT ${MAX_CHILDREN}) r), '[]')
      AS children,
    CASE WHEN c.id IS NOT NULL THEN json_build_object(
      'name', a.contact_name, 'phone', a.contact_phone, 'email', a.contact_email,
      'showsName', c.shows_name, 'showsPhone', c.shows_phone, 'showsEmail', c.shows_email) END AS consented
  FROM associations a
  LEFT JOIN districts d ON d.id = a.district_id
  LEFT JOIN contact_consents c
    ON c.association_id = a.id AND c.withdrawn_at IS NULL AND c.person_name = a.contact_name
  WHERE a.slug = $1`

/**
 * One association as the actor may see it.
 * @throws NotFound when there is none with this slug
 */
export async function associationView(actor: Actor, slug: string) {
  const [node] = await rows<Row>(VIEW, [asSlug(slug)])
  if (!node) throw new NotFound()
  const { consented, ...rest } = node
  return {
    ...rest,
    contact: await contactFor(actor, node.id, consented && shownContact(consented, consented)),
    mayEdit: may(actor, 'association.edit', node.path),
    mayAdd: mayAddBelow(actor, node),
  }
}

export type ShownContact = Contact & {
  /** Shown because of an office of the reader; `public` then says which parts everybody sees. */
  inOffice: boolean
  public: (keyof Contact)[]
}

/** 連絡先: what is shown to everybody; whole to those whose office it is. */
async function contactFor(actor: Actor, id: number, shown: Contact | null): Promise<ShownContact | null> {
  const parts = (['name', 'phone', 'email'] as const).filter((part) => shown?.[part])
  const scopes = scopesOf(actor, 'contact.read')
  const whole =
    scopes.length > 0
      ? await db.association.findFirst({
          where: { id, ...inScope(scopes) },
          select: { contactName: true, contactPhone: true, contactEmail: true },
        })
      : null
  if (whole) {
    const { contactName: name, contactPhone: phone, contactEmail: email } = whole
    return name || phone || email ? { name, phone, email, inOffice: true, public: parts } : null
  }
  return shown && { ...shown, inOffice: false, public: parts }
}
