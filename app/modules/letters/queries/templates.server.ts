/** The templates of this city's schemes, for those who keep them. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { fiscalYear } from '~/platform/clock'
import { db, rows } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { fill, sampleValues, writeNumber } from '../rules'
import { isLetterKind, type Letter, type LetterKind, letterKinds } from '../schema'
import { defaultSender, defaults, type LetterTemplate } from '../templates'

export type LetterScheme = { id: number; key: string; name: string }

/** This city's schemes: the name is that of the latest version. */
const SCHEMES = `SELECT p.id, p.key, v.name FROM subsidy_programmes p
  JOIN LATERAL (SELECT name FROM subsidy_programme_versions WHERE programme_id = p.id ORDER BY number DESC LIMIT 1) v ON true
  WHERE p.own`

/**
 * Every scheme with its letters: which are still in the portal's words, and their form numbers.
 * @throws SignInNeeded, NotAllowed
 */
export async function letterSchemes(actor: Actor) {
  requirePortalRight(actor, 'subsidy.programme')
  const schemes = await rows<LetterScheme>(`${SCHEMES} ORDER BY p.id`, [])
  const templates = await db.subsidyLetterTemplate.findMany({
    where: { programmeId: { in: schemes.map(({ id }) => id) } },
    select: { programmeId: true, letter: true, form: true },
  })
  return schemes.map(({ id, key, name }) => ({
    key,
    name,
    letters: letterKinds.map((kind) => {
      const own = templates.find(({ programmeId, letter }) => programmeId === id && letter === kind)
      return {
        kind,
        form: own?.form ?? '',
        own: own !== undefined,
      }
    }),
  }))
}

/**
 * A scheme of this city by its key.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
async function letterScheme(actor: Actor, key: string | undefined): Promise<LetterScheme> {
  requirePortalRight(actor, 'subsidy.programme')
  if (!key || !/^[a-z][a-z0-9-]{1,59}$/.test(key)) throw new NotFound()
  const [found] = await rows<LetterScheme>(`${SCHEMES} AND p.key = $1`, [key])
  if (!found) throw new NotFound()
  return found
}

type TemplateView = {
  scheme: LetterScheme
  kind: LetterKind
  template: LetterTemplate
  original: LetterTemplate
  /** 0 while the portal's own words stand */
  version: number
}

/**
 * One template as it stands, beside the portal's own words.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function letterTemplate(
  actor: Actor,
  key: string | undefined,
  kind: string | undefined,
): Promise<TemplateView> {
  const scheme = await letterScheme(actor, key)
  if (!kind || !isLetterKind(kind)) throw new NotFound()
  const own = await db.subsidyLetterTemplate.findUnique({
    where: { programmeId_letter: { programmeId: scheme.id, letter: kind } },
    select: { form: true, title: true, body: true, version: true },
  })
  const original = defaults[kind]
  if (!own) return { scheme, kind, template: original, original, version: 0 }
  const { version, ...template } = own
  return { scheme, kind, template, original, version }
}

type Head = { sender: string; numbering: string; contact: string }

/** The letterhead of a scheme; the city's mayor sends what nobody has said otherwise. */
export async function headOf(
  client: Pick<typeof db, 'subsidyLetterhead' | 'association'>,
  programmeId: number,
): Promise<Head & { version: number; given: Head }> {
  const own = await client.subsidyLetterhead.findUnique({
    where: { programmeId },
    select: { sender: true, numbering: true, contact: true, version: true },
  })
  const { version, ...given } = own ?? { sender: '', numbering: '', contact: '', version: 0 }
  const city = given.sender
    ? null
    : await client.association.findFirst({ where: { kind: 'city' }, select: { name: true } })
  return { ...given, sender: given.sender || (city ? defaultSender(city.name) : ''), version, given }
}

/**
 * The letterhead of a scheme: what the city has given, and what stands on the letters because of it.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function letterHead(actor: Actor, key: string | undefined) {
  const scheme = await letterScheme(actor, key)
  const { given, version, ...standing } = await headOf(db, scheme.id)
  return { scheme, given, standing, version }
}

/**
 * A letter of the scheme with sample values, as its words would make it today.
 * @throws SignInNeeded, NotAllowed
 */
export async function sampleLetter(
  actor: Actor,
  scheme: LetterScheme,
  { form, title, body }: LetterTemplate,
): Promise<Letter> {
  requirePortalRight(actor, 'subsidy.programme')
  const { sender, numbering, contact } = await headOf(db, scheme.id)
  const year = fiscalYear(actor.today)
  return {
    form,
    number: writeNumber(numbering, year, 12),
    issuedOn: actor.today,
    title,
    body: fill(body, { ...sampleValues, programme: scheme.name }),
    sender,
    contact,
  }
}
