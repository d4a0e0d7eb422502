/** The version of a scheme that holds in a fiscal year. */
import type { Programme } from '~/modules/subsidies/schema'
import type { db, Prisma, Tx } from '~/platform/db.server'

/** The published version that holds in a fiscal year (年度), or null. @param of which version, such as by its programme */
export async function versionFor(
  client: Tx | typeof db,
  of: Pick<Prisma.SubsidyProgrammeVersionWhereInput, 'programmeId' | 'programme'>,
  year: number,
) {
  const found = await client.subsidyProgrammeVersion.findFirst({
    where: {
      ...of,
      state: 'published',
      yearFrom: { lte: year },
      OR: [{ yearUntil: null }, { yearUntil: { gte: year } }],
    },
    select: { id: true, number: true, programmeId: true, definition: true },
    orderBy: { number: 'desc' },
  })
  return found && { ...found, definition: found.definition as unknown as Programme }
}
