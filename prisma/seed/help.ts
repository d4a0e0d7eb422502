/**
 * Advice services of the demonstration. The national short numbers are real and publicly known; everything else, also
 * names, hours and the numbers 072-000-…, is invented.
 */
import { dayToDate } from '../../app/platform/clock'
import type { Prisma, Tx } from '../../app/platform/db.server'
import { CITY_SERVICES } from './help-city-texts'
import { NATIONAL, type PlannedService } from './help-texts'

/** A day, milliseconds */
const dayMs = 86_400_000

/** Hours as the column keeps them: 24 hours, or the same span on some days of the week (0 Sunday). */
function hoursOf(hours: PlannedService['hours']): Prisma.InputJsonObject {
  if (!hours) return {}
  const rest = { yearly: [], dates: [], night: '', uncertain: false }
  if (hours === 'always') {
    return {
      weekly: [{ days: [0, 1, 2, 3, 4, 5, 6], spans: [{ from: 0, until: 1440 }] }],
      holidays: 'as_weekday',
      ...rest,
    }
  }
  const { days, spans, holidays = 'closed', newYear = true } = hours
  return {
    weekly: [
      { days: [...days], spans: spans.map(([from, until]) => ({ from: from * 60, until: until * 60 })) },
    ],
    holidays,
    ...rest,
    yearly: newYear ? [{ from: '12-29', until: '01-03', spans: [], label: '年末年始' }] : [],
  }
}

/** Writes the services, each looked at on some day of the last months; two of them too long ago. */
export async function createHelp(tx: Tx, today: string): Promise<void> {
  const sections = await tx.section.findMany({ select: { id: true, name: true }, orderBy: { id: 'asc' } })
  const sectionOf = (parts: readonly string[]) =>
    parts
      .map((part) => sections.find(({ name }) => name.includes(part))?.id)
      .find((id) => id !== undefined) ?? null
  await tx.helpService.createMany({
    data: [...NATIONAL, ...CITY_SERVICES].map((service, index) => {
      const { section, hours, checkedBefore = 20 + ((index * 37) % 200), ...facts } = service
      return {
        ...facts,
        themes: [...facts.themes],
        ways: [...facts.ways],
        languages: [...(facts.languages ?? [])],
        situations: (facts.situations ?? []).join('\n'),
        state: facts.state ?? 'published',
        sectionId: sectionOf(section),
        hours: hoursOf(hours),
        position: facts.urgent ? index : 100 + index * 10,
        checkedOn: new Date(dayToDate(today).getTime() - checkedBefore * dayMs),
      }
    }),
  })
}
