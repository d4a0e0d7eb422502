/** 補助制度: the city's own schemes as published, and those of other municipalities to compare with. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Programme, programme } from '../../app/modules/subsidies/schema'
import { city } from '../../app/platform/city.server'
import type { Tx } from '../../app/platform/db.server'

const folder = path.join(import.meta.dirname, 'programmes')

/** The schemes that associations of this city apply for. */
const OWN: readonly string[] = city().demonstration?.programmes ?? []

/** All schemes that come with the portal. */
export function shippedProgrammes(): Programme[] {
  return readdirSync(folder)
    .sort()
    .map((file) => programme.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))))
}

/** Publishes the first version of each. */
export async function createProgrammes(tx: Tx) {
  const { slug, officialName } = city()
  // A demonstration city may show the scheme of another one as its own.
  const all = shippedProgrammes().map((scheme) =>
    OWN[0] === scheme.key && !scheme.key.startsWith(slug)
      ? { ...scheme, municipality: officialName }
      : scheme,
  )
  const ordered = [...OWN, ...all.map(({ key }) => key).filter((key) => !OWN.includes(key))]
  await tx.subsidyProgramme.createMany({ data: ordered.map((key) => ({ key, own: OWN.includes(key) })) })
  const ids = new Map(
    (await tx.subsidyProgramme.findMany({ select: { id: true, key: true } })).map(({ id, key }) => [key, id]),
  )
  await tx.subsidyProgrammeVersion.createMany({
    data: all.map((definition) => ({
      programmeId: ids.get(definition.key) ?? 0,
      number: 1,
      state: 'published' as const,
      yearFrom: definition.fiscalYears.from,
      yearUntil: definition.fiscalYears.until,
      name: definition.name,
      definition,
      publishedAt: new Date(`${definition.fiscalYears.from}-04-01T09:00:00+09:00`),
    })),
  })
}
