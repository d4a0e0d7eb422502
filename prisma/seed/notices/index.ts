/** About three hundred notices of the demonstration city, and one in every state of a notice's life. */
import { randomUUID } from 'node:crypto'
import { addDays, dayOf, dayToDate, formatDay, instantOfLocal, now } from '../../../app/platform/clock'
import type { Tx } from '../../../app/platform/db.server'
import { excerptOf, renderMarkdown } from '../../../app/platform/markdown'
import { FIRST, FIRST_COUNCIL, OTHER, type Planned } from '../associations'
import type { DistrictPlace } from '../places'
import { makeRandom, type Random } from '../random'
import { lifeTemplates } from './association-life'
import { safetyTemplates } from './association-safety'
import { cityTemplates } from './city'
import { councilTemplates } from './council'
import { specialNotices } from './special'
import type { NoticeTemplate } from './template'
import { TRANSLATED, versionsOfTraining } from './versions'
import { type WrittenNotice, writeNotice } from './write'

type Known = {
  planned: readonly Planned[]
  districts: readonly DistrictPlace[]
  ids: ReadonlyMap<string, number>
  /** Id of the account that writes for an association, by slug */
  authors: ReadonlyMap<string, string>
}

/** Writes the notices into the database. */
export async function createNotices(tx: Tx, known: Known): Promise<void> {
  const today = dayOf(now())
  const id = (slug: string) => {
    const found = known.ids.get(slug)
    if (found === undefined) throw new Error(`The demonstration city has no ${slug}`)
    return found
  }
  const written = writeAll(known, today)
  await tx.notice.createMany({
    data: written.map(({ publisher, audience, actionBy, ...notice }) => ({
      ...notice,
      associationId: id(publisher),
      audienceId: id(audience),
      state: 'published' as const,
      actionBy: actionBy && dayToDate(actionBy),
      bodyHtml: renderMarkdown(notice.body),
      excerpt: excerptOf(notice.body),
      submissionId: randomUUID(),
      authorId: known.authors.get(publisher) ?? null,
      createdAt: notice.publishedAt,
      updatedAt: notice.publishedAt,
    })),
  })
  const first = known.planned.find(({ slug }) => slug === FIRST)
  const special = specialNotices(
    today,
    { addDays, dayToDate, formatDay, instantOfLocal },
    {
      hall: `${first?.name ?? ''}館`,
      school: known.districts.find(({ name }) => name === first?.district)?.schoolName ?? '',
      latitude: first?.latitude ?? 0,
      longitude: first?.longitude ?? 0,
    },
  )
  for (const { revision, publisher, audience, actionBy, ...notice } of special) {
    await tx.notice.create({
      data: {
        ...notice,
        associationId: id(publisher),
        audienceId: id(audience),
        actionBy: actionBy ? dayToDate(actionBy) : null,
        bodyHtml: renderMarkdown(notice.body),
        excerpt: excerptOf(notice.body),
        submissionId: randomUUID(),
        authorId: known.authors.get(publisher) ?? null,
        translations: notice.title === TRANSLATED ? { create: versionsOfTraining(today) } : undefined,
        ...(revision
          ? {
              revisions: {
                create: {
                  version: 1,
                  title: revision.title,
                  bodyHtml: renderMarkdown(revision.body),
                  reason: revision.reason,
                  replacedAt: revision.replacedAt,
                },
              },
            }
          : {}),
      },
    })
  }
}

function writeAll(known: Known, today: string): WrittenNotice[] {
  const random = makeRandom(1947)
  const schools = new Map(known.districts.map((d) => [d.name, d.schoolName]))
  const ofKind = (kind: Planned['kind']) => known.planned.filter((p) => p.kind === kind)
  const city = ofKind('city')[0] as Planned
  const councils = ofKind('council')
  const neighbourhoods = ofKind('neighbourhood')
  const school = (node: Planned) => schools.get(node.district ?? '') ?? ''
  const written: WrittenNotice[] = []
  for (const template of cityTemplates) {
    // What names a district or its school is said to that district.
    const local = /\{(district|school)\}/.test(JSON.stringify(template))
    for (const audience of local ? speakers(template, councils, FIRST_COUNCIL, random) : [city]) {
      written.push(writeNotice(template, city, audience, school(audience), today, random))
    }
  }
  for (const template of councilTemplates) {
    for (const speaker of speakers(template, councils, FIRST_COUNCIL, random)) {
      written.push(writeNotice(template, speaker, speaker, school(speaker), today, random))
    }
  }
  const often = neighbourhoods.filter((n) => n.slug === FIRST || n.slug === OTHER)
  for (const [index, template] of [...safetyTemplates, ...lifeTemplates].entries()) {
    const first = often[index % (often.length * 2)]?.slug ?? ''
    for (const speaker of speakers(template, neighbourhoods, first, random)) {
      written.push(writeNotice(template, speaker, speaker, school(speaker), today, random))
    }
  }
  return written
}

/** As many speakers as the template has uses, all different; the first is given, if it is among them. */
function speakers(
  template: NoticeTemplate,
  all: readonly Planned[],
  first: string,
  random: Random,
): Planned[] {
  const chosen = new Set<Planned>(all.filter((p) => p.slug === first))
  while (chosen.size < Math.min(template.uses, all.length)) chosen.add(random.pick(all))
  return [...chosen]
}
